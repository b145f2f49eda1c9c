// Charts: a live frame, a first frame and memory beside naive Qt Charts, QCustomPlot, uPlot and the floor; the whole cockpit.

#include "tests/bench/chart_contenders.h"
#include "tests/bench/chart_ours.h"
#include "tests/bench/measure.h"

#include <QApplication>
#include <QElapsedTimer>

#include <malloc.h>

using namespace fairlead;
using namespace fairlead::bench;

namespace {

constexpr qint64 kMillion = 1'000'000;
constexpr qint64 kHundredThousand = 100'000;
constexpr int kNaiveRounds = 2; ///< it takes seconds a frame

const QString kOurs = QStringLiteral("ours");
const QString kNaive = QStringLiteral("naive");
const QString kCustomPlot = QStringLiteral("QCustomPlot");
const QString kUPlot = QStringLiteral("uPlot");
const QString kFloor = QStringLiteral("floor");

/// The median of so many frames of @p contender in a row, as one figure of a round. None where there is no contender.
Contender frames(const QString& name, ChartContender* contender, int count, int atMost = 1'000'000)
{
    const auto figure = [contender, count]() -> std::optional<double> {
        std::vector<double> all;
        for (int i = 0; contender != nullptr && i < count; ++i) {
            if (const std::optional<double> one = contender->frame()) {
                all.push_back(*one);
            }
        }
        return all.empty() ? std::nullopt : std::optional(median(all));
    };
    return {name, figure, atMost};
}

Measure toMeasure(const QString& id, const QString& what, std::map<QString, double> figures)
{
    Measure measure{.id = id, .what = what, .unit = QStringLiteral("ms"), .ours = figures.at(kOurs)};
    for (const auto& [name, figure] : figures) {
        if (name == kNaive) {
            measure.naive = figure;
        } else if (name == kFloor) {
            measure.floor = figure;
        } else if (name != kOurs) {
            measure.peers.emplace(name, figure);
        }
    }
    return measure;
}

bool atLeast(const Measure& measure, const QString& peer, double times)
{
    const auto ratio = measure.timesBetterThanPeer(peer);
    return !ratio || *ratio >= times;
}

void liveFrames(Report& report, int rounds)
{
    std::fprintf(stderr, "filling six lines of a million samples, five times over\n");
    const auto ours = ourChart(kMillion, Live::Scrolling);
    const auto oursFixed = ourChart(kMillion, Live::Fixed);
    const auto floor = chartFloor(kMillion);
    const auto custom = customPlot(kMillion, Live::Scrolling);
    const auto page = uPlot(kMillion, Live::Scrolling);
    const auto pageFixed = uPlot(kMillion, Live::Fixed);
    const auto naive = naiveChart(kMillion, Live::Scrolling);
    const QString fixed = QStringLiteral("fixed");
    auto figures = interleaved({frames(kOurs, ours.get(), 20), frames(fixed, oursFixed.get(), 20), frames(kFloor, floor.get(), 20),
                                   frames(kNaive, naive.get(), 1, kNaiveRounds), frames(kCustomPlot, custom.get(), 3),
                                   frames(kUPlot, page.get(), 1), frames(QStringLiteral("uPlot fixed"), pageFixed.get(), 1)},
        rounds);
    std::map<QString, double> atRest = figures;
    for (const QString& key : {fixed, QStringLiteral("uPlot fixed")}) {
        figures.erase(key);
    }
    Measure scrolling = toMeasure(QStringLiteral("G1"),
        QStringLiteral("live frame, 6 lines of 1 M samples in one chart, 1200x600, antialiased, axis moved by a pixel each frame"),
        figures);
    scrolling.goal = QStringLiteral(">= 1,000 x naive, >= 10 x uPlot, <= 6 x floor");
    scrolling.met
        = scrolling.timesBetterThan(*scrolling.naive) >= 1000 && atLeast(scrolling, kUPlot, 10) && scrolling.ours <= 6 * *scrolling.floor;
    report.add(scrolling);

    atRest[kOurs] = atRest.at(fixed);
    if (atRest.contains(QStringLiteral("uPlot fixed"))) {
        atRest[kUPlot] = atRest.at(QStringLiteral("uPlot fixed"));
    }
    for (const QString& key : {fixed, QStringLiteral("uPlot fixed"), kCustomPlot}) {
        atRest.erase(key);
    }
    Measure resting
        = toMeasure(QStringLiteral("G2"), QStringLiteral("the same with the axis at rest: what has changed is painted"), atRest);
    resting.goal = QStringLiteral(">= 3,000 x naive, <= 3 x floor");
    resting.met = resting.timesBetterThan(*resting.naive) >= 3000 && resting.ours <= 3 * *resting.floor;
    report.add(resting);
}

void firstFrames(Report& report, int rounds)
{
    const auto ours = ourChart(kHundredThousand, Live::Replace);
    const auto custom = customPlot(kHundredThousand, Live::Replace);
    const auto page = uPlot(kHundredThousand, Live::Replace);
    const auto naive = naiveChart(kHundredThousand, Live::Scrolling);
    const auto floor = chartFloor(kHundredThousand);
    Measure first = toMeasure(QStringLiteral("G3"),
        QStringLiteral("first frame of 6 x 100 k samples that are there: nothing kept, frame and grid too (naive: a live frame)"),
        interleaved({frames(kOurs, ours.get(), 10), frames(kCustomPlot, custom.get(), 10), frames(kUPlot, page.get(), 1),
                        frames(kNaive, naive.get(), 1, 3), frames(kFloor, floor.get(), 20)},
            rounds));
    first.goal = QStringLiteral(">= 8 x QCustomPlot and uPlot");
    first.met = atLeast(first, kCustomPlot, 8) && atLeast(first, kUPlot, 8);
    report.add(first);
}

void growth(Report& report, int rounds)
{
    const auto small = ourChart(kHundredThousand, Live::Scrolling);
    const auto large = ourChart(kMillion, Live::Scrolling);
    const QString smaller = QStringLiteral("at 100 k");
    const auto figures = interleaved({frames(kOurs, large.get(), 30), frames(smaller, small.get(), 30)}, rounds);
    Measure measure{.id = QStringLiteral("G4"),
        .what = QStringLiteral("live frame at 1 M over that at 100 k samples a line, axis moved by a pixel each frame"),
        .unit = QStringLiteral("times"),
        .ours = figures.at(kOurs) / figures.at(smaller),
        .goal = QStringLiteral("<= 1.3")};
    measure.met = measure.ours <= 1.3;
    report.add(measure);
}

/// Bytes a sample that memory grows by while @p fill runs.
double growthOfMemory(double samples, const std::function<void()>& fill)
{
    malloc_trim(0);
    const double before = residentBytes();
    fill();
    malloc_trim(0);
    return (residentBytes() - before) / samples;
}

void memory(Report& report)
{
    constexpr double kSamples = static_cast<double>(kMillion) * kChartLines;
    std::unique_ptr<ChartContender> ours;
    std::unique_ptr<ChartContender> anyDoubles;
    std::unique_ptr<ChartContender> naive;
    const double decimals = growthOfMemory(kSamples, [&] {
        ours = ourChart(kMillion, Live::Fixed);
        ours->frame();
    });
    const double doubles = growthOfMemory(kSamples, [&] {
        anyDoubles = ourChart(kMillion, Live::Fixed, Values::AnyDoubles);
        anyDoubles->frame();
    });
    ours.reset();
    anyDoubles.reset();
    const double plain = growthOfMemory(kSamples, [&] { naive = naiveChart(kMillion, Live::Fixed); });
    const auto add = [&](const char* id, const char* what, double bytes) {
        Measure measure{.id = QLatin1String(id),
            .what = QStringLiteral("resident memory a sample shown, 6 x 1 M, chart and picture included: %1").arg(QLatin1String(what)),
            .unit = QStringLiteral("B"),
            .ours = bytes,
            .naive = plain,
            .goal = QStringLiteral("<= 10 B")};
        measure.met = bytes <= 10;
        report.add(measure);
    };
    add("G5", "values of 3 decimals, 5 ms of jitter", decimals);
    add("G5-doubles", "values that are no short decimals", doubles);
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication application(argc, argv);
    Report report(argc, argv);
    const int rounds = report.runs(5);
    const QStringList parts = report.arguments();
    const auto wants = [&](const char* part) { return parts.isEmpty() || parts.contains(QLatin1String(part)); };
    // Before anything else has used memory.
    if (wants("memory")) {
        memory(report);
    }
    if (wants("live")) {
        liveFrames(report, rounds);
    }
    if (wants("first")) {
        firstFrames(report, rounds);
    }
    if (wants("growth")) {
        growth(report, rounds);
    }
    if (wants("cockpit")) {
        cockpit(report);
        twelveBySix(report);
    }
    if (parts.contains(QLatin1String("pictures"))) {
        pictures(parts.value(parts.indexOf(QLatin1String("pictures")) + 1, QStringLiteral(".")));
    }
    return report.finish();
}
