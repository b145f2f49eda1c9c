#include "models/reports/pdf/canvas.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QTextLayout>

#include <algorithm>

namespace fairlead::reports::pdf {

namespace {

QString familyOf(bool fixed)
{
    const QStringList there = QFontDatabase::families();
    const QStringList wanted = fixed
        ? QStringList{QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Liberation Mono")}
        : QStringList{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans"), QStringLiteral("Liberation Sans")};
    for (const QString& family : wanted) {
        if (there.contains(family)) {
            return family;
        }
    }
    return fixed ? QStringLiteral("monospace") : QStringLiteral("sans-serif");
}

/// Fonts are set up in pixels of this many to a point, which keeps widths exact to a hundredth of a point.
constexpr double kPixels = 100.0;

QFont exactFont(const TextStyle& style)
{
    static const QString text = familyOf(false);
    static const QString fixed = familyOf(true);
    QFont font(style.fixed ? fixed : text);
    font.setPixelSize(static_cast<int>(style.size * kPixels));
    font.setBold(style.bold);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::ForceOutline);
    // Naming a spacing, even the usual one, switches ligatures off: words with them ("certificate") are not found in a PDF.
    font.setLetterSpacing(QFont::PercentageSpacing, 100.0);
    return font;
}

double offsetFor(Align align, double width)
{
    return align == Align::Left ? 0.0 : (align == Align::Right ? -width : -width / 2.0);
}

} // namespace

Canvas::Canvas(QPainter& painter)
    : m_painter(painter)
{
}

QFont Canvas::font(const TextStyle& style) const
{
    return exactFont(style);
}

double Canvas::widthOf(const QString& text, const TextStyle& style) const
{
    return QFontMetricsF(font(style)).horizontalAdvance(text) / kPixels;
}

void Canvas::text(double x, double top, const QString& text, const TextStyle& style, Align align)
{
    if (text.isEmpty()) {
        return;
    }
    const QFont exact = font(style);
    const QFontMetricsF metrics(exact);
    const double box = lineHeight(style);
    const double baseline = top + (box + (metrics.ascent() - metrics.descent()) / kPixels) / 2.0;
    m_painter.save();
    m_painter.scale(1.0 / kPixels, 1.0 / kPixels);
    m_painter.setFont(exact);
    m_painter.setPen(style.color);
    m_painter.drawText(QPointF((x + offsetFor(align, widthOf(text, style))) * kPixels, baseline * kPixels), text);
    m_painter.restore();
}

void Canvas::elided(double x, double top, double width, const QString& whole, const TextStyle& style, Align align)
{
    const auto mode = whole.contains(QLatin1Char('/')) ? Qt::ElideMiddle : Qt::ElideRight;
    text(x, top, QFontMetricsF(font(style)).elidedText(whole, mode, width * kPixels), style, align);
}

double Canvas::paragraph(double x, double top, double width, const QString& whole, const TextStyle& style, bool draw, Align align)
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    const double box = lineHeight(style);
    double height = 0.0;
    const QStringList lines = whole.split(QLatin1Char('\n'));
    for (const QString& one : lines) {
        QTextLayout layout(one, font(style));
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width * kPixels);
            if (draw) {
                text(x, top + height, one.mid(line.textStart(), line.textLength()).trimmed(), style, align);
            }
            height += box;
        }
        layout.endLayout();
    }
    return std::max(height, box);
}

void Canvas::line(double x1, double y1, double x2, double y2, const QColor& color, double thickness)
{
    m_painter.setPen(QPen(color, thickness, Qt::SolidLine, Qt::FlatCap));
    m_painter.drawLine(QPointF(x1, y1), QPointF(x2, y2));
}

void Canvas::fill(const QRectF& rect, const QColor& color)
{
    m_painter.fillRect(rect, color);
}

void Canvas::frame(const QRectF& rect, const QColor& color, double thickness)
{
    m_painter.setPen(QPen(color, thickness, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    m_painter.setBrush(Qt::NoBrush);
    m_painter.drawRect(rect);
}

void Canvas::hatch(const QRectF& rect, const QColor& color)
{
    fill(rect, ink::kPaper);
    m_painter.save();
    m_painter.setClipRect(rect);
    for (double x = rect.left() - rect.height(); x < rect.right(); x += 3.0) {
        line(x, rect.bottom(), x + rect.height(), rect.top(), color, 0.6);
    }
    m_painter.restore();
    frame(rect, color, 0.4);
}

} // namespace fairlead::reports::pdf
