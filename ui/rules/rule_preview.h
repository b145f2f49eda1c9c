#pragma once

#include "models/domain/gate/rule.h"
#include "ui/common/widgets.h"
#include "ui/rules/recording.h"

#include <memory>
#include <optional>
#include <vector>

class QStackedWidget;

namespace fairlead::ui {

class CheckLines;
class RuleChart;
class Segments;

/// What one rule would have done with recorded samples: chart, truth strip, findings in words. Thread: GUI.
class RulePreview : public QWidget {
    Q_OBJECT
public:
    explicit RulePreview(const Theme& theme, QWidget* parent = nullptr);

    /// Newest first. The newest gives the last hour and day; all of them the last releases.
    void setRecordings(std::vector<Recording> recordings);
    /// The rule of @p line; empty: that line is none.
    void setRule(int line, std::optional<gate::Rule> rule);
    const std::vector<Recording>& recordings() const { return m_recordings; }
    CheckLines* findings() const { return m_findings; }

private:
    enum Range { Hour, Day, Releases };
    void refresh();
    void showStretch(const Recording& recording, Millis length);
    void showReleases();
    void showNothing(const QString& why);

    Card* m_card;
    Segments* m_range;
    QStackedWidget* m_stack;
    RuleChart* m_chart;
    TextLabel* m_nothing;
    CheckLines* m_findings;
    std::vector<Recording> m_recordings;
    std::optional<gate::Rule> m_rule;
    int m_line = 1;
};

} // namespace fairlead::ui
