#include "tests/bench/chart_ours.h"

#include "tests/ui/cockpit_story.h"
#include "ui/charts/metric_chart.h"
#include "ui/charts/release_charts.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPainter>
#include <QTimer>

#include <cmath>
#include <ctime>
#include <functional>
#include <utility>

namespace fairlead::bench {

namespace {

constexpr qint64 kStart = 1'754'575'200'000;
constexpr qint64 kHour = 3'600'000;

/// A few milliseconds early or late, as real samples are.
qint64 timeOf(qint64 index)
{
    return kStart + index * kSampleEvery + static_cast<qint64>((static_cast<quint64>(index) * 2'654'435'761U >> 16U) % 11) - 5;
}

ui::ChartSpec sixLines()
{
    ui::ChartSpec spec{QStringLiteral("line-0"), QStringLiteral("Six lines"), QStringLiteral("of samples at 10 Hz")};
    for (int line = 1; line < kChartLines; ++line) {
        const QString name = QStringLiteral("line-%1").arg(line);
        spec.more.push_back({{name, metrics::Role::Canary}, ui::LineStyle::Canary, name});
    }
    return spec;
}

class OurChart : public ChartContender {
public:
    OurChart(qint64 points, Live live, Values values, ui::Scheme scheme = ui::Scheme::Light)
        : m_points(points)
        , m_live(live)
        , m_values(values)
        , m_theme(scheme)
        , m_data(sixLines(), Millis(3 * kSampleEvery + 20), std::nullopt)
    {
        for (qint64 i = 0; i < points; ++i) {
            add(i);
        }
        m_timeline.from = kStart;
        m_timeline.to = kStart + points * kSampleEvery * (live == Live::Fixed ? 1001 : 1000) / 1000;
        m_timeline.now = kStart + points * kSampleEvery;
        m_window.resize(kChartWidth, kChartHeight);
        m_chart = new ui::MetricChart(m_theme, m_data, m_timeline, &m_window);
        m_chart->resize(kChartWidth, kChartHeight);
        m_window.show();
        m_painted = std::make_unique<PaintedWidget>(*m_chart->viewport());
        m_painted->settle();
    }

    std::optional<double> frame() override
    {
        if (m_live == Live::Replace) {
            m_chart->hide();
            QCoreApplication::processEvents();
        }
        const int before = m_painted->count();
        const ProcessorTime timer;
        if (m_live == Live::Replace) {
            m_chart->show();
        } else {
            ++m_frame;
            add(m_points + m_frame);
            if (m_live == Live::Scrolling) {
                const auto by = static_cast<qint64>(static_cast<double>(m_points * kSampleEvery * m_frame) / 1100.0);
                m_timeline.from = kStart + by;
                m_timeline.to = m_timeline.from + m_points * kSampleEvery;
            }
            m_timeline.now = timeOf(m_points + m_frame);
            m_chart->refresh();
        }
        m_painted->settle();
        const double took = timer.milliseconds();
        if (m_painted->count() != before + 1) {
            stop(QStringLiteral("a frame was painted %1 times").arg(m_painted->count() - before));
        }
        return took;
    }

    QImage picture(QSize size)
    {
        m_window.resize(size);
        m_chart->resize(size);
        QCoreApplication::processEvents();
        return m_chart->grab().toImage();
    }

private:
    void add(qint64 index)
    {
        for (int line = 0; line < kChartLines; ++line) {
            double value = chartValue(line, index, m_points);
            value = m_values == Values::AnyDoubles ? std::sqrt(value + 0.25) : value;
            const metrics::Sample sample{Instant::fromMs(timeOf(index)), value};
            if (line == 0) {
                m_data.canary.insert(sample);
            } else {
                m_data.more[static_cast<std::size_t>(line - 1)].insert(sample);
            }
        }
    }

    qint64 m_points;
    Live m_live;
    Values m_values;
    ui::Theme m_theme;
    ui::ChartData m_data;
    ui::ChartTimeline m_timeline;
    QWidget m_window;
    ui::MetricChart* m_chart = nullptr;
    std::unique_ptr<PaintedWidget> m_painted;
    qint64 m_frame = 0;
};

/// Everything that the charts of a release draw, at one moment.
class Feed {
public:
    explicit Feed(const ui::ReleaseCharts& charts)
    {
        for (const ui::MetricChart* chart : charts.charts()) {
            const ui::ChartSpec& spec = chart->data().spec;
            m_keys.push_back({spec.metric, metrics::Role::Canary});
            m_keys.push_back({spec.metric, metrics::Role::Baseline});
            for (const ui::LineSpec& line : spec.more) {
                m_keys.push_back(line.key);
            }
        }
    }

    metrics::Readings at(qint64 ms) const
    {
        metrics::Readings readings;
        for (std::size_t i = 0; i < m_keys.size(); ++i) {
            const double value = chartValue(static_cast<int>(i % 6), ms / kSampleEvery, kHour) / 100.0;
            readings.push_back({m_keys[i], {Instant::fromMs(ms), std::round(value * 1e5) / 1e5}});
        }
        return readings;
    }

    std::size_t size() const { return m_keys.size(); }

private:
    std::vector<metrics::SeriesKey> m_keys;
};

/// The longest time between two turns of the event loop.
class Heartbeat {
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_worst = std::max(m_worst, static_cast<double>(m_since.nsecsElapsed()) / 1e6);
            m_since.restart();
        });
        m_since.start();
        m_timer.start();
    }
    double worst() const { return m_worst; }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    double m_worst = 0.0;
};

rollout::Release twelveCharts()
{
    rollout::Release release = story::release();
    release.plan.pollInterval = Millis(kSampleEvery);
    for (int i = 0; i < 6; ++i) {
        gate::Gate gate = release.manifest.successCriteria.front();
        const QString metric = QStringLiteral("extra_%1").arg(i);
        gate.metric = metric;
        gate.condition = *condition::Condition::parse(QStringLiteral("< 1"), metric);
        release.manifest.successCriteria.push_back(gate);
    }
    return release;
}

/// What happens in 20 s of ten ticks a second: @p tick is called with the moment of each and has all of @p charts painted.
void measureTicks(Report& report, const QString& id, const QString& what, const std::vector<ui::MetricChart*>& charts, qint64 from,
    const std::function<void(qint64)>& tick)
{
    constexpr int kTicks = 200;
    constexpr double kInterval = 100.0;
    std::vector<std::unique_ptr<PaintedWidget>> painted;
    for (const ui::MetricChart* chart : charts) {
        if (chart->isVisible() && !chart->viewport()->visibleRegion().isEmpty()) {
            painted.push_back(std::make_unique<PaintedWidget>(*chart->viewport()));
        }
    }
    QCoreApplication::processEvents();
    std::vector<int> before(painted.size());
    const auto unpainted = [&] {
        int missed = 0;
        for (std::size_t i = 0; i < painted.size(); ++i) {
            missed += painted[i]->count() == std::exchange(before[i], painted[i]->count()) ? 1 : 0;
        }
        return missed > 0 ? 1 : 0;
    };
    unpainted();
    int ticks = 0;
    int dropped = 0;
    QEventLoop loop;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    timer.setInterval(static_cast<int>(kInterval));
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        dropped += ticks > 0 ? unpainted() : 0;
        tick(from + ++ticks * kSampleEvery);
        if (ticks == kTicks) {
            loop.quit();
        }
    });
    const Heartbeat heartbeat;
    const std::clock_t cpuBefore = std::clock();
    QElapsedTimer elapsed;
    elapsed.start();
    timer.start();
    loop.exec();
    const double seconds = static_cast<double>(elapsed.nsecsElapsed()) / 1e9;
    const double cpu = static_cast<double>(std::clock() - cpuBefore) / CLOCKS_PER_SEC;
    dropped += static_cast<int>(std::floor(seconds * 1000.0 / kInterval)) - kTicks;

    const QString words = what + QStringLiteral(", 10 Hz, 1 h of history, %1 charts seen, 20 s: %2").arg(painted.size());
    report.add({.id = id + QStringLiteral("-cpu"),
        .what = words.arg(QStringLiteral("CPU of one core")),
        .unit = QStringLiteral("%"),
        .ours = 100.0 * cpu / seconds});
    report.add({.id = id + QStringLiteral("-stall"),
        .what = words.arg(QStringLiteral("worst time between two turns of the event loop")),
        .unit = QStringLiteral("ms"),
        .ours = heartbeat.worst()});
    report.add({.id = id + QStringLiteral("-dropped"),
        .what = words.arg(QStringLiteral("ticks lost or not painted in every chart")),
        .unit = QStringLiteral("ticks"),
        .ours = static_cast<double>(dropped),
        .goal = QStringLiteral("0"),
        .met = dropped <= 0});
}

} // namespace

