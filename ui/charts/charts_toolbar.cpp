#include "ui/charts/charts_toolbar.h"

#include "ui/charts/chart_painter.h"
#include "ui/charts/hatch.h"
#include "ui/common/formatters.h"
#include "ui/common/icons.h"
#include "ui/common/segments.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QPainter>

namespace fairlead::ui {

namespace {

constexpr int kSample = 22;

/// Says that the charts follow now; a button again once somebody has looked elsewhere.
class FollowButton final : public QAbstractButton {
public:
    FollowButton(const Theme& theme, const QString& text, QWidget* parent)
        : QAbstractButton(parent)
        , m_theme(theme)
    {
        setText(text);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

    void setFollowing(bool following)
    {
        m_following = following;
        setAccessibleDescription(following ? QCoreApplication::translate("ChartsToolbar", "The charts follow the time")
                                           : QCoreApplication::translate("ChartsToolbar", "The charts stand still"));
        update();
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(m_theme.font(Type::Small));
        return {metrics.horizontalAdvance(text()) + metric::kIcon + 5 * metric::kSpace1 + metric::kSpace1, metric::kButtonSmall};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        if (!m_following) {
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(m_theme.color(Token::Control));
            painter.setBrush(m_theme.color(Token::Panel));
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metric::kRadiusControl, metric::kRadiusControl);
        }
        const QRect icon(metric::kSpace2, (height() - metric::kIcon) / 2, metric::kIcon, metric::kIcon);
        paintIcon(painter, m_theme, m_following ? QStringLiteral("check") : QStringLiteral("skip-forward"), icon, Token::Accent);
        painter.setFont(m_theme.font(Type::Small));
        painter.setPen(m_theme.color(m_following ? Token::Text2 : Token::Text));
        painter.drawText(rect().adjusted(icon.right() + metric::kSpace2, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    }

private:
    const Theme& m_theme;
    bool m_following = true;
};

class Legend final : public QWidget {
public:
    Legend(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

    void setWords(const QStringList& words)
    {
        m_words = words;
        setAccessibleName(words.join(QStringLiteral(", ")));
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(m_theme.font(Type::Small));
        int width = 0;
        for (const QString& word : m_words)
            width += kSample + metric::kSpace2 + metrics.horizontalAdvance(word) + metric::kSpace4;
        return {std::max(0, width - metric::kSpace4), metric::kButtonSmall};
    }

    /// The first line must stay; the others are left out where there is no room for them.
    QSize minimumSizeHint() const override
    {
        const QFontMetrics metrics(m_theme.font(Type::Small));
        return {m_words.isEmpty() ? 0 : kSample + metric::kSpace2 + metrics.horizontalAdvance(m_words.front()), metric::kButtonSmall};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        const QFont font = m_theme.font(Type::Small);
        const QFontMetrics metrics(font);
        painter.setFont(font);
        double x = 0;
        const double middle = height() / 2.0;
        constexpr LineSample kKinds[] = {LineSample::Canary, LineSample::Baseline, LineSample::Limit};
        for (int i = 0; i < m_words.size(); ++i) {
            if (i > 0 && x + kSample + metric::kSpace2 + metrics.horizontalAdvance(m_words[i]) > width())
                return;
            if (i < 3)
                paintLineSample(painter, m_theme, kKinds[i], QPointF(x, middle), kSample);
            else
                paintHatch(painter, QRectF(x, middle - 4, kSample, 8), m_theme.color(Token::NoDataMark), 5.0, 1.25);
            x += kSample + metric::kSpace2;
            painter.setPen(m_theme.color(Token::Text2));
            painter.drawText(QPointF(x, middle + metrics.ascent() / 2.0 - 1), m_words[i]);
            x += metrics.horizontalAdvance(m_words[i]) + metric::kSpace4;
        }
    }

private:
    const Theme& m_theme;
    QStringList m_words;
};

/// The time under the crosshair. Its place is kept while there is none.
class TimeChip final : public QWidget {
public:
    TimeChip(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

    void setTime(std::optional<Instant> at)
    {
        const QString text = at ? utcText(*at) : QString();
        if (text == m_text)
            return;
        m_text = text;
        setAccessibleName(text);
        update();
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(m_theme.font(Type::Small));
        return {metrics.horizontalAdvance(utcText(Instant())) + metric::kIcon + 6 * metric::kSpace1, metric::kButtonSmall - 4};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        if (m_text.isEmpty())
            return;
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(Token::Raised));
        painter.drawRoundedRect(rect(), metric::kRadiusControl, metric::kRadiusControl);
        const QRect icon(metric::kSpace2, (height() - metric::kIconSmall) / 2, metric::kIconSmall, metric::kIconSmall);
        paintIcon(painter, m_theme, QStringLiteral("crosshair"), icon, Token::Text2);
        painter.setFont(m_theme.font(Type::Small));
        painter.setPen(m_theme.color(Token::Text));
        painter.drawText(rect().adjusted(icon.right() + metric::kSpace2, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_text);
    }

private:
    const Theme& m_theme;
    QString m_text;
};

} // namespace

ChartsToolbar::ChartsToolbar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_ranges(new Segments(theme, this))
    , m_follow(new FollowButton(theme, tr("Follow now"), this))
    , m_legend(new Legend(theme, this))
    , m_chip(new TimeChip(theme, this))
{
    m_ranges->setAccessibleName(tr("Time range"));
    m_ranges->addChoice(tr("Since start"));
    m_ranges->addChoice(tr("1 h"));
    m_ranges->addChoice(tr("15 min"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSpace2);
    layout->addWidget(m_ranges);
    layout->addWidget(m_follow);
    layout->addStretch(1);
    layout->addWidget(m_chip);
    layout->addSpacing(metric::kSpace2);
    layout->addWidget(m_legend);
    connect(m_ranges, &Segments::chosen, this, [this](int index) { Q_EMIT rangeChosen(TimeRange(index)); });
    connect(m_follow, &QAbstractButton::clicked, this, &ChartsToolbar::followChosen);
}

void ChartsToolbar::setRange(TimeRange range)
{
    m_ranges->choose(int(range));
}

void ChartsToolbar::setFollowing(bool following)
{
    static_cast<FollowButton*>(m_follow)->setFollowing(following);
}

void ChartsToolbar::setVersions(const QString& canary, const QString& baseline)
{
    const QStringList words{
        tr("canary %1").arg(canary), baseline.isEmpty() ? tr("baseline") : tr("baseline %1").arg(baseline), tr("limit"), tr("no data")};
    static_cast<Legend*>(m_legend)->setWords(words);
}

void ChartsToolbar::setCrosshair(std::optional<Instant> at)
{
    static_cast<TimeChip*>(m_chip)->setTime(at);
}

} // namespace fairlead::ui
