#include "tests/bench/chart_contenders.h"

#include "tests/bench/measure.h"

#include <QApplication>
#include <QChart>
#include <QChartView>
#include <QDir>
#include <QEvent>
#include <QLineSeries>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QValueAxis>

#ifdef FAIRLEAD_QCUSTOMPLOT
// It is written with Qt's keywords, which this project turns off.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach(variable, container) for (variable : container)
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach
#endif

#include <algorithm>
#include <cmath>
#include <cstring>
#include <ctime>

namespace fairlead::bench {

namespace {

constexpr int kMostTurns = 1'000; ///< of the event loop for one paint

double span(qint64 points)
{
    return static_cast<double>(points * kSampleEvery);
}

/// So far the axis moves in one frame of Live::Scrolling: a pixel and not a part of one, so that nobody can leave a frame out.
double pixelTime(qint64 points)
{
    return span(points) / 1100.0;
}

class NaiveChart : public ChartContender {
public:
    NaiveChart(qint64 points, Live live)
        : m_points(points)
        , m_live(live)
        , m_view(new QChart)
        , m_x(new QValueAxis)
    {
        auto* y = new QValueAxis;
        y->setRange(0, kChartLines);
        m_view.chart()->addAxis(m_x, Qt::AlignBottom);
        m_view.chart()->addAxis(y, Qt::AlignLeft);
        m_view.setRenderHint(QPainter::Antialiasing);
        for (int line = 0; line < kChartLines; ++line) {
            auto* series = new QLineSeries;
            QList<QPointF> all;
            all.reserve(points);
            for (qint64 i = 0; i < points; ++i) {
                all.append(QPointF(static_cast<double>(i * kSampleEvery), chartValue(line, i, points)));
            }
            series->replace(all);
            m_view.chart()->addSeries(series);
            series->attachAxis(m_x);
            series->attachAxis(y);
            m_series.push_back(series);
        }
        m_x->setRange(0, span(points));
        m_view.resize(kChartWidth, kChartHeight);
        m_view.show();
        m_painted = std::make_unique<PaintedWidget>(*m_view.viewport());
        m_painted->settle();
    }

    std::optional<double> frame() override
    {
        const ProcessorTime timer;
        ++m_frame;
        const qint64 next = m_points + m_frame;
        for (int line = 0; line < kChartLines; ++line) {
            m_series[static_cast<std::size_t>(line)]->append(static_cast<double>(next * kSampleEvery), chartValue(line, next, m_points));
        }
        if (m_live == Live::Scrolling) {
            const double by = pixelTime(m_points) * static_cast<double>(m_frame);
            m_x->setRange(by, span(m_points) + by);
        }
        m_painted->settle();
        return timer.milliseconds();
    }

private:
    qint64 m_points;
    Live m_live;
    QChartView m_view;
    QValueAxis* m_x;
    std::vector<QLineSeries*> m_series;
    std::unique_ptr<PaintedWidget> m_painted;
    qint64 m_frame = 0;
};

#ifdef FAIRLEAD_QCUSTOMPLOT
class CustomPlot : public ChartContender {
public:
    CustomPlot(qint64 points, Live live)
        : m_points(points)
        , m_live(live)
    {
        m_plot.resize(kChartWidth, kChartHeight);
        m_plot.setAntialiasedElements(QCP::aeAll);
        for (int line = 0; line < kChartLines; ++line) {
            QCPGraph* graph = m_plot.addGraph();
            QVector<double> keys;
            QVector<double> values;
            for (qint64 i = 0; i < points; ++i) {
                keys.append(static_cast<double>(i * kSampleEvery));
                values.append(chartValue(line, i, points));
            }
            graph->setData(keys, values, true);
            graph->setPen(QPen(QColor::fromHsv(line * 60, 200, 180), 1.0));
            m_keys.push_back(keys);
            m_values.push_back(values);
        }
        m_plot.yAxis->setRange(0, kChartLines);
        m_plot.xAxis->setRange(0, span(points));
        m_plot.show();
        m_plot.replot(QCustomPlot::rpImmediateRefresh);
    }

