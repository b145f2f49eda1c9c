// What a comparison by ranks with its interval costs: beside the same from its definition, and beside R and scipy, which
// run as children on the same samples in the same run and time themselves.

#include "models/domain/judge/judgement.h"
#include "models/domain/statistics/brent.h"
#include "models/domain/statistics/mann_whitney.h"
#include "models/domain/statistics/ranks.h"
#include "tests/bench/rounds.h"

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
using statistics::MannWhitney;
using Sample = std::vector<double>;

namespace {

constexpr int kRounds = 5;
constexpr double kConfidence = 0.98;

[[noreturn]] void stop(const QString& why)
{
    std::fprintf(stderr, "bench_judge: %s\n", qUtf8Printable(why));
    std::_Exit(1); // no clean-up: nothing of a failed measurement is worth keeping
}

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

/// Ours and the peer's in turn, as bench::compare() does with two functions.
void compareWith(const Peer& peer, const Samples& all, const QString& folder, int peerCount)
{
    const QString file = folder + QStringLiteral("/samples.f64");
    const std::size_t length = all.x.front().size();
    write(all, file);
    std::vector<double> mine;
    std::vector<double> theirs;
    for (int round = 0; round < 3; ++round) {
        const std::optional<double> rate = rateOf(peer, file, length, peerCount);
        if (!rate) {
            std::printf("n = m = %-8zu %-30s not here: no comparison\n", length, qUtf8Printable(peer.name));
            return;
        }
        theirs.push_back(*rate);
        mine.push_back(bench::rateOf(all.comparisons, [&] { each(all, all.comparisons, compareByRanks); }));
    }
    std::printf("n = m = %-8zu %12.1f metrics/s   %-30s %9.2f metrics/s   ratio %.1f\n", length, bench::median(mine),
        qUtf8Printable(peer.name), bench::median(theirs), bench::median(mine) / bench::median(theirs));
}

void compareWithDefinition(const Samples& all, int count)
{
    std::vector<double> mine;
    std::vector<double> theirs;
    for (int round = 0; round < kRounds; ++round) {
        mine.push_back(bench::rateOf(all.comparisons, [&] { each(all, all.comparisons, compareByRanks); }));
        theirs.push_back(bench::rateOf(count, [&] { each(all, count, compareByDefinition); }));
    }
    std::printf("n = m = %-8zu %12.1f metrics/s   %-30s %9.2f metrics/s   ratio %.1f\n", all.x.front().size(), bench::median(mine),
        "by definition, each step sorted", bench::median(theirs), bench::median(mine) / bench::median(theirs));
}

/// What a thread does when it has a core to itself, whatever else the machine is busy with.
void ofProcessorTime(const Samples& all)
{
    std::vector<double> rates;
    for (int round = 0; round < kRounds; ++round) {
        const std::clock_t start = std::clock();
        each(all, all.comparisons, compareByRanks);
        rates.push_back(all.comparisons / (static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC));
    }
    std::printf("n = m = %-8zu %12.1f metrics/s   of processor time\n", all.x.front().size(), bench::median(rates));
}

/// The time of a comparison per n log2 n: stays where growth is no more than that.
void growth(const std::vector<Samples>& sizes)
{
    for (const Samples& all : sizes) {
        const auto n = static_cast<double>(all.x.front().size());
        std::vector<double> rates;
        for (int round = 0; round < kRounds; ++round) {
            rates.push_back(bench::rateOf(all.comparisons, [&] { each(all, all.comparisons, compareByRanks); }));
        }
        std::printf("n = m = %-8.0f %12.3f ms   %6.2f ns for each of n log2 n\n", n, 1e3 / bench::median(rates),
            1e9 / bench::median(rates) / (n * std::log2(n)));
    }
}

/// The whole judge: transforms, statistics of both sides, classification and score.
void wholeJudge(const Samples& all)
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
    for (int round = 0; round < kRounds; ++round) {
        rates.push_back(bench::rateOf(static_cast<int>(pairs.size()), run));
    }
    std::printf("n = m = %-8zu %12.1f metrics/s   whole judge, %zu metrics a run, outliers removed\n", all.x.front().size(),
        bench::median(rates), pairs.size());
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    std::setvbuf(stdout, nullptr, _IOLBF, 0); // a row is seen when it is known, into a pipe too
    const Samples minute = samples(60, 2'000, 20'000);
    const Samples thousand = samples(1'000, 100, 1'000);
    const Samples many = samples(100'000, 2, 10);
    std::printf("Sort, U, p, effect size, interval and estimate at 98 %%, one thread.\n");
    ofProcessorTime(minute);
    ofProcessorTime(thousand);
    ofProcessorTime(many);
    compareWithDefinition(minute, 1'000);
    compareWithDefinition(thousand, 20);
    compareWith(r(), minute, folder.path(), 200);
    compareWith(r(), thousand, folder.path(), 20);
    compareWith(scipy(), minute, folder.path(), 2'000);
    compareWith(scipy(), thousand, folder.path(), 1'000);
    compareWith(scipy(), many, folder.path(), 10);
    wholeJudge(samples(60, 200, 0));
    growth({minute, thousand, samples(10'000, 10, 100), many, samples(1'000'000, 1, 1)});
    return 0;
}
