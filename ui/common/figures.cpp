#include "ui/common/figures.h"

#include <QFontMetricsF>
#include <QPainter>

namespace fairlead::ui {

namespace {

double digitCell(const QFontMetricsF& metrics)
{
    double widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = qMax(widest, metrics.horizontalAdvance(QChar(digit)));
    return widest;
}

} // namespace

bool hasEqualDigits(const QFont& font)
{
    const QFontMetricsF metrics(font);
    for (char16_t digit = u'1'; digit <= u'9'; ++digit) {
        if (!qFuzzyCompare(metrics.horizontalAdvance(QChar(digit)), metrics.horizontalAdvance(QLatin1Char('0'))))
            return false;
    }
    return true;
}

double figuresWidth(const QFont& font, const QString& text)
{
    const QFontMetricsF metrics(font);
    if (hasEqualDigits(font))
        return metrics.horizontalAdvance(text);
    const double cell = digitCell(metrics);
    double width = 0;
    for (const QChar c : text)
        width += c.isDigit() ? cell : metrics.horizontalAdvance(c);
    return width;
}

void drawFigures(QPainter& painter, const QFont& font, const QPointF& baseline, const QString& text)
{
    painter.setFont(font);
    if (hasEqualDigits(font)) {
        painter.drawText(baseline, text);
        return;
    }
    const QFontMetricsF metrics(font);
    const double cell = digitCell(metrics);
    double x = baseline.x();
    for (const QChar c : text) {
        const double advance = metrics.horizontalAdvance(c);
        const double width = c.isDigit() ? cell : advance;
        painter.drawText(QPointF(x + (width - advance) / 2, baseline.y()), QString(c));
        x += width;
    }
}

} // namespace fairlead::ui
