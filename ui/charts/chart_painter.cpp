#include "ui/charts/chart_painter.h"

#include "ui/charts/chart_header.h"
#include "ui/charts/hatch.h"
#include "ui/charts/interval_band.h"
#include "ui/charts/kept_text.h"
#include "ui/charts/mark_glyphs.h"
#include "ui/charts/weight_ribbon.h"
#include "ui/common/formatters.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QPen>

#include <algorithm>
#include <cmath>

namespace fairlead::ui {

namespace {

constexpr double kFiringMark = 5.0;
constexpr double kTimeLabelGap = 62.0;

QPen dotted(const QColor& color)
{
    QPen pen(color, 1.0, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({2.0, 2.0});
    return pen;
}

double crisp(double at)
{
    return std::floor(at) + 0.5;
}

Token markTokenOf(Truth truth)
{
    switch (truth) {
    case Truth::Pass: return Token::PassMark;
    case Truth::Undecided: return Token::UndecidedMark;
    case Truth::Pending: return Token::MarginalMark;
    case Truth::Fail: return Token::FailMark;
    case Truth::None: break;
    }
    return Token::NoDataTint;
}

} // namespace

ChartPainter::ChartPainter(const Theme& theme, const ChartData& data, const ChartTimeline& timeline, const ValueScale& scale,
    const PlotMap& map, const QRectF& frame)
    : m_theme(theme)
    , m_data(data)
    , m_timeline(timeline)
    , m_scale(scale)
    , m_map(map)
    , m_frame(frame)
{
}

void ChartPainter::paint(QPainter& painter) const
{
    paintValues(painter);
    paintUnder(painter);
    const std::vector<ChartLine> lines = m_data.lines(m_timeline.previousShown);
    for (auto line = lines.rbegin(); line != lines.rend(); ++line)
        paintTrace(painter, m_map, *line->series, m_theme.color(tokenOf(line->style)), strokeOf(line->style));
    paintOver(painter);
}

void ChartPainter::paintUnder(QPainter& painter) const
{
    paintForbiddenSides(painter, m_theme, m_map, limitsOf(m_data));
    paintGaps(painter);
    paintMarks(painter);
    paintAsked(painter);
    paintBand(painter, m_theme, m_map, m_data);
}

void ChartPainter::paintOver(QPainter& painter) const
{
    paintOutside(painter, m_map, m_data.canary, m_theme.color(Token::Canary));
    paintMarkWords(painter);
    paintLimitLines(painter, m_theme, m_map, limitsOf(m_data));
    paintFirings(painter);
    paintGlyphs(painter, m_theme, m_map, m_timeline.marks);
    paintStrip(painter);
    paintRibbon(painter, m_theme, m_map, m_timeline, ribbonBox());
    paintTimes(painter);
    paintCrosshair(painter);
    paintChartHeader(painter, m_theme, m_data, m_timeline, m_frame);
}

std::vector<Stretch> ChartPainter::gapsInView() const
{
    std::vector<Stretch> gaps;
    const auto add = [&](qint64 from, qint64 to) {
        from = std::max(from, m_map.from);
        to = std::min(to, m_map.to);
        // A lonely sample between two gaps parts no field.
        if (!gaps.empty() && gaps.back().to >= from)
            gaps.back().to = to;
        else if (to > from)
            gaps.push_back({from, to});
    };
    const Pyramid& samples = m_data.canary.samples();
    for (const Stretch& gap : m_data.canary.gaps()) {
        if (gap.to > m_map.from && gap.from < m_map.to)
            add(gap.from, gap.to);
    }
    // No sample since then: the field grows until one comes.
    if (!samples.isEmpty()) {
        const qint64 last = samples.timeAt(samples.size() - 1);
        if (m_timeline.now - last > m_data.canary.gapAfter() && last < m_map.to)
            add(last, m_timeline.now);
    }
    return gaps;
}

void ChartPainter::paintGaps(QPainter& painter) const
{
    QColor line = m_theme.color(Token::NoDataMark);
    line.setAlphaF(0.55F);
    QColor fill = m_theme.color(Token::NoDataTint);
    fill.setAlphaF(0.6F);
    for (const Stretch& gap : gapsInView()) {
        const QRectF field(QPointF(m_map.x(gap.from), m_map.plot.top()), QPointF(m_map.x(gap.to), m_map.plot.bottom()));
        painter.fillRect(field, fill);
        paintHatch(painter, field, line);
    }
}

void ChartPainter::paintMarks(QPainter& painter) const
{
    for (const ChartMark& mark : m_timeline.marks) {
        if (mark.at < m_map.from || mark.at > m_map.to || mark.kind != MarkKind::Weight)
            continue;
        const double x = crisp(m_map.x(mark.at));
        painter.setPen(dotted(m_theme.color(mark.open ? Token::NotEffectiveText : Token::Text3)));
        painter.drawLine(QPointF(x, m_map.plot.top()), QPointF(x, m_map.plot.bottom()));
    }
}

void ChartPainter::paintMarkWords(QPainter& painter) const
{
    const QFont font = m_theme.font(Type::Caption);
    const QFontMetricsF metrics(font);
    const double hair = m_timeline.crosshair ? m_map.x(*m_timeline.crosshair) : m_map.plot.left() - m_map.plot.width();
    QColor backing = m_theme.color(Token::Panel);
    backing.setAlphaF(0.7F);
    // The newest first: where words would lie on each other, the older ones give way.
    double free = m_map.plot.right() + m_map.plot.width();
    for (auto mark = m_timeline.marks.rbegin(); mark != m_timeline.marks.rend(); ++mark) {
        if (mark->at < m_map.from || mark->at > m_map.to || mark->kind != MarkKind::Weight)
            continue;
        const double x = crisp(m_map.x(mark->at));
        const KeptText label(font, mark->label);
        const double width = label.width() + metric::kSpace1;
        const bool flip = x + width > m_map.plot.right() || (hair > x && hair < x + width);
        const double left = flip ? x - width : x + metric::kSpace1;
        if (left + width > free)
            continue;
        free = std::min(left, x);
        painter.fillRect(QRectF(left - 1, m_map.plot.top() + 1, width - 2, metrics.height() - 1), backing);
        painter.setPen(m_theme.color(mark->open ? Token::NotEffectiveText : Token::Text3));
        label.draw(painter, QPointF(left, m_map.plot.top() + metrics.ascent()));
    }
}

void ChartPainter::paintAsked(QPainter& painter) const
{
    if (!m_data.spec.share || m_timeline.asked.empty())
        return;
    painter.save();
    painter.setClipRect(m_map.plot.adjusted(0, -2, 0, 2), Qt::IntersectClip);
    QPen pen(m_theme.color(Token::Text2), 1.5, Qt::CustomDashLine, Qt::FlatCap);
    pen.setDashPattern({1.0, 1.6});
    painter.setPen(pen);
    QPolygonF line;
    std::optional<double> before = 0.0;
    const auto upTo = [&](qint64 at) {
        if (before)
            line.append(QPointF(m_map.x(at), m_map.y(*before)));
    };
    for (const AskedWeight& weight : m_timeline.asked) {
        upTo(weight.at);
        if (!weight.fraction) { // the line ends where no share can be told
            painter.drawPolyline(line);
            line.clear();
        } else {
            line.append(QPointF(m_map.x(weight.at), m_map.y(*weight.fraction)));
        }
        before = weight.fraction;
    }
    upTo(std::min(m_timeline.now, m_map.to));
    painter.drawPolyline(line);
    painter.restore();
}

void ChartPainter::paintFirings(QPainter& painter) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const qint64 at : m_data.firings) {
        if (at < m_map.from || at > m_map.to)
            continue;
        const double x = crisp(m_map.x(at));
        painter.setPen(QPen(m_theme.color(Token::FailMark), 1.25));
        painter.drawLine(QPointF(x, m_map.plot.top()), QPointF(x, m_map.plot.bottom()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::FailMark));
        const double top = m_map.plot.top();
        painter.drawPolygon(QPolygonF{{x - kFiringMark, top}, {x + kFiringMark, top}, {x, top + 1.4 * kFiringMark}});
    }
    painter.restore();
}

