#include "app/console/console.h"
#include "app/console/problems_window.h"
#include "app/console/sample_workspace.h"
#include "app/console/tour.h"
#include "models/formats/workspace.h"
#include "ui/common/desktop_scheme.h"
#include "ui/history/history_panel.h"
#include "ui/rollout/rollouts_panel.h"
#include "ui/shell/main_window.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QScreen>
#include <QSettings>

#include <cstdio>
#include <optional>

namespace {

using namespace fairlead;

constexpr int kFine = 0;
constexpr int kNo = 1;
constexpr int kWrongUse = 2;
constexpr int kOutOfReach = 3;

struct Options {
    QString workspace;
    QString tour; ///< empty: no tour
    std::optional<ui::Scheme> scheme;
    QSize size{1440, 900};
};

std::optional<ui::Scheme> schemeNamed(const QString& name)
{
    if (name == QLatin1String("light")) {
        return ui::Scheme::Light;
    }
    if (name == QLatin1String("dark")) {
        return ui::Scheme::Dark;
    }
    return name == QLatin1String("contrast") ? std::optional(ui::Scheme::HighContrast) : std::nullopt;
}

int complain(int exit, const QString& text)
{
    std::fprintf(stderr, "fairlead: %s\n", qUtf8Printable(text));
    return exit;
}

std::optional<Options> readOptions(const QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("The release manager's console. Without a workspace it opens the sample on the practice target.\n"
                       "Example: fairlead --workspace releases/"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({{QStringLiteral("workspace"), QStringLiteral("The workspace's folder."), QStringLiteral("DIR")},
        {QStringLiteral("tour"), QStringLiteral("Walks a release of the sample by itself; leaves pictures, history and reports in DIR."),
            QStringLiteral("DIR")},
        {QStringLiteral("screenshots"), QStringLiteral("The same, for the pictures alone."), QStringLiteral("DIR")},
        {QStringLiteral("scheme"), QStringLiteral("light, dark or contrast; the desktop's unless given."), QStringLiteral("NAME")}});
    parser.process(application);
    Options options;
    options.workspace = parser.value(QStringLiteral("workspace"));
    options.tour
        = parser.isSet(QStringLiteral("tour")) ? parser.value(QStringLiteral("tour")) : parser.value(QStringLiteral("screenshots"));
    options.scheme = schemeNamed(parser.value(QStringLiteral("scheme")));
    const bool badScheme = parser.isSet(QStringLiteral("scheme")) && !options.scheme;
    if (badScheme || !parser.positionalArguments().isEmpty()) {
        complain(kWrongUse,
            badScheme ? QStringLiteral("--scheme takes light, dark or contrast.")
                      : QStringLiteral("Name the workspace with --workspace DIR."));
        return std::nullopt;
    }
    return options;
}

/// The folder to open: the named one, the tour's own, or the sample.
Result<QString> folderOf(const Options& options)
{
    if (!options.workspace.isEmpty()) {
        return QDir(options.workspace).absolutePath();
    }
    const Result<QString> sample = options.tour.isEmpty() ? console::sampleDirectory() : console::freshTourWorkspace(options.tour);
    if (!sample) {
        return sample;
    }
    const Result<void> written = console::writeSample(*sample);
    return written ? sample : std::unexpected(written.error());
}

int runTour(console::Console& console, wiring::Session& session, ui::Theme& theme, const QString& directory)
{
    console::Tour tour(console, session, theme, QDir(directory).absolutePath());
    int exit = kFine;
    QObject::connect(&tour, &console::Tour::ended, &tour, [&exit](int how) {
        exit = how;
        QCoreApplication::exit(how);
    });
    tour.begin();
    QApplication::exec();
    std::printf(
        "%s  the history, with every event\n", qUtf8Printable(QDir(directory).absoluteFilePath(QStringLiteral("workspace/history.db"))));
    return exit;
}

int runConsole(const workspace::Workspace& workspace, ui::Theme& theme, const Options& options)
{
    const bool tour = !options.tour.isEmpty();
    const QStringList practice = tour ? QStringList{QStringLiteral("--fault"), console::Tour::kFault} : QStringList();
    const Result<std::unique_ptr<wiring::Session>> session = wiring::Session::open(workspace, {practice, !tour, {}});
    if (!session) {
        console::ProblemsWindow window(theme, workspace.directory,
            {{session.error().where, {}, Severity::Error, toString(session.error().code), session.error().message, {}}});
        window.show();
        complain(kOutOfReach, session.error().message);
        return tour ? kOutOfReach : QApplication::exec();
    }
    console::Console console(theme, **session, workspace);
    QSettings settings;
    if (tour || !console.window().restoreGeometry(settings.value(QStringLiteral("geometry")).toByteArray())) {
        console.window().resize(options.size);
        const QSize screen = console.window().screen()->availableGeometry().size();
        if (!tour && options.size != options.size.boundedTo(screen)) {
            console.window().setWindowState(Qt::WindowMaximized); // the frame included, it fits
        }
    }
    console.window().show();
    console.begin();
    if (tour) {
        return runTour(console, **session, theme, options.tour);
    }
    const int exit = QApplication::exec();
    settings.setValue(QStringLiteral("geometry"), console.window().saveGeometry());
    return exit;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("fairlead"));
    QApplication::setOrganizationName(QStringLiteral("fairlead"));
    QApplication::setApplicationDisplayName(QStringLiteral("Fairlead"));
    QApplication::setApplicationVersion(QStringLiteral(FAIRLEAD_VERSION));
    const std::optional<Options> options = readOptions(application);
    if (!options) {
        return kWrongUse;
    }
    if (!options->tour.isEmpty() && !QDir().mkpath(options->tour)) {
        return complain(kOutOfReach, QStringLiteral("%1 cannot be made.").arg(options->tour));
    }
    const Result<QString> folder = folderOf(*options);
    if (!folder) {
        return complain(kOutOfReach, folder.error().message);
    }
    const ui::DesktopScheme desktop; // before the theme: afterwards the window colour is ours
    ui::Theme theme(options->scheme.value_or(desktop.scheme()));
    theme.setScheme(theme.scheme());
    if (!options->scheme) {
        QObject::connect(&desktop, &ui::DesktopScheme::changed, &theme, &ui::Theme::setScheme);
    }
    const formats::LoadedWorkspace loaded = formats::readWorkspace(*folder);
    for (const Problem& problem : loaded.problems) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(toText(problem)));
    }
    if (loaded.valid()) {
        return runConsole(*loaded.value, theme, *options);
    }
    if (!options->tour.isEmpty()) {
        return kNo;
    }
    console::ProblemsWindow window(theme, *folder, loaded.problems);
    window.show();
    return QApplication::exec();
}
