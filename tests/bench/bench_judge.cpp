// What a comparison by ranks with its interval costs, beside the same from its definition, and beside R and scipy.
// Those run as children on the same samples in the same run and time themselves.

#include "models/domain/judge/judgement.h"
#include "models/domain/statistics/brent.h"
#include "models/domain/statistics/mann_whitney.h"
#include "models/domain/statistics/ranks.h"
#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <cmath>
#include <cstdlib>
#include <ctime>
#include <numeric>
#include <optional>
#include <random>

using namespace fairlead;
using bench::stop;
using statistics::MannWhitney;
using Sample = std::vector<double>;

namespace {

constexpr int kRounds = 5;
constexpr double kConfidence = 0.98;

/// Many pairs of samples, so that no processor learns the branches of one by heart.
struct Samples {
    std::vector<Sample> x;
    std::vector<Sample> y;
    int comparisons = 0; ///< a round
};

Samples samples(std::size_t length, std::size_t pairs, int comparisons)
{
    std::mt19937_64 random(20'240'613);
    std::normal_distribution<double> normal(100, 10);
    Samples made;
    made.comparisons = comparisons;
    for (std::size_t pair = 0; pair < pairs; ++pair) {
        for (std::vector<Sample>* const side : {&made.x, &made.y}) {
            Sample& values = side->emplace_back(length);
            std::ranges::generate(values, [&] { return normal(random) + (side == &made.x ? 1 : 0); });
        }
    }
    return made;
}

/// Sorting, U, p, superiority, interval and estimate.
void compareByRanks(const Sample& x, const Sample& y)
{
    const std::optional<MannWhitney> ranks = MannWhitney::of(x, y);
    const auto interval = ranks ? ranks->interval(kConfidence) : std::nullopt;
    if (!interval || !(ranks->test().pValue <= 1)) {
        stop(QStringLiteral("no interval"));
    }
}

/// The statistic from its definition: shift, put together, rank, sum.
double statisticByDefinition(const Sample& x, const Sample& y, double shift, double quantile)
{
    const auto n = static_cast<double>(x.size());
    const auto m = static_cast<double>(y.size());
    Sample all;
    all.reserve(x.size() + y.size());
    std::ranges::transform(x, std::back_inserter(all), [shift](double value) { return value - shift; });
    all.insert(all.end(), y.begin(), y.end());
    const Sample ranks = statistics::averageRanks(all);
    Sample sorted = ranks;
    std::ranges::sort(sorted);
    double ties = 0;
    for (auto run = sorted.begin(); run != sorted.end();) {
        const auto end = std::upper_bound(run, sorted.end(), *run);
        const auto count = static_cast<double>(end - run);
        ties += count * count * count - count;
        run = end;
    }
    const double sum = std::accumulate(ranks.begin(), ranks.begin() + static_cast<std::ptrdiff_t>(x.size()), 0.0);
    const double distance = sum - n * (n + 1) / 2 - n * m / 2;
    const double correction = distance > 0 ? 0.5 : (distance < 0 ? -0.5 : 0);
    const double sigma = std::sqrt((n * m / 12) * ((n + m + 1) - ties / ((n + m) * (n + m - 1))));
    return (distance - correction) / sigma - quantile;
}

void compareByDefinition(const Sample& x, const Sample& y)
{
    const double z = statistics::normalQuantile((1 - kConfidence) / 2);
    const double least = std::ranges::min(x) - std::ranges::max(y);
    const double most = std::ranges::max(x) - std::ranges::min(y);
    const auto root = [&](double quantile) {
        const auto f = [&](double shift) { return statisticByDefinition(x, y, shift, quantile); };
        return statistics::brentRoot(least, most, f(least), f(most), 1e-4, f);
    };
    const statistics::ShiftInterval found{root(-z), root(z), root(0)};
    if (MannWhitney::of(x, y)->interval(kConfidence) != found) {
        stop(QStringLiteral("the interval is not that of its definition"));
    }
}

void each(const Samples& all, int count, void (*compare)(const Sample&, const Sample&))
{
    for (int i = 0; i < count; ++i) {
        const std::size_t pair = static_cast<std::size_t>(i) % all.x.size();
        compare(all.x[pair], all.y[pair]);
    }
}

/// The samples as raw doubles, x and y of each pair in turn.
void write(const Samples& all, const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        stop(file.errorString());
    }
    for (std::size_t pair = 0; pair < all.x.size(); ++pair) {
        for (const Sample* const side : {&all.x[pair], &all.y[pair]}) {
            const auto bytes = static_cast<qint64>(side->size() * sizeof(double));
            if (file.write(reinterpret_cast<const char*>(side->data()), bytes) != bytes) {
                stop(file.errorString());
            }
        }
    }
}

