#include "app/rehearsal/api.h"
#include "app/rehearsal/server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QHostAddress>

#include <cstdio>

namespace {

using namespace fairlead;

constexpr int kWrongUse = 2;
constexpr int kOutOfReach = 3;

struct CommandLine {
    rehearsal::Options options;
    quint16 port = 0;
    Millis idleExit{};
};

int complain(int exitCode, const QString& text)
{
    std::fprintf(stderr, "fairlead-rehearsal: %s\n", qUtf8Printable(text));
    return exitCode;
}

void declare(QCommandLineParser& parser)
{
    parser.setApplicationDescription(
        QStringLiteral("A practice target: a traffic split with made-up services, metrics and faults over HTTP, on this machine only.\n"
                       "Prints one line, READY fairlead-rehearsal http://127.0.0.1:PORT pid=PID, when it answers.\n"
                       "Example: fairlead-rehearsal --fault error-spike:from=50,rate=0.08\n"
                       "Faults: error-spike:from=50,rate=0.08  latency-spike:from=25,seconds=4  silent-feed:from=0\n"
                       "        weight-ignored:from=0  slow-answer:delay=3s"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        {QStringLiteral("port"), QStringLiteral("Port on 127.0.0.1; 0 takes a free one."), QStringLiteral("PORT"), QStringLiteral("0")},
        {QStringLiteral("seed"), QStringLiteral("Equal seeds give equal numbers."), QStringLiteral("N"), QStringLiteral("1")},
        {QStringLiteral("rate"), QStringLiteral("Calls a second, up to 100000."), QStringLiteral("N"), QStringLiteral("40")},
        {QStringLiteral("split"), QStringLiteral("Name of a split; may be given more than once. Default: data_analyst."),
            QStringLiteral("NAME")},
        {QStringLiteral("fault"), QStringLiteral("A fault from the start on; may be given more than once."), QStringLiteral("FAULT")},
        {QStringLiteral("idle-exit"), QStringLiteral("Ends itself when nobody asked for that many seconds; 0 never."),
            QStringLiteral("SECONDS"), QStringLiteral("0")},
    });
}

Result<double> number(const QCommandLineParser& parser, const QString& option, double least, double most)
{
    bool numeric = false;
    const double value = parser.value(option).toDouble(&numeric);
    if (!numeric || !(value >= least && value <= most)) {
        return fail(ErrorCode::InvalidInput,
            QStringLiteral("--%1 must be a number between %2 and %3.").arg(option).arg(least).arg(most, 0, 'f', 0));
    }
    return value;
}

Result<CommandLine> read(const QCommandLineParser& parser)
{
    const auto port = number(parser, QStringLiteral("port"), 0, 65535);
    const auto seed = number(parser, QStringLiteral("seed"), 0, 9'007'199'254'740'991.0);
    const auto rate = number(parser, QStringLiteral("rate"), 0.1, 100'000);
    const auto idle = number(parser, QStringLiteral("idle-exit"), 0, 1'000'000);
    for (const auto* value : {&port, &seed, &rate, &idle}) {
        if (!*value) {
            return std::unexpected(value->error());
        }
    }
    CommandLine line;
    line.port = static_cast<quint16>(*port);
    line.options.seed = static_cast<quint64>(*seed);
    line.options.callsPerSecond = *rate;
    line.idleExit = Millis(static_cast<qint64>(*idle * 1000.0));
    if (parser.isSet(QStringLiteral("split"))) {
        line.options.splits = parser.values(QStringLiteral("split"));
        line.options.splits.removeDuplicates();
    }
    for (const QString& text : parser.values(QStringLiteral("fault"))) {
        const auto fault = rehearsal::faultFromText(text);
        if (!fault) {
            return fail(ErrorCode::InvalidInput, QStringLiteral("--fault %1: %2").arg(text, fault.error().message));
        }
        line.options.faults.push_back(*fault);
    }
    if (!parser.positionalArguments().isEmpty()) {
        return fail(
            ErrorCode::InvalidInput, QStringLiteral("\"%1\" is not an option. See --help.").arg(parser.positionalArguments().constFirst()));
    }
    return line;
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("fairlead-rehearsal"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FAIRLEAD_VERSION));
    QCommandLineParser parser;
    declare(parser);
    if (!parser.parse(QCoreApplication::arguments())) {
        return complain(kWrongUse, parser.errorText());
    }
    if (parser.isSet(QStringLiteral("help"))) {
        parser.showHelp();
    }
    if (parser.isSet(QStringLiteral("version"))) {
        parser.showVersion();
    }
    const auto line = read(parser);
    if (!line) {
        return complain(kWrongUse, line.error().message);
    }

    const SystemClock clock;
    rehearsal::Api api(line->options, clock);
    rehearsal::Server server(api);
    const quint16 port = server.listen(QHostAddress(QHostAddress::LocalHost), line->port);
    if (port == 0) {
        return complain(kOutOfReach, QStringLiteral("Port %1 on 127.0.0.1 is taken. Choose another, or 0 for a free one.").arg(line->port));
    }
    QObject::connect(&server, &rehearsal::Server::idle, &app, &QCoreApplication::quit);
    server.setIdleLimit(line->idleExit);
    std::printf("READY fairlead-rehearsal http://127.0.0.1:%u pid=%lld\n", static_cast<unsigned>(port),
        static_cast<long long>(QCoreApplication::applicationPid()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
