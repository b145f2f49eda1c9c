#include "tests/lab/lab.h"
#include "tests/lab/lab_workspace.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <csignal>
#include <cstdio>

// Starts the lab with a ready workspace, says where everything is, and runs until SIGINT or SIGTERM.
int main(int argc, char* argv[])
{
    using namespace fairlead;
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("HAProxy, Prometheus, two services and load on free loopback ports, with a workspace for Fairlead."));
    parser.addHelpOption();
    parser.addOptions({
        {QStringLiteral("dir"), QStringLiteral("Folder for everything; a temporary one when left out."), QStringLiteral("DIR")},
        {QStringLiteral("rate"), QStringLiteral("Requests a second at the frontend; 0 for none."), QStringLiteral("N"),
            QStringLiteral("150")},
        {QStringLiteral("error-rate"), QStringLiteral("Fraction of requests that fail, both services."), QStringLiteral("F"),
            QStringLiteral("0")},
        {QStringLiteral("soak"), QStringLiteral("Seconds that every step of the plan soaks."), QStringLiteral("S"), QStringLiteral("4")},
    });
    parser.process(app);

    lab::LabOptions options;
    options.directory = parser.value(QStringLiteral("dir"));
    options.load = parser.value(QStringLiteral("rate")).toDouble();
    options.errorRate = parser.value(QStringLiteral("error-rate")).toDouble();
    const auto started = lab::Lab::start(options);
    const QString workspace = started ? (*started)->directory() + QStringLiteral("/workspace") : QString();
    const auto written = started ? lab::writeWorkspace(**started, workspace, parser.value(QStringLiteral("soak")).toDouble())
                                 : Result<void>(std::unexpected(started.error()));
    if (!written) {
        std::fprintf(stderr, "fairlead-lab: %s (%s)\n", qUtf8Printable(written.error().message), qUtf8Printable(written.error().where));
        return 3;
    }
    const lab::Lab& lab = **started;
    std::printf("READY fairlead-lab %s\n", qUtf8Printable(lab.directory()));
    std::printf("workspace    %s\nfrontend     %s\nHAProxy      %s\nRuntime API  %s (through the relay %s)\n", qUtf8Printable(workspace),
        qUtf8Printable(lab.front().toString()), qUtf8Printable(lab.statistics().toString()), qUtf8Printable(lab.runtimeUnix()),
        qUtf8Printable(lab.relayUnix()));
    std::printf("commands     %s\nPrometheus   %s\nmake it fail curl -X PUT '%s/control?error_rate=0.1'\nEnd it with Ctrl+C.\n",
        qUtf8Printable(lab.relayLog()), qUtf8Printable(lab.prometheus().toString()), qUtf8Printable(lab.canaryUrl()));
    std::fflush(stdout);

    // Blocked only now: the servers would inherit it and could not be asked to end.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    int signal = 0;
    sigwait(&signals, &signal);
    return 0;
}