std::unique_ptr<ChartContender> ourChart(qint64 points, Live live, Values values)
{
    return std::make_unique<OurChart>(points, live, values);
}

void cockpit(Report& report)
{
    ui::Theme theme(ui::Scheme::Light);
    ui::ReleaseCharts charts(theme);
    charts.resize(1600, 1000);
    charts.setColumns(3);
    charts.show();
    const story::Scene scene = story::soaking();
    rollout::State state = scene.snapshot.state;
    state.release = twelveCharts();
    charts.setRelease(state.release);
    charts.setRange(ui::TimeRange::Hour);
    const Feed feed(charts);
    const qint64 began = state.startedAt->ms();
    for (qint64 at = began; at < began + kHour; at += kSampleEvery) {
        charts.addReadings(feed.at(at));
    }
    charts.showState(state, Instant::fromMs(began + kHour));
    QCoreApplication::processEvents();
    measureTicks(report, QStringLiteral("cockpit"), QStringLiteral("the charts of a release with %1 series").arg(feed.size()),
        charts.charts(), began + kHour, [&](qint64 now) {
            charts.addReadings(feed.at(now));
            charts.showState(state, Instant::fromMs(now));
        });
}

void twelveBySix(Report& report)
{
    constexpr int kCharts = 12;
    constexpr int kAbreast = 3;
    const ui::Theme theme(ui::Scheme::Light);
    QWidget window;
    window.resize(1600, 1000);
    ui::ChartTimeline timeline;
    std::vector<std::unique_ptr<ui::ChartData>> data;
    std::vector<ui::MetricChart*> charts;
    const auto add = [&](qint64 index) {
        const Instant at = Instant::fromMs(timeOf(index));
        for (const auto& one : data) {
            one->canary.insert({at, chartValue(0, index, kHour / kSampleEvery)});
            for (std::size_t line = 0; line < one->more.size(); ++line) {
                one->more[line].insert({at, chartValue(static_cast<int>(line) + 1, index, kHour / kSampleEvery)});
            }
        }
    };
    const auto show = [&](qint64 now) {
        timeline.now = now;
        timeline.to = now;
        timeline.from = now - kHour;
        for (ui::MetricChart* chart : charts) {
            chart->refresh();
        }
    };
    for (int i = 0; i < kCharts; ++i) {
        data.push_back(std::make_unique<ui::ChartData>(sixLines(), Millis(3 * kSampleEvery + 20), std::nullopt));
        charts.push_back(new ui::MetricChart(theme, *data.back(), timeline, &window));
        charts.back()->setGeometry((i % kAbreast) * 533, (i / kAbreast) * 250, 525, 242);
    }
    for (qint64 index = 0; index < kHour / kSampleEvery; ++index) {
        add(index);
    }
    window.show();
    show(kStart + kHour);
    QCoreApplication::processEvents();
    measureTicks(
        report, QStringLiteral("twelve"), QStringLiteral("12 charts of 6 series, all moving"), charts, kStart + kHour, [&](qint64 now) {
            add((now - kStart) / kSampleEvery);
            show(now);
        });
}

