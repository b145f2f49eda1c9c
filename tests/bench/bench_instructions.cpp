// Instructions that a few fixed pieces of work take, counted by callgrind and held against tests/bench/instructions.json.

#include "models/domain/gate/rule_watch.h"
#include "models/domain/statistics/mann_whitney.h"
#include "tests/bench/chart_work.h"
#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHashSeed>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QSysInfo>
#include <QTemporaryDir>

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#define FAIRLEAD_CALLGRIND
#endif

#include <gnu/libc-version.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

// Counts, unlike times, are the same on a busy machine and an idle one, so that they can stop a change. They move with the
// compiler and the libraries; where those are not the baseline's, the difference is said and stops nothing.
//
//   bench_instructions            counts and compares     --gate     and ends with 1 when a count has moved by more than 3 %
//   bench_instructions --renew    writes what it counted into the baseline

using namespace fairlead;
using namespace fairlead::bench;

namespace {

constexpr double kTolerance = 0.03;
const QString kBaseline = QStringLiteral(FAIRLEAD_SOURCE_DIR "/tests/bench/instructions.json");

/// Something to count; what prepares it is not counted.
struct Work {
    const char* name;
    const char* what;
    std::function<std::function<double()>()> prepare; ///< the work gives a number, so that no compiler leaves it out
};

std::vector<double> draws(std::size_t count, unsigned seed)
{
    // Made from the generator's words alone: the library's distributions differ between its versions.
    std::mt19937_64 random(seed);
    std::vector<double> values(count);
    std::ranges::generate(values, [&] { return 100.0 + static_cast<double>(random() % 20'000) / 1000.0; });
    return values;
}

std::function<double()> prepareRule()
{
    const auto rule = gate::Rule::parse(QStringLiteral("roll back when error_rate > 2% for 3 consecutive samples"));
    if (!rule) {
        stop(QStringLiteral("the rule does not parse"));
    }
    metrics::SeriesWindow window;
    const Instant began = Instant::fromMs(1'754'575'200'000);
    constexpr int kSamples = 2'000;
    const std::vector<double> values = draws(kSamples, 7);
    for (int i = 0; i < kSamples; ++i) {
        window.insert({began + std::chrono::seconds(10 * i), values[static_cast<std::size_t>(i)] / 10'000.0});
    }
    gate::Series series;
    series.emplace(metrics::SeriesKey{metrics::kErrorRate, metrics::Role::Canary}, window);
    return [rule = *rule, series, began] {
        const auto verdict = gate::judgeRule(rule, series, began, began + std::chrono::seconds(10 * kSamples), std::chrono::seconds(60));
        return static_cast<double>(verdict.sentence.size());
    };
}

std::function<double()> prepareRanks()
{
    return [x = draws(1'000, 1), y = draws(1'000, 2)] {
        const auto ranks = statistics::MannWhitney::of(x, y);
        const auto interval = ranks ? ranks->interval(0.98) : std::nullopt;
        return interval ? interval->estimate : std::nan("");
    };
}

std::vector<Work> works()
{
    return {{"pyramid-append", "20,000 samples into a series", prepareAppend},
        {"columns-view", "columns of a view of 20,000 samples, new", prepareColumns},
        {"columns-live", "a sample more and its columns, 100 times", prepareLiveColumns},
        {"trace-frame", "a line of 1,000 columns written into a picture", prepareTrace},
        {"rule-watch", "a rule judged on 2,000 samples", prepareRule},
        {"mann-whitney", "ranks with interval, n = m = 1,000", prepareRanks}};
}

/// What counts move with.
QString environment()
{
    const bool wide = __builtin_cpu_supports("avx2") != 0;
    return QStringLiteral("gcc %1, libstdc++ %2, glibc %3, Qt %4, %5%6")
        .arg(QLatin1String(__VERSION__))
        .arg(__GLIBCXX__)
        .arg(QLatin1String(gnu_get_libc_version()), QLatin1String(qVersion()), QSysInfo::buildCpuArchitecture(),
            wide ? QStringLiteral(", avx2") : QString());
}

/// Runs all, each once before it is counted: tables that are made at first use are nobody's cost.
int countAll()
{
    double sum = 0;
    for (const Work& work : works()) {
        const auto run = work.prepare();
        sum += run();
#ifdef FAIRLEAD_CALLGRIND
        CALLGRIND_ZERO_STATS;
        CALLGRIND_TOGGLE_COLLECT;
        sum += run();
        CALLGRIND_TOGGLE_COLLECT;
        CALLGRIND_DUMP_STATS_AT(work.name);
#endif
    }
    return std::isfinite(sum) ? 0 : 1;
}

/// Counts by name, from this program under callgrind. Empty where valgrind is not there.
std::map<QString, double> count()
{
    const QString valgrind = QStandardPaths::findExecutable(QStringLiteral("valgrind"));
    if (valgrind.isEmpty()) {
        return {};
    }
    const QTemporaryDir folder;
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(valgrind,
        {QStringLiteral("--tool=callgrind"), QStringLiteral("--collect-atstart=no"),
            QStringLiteral("--callgrind-out-file=%1").arg(folder.filePath(QStringLiteral("out"))), QCoreApplication::applicationFilePath(),
            QStringLiteral("--count")});
    constexpr int kLongest = 300'000;
    if (!process.waitForFinished(kLongest) || process.exitCode() != 0) {
        stop(QStringLiteral("callgrind did not count: %1").arg(QString::fromLocal8Bit(process.readAll())));
    }
    static const QRegularExpression trigger(QStringLiteral("desc: Trigger: Client Request: (\\S+)"));
    static const QRegularExpression total(QStringLiteral("\n(?:totals|summary): (\\d+)"));
    std::map<QString, double> counts;
    const QFileInfoList parts = QDir(folder.path()).entryInfoList(QDir::Files);
    for (const QFileInfo& part : parts) {
        QFile file(part.filePath());
        const QString text = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        const auto name = trigger.match(text);
        const auto figure = total.match(text);
        if (name.hasMatch() && figure.hasMatch()) {
            counts.emplace(name.captured(1), figure.captured(1).toDouble());
        }
    }
    return counts;
}

QJsonObject readBaseline()
{
    QFile file(kBaseline);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

void renew(const std::map<QString, double>& counts)
{
    QJsonObject all;
    for (const auto& [name, figure] : counts) {
        all.insert(name, figure);
    }
    const QJsonObject baseline{{QStringLiteral("environment"), environment()}, {QStringLiteral("instructions"), all}};
    QFile file(kBaseline);
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(baseline).toJson()) < 0) {
        stop(file.errorString());
    }
    std::fprintf(stderr, "renewed %s\n", qUtf8Printable(kBaseline));
}

/// How many counts have left their bounds.
int compare(Report& report, const std::map<QString, double>& counts)
{
    const QJsonObject baseline = readBaseline();
    const QJsonObject figures = baseline.value(QLatin1String("instructions")).toObject();
    const QString before = baseline.value(QLatin1String("environment")).toString();
    const bool comparable = before == environment();
    if (!comparable) {
        std::fprintf(stderr, "The baseline was counted with other tools, so it stops nothing here.\n  then: %s\n  now:  %s\n",
            qUtf8Printable(before), qUtf8Printable(environment()));
    }
    int moved = 0;
    for (const Work& work : works()) {
        const QString name = QLatin1String(work.name);
        const auto found = counts.find(name);
        if (found == counts.end()) {
            stop(QStringLiteral("%1 was not counted").arg(name));
        }
        Measure measure{.id = QStringLiteral("instructions-%1").arg(name),
            .what = QLatin1String(work.what),
            .unit = QStringLiteral("instructions"),
            .ours = found->second};
        const double stored = figures.value(name).toDouble();
        if (stored > 0) {
            measure.ratios.emplace(QStringLiteral("to the baseline"), measure.ours / stored);
        }
        if (comparable) {
            measure.goal = QStringLiteral("the stored count, give or take 3 %");
            measure.met = stored > 0 && std::abs(measure.ours / stored - 1.0) <= kTolerance;
            moved += measure.met ? 0 : 1;
        }
        report.add(measure);
    }
    return moved;
}

} // namespace

int main(int argc, char** argv)
{
    QHashSeed::setDeterministicGlobalSeed();
    const QCoreApplication application(argc, argv);
    Report report(argc, argv);
    if (report.arguments().contains(QLatin1String("--count"))) {
        return countAll();
    }
#ifndef FAIRLEAD_CALLGRIND
    Report::missing(QStringLiteral("callgrind"), QStringLiteral("its header was not installed when this was built"));
    return 0;
#endif
    const std::map<QString, double> counts = count();
    if (counts.empty()) {
        Report::missing(QStringLiteral("callgrind"), QStringLiteral("valgrind is not installed"));
        return 0;
    }
    if (report.arguments().contains(QLatin1String("--renew"))) {
        renew(counts);
    }
    const int moved = compare(report, counts);
    const int code = report.finish();
    if (moved > 0 && report.arguments().contains(QLatin1String("--gate"))) {
        std::fprintf(stderr, "%d counts moved. Where that is meant: ./dev bench instructions --renew, and say why in the commit.\n", moved);
        return 1;
    }
    return code;
}
