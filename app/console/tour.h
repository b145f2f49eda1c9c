#pragma once

#include "app/console/album.h"
#include "app/console/console.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace fairlead::ui {
class CommandDialog;
}

namespace fairlead::console {

/// The five-minute walk without a person: a release of the sample workspace from its checklist to its report, with keys and
/// buttons of the real window. The first attempt meets errors at 50 % and is rolled back by the engine, the second one is
/// activated. Leaves pictures, the history and the reports, and names each on standard output. Thread: GUI.
class Tour : public QObject {
    Q_OBJECT
public:
    /// All goes into @p directory. The practice target was started with kFault.
    Tour(Console& console, wiring::Session& session, ui::Theme& theme, const QString& directory);

    static const QString kFault; ///< for fairlead-rehearsal --fault
    void begin();

Q_SIGNALS:
    /// 0 when every step was reached.
    void ended(int exit);

private:
    struct Step {
        QString name;
        std::function<bool()> reached; ///< looked at ten times a second
        std::function<void()> then;
    };
    void plan();
    void planWalk(const QString& name);
    void planRollback();
    void planQuarantine();
    void planActivation();
    void planReports();
    void add(const QString& name, std::function<bool()> reached, std::function<void()> then = {});
    void addPicture(const QString& name, const QString& what, std::function<void()> then);
    void look();
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers, QWidget* widget);
    void answerNext();
    ui::CommandDialog* dialog() const; ///< that is open in the cockpit, else null
    void giveReason(const QString& reason);
    void picture(const QString& name, const QString& what);
    const rollout::Snapshot* current() const;
    bool inPhase(rollout::Phase phase) const;
    bool soakingAt(double weight) const;

    Console& m_console;
    QString m_directory;
    Album m_album;
    QNetworkAccessManager m_network;
    QString m_practiceUrl;
    QTimer m_timer;
    QElapsedTimer m_sinceStep;
    QElapsedTimer m_sinceReport;
    std::vector<Step> m_steps;
    std::size_t m_next = 0;
    checklist::Run m_run;
    ReleaseId m_release;
    QString m_component; ///< that the release replaces
    bool m_verified = false;
    int m_reports = 0;
};

} // namespace fairlead::console
