// What people do in the charts of a release beyond looking: notes, files, the release before.

#include "ui/charts/release_charts.h"
#include "ui/rollout/action_bar.h"
#include "ui/rollout/cockpit.h"
#include "ui/rollout/cockpit_header.h"
#include "ui/rollout/command_dialog.h"
#include "ui/rollout/gate_list.h"
#include "ui/rollout/main_area.h"
#include "ui/rollout/note_dialog.h"
#include "ui/rollout/step_track.h"

#include <algorithm>

namespace fairlead::ui {

void Cockpit::connectCharts()
{
    connect(m_charts, &ReleaseCharts::noteWanted, this, &Cockpit::askNote);
    connect(m_charts, &ReleaseCharts::wallBoardWanted, this, [this] { setWallBoard(!m_wall); });
    connect(m_charts, &ReleaseCharts::exported, this, &Cockpit::exported);
    connect(m_charts, &ReleaseCharts::exportFailed, this, &Cockpit::failed);
    connect(m_charts, &ReleaseCharts::previousShown, this, &Cockpit::previousWanted);
}

void Cockpit::setWallBoard(bool wall)
{
    wall = wall && m_snapshot;
    if (wall == m_wall)
        return;
    m_wall = wall;
    m_header->setLarge(wall);
    m_track->setVisible(!wall);
    m_main->setWallBoard(wall);
    m_gates->setLarge(wall);
    m_actions->setOnlyRollBack(wall);
    if (wall)
        m_main->showCourse(false);
    m_actions->showSnapshot(*m_snapshot);
    arrange();
    setFocus(); // also where the focus was on what is gone
    Q_EMIT wallBoardChanged(wall);
}

NoteDialog* Cockpit::note() const
{
    return m_note;
}

void Cockpit::askNote(Instant at)
{
    if (!m_snapshot || m_dialog)
        return;
    if (m_note) {
        m_note->activateWindow();
        return;
    }
    m_note = new NoteDialog(m_theme, m_snapshot->state.release.title(), std::min(at, m_snapshot->at), m_snapshot->at, this);
    m_note->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_note, &NoteDialog::written, this,
        [this, release = id()](Instant about, const QString& words) { Q_EMIT noteRequested(release, about, words); });
    m_note->open();
    m_note->activateWindow(); // its keys work at once, whatever the window manager thinks
}

} // namespace fairlead::ui