    std::optional<double> frame() override
    {
        const ProcessorTime timer;
        ++m_frame;
        const qint64 next = m_points + m_frame;
        for (int line = 0; line < kChartLines; ++line) {
            if (m_live == Live::Replace) {
                const auto i = static_cast<std::size_t>(line);
                m_plot.graph(line)->setData(m_keys[i], m_values[i], true);
            } else {
                m_plot.graph(line)->addData(static_cast<double>(next * kSampleEvery), chartValue(line, next, m_points));
            }
        }
        if (m_live == Live::Scrolling) {
            const double by = pixelTime(m_points) * static_cast<double>(m_frame);
            m_plot.xAxis->setRange(by, span(m_points) + by);
        }
        m_plot.replot(QCustomPlot::rpImmediateRefresh);
        return timer.milliseconds();
    }

private:
    qint64 m_points;
    Live m_live;
    QCustomPlot m_plot;
    std::vector<QVector<double>> m_keys;
    std::vector<QVector<double>> m_values;
    qint64 m_frame = 0;
};
#endif

QString chromium()
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("chromium"));
    return program.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("google-chrome")) : program;
}

/// What Chromium prints or leaves for the page of uPlot; empty where either is not there. FAIRLEAD_UPLOT is its script.
std::optional<QByteArray> runPage(qint64 points, const QString& mode, int frames, const QStringList& wanted)
{
    const QString library = qEnvironmentVariable("FAIRLEAD_UPLOT");
    if (library.isEmpty() || chromium().isEmpty()) {
        return std::nullopt;
    }
    const QTemporaryDir profile;
    const QString page
        = QStringLiteral("file://" FAIRLEAD_SOURCE_DIR "/tests/bench/uplot/frames.html?lib=file://%1&points=%2&series=%3&mode=%4&frames=%5")
              .arg(library)
              .arg(points)
              .arg(kChartLines)
              .arg(mode)
              .arg(frames);
    QProcess process;
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(chromium(),
        QStringList{QStringLiteral("--headless"), QStringLiteral("--no-sandbox"), QStringLiteral("--disable-gpu"),
            QStringLiteral("--allow-file-access-from-files"), QStringLiteral("--hide-scrollbars"),
            QStringLiteral("--window-size=%1,%2").arg(kChartWidth).arg(kChartHeight),
            QStringLiteral("--user-data-dir=%1").arg(profile.path())}
            + wanted + QStringList{page});
    constexpr int kLongest = 120'000;
    if (!process.waitForFinished(kLongest)) {
        process.kill();
        process.waitForFinished();
        return std::nullopt;
    }
    return process.readAllStandardOutput();
}

class UPlot : public ChartContender {
public:
    UPlot(qint64 points, Live live)
        : m_points(points)
        , m_live(live)
    {
    }

    std::optional<double> frame() override
    {
        const QString mode = m_live == Live::Scrolling ? QStringLiteral("scroll")
            : m_live == Live::Fixed                    ? QStringLiteral("fixed")
                                                       : QStringLiteral("replace");
        const auto page = runPage(m_points, mode, 9, {QStringLiteral("--dump-dom")});
        static const QRegularExpression figure(QStringLiteral("median ([0-9.]+) ms"));
        const auto found = figure.match(QString::fromUtf8(page.value_or(QByteArray())));
        return found.hasMatch() ? std::optional(found.captured(1).toDouble()) : std::nullopt;
    }

private:
    qint64 m_points;
    Live m_live;
};

/// Per column and line the rows that it covers, found beforehand: they are not part of the floor, only writing them is.
class Floor : public ChartContender {
public:
    explicit Floor(qint64 points)
        : m_background(kChartWidth, kChartHeight, QImage::Format_RGB32)
        , m_image(kChartWidth, kChartHeight, QImage::Format_RGB32)
        , m_runs(static_cast<std::size_t>(kChartLines) * kColumns)
    {
        m_background.fill(Qt::white);
        for (int line = 0; line < kChartLines; ++line) {
            for (int column = 0; column < kColumns; ++column) {
                double lo = kChartLines;
                double hi = 0;
                for (qint64 i = points * column / kColumns; i <= points * (column + 1) / kColumns; ++i) {
                    lo = std::min(lo, chartValue(line, i, points));
                    hi = std::max(hi, chartValue(line, i, points));
                }
                const double scale = static_cast<double>(kRows) / kChartLines;
                m_runs[static_cast<std::size_t>(line * kColumns + column)]
                    = {kTop + static_cast<int>((kChartLines - hi) * scale), kTop + static_cast<int>(std::ceil((kChartLines - lo) * scale))};
            }
        }
    }