QRectF ChartPainter::stripBox() const
{
    return {m_map.plot.left(), m_map.plot.bottom() + chartmetric::kStripGap, m_map.plot.width(), chartmetric::kStrip};
}

QRectF ChartPainter::ribbonBox() const
{
    return {m_map.plot.left(), stripBox().bottom() + chartmetric::kRibbonGap, m_map.plot.width(), chartmetric::kRibbon};
}

void ChartPainter::paintStripRun(QPainter& painter, double left, double right, Truth truth) const
{
    QRectF run = stripBox();
    run.setLeft(left);
    run.setRight(right);
    if (truth == Truth::Fail)
        run.adjust(0, -1, 0, 1);
    painter.fillRect(run, m_theme.color(markTokenOf(truth)));
}

void ChartPainter::paintStrip(QPainter& painter) const
{
    const QRectF box = stripBox();
    painter.fillRect(box, m_theme.color(Token::NoDataTint));
    if (m_data.spec.share || m_data.strip) {
        for (const TruthStretch& stretch : m_data.strip ? *m_data.strip : m_timeline.agreement) {
            const qint64 to = std::min(stretch.span.to, m_timeline.now);
            if (to <= m_map.from || stretch.span.from >= m_map.to)
                continue;
            const double left = std::max(m_map.x(stretch.span.from), box.left());
            paintStripRun(painter, left, std::min(std::max(m_map.x(to), left + 1.0), box.right()), stretch.truth);
        }
    } else if (m_data.truth) {
        // One run for neighbours of the same verdict; a single bad sample still gets its own pixel.
        const Pyramid& samples = m_data.canary.samples();
        const double first = std::max(box.left(), painter.hasClipping() ? std::floor(painter.clipBoundingRect().left()) : box.left());
        std::size_t begin = samples.lowerBound(m_map.timeAt(first));
        double runLeft = first;
        Truth run = begin > 0 ? m_data.truth->worst(begin - 1, begin) : Truth::None;
        for (double px = first; px < box.right(); px += 1.0) {
            const std::size_t end = samples.lowerBound(m_map.timeAt(px + 1.0), begin);
            Truth truth = end > begin ? m_data.truth->worst(begin, end) : run;
            if (end == begin && (begin == 0 || begin == samples.size()) && m_map.timeAt(px) > m_timeline.now)
                truth = Truth::None;
            begin = end;
            if (truth != run) {
                if (run != Truth::None)
                    paintStripRun(painter, runLeft, px, run);
                run = truth;
                runLeft = px;
            }
        }
        if (run != Truth::None)
            paintStripRun(painter, runLeft, box.right(), run);
    }
    for (const Stretch& gap : gapsInView()) {
        const QRectF field(QPointF(m_map.x(gap.from), box.top() - 1), QPointF(m_map.x(gap.to), box.bottom() + 1));
        painter.fillRect(field, m_theme.color(Token::Panel));
        paintHatch(painter, field, m_theme.color(Token::NoDataMark), 5.0, 1.25);
    }
}

