#include "tests/lab/lab_service.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

// One version of a service of the lab. Prints "READY fairlead-lab-app URL" when it answers.
int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({
        {QStringLiteral("name"), QStringLiteral("Version that it says it is."), QStringLiteral("NAME"), QStringLiteral("stable")},
        {QStringLiteral("port"), QStringLiteral("Port on 127.0.0.1; 0 takes a free one."), QStringLiteral("PORT"), QStringLiteral("0")},
        {QStringLiteral("error-rate"), QStringLiteral("Fraction of requests that fail."), QStringLiteral("F"), QStringLiteral("0")},
    });
    parser.process(app);
    const QString name = parser.value(QStringLiteral("name"));
    fairlead::lab::Behaviour behaviour;
    behaviour.errorRate = parser.value(QStringLiteral("error-rate")).toDouble();
    if (name != QLatin1String("canary")) {
        behaviour.latencyMs = 14.0;
        behaviour.quality = 0.81;
        behaviour.tokens = 1818.0;
    }
    fairlead::lab::LabService service(name, behaviour);
    if (!service.listen(parser.value(QStringLiteral("port")).toUShort())) {
        std::fprintf(stderr, "fairlead-lab-app: the port is taken\n");
        return 3;
    }
    std::printf("READY fairlead-lab-app %s\n", qUtf8Printable(service.url()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