    std::optional<double> frame() override
    {
        const ProcessorTime timer;
        std::memcpy(m_image.bits(), m_background.constBits(), static_cast<std::size_t>(m_image.sizeInBytes()));
        auto* const bits = reinterpret_cast<QRgb*>(m_image.bits());
        const auto stride = static_cast<std::ptrdiff_t>(m_image.bytesPerLine()) / 4;
        for (std::size_t i = 0; i < m_runs.size(); ++i) {
            QRgb* pixel = bits + m_runs[i].first * stride + kLeft + static_cast<std::ptrdiff_t>(i) % kColumns;
            for (int y = m_runs[i].first; y < m_runs[i].second; ++y, pixel += stride) {
                *pixel = 0xff0067b8;
            }
        }
        return timer.milliseconds();
    }

private:
    static constexpr int kLeft = 44;
    static constexpr int kTop = 34;
    static constexpr int kColumns = kChartWidth - kLeft - 14;
    static constexpr int kRows = kChartHeight - kTop - 40;
    QImage m_background;
    QImage m_image;
    std::vector<std::pair<int, int>> m_runs;
};

} // namespace

double chartValue(int line, qint64 index, qint64 points)
{
    // A hash of the place, so that nobody has to keep it.
    quint64 bits = (static_cast<quint64>(index) * 6 + static_cast<quint64>(line)) * 0x9e3779b97f4a7c15U;
    bits ^= bits >> 29U;
    bits *= 0xbf58476d1ce4e5b9U;
    bits ^= bits >> 32U;
    const double noise = static_cast<double>(bits & 0xffffU) / 65536.0 - 0.5;
    const double wave = 0.3 * std::sin(static_cast<double>(index) * 12.0 / static_cast<double>(points) + line);
    return std::round(1000.0 * (line + 0.5 + wave + 0.25 * noise)) / 1000.0;
}

ProcessorTime::ProcessorTime()
    : m_began(now())
{
}

double ProcessorTime::milliseconds() const
{
    return now() - m_began;
}

double ProcessorTime::now()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

class PaintedWidget::Counter : public QObject {
public:
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        m_count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
    int m_count = 0;
};

PaintedWidget::PaintedWidget(QWidget& painted)
    : m_painted(painted)
    , m_counter(std::make_unique<Counter>())
{
    m_painted.installEventFilter(m_counter.get());
}

PaintedWidget::~PaintedWidget() = default;

int PaintedWidget::count() const
{
    return m_counter->m_count;
}

void PaintedWidget::settle()
{
    const int before = m_counter->m_count;
    for (int turn = 0; turn < kMostTurns && m_counter->m_count == before; ++turn) {
        QCoreApplication::processEvents();
    }
    if (m_counter->m_count == before) {
        stop(QStringLiteral("a frame was not painted"));
    }
}

std::unique_ptr<ChartContender> naiveChart(qint64 points, Live live)
{
    return std::make_unique<NaiveChart>(points, live);
}

std::unique_ptr<ChartContender> customPlot([[maybe_unused]] qint64 points, [[maybe_unused]] Live live)
{
#ifdef FAIRLEAD_QCUSTOMPLOT
    return std::make_unique<CustomPlot>(points, live);
#else
    return nullptr;
#endif
}

std::unique_ptr<ChartContender> uPlot(qint64 points, Live live)
{
    return std::make_unique<UPlot>(points, live);
}

std::unique_ptr<ChartContender> chartFloor(qint64 points)
{
    return std::make_unique<Floor>(points);
}

QImage uPlotPicture(qint64 points)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("uplot.png"));
    runPage(points, QStringLiteral("picture"), 0, {QStringLiteral("--screenshot=%1").arg(file)});
    return QImage(file);
}

} // namespace fairlead::bench
