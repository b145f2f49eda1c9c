// Components and panels with sample values in the three schemes: a window to look at, or pictures with --grab DIR.

#include "tests/ui/gallery_components.h"
#include "tests/ui/sample_walk.h"
#include "ui/checklist/checklist_panel.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QCursor>
#include <QDir>
#include <QTextStream>

#include <memory>

using namespace fairlead;
using namespace fairlead::ui;

namespace {

/// 7 August 2025, 14:41:22 UTC: the moment of the mock-ups.
class StoryClock final : public Clock {
public:
    Instant now() const override { return Instant::fromMs(1'754'577'682'000); }
    Millis elapsed() const override { return {}; }
};

ChecklistPanel* makeWalk(const Theme& theme)
{
    auto* panel = new ChecklistPanel(theme);
    const QString release = QStringLiteral("r1");
    panel->setReleases({{release, QStringLiteral("mandatory_json 1.1.0")}});
    const checklist::Run run = tests::halfWalk(release);
    panel->showRun(run);
    const QString item = tests::idOf(run, QStringLiteral("All dependencies"));
    panel->showCurrent(item);
    panel->showDraft(item, QStringLiteral("Asked platform_team to re-evaluate json_emitter, promised for 15:30 UTC."));
    return panel;
}

std::unique_ptr<MainWindow> makeWindow(Theme& theme, const Clock& clock)
{
    auto window = std::make_unique<MainWindow>(theme, clock);
    window->setWorkspace(QStringLiteral("KSI production"));
    window->setEnvironment(QStringLiteral("production"), EnvironmentKind::Production);
    window->setPerson(QStringLiteral("m.vogel"));
    window->addPanel(QStringLiteral("components"), QStringLiteral("sun"), QStringLiteral("Components"), tests::makeComponentSheet(theme));
    window->addPanel(QStringLiteral("checklists"), QStringLiteral("list-checks"), QStringLiteral("Checklists"), makeWalk(theme));
    window->setCount(QStringLiteral("components"), 4);
    window->setCount(QStringLiteral("checklists"), 1, Status::Fail);
    window->setFact(
        QStringLiteral("history"), {Status::Pass, QStringLiteral("shield-check"), QStringLiteral("History verified to row 18,204")});
    window->setFact(QStringLiteral("engine"), {Status::Pass, QStringLiteral("gauge"), QStringLiteral("Engine on time")});
    window->setFact(QStringLiteral("endpoints"), {Status::Marginal, QStringLiteral("plug"), QStringLiteral("7 of 8 endpoints reachable")});
    window->setFact(QStringLiteral("sleep"), QStringLiteral("moon"), QStringLiteral("Sleep inhibited while data_analyst soaks"));
    return window;
}

void grab(Theme& theme, const Clock& clock, const QDir& dir, const QString& name, Scheme scheme, QSize size, const QString& panel,
    bool collapsed = false)
{
    theme.setScheme(scheme);
    const auto window = makeWindow(theme, clock);
    window->resize(size);
    window->showPanel(panel);
    window->setCollapsed(collapsed);
    if (panel == QLatin1String("components"))
        window->showToast(QStringLiteral("Moved mandatory_json to Mon 11 Aug 10:00"), QStringLiteral("Undo"));
    window->show();
    QCoreApplication::processEvents();
    const QString path = dir.filePath(name + QStringLiteral(".png"));
    if (window->grab().save(path))
        QTextStream(stdout) << path << '\n';
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("TZ", "Europe/Berlin");
    QApplication app(argc, argv);
    QCommandLineParser options;
    const QCommandLineOption grabOption(QStringLiteral("grab"), QStringLiteral("Writes pictures into DIR."), QStringLiteral("DIR"));
    options.addOption(grabOption);
    options.addHelpOption();
    options.process(app);

    QCursor::setPos(2000, 2000); // no row or button under it
    Theme theme(Scheme::Light);
    const StoryClock clock;
    if (!options.isSet(grabOption)) {
        const auto window = makeWindow(theme, clock);
        window->show();
        return QApplication::exec();
    }
    const QDir dir(options.value(grabOption));
    dir.mkpath(QStringLiteral("."));
    const QSize large(1440, 900);
    const QSize small(1120, 720);
    const QString components = QStringLiteral("components");
    const QString walk = QStringLiteral("checklists");
    grab(theme, clock, dir, QStringLiteral("components-light"), Scheme::Light, large, components);
    grab(theme, clock, dir, QStringLiteral("components-dark"), Scheme::Dark, large, components);
    grab(theme, clock, dir, QStringLiteral("components-high-contrast"), Scheme::HighContrast, large, components);
    grab(theme, clock, dir, QStringLiteral("walk-light"), Scheme::Light, large, walk);
    grab(theme, clock, dir, QStringLiteral("walk-dark"), Scheme::Dark, large, walk);
    grab(theme, clock, dir, QStringLiteral("walk-high-contrast"), Scheme::HighContrast, large, walk);
    grab(theme, clock, dir, QStringLiteral("walk-small-light"), Scheme::Light, small, walk, true);
    return 0;
}
