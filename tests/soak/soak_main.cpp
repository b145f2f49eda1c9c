#include "tests/soak/soak.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

namespace {

using namespace fairlead;

/// Prints a round as a line, and what was wrong below it.
void print(const test::SoakRound& round, int before)
{
    std::printf("seed %-10u %3d kills (%4d)  %2d commands, %d cut off  %-11s %s\n", round.seed, round.kills, before + round.kills,
        round.commands, round.unknown, qUtf8Printable(round.end), round.complaints.isEmpty() ? "ok" : "FAILED");
    for (const QString& complaint : round.complaints) {
        std::printf("    %s\n", qUtf8Printable(complaint));
    }
    std::fflush(stdout);
}

int soak(int kills, quint32 seed, bool once)
{
    lab::LabOptions lab;
    lab.load = 150.0;
    const auto started = lab::Lab::start(lab);
    if (!started) {
        std::fprintf(stderr, "fairlead-soak: %s\n", qUtf8Printable(started.error().message));
        return 3;
    }
    std::printf("fairlead-soak: %d kills of fairleadctl on HAProxy at 150 requests a second; the first seed is %u\n", kills, seed);
    QRandomGenerator seeds(seed);
    const QTemporaryDir folder;
    QStringList failed;
    int killed = 0;
    int rounds = 0;
    for (quint32 next = seed; killed < kills; next = seeds.generate()) {
        test::SoakOptions options;
        options.kills = std::min(options.kills, kills - killed);
        const auto round = test::soakRound(**started, folder.filePath(QString::number(++rounds)), next, options);
        print(round, killed);
        killed += std::max(round.kills, 1);
        if (!round.complaints.isEmpty()) {
            failed.append(QString::number(next));
        }
        if (once) {
            break;
        }
    }
    std::printf("%d kills, %d releases, %lld failed%s%s\n", killed, rounds, static_cast<long long>(failed.size()),
        failed.isEmpty() ? "" : ": again with --seed ", qUtf8Printable(failed.join(QStringLiteral(", "))));
    return failed.isEmpty() ? 0 : 1;
}

} // namespace

// Kills "fairleadctl rollout run --headless" at random moments and holds HAProxy's account against the history.
int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addPositionalArgument(QStringLiteral("N"), QStringLiteral("How many kills; 200 when left out."), QStringLiteral("[N]"));
    parser.addOption({QStringLiteral("seed"), QStringLiteral("One release with this seed, that of a failure, instead of new ones."),
        QStringLiteral("SEED")});
    parser.process(app);
    bool counted = false;
    bool given = false;
    const QStringList words = parser.positionalArguments();
    const int kills = words.isEmpty() ? 200 : words.constFirst().toInt(&counted);
    const quint32 seed = parser.value(QStringLiteral("seed")).toUInt(&given);
    if ((!words.isEmpty() && !counted) || kills < 1 || (parser.isSet(QStringLiteral("seed")) && !given)) {
        std::fprintf(stderr, "fairlead-soak: N is a number from 1 on, and so is the seed\n");
        return 2;
    }
    return soak(kills, given ? seed : QRandomGenerator::global()->generate(), given);
}
