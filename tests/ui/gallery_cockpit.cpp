#include "tests/ui/cockpit_story.h"
#include "tests/ui/sample_judges.h"
#include "ui/common/focus_ring.h"
#include "ui/common/style.h"
#include "ui/common/theme.h"
#include "ui/rollout/cockpit.h"
#include "ui/rollout/command_dialog.h"
#include "ui/rollout/rollouts_panel.h"
#include "ui/rollout/verdict_card.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>
#include <QTextStream>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>

// Shows the rollout screens with the design's story, one after the other, or writes them as pictures.

namespace fairlead {

namespace {

using namespace std::chrono_literals;

struct Picture {
    QString name;
    ui::Scheme scheme;
    QSize window; ///< of the whole window; header, status bar and collapsed navigation are taken off
    story::Scene scene;
    std::function<void(ui::Cockpit&)> act = {};
};

QSize cockpitSize(QSize window)
{
    using namespace ui::metric;
    return {window.width() - kNavigationCollapsed, window.height() - kHeader - kStatusBar};
}

void feed(ui::Cockpit& cockpit, const story::Scene& scene)
{
    cockpit.showSnapshot(scene.snapshot);
    cockpit.addReadings(scene.readings);
    cockpit.addRecords(scene.records);
    cockpit.showSnapshot(scene.snapshot);
}

story::Scene judged(std::vector<jury::Deliberation> judges, bool rules = true)
{
    story::Scene scene = story::soaking();
    scene.snapshot = sample::judged(std::move(scene.snapshot), std::move(judges));
    if (rules)
        scene.snapshot = sample::withRules(std::move(scene.snapshot));
    return scene;
}

/// The judges' side page and the verdict cards. QT_ENABLE_HIGHDPI_SCALING=0 QT_FONT_DPI=192 shows them with text at 200 %.
std::vector<Picture> judgePictures()
{
    using namespace sample;
    using ui::Scheme;
    const QSize large(1440, 900);
    const QSize small(1120, 720);
    const auto judges = [](ui::Cockpit& cockpit) { QTest::keyClick(&cockpit, Qt::Key_J); };
    const auto card = [](int row) { return [row](ui::Cockpit& cockpit) { cockpit.openVerdict(row); }; };
    const story::Scene usual = judged({agreeing(), outsideCause(), undecided()});
    const story::Scene differs = judged({agreeing(), differing(), undecided()});
    const story::Scene early = judged({agreeing(), withoutData(), infinite()}, false);
    return {
        {QStringLiteral("judges-light"), Scheme::Light, large, usual, judges},
        {QStringLiteral("judges-dark"), Scheme::Dark, large, early, judges},
        {QStringLiteral("judges-contrast"), Scheme::HighContrast, large, differs, judges},
        {QStringLiteral("judges-1280"), Scheme::Light, {1280, 800}, usual, judges},
        {QStringLiteral("judges-1120"), Scheme::Dark, small, differs, judges},
        {QStringLiteral("card-agree-light"), Scheme::Light, large, usual, card(0)},
        {QStringLiteral("card-differ-light"), Scheme::Light, large, differs, card(1)},
        {QStringLiteral("card-differ-dark"), Scheme::Dark, large, usual, card(1)},
        {QStringLiteral("card-undecided-light"), Scheme::Light, large, usual, card(2)},
        {QStringLiteral("card-undecided-contrast"), Scheme::HighContrast, large, usual, card(2)},
        {QStringLiteral("card-nodata-light"), Scheme::Light, large, early, card(1)},
        {QStringLiteral("card-infinite-dark"), Scheme::Dark, large, early, card(2)},
        {QStringLiteral("card-rule-light"), Scheme::Light, large, usual, card(3)},
        {QStringLiteral("card-rule-dark"), Scheme::Dark, large, usual, card(4)},
        {QStringLiteral("card-small-light"), Scheme::Light, {640, 480}, differs, card(1)},
    };
}

std::vector<Picture> pictures()
{
    const QSize large(1440, 900);
    using ui::Scheme;
    const auto promote = [](ui::Cockpit& cockpit) { cockpit.askStartOrPromote(); };
    const auto rollBack = [](ui::Cockpit& cockpit) { cockpit.askRollBack(); };
    return {
        {QStringLiteral("cockpit-dark"), Scheme::Dark, large, story::soaking()},
        {QStringLiteral("cockpit-light"), Scheme::Light, large, story::soaking()},
        {QStringLiteral("cockpit-contrast"), Scheme::HighContrast, large, story::soaking()},
        {QStringLiteral("cockpit-1280"), Scheme::Light, {1280, 800}, story::soaking()},
        {QStringLiteral("cockpit-1120"), Scheme::Dark, {1120, 720}, story::soaking()},
        {QStringLiteral("rollback-light"), Scheme::Light, large, story::rollingBack()},
        {QStringLiteral("rollback-late-dark"), Scheme::Dark, large, story::notEffective()},
        {QStringLiteral("rollback-1280"), Scheme::Light, {1280, 800}, story::rollingBack()},
        {QStringLiteral("rolled-back-light"), Scheme::Light, large, story::rolledBack()},
        {QStringLiteral("blocked-light"), Scheme::Light, large, story::blocked()},
        {QStringLiteral("to-start-dark"), Scheme::Dark, large, story::toStart()},
        {QStringLiteral("shifting-light"), Scheme::Light, large, story::shifting()},
        {QStringLiteral("held-light"), Scheme::Light, large, story::heldNoData()},
        {QStringLiteral("paused-dark"), Scheme::Dark, large, story::paused()},
        {QStringLiteral("unknown-light"), Scheme::Light, large, story::unknownOutcome()},
        {QStringLiteral("activated-light"), Scheme::Light, large, story::activated()},
        {QStringLiteral("promote-light"), Scheme::Light, large, story::soaking(), promote},
        {QStringLiteral("promote-dark"), Scheme::Dark, large, story::soaking(), promote},
        {QStringLiteral("start-light"), Scheme::Light, large, story::toStart(), promote},
        {QStringLiteral("rollback-dialog-light"), Scheme::Light, large, story::soaking(), rollBack},
        {QStringLiteral("rollback-dialog-dark"), Scheme::Dark, large, story::soaking(), rollBack},
    };
}

void fillIn(ui::CommandDialog& dialog)
{
    for (auto* edit : dialog.findChildren<QPlainTextEdit*>()) {
        if (!edit->isReadOnly())
            edit->setPlainText(QStringLiteral("Load is low until 15:00 and the sample is already decided; on-call is watching."));
    }
    for (auto* edit : dialog.findChildren<QLineEdit*>()) {
        const bool name = edit->accessibleName().contains(QLatin1String("data_analyst"));
        edit->setText(name ? QStringLiteral("data_analyst") : QStringLiteral("3 analysts: tables come without totals"));
    }
}

/// Lets layouts come to rest, as they do before anybody looks.
void settle()
{
    for (int i = 0; i < 5; ++i)
        QApplication::processEvents();
}

bool save(QWidget& widget, const QDir& folder, const QString& name)
{
    QTextStream out(stdout);
    const QString file = folder.filePath(name + QStringLiteral(".png"));
    const bool written = widget.grab().save(file);
    out << (written ? "wrote " : "could not write ") << file << '\n';
    return written;
}

bool grabList(ui::Theme& theme, ui::Scheme scheme, const QDir& folder, const QString& name)
{
    theme.setScheme(scheme);
    ui::RolloutsPanel panel(theme);
    panel.resize(1440 - ui::metric::kNavigationWidth, 900 - ui::metric::kHeader - ui::metric::kStatusBar);
    int number = 0;
    for (const story::Scene& scene : {story::soaking(), story::rollingBack(), story::heldNoData(), story::paused(), story::blocked(),
             story::toStart(), story::unknownOutcome(), story::rolledBack(), story::activated()}) {
        rollout::Snapshot snapshot = scene.snapshot;
        const QStringList names{QStringLiteral("data_analyst"), QStringLiteral("voice_agent"), QStringLiteral("web_search"),
            QStringLiteral("code_reviewer"), QStringLiteral("mandatory_json"), QStringLiteral("tone_guard"), QStringLiteral("retry_policy"),
            QStringLiteral("engineer"), QStringLiteral("date_parser")};
        snapshot.state.release.name = names[number];
        snapshot.state.release.id = ReleaseId(QString::number(number));
        snapshot.state.release.production = number % 3 != 2;
        snapshot.state.release.environment = number % 3 != 2 ? QStringLiteral("production") : QStringLiteral("staging");
        ++number;
        panel.showSnapshot(snapshot);
    }
    panel.show();
    settle();
    return save(panel, folder, name);
}

/// Plays @p picture's act; what is to be seen then.
QWidget* act(const Picture& picture, ui::Cockpit& cockpit)
{
    picture.act(cockpit);
    if (cockpit.card() != nullptr)
        return cockpit.card();
    ui::CommandDialog* dialog = cockpit.dialog();
    if (dialog == nullptr)
        return &cockpit;
    fillIn(*dialog);
    if (picture.name.startsWith(QLatin1String("rollback")))
        QTest::keyClick(dialog, Qt::Key_4);
    return dialog;
}

bool grab(ui::Theme& theme, const QDir& folder, const QString& only)
{
    bool good = true;
    std::vector<Picture> all = pictures();
    std::ranges::move(judgePictures(), std::back_inserter(all));
    for (const Picture& picture : all) {
        if (!only.isEmpty() && !picture.name.contains(only))
            continue;
        theme.setScheme(picture.scheme);
        std::optional<ui::FocusRing> ring;
        if (picture.act)
            ring.emplace();
        ui::Cockpit cockpit(theme);
        cockpit.resize(cockpitSize(picture.window));
        cockpit.show();
        feed(cockpit, picture.scene);
        settle();
        QWidget* shown = picture.act ? act(picture, cockpit) : &cockpit;
        settle();
        good = save(*shown, folder, picture.name) && good;
    }
    if (only.isEmpty() || only.contains(QLatin1String("list"))) {
        good = grabList(theme, ui::Scheme::Light, folder, QStringLiteral("list-light")) && good;
        good = grabList(theme, ui::Scheme::Dark, folder, QStringLiteral("list-dark")) && good;
    }
    return good;
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

    ui::Theme theme(ui::Scheme::Light);
    if (parser.isSet(grabOption)) {
        QDir folder(parser.value(grabOption));
        return folder.mkpath(QStringLiteral(".")) && grab(theme, folder, parser.value(onlyOption)) ? 0 : 1;
    }
    ui::RolloutsPanel panel(theme);
    theme.setScheme(ui::Scheme::Light);
    const story::Scene scene = story::soaking();
    panel.showSnapshot(scene.snapshot);
    panel.addReadings(scene.snapshot.state.release.id, scene.readings);
    panel.addRecords(scene.snapshot.state.release.id, scene.records);
    panel.resize(cockpitSize({1440, 900}));
    panel.show();
    return QApplication::exec();
}
