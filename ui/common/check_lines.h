#pragma once

#include "ui/common/status.h"
#include "ui/common/theme.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace fairlead::ui {

/// One statement: what is looked at before something dangerous is sent, what a rule would have done.
struct Check {
    QString key; ///< stable while its words change: "gates", "window", …
    Status status = Status::Pass;
    QString bold;
    QString rest;
    QString icon; ///< empty: the one of its status
    bool tinted = false; ///< an icon of its own has the colour of the status too

    bool operator==(const Check&) const = default;
};

/// Lines of icon, bold clause and rest, each a label that wraps. Thread: GUI.
class CheckLines : public QWidget {
    Q_OBJECT
public:
    explicit CheckLines(const Theme& theme, QWidget* parent = nullptr);

    void setChecks(const std::vector<Check>& checks);
    const std::vector<Check>& checks() const { return m_checks; }
    void setSeparated(bool separated); ///< a line between them, as in cards

private:
    class Line;
    const Theme& m_theme;
    QVBoxLayout* m_layout;
    std::vector<Check> m_checks;
    std::vector<Line*> m_lines;
    bool m_separated = false;
};

} // namespace fairlead::ui
