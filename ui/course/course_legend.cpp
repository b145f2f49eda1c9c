#include "ui/course/course_legend.h"

#include "ui/charts/hatch.h"
#include "ui/course/bar.h"

#include <QFontMetrics>
#include <QPainter>

namespace fairlead::ui {

namespace {

constexpr int kSample = 16;
constexpr int kSampleHeight = 10;

QStringList words()
{
    return {CourseLegend::tr("happened"), CourseLegend::tr("held"), CourseLegend::tr("to come")};
}

} // namespace

CourseLegend::CourseLegend(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize CourseLegend::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(Type::Caption));
    int width = 0;
    const QStringList all = words();
    for (const QString& word : all)
        width += kSample + metric::kSpace1 + metrics.horizontalAdvance(word) + metric::kSpace3;
    return {width, metrics.height()};
}

void CourseLegend::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QFont font = m_theme.font(Type::Caption);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    const QStringList all = words();
    if (width() < sizeHint().width())
        return; // half a legend misleads
    double x = width() - sizeHint().width();
    for (int i = 0; i < all.size(); ++i) {
        const QRectF box(x, (height() - kSampleHeight) / 2.0, kSample, kSampleHeight);
        if (i == 0) {
            paintBar(painter, m_theme, box, CellState::Done, 1.0);
        } else {
            if (i == 1)
                paintHatch(painter, box, m_theme.color(Token::NoDataMark), 5.0, 1.25);
            painter.setPen(QPen(m_theme.color(i == 1 ? Token::NoDataMark : Token::Control), 1.0, Qt::DashLine));
            painter.setBrush(Qt::NoBrush);
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5));
        }
        x += kSample + metric::kSpace1;
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(QPointF(x, (height() + metrics.ascent() - metrics.descent()) / 2.0), all[i]);
        x += metrics.horizontalAdvance(all[i]) + metric::kSpace3;
    }
}

} // namespace fairlead::ui
