#pragma once

#include "models/domain/gate/rule.h"
#include "ui/common/theme.h"

#include <QScrollArea>

#include <vector>

class QVBoxLayout;

namespace fairlead::ui {

/// What each line of a rule set will do, in words made from the parsed rule; what is wrong with those that are none.
/// A click goes to the line. Thread: GUI.
class EchoList : public QScrollArea {
    Q_OBJECT
public:
    explicit EchoList(const Theme& theme, QWidget* parent = nullptr);

    void setLines(const std::vector<gate::RuleLine>& lines);
    void setCurrentLine(int line);
    /// The words of @p line as they are shown; empty where the line is neither rule nor error.
    QString wordsOf(int line) const;

Q_SIGNALS:
    void lineActivated(int line, int column);

private:
    class Row;
    const Theme& m_theme;
    QWidget* m_page;
    QVBoxLayout* m_layout;
    std::vector<Row*> m_rows;
};

} // namespace fairlead::ui
