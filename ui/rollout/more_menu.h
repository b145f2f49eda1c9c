#pragma once

#include "ui/common/theme.h"
#include "ui/rollout/rare_verb.h"

#include <QWidget>

#include <map>
#include <vector>

namespace fairlead::ui {

/// The rare verbs, in a popup above the button More. An open one can be chosen; a closed one stays in its place, cannot be chosen and
/// says why under its name. ↑ ↓ move, Enter chooses, Esc closes. Thread: GUI.
class MoreMenu : public QWidget {
    Q_OBJECT
public:
    MoreMenu(const Theme& theme, QWidget* parent);

    /// Which verbs are open; @p left out are those that have a button of their own now.
    void showSnapshot(const rollout::Snapshot& snapshot, const std::vector<RareVerb>& leftOut);
    void openAbove(const QWidget& button);

Q_SIGNALS:
    void chosen(fairlead::ui::RareVerb verb);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Row;
    void moveFocus(int by);

    const Theme& m_theme;
    std::map<RareVerb, Row*> m_rows;
};

} // namespace fairlead::ui