void ChartPainter::paintValues(QPainter& painter) const
{
    const QFont font = m_theme.font(Type::Caption);
    const QFontMetricsF metrics(font);
    painter.setPen(m_theme.color(Token::Text3));
    const QLocale figures(QLocale::English);
    const int steps = int(std::lround((m_scale.max - m_scale.min) / m_scale.step));
    // Words that would touch each other give way, every second one first.
    const double apart = m_map.plot.height() / std::max(steps, 1);
    const int every = std::max(1, int(std::ceil(metrics.height() / std::max(apart, 1.0))));
    for (int i = 0; i <= steps; i += every) {
        const double value = m_scale.min + i * m_scale.step;
        const QString figure = figures.toString(value, 'f', m_scale.decimals());
        const KeptText text(font, figure);
        const double y = m_map.plot.bottom() - m_map.plot.height() * i / std::max(steps, 1);
        text.draw(painter, QPointF(m_map.plot.left() - metric::kSpace2 - text.width(), y + metrics.capHeight() / 2));
    }
}

void ChartPainter::paintTimes(QPainter& painter) const
{
    const QFont font = m_theme.font(Type::Caption);
    const double ascent = QFontMetricsF(font).ascent();
    const qint64 step = timeStep(m_map.to - m_map.from, m_map.plot.width(), kTimeLabelGap);
    const bool seconds = step % 60'000 != 0;
    const double top = ribbonBox().bottom() + 2;
    for (const qint64 at : timeTicks(m_map.from, m_map.to, step)) {
        const double x = crisp(m_map.x(at));
        painter.setPen(m_theme.color(Token::Control));
        painter.drawLine(QPointF(x, top), QPointF(x, top + 4));
        const QString words = timeText(Instant::fromMs(at), seconds);
        const KeptText text(font, words);
        const double width = text.width();
        if (x - width / 2 < m_frame.left() + 2 || x + width / 2 > m_frame.right() - 2)
            continue;
        painter.setPen(m_theme.color(Token::Text3));
        text.draw(painter, QPointF(x - width / 2, top + 4 + ascent));
    }
}

void ChartPainter::paintCrosshair(QPainter& painter) const
{
    if (!m_timeline.crosshair || *m_timeline.crosshair < m_map.from || *m_timeline.crosshair > m_map.to)
        return;
    const double x = crisp(m_map.x(*m_timeline.crosshair));
    painter.setPen(QPen(m_theme.color(Token::Text), 1.0));
    painter.drawLine(QPointF(x, m_map.plot.top()), QPointF(x, m_map.plot.bottom()));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(m_theme.color(Token::Panel));
    const auto ring = [&](const ChartSeries& series, Token token) {
        const auto index = series.indexAt(*m_timeline.crosshair);
        if (!index)
            return;
        painter.setPen(QPen(m_theme.color(token), 2.0));
        painter.drawEllipse(QPointF(x, m_map.y(series.samples().valueAt(*index))), 4.0, 4.0);
    };
    const std::vector<ChartLine> lines = m_data.lines(m_timeline.previousShown);
    for (auto line = lines.rbegin(); line != lines.rend(); ++line)
        ring(*line->series, tokenOf(line->style));
    painter.restore();
}

} // namespace fairlead::ui
