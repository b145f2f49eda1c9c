// The rare verbs with the design's story: dialogs, the More menu, the cockpit off its plan, the stopped line. Writes pictures.

#include "tests/ui/course_scenes.h"
#include "tests/ui/verb_scenes.h"
#include "ui/common/focus_ring.h"
#include "ui/rollout/cockpit.h"
#include "ui/rollout/line_dialog.h"
#include "ui/rollout/more_menu.h"
#include "ui/rollout/take_over_dialog.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCursor>
#include <QDir>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>
#include <QTextStream>

#include <memory>

namespace fairlead {

namespace {

using ui::RareVerb;
using ui::Scheme;

/// 7 August 2025, 14:41:22 UTC: the moment of the mock-ups.
class StoryClock final : public Clock {
public:
    Instant now() const override { return story::at("14:41:22"); }
    Millis elapsed() const override { return {}; }
};

struct Picture {
    const char* name;
    Scheme scheme;
    QSize window;
    story::Scene scene;
    std::optional<RareVerb> verb = {};
    bool more = false;
    bool filled = true;
};

const QSize kLarge(1440, 900);
const QSize kSmall(1120, 720);

std::vector<Picture> pictures()
{
    const story::Scene soaking = story::complete(story::soaking());
    return {
        {"verb-promote-fully-light", Scheme::Light, kLarge, soaking, RareVerb::PromoteFully},
        {"verb-promote-fully-dark", Scheme::Dark, kLarge, soaking, RareVerb::PromoteFully, false, false},
        {"verb-skip-light", Scheme::Light, kLarge, soaking, RareVerb::Skip},
        {"verb-weight-light", Scheme::Light, kLarge, soaking, RareVerb::SetWeight},
        {"verb-weight-dark", Scheme::Dark, kLarge, soaking, RareVerb::SetWeight},
        {"verb-approve-light", Scheme::Light, kLarge, story::approving(), RareVerb::Approve},
        {"verb-approve-dark", Scheme::Dark, kLarge, story::approving(), RareVerb::Approve},
        {"verb-approve-anybody-light", Scheme::Light, kLarge, story::approving(true), RareVerb::Approve, false, false},
        {"verb-abort-light", Scheme::Light, kLarge, soaking, RareVerb::Abort},
        {"verb-retry-light", Scheme::Light, kLarge, story::aborted(), RareVerb::Retry},
        {"verb-gradual-light", Scheme::Light, kLarge, soaking, RareVerb::RollBackGradually},
        {"verb-gradual-dark", Scheme::Dark, kLarge, soaking, RareVerb::RollBackGradually},
        {"verb-quarantine-light", Scheme::Light, kLarge, story::quarantined(), RareVerb::LiftQuarantine},
        {"verb-quarantine-contrast", Scheme::HighContrast, kLarge, story::quarantined(), RareVerb::LiftQuarantine, false, false},
        {"more-light", Scheme::Light, kLarge, soaking, {}, true},
        {"more-dark", Scheme::Dark, kLarge, story::lineStopped(), {}, true},
        {"more-contrast", Scheme::HighContrast, kLarge, story::rolledBackForGood(), {}, true},
        {"cockpit-approving-light", Scheme::Light, kLarge, story::approving()},
        {"cockpit-by-hand-dark", Scheme::Dark, kLarge, story::byHand()},
        {"cockpit-window-light", Scheme::Light, kLarge, story::heldByWindow()},
        {"cockpit-gradual-light", Scheme::Light, kLarge, story::gradual()},
        {"cockpit-aborted-light", Scheme::Light, kLarge, story::aborted()},
        {"cockpit-quarantined-1120", Scheme::Light, kSmall, story::quarantined()},
        {"cockpit-quarantined-dark", Scheme::Dark, kLarge, story::quarantined()},
        {"cockpit-ended-1120", Scheme::Dark, kSmall, story::rolledBackForGood()},
        {"cockpit-line-light", Scheme::Light, kLarge, story::lineStopped()},
        {"cockpit-line-1120", Scheme::Dark, kSmall, story::lineStopped()},
        {"cockpit-approving-1120", Scheme::Light, kSmall, story::approving()},
        {"cockpit-units-light", Scheme::Light, kLarge, story::units()},
        {"cockpit-units-dark", Scheme::Dark, kSmall, story::units()},
        {"cockpit-units-to-start-light", Scheme::Light, kLarge, story::unitsToStart()},
        {"course-days-light", Scheme::Light, kLarge, story::days()},
        {"course-days-dark", Scheme::Dark, kLarge, story::days()},
        {"course-days-1120", Scheme::Dark, kSmall, story::days()},
        {"course-days-contrast", Scheme::HighContrast, kLarge, story::daysPaused()},
        {"course-to-start-light", Scheme::Light, kLarge, story::daysToStart()},
        {"course-back-light", Scheme::Light, kLarge, story::daysBack()},
        {"verb-gradual-units-light", Scheme::Light, kLarge, story::units(), RareVerb::RollBackGradually},
        {"cockpit-verifying-light", Scheme::Light, kLarge, story::verifying()},
        {"cockpit-checklist-dark", Scheme::Dark, kLarge, story::partOfChecklist()},
    };
}

void settle()
{
    for (int i = 0; i < 5; ++i)
        QApplication::processEvents();
}

void fillIn(const QWidget& dialog)
{
    for (auto* edit : dialog.findChildren<QPlainTextEdit*>()) {
        if (!edit->isReadOnly())
            edit->setPlainText(QStringLiteral("The parser is fixed and 40 analysts have tried it; on-call is watching."));
    }
    for (auto* edit : dialog.findChildren<QLineEdit*>()) {
        if (edit->accessibleName().startsWith(QLatin1String("Type ")))
            edit->setText(edit->accessibleName().section(QLatin1Char(' '), 1, 1));
    }
}

/// A window with the cockpit in it, as the console makes it.
struct Window {
    Window(ui::Theme& theme, const StoryClock& clock)
        : window(theme, clock)
        , cockpit(new ui::Cockpit(theme))
    {
        window.setWorkspace(QStringLiteral("KSI production"));
        window.setEnvironment(QStringLiteral("production"), ui::EnvironmentKind::Production);
        window.setPerson(QStringLiteral("m.vogel"));
        window.addPanel(QStringLiteral("rollouts"), QStringLiteral("ship-wheel"), QStringLiteral("Rollouts"), cockpit);
        window.setCollapsed(true);
    }
    ui::MainWindow window;
    ui::Cockpit* cockpit;
};

bool save(QWidget& widget, const QDir& folder, const QString& name)
{
    const QString file = folder.filePath(name + QStringLiteral(".png"));
    const bool written = widget.grab().save(file);
    QTextStream(stdout) << (written ? "wrote " : "could not write ") << file << '\n';
    return written;
}

bool grab(ui::Theme& theme, const StoryClock& clock, const Picture& picture, const QDir& folder)
{
    theme.setScheme(picture.scheme);
    Window shown(theme, clock);
    shown.window.resize(picture.window);
    shown.window.showLine(picture.scene.snapshot.lineStop);
    shown.window.show();
    shown.cockpit->setPerson(QStringLiteral("m.vogel"));
    shown.cockpit->showSnapshot(picture.scene.snapshot);
    shown.cockpit->addReadings(picture.scene.readings);
    shown.cockpit->addRecords(picture.scene.records);
    shown.cockpit->showSnapshot(picture.scene.snapshot);
    settle();
    const QString name = QString::fromLatin1(picture.name);
    if (picture.more) {
        QTest::keyClick(shown.cockpit, Qt::Key_M);
        settle();
        return save(*shown.cockpit->findChild<ui::MoreMenu*>(), folder, name);
    }
    if (!picture.verb)
        return save(shown.window, folder, name);
    shown.cockpit->askVerb(*picture.verb);
    if (shown.cockpit->dialog() == nullptr)
        return false;
    if (picture.filled)
        fillIn(*shown.cockpit->dialog());
    settle();
    return save(*shown.cockpit->dialog(), folder, name);
}

bool grabLine(ui::Theme& theme, Scheme scheme, const std::optional<rollout::LineStop>& stop, const QDir& folder, const char* name)
{
    theme.setScheme(scheme);
    ui::LineDialog dialog(theme, QStringLiteral("KSI production"), stop,
        {QStringLiteral("data_analyst 2.0.0"), QStringLiteral("voice_agent 1.3.0")}, story::at("14:44:00"));
    dialog.show();
    fillIn(dialog);
    settle();
    return save(dialog, folder, QString::fromLatin1(name));
}

bool grabFollowing(ui::Theme& theme, const Clock& clock, Scheme scheme, bool lost, const QDir& folder, const char* name)
{
    theme.setScheme(scheme);
    ui::MainWindow window(theme, clock);
    window.setWorkspace(QStringLiteral("KSI production"));
    window.showFollowing(
        ui::Following{{QStringLiteral("s.lind"), QStringLiteral("fairlead"), QStringLiteral("bridge"), QString(), 4711, 0}, lost, false});
    window.show();
    settle();
    return save(window, folder, QString::fromLatin1(name));
}

bool grabTakeOver(ui::Theme& theme, Scheme scheme, bool lost, const QDir& folder, const char* name)
{
    theme.setScheme(scheme);
    const workspace::Holder holder{QStringLiteral("s.lind"), QStringLiteral("fairlead"), QStringLiteral("bridge"), QString(), 4711, 0};
    ui::TakeOverDialog dialog(theme, holder, lost, {QStringLiteral("data_analyst 2.0.0")});
    dialog.show();
    fillIn(dialog);
    settle();
    return save(dialog, folder, QString::fromLatin1(name));
}

} // namespace

} // namespace fairlead