/// Another program, which prints how many comparisons a second it makes of the samples in a file.
struct Peer {
    QString name;
    QString program;
    QStringList arguments; ///< before file, length and count
};

/// Empty, with the reason said, where the program is not there.
std::optional<double> rateOf(const Peer& peer, const QString& file, std::size_t length, int count)
{
    if (!QFile::exists(peer.program)) {
        return std::nullopt;
    }
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(peer.program, peer.arguments + QStringList{file, QString::number(length), QString::number(count)});
    constexpr int kLongest = 600'000;
    if (!process.waitForFinished(kLongest) || process.exitCode() != 0) {
        return std::nullopt;
    }
    bool isNumber = false;
    const double rate = QString::fromLatin1(process.readAllStandardOutput()).trimmed().toDouble(&isNumber);
    return isNumber ? std::optional(rate) : std::nullopt;
}

// Each reads all before it looks at the clock, and does one comparison first, which loads what is loaded late.

Peer r()
{
    return {QStringLiteral("R wilcox.test(conf.int=TRUE)"), QStandardPaths::findExecutable(QStringLiteral("Rscript")),
        {QStringLiteral("-e"), QStringLiteral(R"(
a <- commandArgs(TRUE); n <- as.integer(a[2]); k <- as.integer(a[3]); bytes <- file.info(a[1])$size
d <- matrix(readBin(a[1], "double", bytes / 8), nrow = n); pairs <- ncol(d) / 2
one <- function(i) { p <- (i - 1) %% pairs; wilcox.test(d[, 2 * p + 1], d[, 2 * p + 2], conf.int = TRUE, conf.level = 0.98, exact = FALSE) }
invisible(one(1)); t <- proc.time()[[3]]; for (i in 1:k) one(i); cat(k / (proc.time()[[3]] - t)))")}};
}

Peer scipy()
{
    // Debian's own interpreter: another one that comes first on the path has not Debian's scipy.
    return {QStringLiteral("scipy mannwhitneyu (p alone)"), QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), QStringLiteral(R"(
import sys, time, numpy
from scipy.stats import mannwhitneyu
n, k = int(sys.argv[2]), int(sys.argv[3])
d = numpy.fromfile(sys.argv[1]).reshape(-1, 2, n)
def one(i): return mannwhitneyu(d[i % len(d)][0], d[i % len(d)][1], method="asymptotic")
one(0); t = time.perf_counter()
for i in range(k): one(i)
print(k / (time.perf_counter() - t)))")}};
}

bench::Measure rowOf(const char* id, const Samples& all, const QString& what, double rate)
{
    const std::size_t length = all.x.front().size();
    bench::Measure measure{.id = QStringLiteral("judge-%1-%2").arg(QLatin1String(id)).arg(length),
        .what = QStringLiteral("n = m = %1, %2").arg(length).arg(what),
        .unit = QStringLiteral("metrics/s"),
        .ours = rate};
    measure.better = bench::Better::More;
    return measure;
}

std::function<std::optional<double>()> ratesOfOurs(const Samples& all)
{
    return [&all] { return std::optional(bench::rateOf(all.comparisons, [&] { each(all, all.comparisons, compareByRanks); })); };
}

const QString kOurs = QStringLiteral("ours");
const QString kDefinition = QStringLiteral("by definition, each step sorted");

/// Ours, its definition and the peers in turn. Counts of 0 leave one out.
bench::Measure compareWithAll(const Samples& all, const QString& folder, int rounds, int definitionCount, int rCount, int scipyCount)
{
    const QString file = folder + QStringLiteral("/samples.f64");
    const std::size_t length = all.x.front().size();
    write(all, file);
    std::vector<bench::Contender> contenders{{kOurs, ratesOfOurs(all)}};
    if (definitionCount > 0) {
        contenders.push_back({kDefinition, [&all, definitionCount] {
                                  return std::optional(
                                      bench::rateOf(definitionCount, [&] { each(all, definitionCount, compareByDefinition); }));
                              }});
    }
    for (const auto& [peer, count] : {std::pair(r(), rCount), std::pair(scipy(), scipyCount)}) {
        if (count > 0) {
            contenders.push_back({peer.name, [peer, file, length, count] { return rateOf(peer, file, length, count); }, 3});
        }
    }
    auto rates = bench::interleaved(contenders, rounds);
    bench::Measure measure
        = rowOf("ranks", all, QStringLiteral("sort, U, p, effect, interval and estimate; naive: %1").arg(kDefinition), rates.at(kOurs));
    rates.erase(kOurs);
    if (const auto definition = rates.find(kDefinition); definition != rates.end()) {
        measure.naive = definition->second;
        rates.erase(definition);
    }
    measure.peers = rates;
    return measure;
}

/// What a thread does when it has a core to itself, whatever else the machine is busy with.
bench::Measure ofProcessorTime(const Samples& all, int rounds)
{
    std::vector<double> rates;
    for (int round = 0; round < rounds; ++round) {
        const std::clock_t start = std::clock();
        each(all, all.comparisons, compareByRanks);
        rates.push_back(all.comparisons / (static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC));
    }
    return rowOf("processor", all, QStringLiteral("of processor time"), bench::median(rates));
}

/// The time of a comparison per n log2 n: stays where growth is no more than that.
void growth(bench::Report& report, const std::vector<Samples>& sizes, int rounds)
{
    for (const Samples& all : sizes) {
        const auto n = static_cast<double>(all.x.front().size());
        const double rate = bench::interleaved({{kOurs, ratesOfOurs(all)}}, rounds).at(kOurs);
        report.add({.id = QStringLiteral("judge-growth-%1").arg(n),
            .what = QStringLiteral("n = m = %1: %2 ms; for each of n log2 n").arg(n).arg(1e3 / rate),
            .unit = QStringLiteral("ns"),
            .ours = 1e9 / rate / (n * std::log2(n))});
    }
}

/// The whole judge: transforms, statistics of both sides, classification and score.
bench::Measure wholeJudge(const Samples& all, int rounds)
{
    judge::CanaryConfig config;
    std::vector<judge::MetricPair> pairs;
    for (std::size_t pair = 0; pair < all.x.size(); ++pair) {
        judge::MetricConfig& metric = config.metrics.emplace_back();
        metric.name = QStringLiteral("metric-%1").arg(pair);
        metric.groups = {QStringLiteral("group-%1").arg(pair % 5)};
        metric.rules.outlierFactor = 3;
        pairs.push_back({metric.name, {}, {}, all.x[pair], all.y[pair]});
    }
    const auto run = [&] {
        if (!judge::judge(config, {95, 75}, pairs)) {
            stop(QStringLiteral("not judged"));
        }
    };
    std::vector<double> rates;
    for (int round = 0; round < rounds; ++round) {
        rates.push_back(bench::rateOf(static_cast<int>(pairs.size()), run));
    }
    return rowOf("whole", all, QStringLiteral("whole judge, %1 metrics a run, outliers removed").arg(pairs.size()), bench::median(rates));
}

} // namespace

// All at 98 %, one thread.
int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    bench::Report report(argc, argv);
    const int rounds = report.runs(kRounds);
    const QTemporaryDir folder;
    const Samples minute = samples(60, 2'000, 20'000);
    const Samples thousand = samples(1'000, 100, 1'000);
    const Samples many = samples(100'000, 2, 10);
    for (const Samples* const all : {&minute, &thousand, &many}) {
        report.add(ofProcessorTime(*all, rounds));
    }
    report.add(compareWithAll(minute, folder.path(), rounds, 1'000, 200, 2'000));
    report.add(compareWithAll(thousand, folder.path(), rounds, 20, 20, 1'000));
    report.add(compareWithAll(many, folder.path(), rounds, 0, 0, 10));
    report.add(wholeJudge(samples(60, 200, 0), rounds));
    growth(report, {minute, thousand, samples(10'000, 10, 100), many, samples(1'000'000, 1, 1)}, rounds);
    return report.finish();
}
