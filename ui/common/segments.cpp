#include "ui/common/segments.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace fairlead::ui {

namespace {

class Segment final : public QAbstractButton {
public:
    Segment(const Theme& theme, const QString& words, QWidget* parent)
        : QAbstractButton(parent)
        , m_theme(theme)
    {
        setText(words);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

    void setEnds(bool first, bool last)
    {
        m_first = first;
        m_last = last;
        update();
    }

    QSize sizeHint() const override
    {
        const QFontMetrics bold(m_theme.font(Type::Body, true));
        return {bold.horizontalAdvance(text()) + 2 * metric::kSpace3, qMax(metric::kInput - 2, bold.height() + metric::kSpace3)};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        // Neighbours share their border: the outer ones reach beyond the edge that has no corner.
        const double reach = 2.0 * metric::kRadiusControl;
        QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, m_last ? -0.5 : reach, -0.5);
        if (!m_first) {
            frame.setLeft(frame.left() - 0.5 - reach);
        }
        QPainterPath path;
        path.addRoundedRect(frame, metric::kRadiusControl, metric::kRadiusControl);
        const Token fill = isChecked() ? Token::Selected : (underMouse() ? Token::Raised : Token::Panel);
        painter.fillPath(path, m_theme.color(fill));
        painter.setPen(m_theme.color(Token::Control));
        painter.drawPath(path);
        if (!m_first) {
            painter.drawLine(QPointF(0.5, 0), QPointF(0.5, height()));
        }
        painter.setFont(m_theme.font(Type::Body, isChecked()));
        painter.setPen(m_theme.color(isChecked() ? Token::Text : Token::Text2));
        painter.drawText(rect(), Qt::AlignCenter, text());
    }

private:
    const Theme& m_theme;
    bool m_first = false;
    bool m_last = false;
};

} // namespace

Segments::Segments(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_group(new QButtonGroup(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(m_group, &QButtonGroup::idToggled, this, [this](int choice, bool taken) {
        if (taken) {
            Q_EMIT chosen(choice);
        }
    });
}

void Segments::addChoice(const QString& text)
{
    const int choice = static_cast<int>(m_group->buttons().size());
    auto* segment = new Segment(m_theme, text, this);
    segment->setChecked(choice == 0);
    m_group->addButton(segment, choice);
    layout()->addWidget(segment);
    for (int i = 0; i <= choice; ++i) {
        static_cast<Segment*>(m_group->button(i))->setEnds(i == 0, i == choice);
    }
}

void Segments::setText(int choice, const QString& text)
{
    QAbstractButton* segment = m_group->button(choice);
    segment->setText(text);
    segment->updateGeometry();
}

int Segments::current() const
{
    return m_group->checkedId();
}

void Segments::choose(int choice)
{
    m_group->button(choice)->setChecked(true);
}

} // namespace fairlead::ui
