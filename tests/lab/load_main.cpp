#include "tests/lab/load_generator.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

// Sends requests to a URL. With --total it ends after so many and prints "DONE sent=N ok=N failed=N".
int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({
        {QStringLiteral("url"), QStringLiteral("Where to send them."), QStringLiteral("URL")},
        {QStringLiteral("rate"), QStringLiteral("Requests a second; 0 as many as go."), QStringLiteral("N"), QStringLiteral("0")},
        {QStringLiteral("total"), QStringLiteral("End after so many; 0 goes on."), QStringLiteral("N"), QStringLiteral("0")},
        {QStringLiteral("connections"), QStringLiteral("Most that are open at once."), QStringLiteral("N"), QStringLiteral("16")},
    });
    parser.process(app);
    fairlead::lab::LoadOptions options;
    options.url = QUrl(parser.value(QStringLiteral("url")));
    options.rate = parser.value(QStringLiteral("rate")).toDouble();
    options.total = parser.value(QStringLiteral("total")).toLongLong();
    options.connections = parser.value(QStringLiteral("connections")).toInt();
    if (options.url.host().isEmpty() || options.connections < 1) {
        std::fprintf(stderr, "fairlead-lab-load: --url http://host:port/ is needed, and --connections from 1 on\n");
        return 2;
    }
    fairlead::lab::LoadGenerator load(options);
    QObject::connect(
        &load, &fairlead::lab::LoadGenerator::finished, &app,
        [&load] {
            std::printf("DONE sent=%lld ok=%lld failed=%lld\n", load.sent(), load.good(), load.failed());
            std::fflush(stdout);
            QCoreApplication::quit();
        },
        Qt::QueuedConnection);
    load.start();
    return QCoreApplication::exec();
}
