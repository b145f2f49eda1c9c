#pragma once

#include <QImage>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QWidget;

namespace fairlead::bench {

inline constexpr int kChartWidth = 1200;
inline constexpr int kChartHeight = 600;
inline constexpr int kChartLines = 6;
inline constexpr qint64 kSampleEvery = 100; ///< milliseconds: 10 Hz

/// What moves from frame to frame.
enum class Live { Scrolling, Fixed, Replace };

/// A value of one of six lines beside each other, with three decimals as metrics have, noise and some spikes. The same for all.
double chartValue(int line, qint64 index, qint64 points);

/// Counts the paints of a widget, and shows it. A frame is measured only when it was painted once.
class PaintedWidget {
public:
    explicit PaintedWidget(QWidget& painted);
    ~PaintedWidget();
    PaintedWidget(const PaintedWidget&) = delete;
    PaintedWidget& operator=(const PaintedWidget&) = delete;

    /// Runs the event loop until what was asked for is painted. Ends the program when nothing is.
    void settle();
    int count() const;

private:
    class Counter;
    QWidget& m_painted;
    std::unique_ptr<Counter> m_counter;
};

/// What this process has used of its cores since then: on a busy machine a frame waits for others, which is nobody's cost.
class ProcessorTime {
public:
    ProcessorTime();
    double milliseconds() const;

private:
    static double now();
    double m_began;
};

/// A chart. frame() does one and gives its milliseconds: of processor time, but for uPlot, whose page has the wall's clock alone.
class ChartContender {
public:
    ChartContender() = default;
    virtual ~ChartContender() = default;
    ChartContender(const ChartContender&) = delete;
    ChartContender& operator=(const ChartContender&) = delete;
    virtual std::optional<double> frame() = 0;
};

/// QChart with six QLineSeries that hold everything, a sample appended to each before a frame, as the examples do it.
std::unique_ptr<ChartContender> naiveChart(qint64 points, Live live);
/// QCustomPlot; for Live::Replace all data is set before each frame. Null where it was not there when this was built.
std::unique_ptr<ChartContender> customPlot(qint64 points, Live live);
/// uPlot in headless Chromium, a process a round, timed by the page's own clock.
std::unique_ptr<ChartContender> uPlot(qint64 points, Live live);
/// Nothing but the copy of a background and the writes of the pixels that the six lines cover.
std::unique_ptr<ChartContender> chartFloor(qint64 points);

/// Six lines drawn by uPlot, for the eye; null where it is not there.
QImage uPlotPicture(qint64 points);

} // namespace fairlead::bench
