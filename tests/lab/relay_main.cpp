#include "tests/lab/recording_relay.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

// Records what a Runtime API is told. Prints "READY fairlead-lab-relay ADDRESS" when it listens.
int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({
        {QStringLiteral("listen"), QStringLiteral("Socket's path, or tcp for a free port."), QStringLiteral("PATH")},
        {QStringLiteral("to"), QStringLiteral("Path of HAProxy's own socket."), QStringLiteral("PATH")},
        {QStringLiteral("log"), QStringLiteral("File that every command line is appended to."), QStringLiteral("FILE")},
    });
    parser.process(app);
    fairlead::lab::RecordingRelay relay(parser.value(QStringLiteral("to")), parser.value(QStringLiteral("log")));
    QString address = parser.value(QStringLiteral("listen"));
    bool listens = false;
    if (address == QLatin1String("tcp")) {
        const quint16 port = relay.listenTcp();
        listens = port != 0;
        address = QStringLiteral("tcp:127.0.0.1:%1").arg(port);
    } else {
        listens = relay.listenUnix(address);
    }
    if (!listens) {
        std::fprintf(stderr, "fairlead-lab-relay: cannot listen at %s\n", qUtf8Printable(address));
        return 3;
    }
    std::printf("READY fairlead-lab-relay %s\n", qUtf8Printable(address));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