int main(int argc, char** argv)
{
    using namespace fairlead;
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption grabOption(QStringLiteral("grab"), QStringLiteral("Write pictures to <folder>."), QStringLiteral("folder"));
    const QCommandLineOption onlyOption(
        QStringLiteral("only"), QStringLiteral("Only pictures with <text> in their name."), QStringLiteral("text"));
    parser.addOptions({grabOption, onlyOption});
    parser.process(application);

    QCursor::setPos(4000, 4000); // no row or button under it
    ui::Theme theme(ui::Scheme::Light);
    const ui::FocusRing ring;
    const StoryClock clock;
    QDir folder(parser.isSet(grabOption) ? parser.value(grabOption) : QStringLiteral("."));
    bool good = folder.mkpath(QStringLiteral("."));
    const QString only = parser.value(onlyOption);
    for (const Picture& picture : pictures()) {
        if (only.isEmpty() || QString::fromLatin1(picture.name).contains(only))
            good = grab(theme, clock, picture, folder) && good;
    }
    if (only.isEmpty() || only.contains(QLatin1String("line"))) {
        const auto stop = story::lineStopped().snapshot.lineStop;
        good = grabLine(theme, ui::Scheme::Light, std::nullopt, folder, "line-stop-light") && good;
        good = grabLine(theme, ui::Scheme::Dark, stop, folder, "line-release-dark") && good;
    }
    if (only.isEmpty() || only.contains(QLatin1String("take-over"))) {
        good = grabTakeOver(theme, ui::Scheme::Light, false, folder, "take-over-light") && good;
        good = grabTakeOver(theme, ui::Scheme::Dark, true, folder, "take-over-lost-dark") && good;
        good = grabFollowing(theme, clock, ui::Scheme::Light, false, folder, "take-over-watching-light") && good;
        good = grabFollowing(theme, clock, ui::Scheme::Dark, true, folder, "take-over-nobody-dark") && good;
    }
    return good ? 0 : 1;
}
