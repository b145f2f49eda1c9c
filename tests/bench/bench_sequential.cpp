// Validity and delay of the sequential judge by simulation (--runs N: so many A/A runs, 10,000 unless given), and what a look costs.

#include "models/domain/judge/metric_classifier.h"
#include "models/domain/sequential/comparison.h"
#include "models/domain/sequential/improvement.h"
#include "models/domain/sequential/sample_ratio.h"
#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <boost/math/distributions/normal.hpp>

#include <cmath>
#include <cstdlib>
#include <random>

using namespace fairlead;
using namespace fairlead::sequential;

namespace {

using Random = std::mt19937_64;
using Draw = std::function<double(Random&)>;

constexpr double kAlpha = 0.05;
constexpr int kLooks = 1000;

Settings settingsFor(Kind kind)
{
    return Settings::create(kAlpha, defaultHorizon(kind)).value();
}

/// One kind of stream: what a look brings to each arm.
struct Stream {
    const char* name;
    Draw draw;
    int perCanary; ///< baseline samples a canary sample
};

Draw normal()
{
    return [d = std::normal_distribution<double>(100.0, 20.0)](Random& random) mutable { return d(random); };
}
Draw lognormal(double deviation)
{
    return [d = std::lognormal_distribution<double>(5.0, deviation)](Random& random) mutable { return d(random); };
}
Draw pareto()
{
    return [d = std::uniform_real_distribution<double>(0.0, 1.0)](Random& random) mutable {
        return std::pow(1.0 - d(random), -1.0 / 2.5); // finite variance, infinite third moment
    };
}

/// How often a claim is made somewhere in kLooks looks although nothing differs.
void addAlarms(bench::Report& report, const QString& what, int runs, const std::function<bool(Random&)>& alarmInRun)
{
    Random random(20250807);
    int alarms = 0;
    for (int run = 0; run < runs; ++run) {
        alarms += alarmInRun(random) ? 1 : 0;
    }
    const double share = static_cast<double>(alarms) / runs;
    const double error = 1.96 * std::sqrt(share * (1 - share) / runs);
    report.add({.id = QStringLiteral("sequential-alarms: %1").arg(what),
        .what = QStringLiteral("false alarms in %1 runs of %2 looks").arg(runs).arg(kLooks),
        .unit = QStringLiteral("of runs"),
        .ours = share,
        .ratios = {{QStringLiteral("+-"), error}},
        .goal = QStringLiteral("no more than %1, within what so few runs can tell").arg(kAlpha),
        .met = share - error <= kAlpha});
}

template <typename Difference> bool alarm(Difference difference, Draw& draw, int perCanary, Random& random)
{
    for (int look = 0; look < kLooks; ++look) {
        for (int i = 0; i < perCanary; ++i) {
            difference.addBaseline(draw(random));
        }
        difference.addCanary(draw(random));
        if (difference.prove({}) != Proof::Unproven) {
            return true;
        }
    }
    return false;
}

void addMeanAlarms(bench::Report& report, int runs)
{
    for (const int perCanary : {1, 9}) {
        for (const Stream& stream : {Stream{"mean, normal", normal(), perCanary}, Stream{"mean, lognormal 0.5", lognormal(0.5), perCanary},
                 Stream{"mean, lognormal 1 (skewness 6.2)", lognormal(1.0), perCanary}, Stream{"mean, Pareto 2.5", pareto(), perCanary}}) {
            Draw draw = stream.draw;
            const QString what = QStringLiteral("%1, arms 1:%2").arg(QLatin1String(stream.name)).arg(perCanary);
            addAlarms(report, what, runs,
                [&](Random& random) { return alarm(MeanDifference(settingsFor(Kind::Mean)), draw, perCanary, random); });
        }
    }
}

void addProportionAlarms(bench::Report& report, int runs)
{
    for (const int batch : {1, 100}) {
        for (const int perCanary : {1, 9}) {
            for (const double share : {0.001, 0.01, 0.5}) {
                std::binomial_distribution<int> ofBaseline(batch * perCanary, share);
                std::binomial_distribution<int> ofCanary(batch, share);
                const QString what = QStringLiteral("proportion %1 %, %2 a look, arms 1:%3").arg(100 * share).arg(batch).arg(perCanary);
                addAlarms(report, what, runs, [&](Random& random) {
                    ProportionDifference difference(settingsFor(Kind::Proportion));
                    for (int look = 0; look < kLooks; ++look) {
                        difference.addBaseline(ofBaseline(random), batch * perCanary);
                        difference.addCanary(ofCanary(random), batch);
                        if (difference.prove({}) != Proof::Unproven) {
                            return true;
                        }
                    }
                    return false;
                });
            }
        }
    }
}

void addOtherAlarms(bench::Report& report, int runs)
{
    for (const double level : {0.5, 0.95}) {
        Draw draw = lognormal(1.0);
        const QString what = QStringLiteral("p%1, lognormal 1, arms 1:1").arg(100 * level);
        addAlarms(
            report, what, runs, [&](Random& random) { return alarm(QuantileDifference(level, settingsFor(Kind::P95)), draw, 1, random); });
    }
    std::binomial_distribution<int> canary(100, 0.1);
    addAlarms(report, QStringLiteral("sample ratio, 10 %, 100 a look"), runs, [&](Random& random) {
        SampleRatio ratio = SampleRatio::create(Percent::create(10).value(), kAlpha).value();
        for (int look = 0; look < kLooks && !ratio.mismatch(); ++look) {
            const int drawn = canary(random);
            ratio.add(100 - drawn, drawn);
        }
        return ratio.mismatch();
    });
}

/// How a judge looks at growing samples; true when it claims a difference.
using Judge = std::function<bool(const std::vector<double>& baseline, const std::vector<double>& canary)>;

bool welch(const std::vector<double>& baseline, const std::vector<double>& canary)
{
    return baseline.size() >= 30 && WelchTest::of(Summary::of(baseline), Summary::of(canary)).pValue() <= kAlpha;
}

bool kayenta(const std::vector<double>& baseline, const std::vector<double>& canary)
{
    const judge::Label label = judge::classify(QStringLiteral("latency"), canary, baseline, judge::MetricRules()).label;
    return label == judge::Label::High || label == judge::Label::Low;
}

/// The first of the looks at which @p judge claims a difference, 0 for none. It looks at every tenth sample only, as both cost
/// the whole series each time; more looks would raise more false alarms.
int firstClaim(const Judge& judge, const std::vector<double>& baseline, const std::vector<double>& canary)
{
    for (std::size_t look = 10; look <= baseline.size(); look += 10) {
        const auto end = static_cast<std::ptrdiff_t>(look);
        if (judge({baseline.begin(), baseline.begin() + end}, {canary.begin(), canary.begin() + end})) {
            return static_cast<int>(look);
        }
    }
    return 0;
}

int firstDecision(Kind kind, const std::vector<double>& baseline, const std::vector<double>& canary)
{
    Comparison comparison(kind, settingsFor(kind), Effect());
    for (std::size_t i = 0; i < baseline.size(); ++i) {
        comparison.add(Arm::Baseline, baseline[i]);
        comparison.add(Arm::Canary, canary[i]);
        if (comparison.look()) {
            return static_cast<int>(i) + 1;
        }
    }
    return 0;
}

/// Median of the looks with a claim and how many runs had one; runs without count as later than all others.
QString delayOf(std::vector<int> looks)
{
    const auto found = static_cast<int>(std::ranges::count_if(looks, [](int look) { return look > 0; }));
    std::ranges::replace(looks, 0, kLooks + 1);
    std::ranges::sort(looks);
    const int middle = looks[looks.size() / 2];
    return QStringLiteral("%1 % %2")
        .arg(100.0 * found / static_cast<double>(looks.size()), 5, 'f', 1)
        .arg(middle > kLooks ? QStringLiteral(">1000") : QString::number(middle), 6);
}

/// Samples an arm that a test of fixed size takes to find a difference with 80 % power.
double fixedSize(double variances, double difference)
{
    const boost::math::normal normal;
    const double z = boost::math::quantile(normal, 1 - kAlpha / 2) + boost::math::quantile(normal, 0.8);
    return z * z * variances / (difference * difference);
}

void printMeanDelay(const char* name, const Draw& source, double mean, double variance, int runs)
{
    for (const double factor : {1.0, 1.1, 1.25, 1.5}) {
        Random random(20250807);
        Draw draw = source;
        std::vector<std::vector<int>> looks(5);
        for (int run = 0; run < runs; ++run) {
            std::vector<double> baseline(kLooks);
            std::vector<double> canary(kLooks);
            for (std::size_t i = 0; i < baseline.size(); ++i) {
                baseline[i] = draw(random);
                canary[i] = factor * draw(random);
            }
            looks[0].push_back(firstDecision(Kind::Mean, baseline, canary));
            looks[1].push_back(firstDecision(Kind::P50, baseline, canary));
            looks[2].push_back(firstDecision(Kind::P95, baseline, canary));
            looks[3].push_back(firstClaim(welch, baseline, canary));
            looks[4].push_back(firstClaim(kayenta, baseline, canary));
        }
        const double size = factor == 1.0 ? 0.0 : fixedSize(variance * (1 + factor * factor), mean * (factor - 1));
        std::printf("  %-12s %+4.0f %%  ", name, 100 * (factor - 1));
        for (const std::vector<int>& judge : looks) {
            std::printf("| %s ", qPrintable(delayOf(judge)));
        }
        std::printf("| %6.0f\n", size);
        std::fflush(stdout);
    }
}

void printProportionDelay(double share, int batch, int runs)
{
    for (const double factor : {1.0, 1.1, 1.25, 1.5}) {
        Random random(20250807);
        std::binomial_distribution<int> ofBaseline(batch, share);
        std::binomial_distribution<int> ofCanary(batch, std::min(1.0, share * factor));
        std::vector<int> sequentialLooks;
        std::vector<int> fixedLooks;
        for (int run = 0; run < runs; ++run) {
            ProportionDifference difference(settingsFor(Kind::Proportion));
            double baseline = 0;
            double canary = 0;
            int decided = 0;
            int claimed = 0;
            for (int look = 1; look <= kLooks && (decided == 0 || claimed == 0); ++look) {
                const int b = ofBaseline(random);
                const int c = ofCanary(random);
                baseline += b;
                canary += c;
                difference.addBaseline(b, batch);
                difference.addCanary(c, batch);
                if (decided == 0 && difference.prove({}) != Proof::Unproven) {
                    decided = look;
                }
                const double trials = static_cast<double>(look) * batch;
                const double pooled = (baseline + canary) / (2 * trials);
                const double z = (canary - baseline) / std::sqrt(std::max(1e-300, 2 * trials * pooled * (1 - pooled)));
                if (claimed == 0 && baseline + canary >= 10 && std::abs(z) > 1.96) {
                    claimed = look;
                }
            }
            sequentialLooks.push_back(decided);
            fixedLooks.push_back(claimed);
        }
        const double other = share * factor;
        const double size = factor == 1.0 ? 0.0 : fixedSize(share * (1 - share) + other * (1 - other), other - share) / batch;
        std::printf("  %4g %% by %4d  %+4.0f %%  | %s | %s | %6.0f\n", 100 * share, batch, 100 * (factor - 1),
            qPrintable(delayOf(sequentialLooks)), qPrintable(delayOf(fixedLooks)), size);
        std::fflush(stdout);
    }
}

/// Nanoseconds to add a sample to each arm and look, in the last tenth of so many.
template <typename Difference> double costOfLook(Difference difference, int samples)
{
    Random random(1);
    Draw draw = lognormal(1.0);
    QElapsedTimer timer;
    for (int i = 0; i < samples; ++i) {
        if (i == samples - samples / 10) {
            timer.start();
        }
        const double baseline = draw(random);
        const double canary = draw(random);
        if constexpr (std::is_same_v<Difference, ProportionDifference>) {
            difference.addBaseline(baseline > 500.0 ? 1.0 : 0.0);
            difference.addCanary(canary > 500.0 ? 1.0 : 0.0);
        } else {
            difference.addBaseline(baseline);
            difference.addCanary(canary);
        }
        static_cast<void>(difference.prove({}));
    }
    return static_cast<double>(timer.nsecsElapsed()) / (samples / 10);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    bench::Report report(argc, argv);
    const int runs = report.runs(10'000);
    std::printf("False alarms at alpha %.2f in runs of %d looks, nothing differs\n", kAlpha, kLooks);
    addMeanAlarms(report, runs);
    addProportionAlarms(report, runs);
    addOtherAlarms(report, runs);

    const int delayRuns = std::max(20, runs / 50);
    std::printf(
        "\nRuns with a claim, and the median look of the first one; one sample an arm a look, %d runs (+0 %%: false alarms)\n"
        "                         | mean          | p50           | p95           | Welch, peeked | Kayenta       | fixed n, 80 %%\n",
        delayRuns);
    printMeanDelay("normal 20 %", normal(), 100.0, 400.0, delayRuns);
    printMeanDelay("lognormal .5", lognormal(0.5), std::exp(5.125), (std::exp(0.25) - 1) * std::exp(10.25), delayRuns);
    printMeanDelay("lognormal 1", lognormal(1.0), std::exp(5.5), (std::exp(1.0) - 1) * std::exp(11.0), delayRuns);
    std::printf("\nProportions, requests an arm a look; the last column in looks\n"
                "                       | sequential    | z, peeked     | fixed n, 80 %%\n");
    printProportionDelay(0.001, 1000, delayRuns);
    printProportionDelay(0.01, 200, delayRuns);
    printProportionDelay(0.5, 10, delayRuns);

    std::printf("\n");
    const auto row = [&report](const char* name, const auto& difference) {
        for (const int samples : {1000, 10'000, 100'000}) {
            report.add({.id = QStringLiteral("sequential-look-%1-%2").arg(QLatin1String(name)).arg(samples),
                .what = QStringLiteral("a sample in each arm and a look, with %1 there").arg(samples),
                .unit = QStringLiteral("ns"),
                .ours = costOfLook(difference, samples)});
        }
    };
    row("mean", MeanDifference());
    row("proportion", ProportionDifference());
    row("p95", QuantileDifference(0.95));
    return report.finish();
}
