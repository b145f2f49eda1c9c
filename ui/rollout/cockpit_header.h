#pragma once

#include "models/domain/rollout/snapshot.h"
#include "ui/common/widgets.h"

#include <QFrame>

namespace fairlead::ui {

/// The block at the top of the cockpit: where this is, its state in big words, what happens next, three figures. Thread: GUI.
class CockpitHeader : public QFrame {
    Q_OBJECT
public:
    explicit CockpitHeader(const Theme& theme, QWidget* parent = nullptr);

    void showSnapshot(const rollout::Snapshot& snapshot);
    void setLarge(bool large); ///< for a wall-board: figures twice as large, the state by half

Q_SIGNALS:
    void backRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    class Trail;
    class StateIcon;
    QWidget* buildWords();
    QWidget* buildFigures();
    void follow();
    void fitFonts();
    void fitTitle();

    const Theme& m_theme;
    Trail* m_trail = nullptr;
    StateIcon* m_icon = nullptr;
    TextLabel* m_title = nullptr;
    StatusPill* m_pill = nullptr;
    TextLabel* m_sentence = nullptr;
    Figure* m_figures[3] = {};
    bool m_alarm = false;
    bool m_large = false;
    QString m_wholeTitle;
};

} // namespace fairlead::ui