void pictures(const QString& folder)
{
    QDir().mkpath(folder);
    const auto file = [&](const QString& name) { return folder + QLatin1Char('/') + name + QStringLiteral(".png"); };
    const QImage ours = OurChart(100'000, Live::Fixed, Values::Decimals).picture({kChartWidth, kChartHeight});
    const QImage theirs = uPlotPicture(100'000);
    QImage both(kChartWidth, 2 * kChartHeight, QImage::Format_RGB32);
    both.fill(Qt::white);
    QPainter painter(&both);
    painter.drawImage(0, 0, ours);
    painter.drawImage(0, kChartHeight, theirs);
    painter.end();
    both.save(file(QStringLiteral("ours-above-uplot")));
    const std::pair<ui::Scheme, QString> schemes[] = {{ui::Scheme::Light, QStringLiteral("light")},
        {ui::Scheme::Dark, QStringLiteral("dark")}, {ui::Scheme::HighContrast, QStringLiteral("contrast")}};
    for (const auto& [scheme, name] : schemes) {
        for (const qint64 points : {40, 900, 100'000}) {
            OurChart(points, Live::Fixed, Values::Decimals, scheme)
                .picture({900, 300})
                .save(file(QStringLiteral("%1-%2").arg(name).arg(points)));
        }
    }
}

} // namespace fairlead::bench
