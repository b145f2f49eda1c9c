#include "app/console/tour.h"

#include "models/domain/audit/record.h"
#include "ui/checklist/checklist_panel.h"
#include "ui/history/history_panel.h"
#include "ui/registry/registry_panel.h"
#include "ui/rollout/cockpit.h"
#include "ui/rollout/command_dialog.h"
#include "ui/rollout/main_area.h"
#include "ui/rollout/rollouts_panel.h"
#include "ui/rules/rule_text_edit.h"
#include "ui/rules/rules_panel.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QCursor>
#include <QDir>
#include <QKeyEvent>
#include <QLineEdit>
#include <QNetworkReply>
#include <QPlainTextEdit>

#include <cstdio>

namespace fairlead::console {

namespace {
constexpr int kShownRule = 5; ///< “roll back when error_rate > 2%”
constexpr qint64 kMessage = 6'500; // ms: how long a message about a report stands
constexpr qint64 kMoment = 600; // ms: what changed has been laid out and painted
constexpr int kLook = 100; // ms
constexpr qint64 kLongestStep = 240'000; // ms: a step is a minute of soaks at the most; slow machines are given four
} // namespace

const QString Tour::kFault = QStringLiteral("error-spike:from=50,rate=0.08");

Tour::Tour(Console& console, wiring::Session& session, ui::Theme& theme, const QString& directory)
    : m_console(console)
    , m_directory(directory)
    , m_album(theme, directory)
{
    m_timer.setInterval(kLook);
    connect(&m_timer, &QTimer::timeout, this, &Tour::look);
    connect(&session, &wiring::Session::practiceReady, this, [this](const QString& url) { m_practiceUrl = url; });
    connect(&console, &Console::runShown, this, [this](const checklist::Run& run) {
        m_run = run;
        m_release = ReleaseId(run.release);
    });
    connect(&console, &Console::verified, this, [this](const audit::Verification& chain) { m_verified = chain.valid(); });
    connect(&console, &Console::reportWritten, this, [this](const wiring::WrittenReport& report) {
        ++m_reports;
        m_sinceReport.start();
        std::printf("%s  report, %lld bytes\n", qUtf8Printable(report.file), static_cast<long long>(report.bytes));
        std::fflush(stdout);
    });
    plan();
}

void Tour::begin()
{
    QCursor::setPos(10'000, 10'000); // no button looks hovered in a picture
    m_sinceStep.start();
    m_timer.start();
}

void Tour::add(const QString& name, std::function<bool()> reached, std::function<void()> then)
{
    m_steps.push_back({name, std::move(reached), std::move(then)});
}

void Tour::look()
{
    const Step& step = m_steps[m_next];
    if (step.reached()) {
        if (step.then) {
            step.then();
        }
        m_sinceStep.restart();
        if (++m_next == m_steps.size()) {
            m_timer.stop();
            Q_EMIT ended(m_album.failed() ? 1 : 0);
        }
    } else if (m_sinceStep.elapsed() > kLongestStep) {
        m_timer.stop();
        std::fprintf(stderr, "The tour did not get on: %s.\n", qUtf8Printable(step.name));
        Q_EMIT ended(1);
    }
}

const rollout::Snapshot* Tour::current() const
{
    const auto found = m_console.snapshots().find(m_release);
    return found == m_console.snapshots().end() ? nullptr : &found->second;
}

bool Tour::inPhase(rollout::Phase phase) const
{
    return current() != nullptr && current()->state.phase == phase;
}

bool Tour::soakingAt(double weight) const
{
    // Half a soak gives the charts something to show.
    return inPhase(rollout::Phase::Soaking) && current()->state.asked().weight.value() == weight && current()->soakDone
        && *current()->soakDone * 2 > current()->soakLength;
}

void Tour::press(Qt::Key key, Qt::KeyboardModifiers modifiers, QWidget* widget)
{
    QKeyEvent down(QEvent::KeyPress, key, modifiers);
    QKeyEvent up(QEvent::KeyRelease, key, modifiers);
    QApplication::sendEvent(widget, &down);
    QApplication::sendEvent(widget, &up);
}

void Tour::picture(const QString& name, const QString& what)
{
    m_album.take(m_console.window(), name, what);
}

void Tour::answerNext()
{
    const std::vector<checklist::Item> open = checklist::holding(m_run);
    if (!open.empty()) {
        m_console.checklists().showRelease(m_run.release);
        m_console.checklists().showCurrent(m_run.release, open.front().id);
        press(Qt::Key_Space, Qt::NoModifier, &m_console.checklists());
    }
}

void Tour::plan()
{
    add(
        QStringLiteral("the release is prepared and the history verified"), [this] { return current() != nullptr && m_verified; },
        [this] { m_console.window().showPanel(QStringLiteral("checklists")); });
    planWalk(QStringLiteral("checklist"));
    planRollback();
    planQuarantine();
    planActivation();
    planReports();
}

void Tour::planWalk(const QString& name)
{
    const std::size_t items = 20; // more than any checklist of the sample holds
    for (std::size_t i = 0; i < items; ++i) {
        add(
            QStringLiteral("the answer is on disk"),
            [this, before = std::make_shared<std::size_t>(0)] {
                // Each answer is waited for: the row shows it only when the history has it.
                const std::size_t open = checklist::holding(m_run).size();
                const bool moved = *before == 0 || open < *before;
                *before = open;
                return moved;
            },
            [this, i, name] {
                if (i == 6 && !name.isEmpty()) {
                    picture(name, QStringLiteral("the pre-deployment checklist, half walked"));
                }
                answerNext();
            });
    }
    add(
        QStringLiteral("nothing holds the start"), [this] { return current() != nullptr && current()->startBlockers.isEmpty(); },
        [this] {
            m_console.window().showPanel(QStringLiteral("rollouts"));
            m_console.rollouts().openRelease(m_release);
            m_component = current()->state.release.manifest.replaces;
        });
    add(
        QStringLiteral("the start is open"), [this] { return current()->verbs.start.isEmpty(); },
        [this] { m_console.rollouts().cockpit()->askStartOrPromote(); });
    add(
        QStringLiteral("the dialog is open"), [this] { return dialog() != nullptr; },
        [this] { giveReason(tr("Guided tour: the checklist is done and the practice target is ready.")); });
    add(
        QStringLiteral("the dialog can send"), [this] { return dialog() != nullptr && dialog()->canSend(); },
        [this, name] {
            if (!name.isEmpty()) {
                m_album.take(*dialog(), QStringLiteral("start"), QStringLiteral("the dialog that starts the canary"));
            }
            press(Qt::Key_Return, Qt::ControlModifier, dialog());
        });
}

ui::CommandDialog* Tour::dialog() const
{
    return m_console.rollouts().cockpit()->dialog();
}

void Tour::giveReason(const QString& reason)
{
    const QList<QPlainTextEdit*> fields = dialog()->findChildren<QPlainTextEdit*>();
    for (QPlainTextEdit* field : fields) {
        if (!field->isReadOnly()) {
            field->setPlainText(reason);
        }
    }
}

void Tour::planRollback()
{
    add(
        QStringLiteral("25 % soaks"), [this] { return soakingAt(25); },
        [this] {
            picture(QStringLiteral("cockpit"), QStringLiteral("the cockpit while 25 % soak"));
            m_console.rollouts().cockpit()->main()->showCourse(true);
        });
    add(
        QStringLiteral("its phases are shown"),
        [this] { return m_console.rollouts().cockpit()->main()->isCourseShown() && m_sinceStep.elapsed() > kMoment; },
        [this] {
            picture(QStringLiteral("phases"), QStringLiteral("planned, happened, expected: where the release stands in time"));
            m_console.rollouts().cockpit()->main()->showCourse(false);
        });
    add(QStringLiteral("the engine rolls back"), [this] {
        // Between the answer and its effect: what the violet is for.
        const rollout::Command* command = inPhase(rollout::Phase::RollingBack) ? current()->state.currentCommand() : nullptr;
        return command != nullptr && command->outcome == rollout::CommandOutcome::Accepted;
    });
    add(
        QStringLiteral("the cockpit shows it"), [this] { return m_sinceStep.elapsed() > kMoment; },
        [this] { picture(QStringLiteral("rollback"), QStringLiteral("errors at 50 %: the engine rolls back by itself")); });
    add(QStringLiteral("the rollback is observed"), [this] { return inPhase(rollout::Phase::RolledBack); });
    add(
        QStringLiteral("the cockpit shows its end"), [this] { return m_sinceStep.elapsed() > kMoment; },
        [this] {
            picture(QStringLiteral("rolled-back"), QStringLiteral("the rollback is observed"));
            m_console.writeReport(
                m_release, wiring::ReportFormat::Pdf, QDir(m_directory).filePath(QStringLiteral("report-rolled-back.pdf")));
        });
    add(
        QStringLiteral("the report of the rollback is written"), [this] { return m_reports == 1; },
        [this] { m_network.deleteResource(QNetworkRequest(QUrl(m_practiceUrl + QStringLiteral("/v1/faults")))); });
}

void Tour::planQuarantine()
{
    add(
        QStringLiteral("the version is quarantined"), [this] { return current()->quarantine.has_value(); },
        [this] { m_console.rollouts().cockpit()->askVerb(ui::RareVerb::LiftQuarantine); });
    add(
        QStringLiteral("the dialog of the quarantine is open"), [this] { return dialog() != nullptr; },
        [this] {
            giveReason(tr("Guided tour: the errors came from the practice target, and it makes none any more."));
            dialog()->findChild<QLineEdit*>()->setText(current()->state.release.manifest.version);
        });
    add(
        QStringLiteral("the version can be released"), [this] { return dialog() != nullptr && dialog()->canSend(); },
        [this] {
            m_album.take(*dialog(), QStringLiteral("quarantine"), QStringLiteral("the dialog that releases a version from quarantine"));
            press(Qt::Key_Return, Qt::ControlModifier, dialog());
        });
    add(
        QStringLiteral("the version is out of quarantine"), [this] { return !current()->quarantine.has_value(); },
        [this] { Q_EMIT m_console.rollouts().prepareAgainRequested(m_release); });
}

void Tour::planActivation()
{
    add(
        QStringLiteral("it is prepared again"), [this] { return inPhase(rollout::Phase::ToStart) && !checklist::holding(m_run).empty(); },
        [this] { m_console.window().showPanel(QStringLiteral("checklists")); });
    planWalk({});
    add(
        QStringLiteral("75 % soaks"), [this] { return soakingAt(75); },
        [this] {
            m_console.rollouts().cockpit()->askRollBack();
            press(Qt::Key_4, Qt::NoModifier, dialog());
            m_album.take(*dialog(), QStringLiteral("roll-back"), QStringLiteral("the dialog that rolls back"));
            press(Qt::Key_Escape, Qt::NoModifier, dialog());
        });
    add(QStringLiteral("it is activated"), [this] { return inPhase(rollout::Phase::Activated); });
    add(
        QStringLiteral("the cockpit shows the activation"), [this] { return m_sinceStep.elapsed() > kMoment; },
        [this] { picture(QStringLiteral("activated"), QStringLiteral("all steps passed, 2.0.0 is the production version")); });
}

void Tour::planReports()
{
    add(
        QStringLiteral("the reports can be written"), [] { return true; },
        [this] {
            m_verified = false;
            m_console.writeReport(m_release, wiring::ReportFormat::Pdf, QDir(m_directory).filePath(QStringLiteral("report.pdf")));
            m_console.writeReport(m_release, wiring::ReportFormat::Json, QDir(m_directory).filePath(QStringLiteral("report.json")));
        });
    add(QStringLiteral("the reports are written"), [this] { return m_reports == 3; }, [this] { m_console.rollouts().showList(); });
    addPicture(QStringLiteral("rollouts"), QStringLiteral("both attempts in the list"), [this] {
        m_verified = false;
        m_console.window().showPanel(QStringLiteral("history"));
        m_console.history().showRelease(m_release);
        Q_EMIT m_console.history().verifyRequested();
    });
    add(QStringLiteral("the history is verified"), [this] { return m_verified; });
    addPicture(QStringLiteral("history"), QStringLiteral("every event, and the chain that proves them"), [this] {
        m_console.window().showPanel(QStringLiteral("registry"));
        m_console.registry().select(m_component);
    });
    addPicture(QStringLiteral("registry"), QStringLiteral("the component registry, with the version that was activated"),
        [this] { m_console.window().showPanel(QStringLiteral("calendar")); });
    addPicture(QStringLiteral("calendar"), QStringLiteral("the deployment calendar"), [this] {
        m_console.window().showPanel(QStringLiteral("rules"));
        m_console.rules().choose(QStringLiteral("Optimised component"), true);
        m_console.rules().editor()->goTo(kShownRule, 1);
    });
    addPicture(QStringLiteral("rules"), QStringLiteral("rules in words, and what one would have done with the recorded samples"), [] { });
}

void Tour::addPicture(const QString& name, const QString& what, std::function<void()> then)
{
    // Messages leave after six seconds, and what changed has been laid out by then.
    const auto ready = [this] { return m_sinceStep.elapsed() > kMoment && m_sinceReport.elapsed() > kMessage; };
    add(name, ready, [this, name, what, then = std::move(then)] {
        picture(name, what);
        then();
    });
}

} // namespace fairlead::console
