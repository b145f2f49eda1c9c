#include "ui/charts/charts_toolbar.h"

#include "ui/charts/chart_line.h"
#include "ui/charts/hatch.h"
#include "ui/common/formatters.h"
#include "ui/common/icons.h"
#include "ui/common/segments.h"
#include "ui/common/widgets.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QSignalBlocker>

#include <vector>

namespace fairlead::ui {

namespace {

constexpr int kSample = 22;
constexpr int kOtherRange = 3; ///< the segment for all ranges that have none of their own

QString wordsOf(TimeRange range)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("ChartsToolbar", text); };
    switch (range) {
    case TimeRange::SinceStart: return tr("Since start");
    case TimeRange::Hour: return tr("1 h");
    case TimeRange::QuarterHour: return tr("15 min");
    case TimeRange::SixHours: return tr("6 h");
    case TimeRange::Day: return tr("24 h");
    case TimeRange::Step: return tr("This step");
    case TimeRange::All: break;
    }
    return tr("All");
}

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

    struct Entry {
        std::optional<LineStyle> style; ///< none: no data
        QString words;
    };

    void setEntries(std::vector<Entry> entries)
    {
        m_entries = std::move(entries);
        QStringList words;
        for (const Entry& entry : m_entries)
            words += entry.words;
        setAccessibleName(words.join(QStringLiteral(", ")));
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(m_theme.font(Type::Small));
        int width = 0;
        for (const Entry& entry : m_entries)
            width += kSample + metric::kSpace2 + metrics.horizontalAdvance(entry.words) + metric::kSpace4;
        return {std::max(0, width - metric::kSpace4), metric::kButtonSmall};
    }

    /// The first line must stay; the others are left out where there is no room for them.
    QSize minimumSizeHint() const override
    {
        const QFontMetrics metrics(m_theme.font(Type::Small));
        return {
            m_entries.empty() ? 0 : kSample + metric::kSpace2 + metrics.horizontalAdvance(m_entries.front().words), metric::kButtonSmall};
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
        for (std::size_t i = 0; i < m_entries.size(); ++i) {
            const Entry& entry = m_entries[i];
            if (i > 0 && x + kSample + metric::kSpace2 + metrics.horizontalAdvance(entry.words) > width())
                return;
            if (entry.style)
                paintLineSample(painter, m_theme, *entry.style, QPointF(x, middle), kSample);
            else
                paintHatch(painter, QRectF(x, middle - 4, kSample, 8), m_theme.color(Token::NoDataMark), 5.0, 1.25);
            x += kSample + metric::kSpace2;
            painter.setPen(m_theme.color(Token::Text2));
            painter.drawText(QPointF(x, middle + metrics.ascent() / 2.0 - 1), entry.words);
            x += metrics.horizontalAdvance(entry.words) + metric::kSpace4;
        }
    }

private:
    const Theme& m_theme;
    std::vector<Entry> m_entries;
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
    , m_menu(new ActionButton(theme, QStringLiteral("menu"), tr("View"), ButtonKind::Flat, this))
    , m_first(new QHBoxLayout)
    , m_second(new QHBoxLayout)
{
    m_ranges->setAccessibleName(tr("Time range"));
    m_ranges->addChoice(tr("Since start"));
    m_ranges->addChoice(tr("1 h"));
    m_ranges->addChoice(tr("15 min"));
    m_ranges->addChoice(tr("Other…"));
    m_menu->setButtonSize(ButtonSize::Small);
    m_menu->setToolTip(tr("Zoom, values, notes, export; also with the right mouse button in a chart"));
    m_menu->setFocusPolicy(Qt::TabFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSpace1);
    m_first->setSpacing(metric::kSpace2);
    m_first->addWidget(m_ranges);
    m_first->addWidget(m_follow);
    m_first->addWidget(m_menu);
    m_first->addStretch(1);
    layout->addLayout(m_first);
    layout->addLayout(m_second);
    place(m_first);
    connect(m_ranges, &Segments::chosen, this, [this](int index) {
        if (index == kOtherRange)
            openRanges();
        else
            Q_EMIT rangeChosen(TimeRange(index));
    });
    connect(m_follow, &QAbstractButton::clicked, this, &ChartsToolbar::followChosen);
    connect(m_menu, &QPushButton::clicked, this, [this] { Q_EMIT menuWanted(m_menu->mapToGlobal(m_menu->rect().bottomLeft())); });
}

void ChartsToolbar::place(QHBoxLayout* row)
{
    if (row == m_row)
        return;
    m_row = row;
    for (QHBoxLayout* each : {m_first, m_second}) {
        each->removeWidget(m_chip);
        each->removeWidget(m_legend);
    }
    if (row == m_first) {
        row->addWidget(m_chip);
        row->addWidget(m_legend);
    } else {
        row->addWidget(m_legend, 1);
        row->addWidget(m_chip);
    }
}

void ChartsToolbar::arrange()
{
    // What the dashes of the lines mean must be read: where one row is too short, it has a row of its own.
    int needed = 0;
    for (const QWidget* widget : std::initializer_list<const QWidget*>{m_ranges, m_follow, m_menu, m_chip, m_legend})
        needed += widget->sizeHint().width() + metric::kSpace2;
    place(needed <= width() ? m_first : m_second);
}

void ChartsToolbar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ChartsToolbar::openRanges()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const TimeRange range : {TimeRange::SixHours, TimeRange::Day, TimeRange::Step, TimeRange::All})
        menu->addAction(wordsOf(range), this, [this, range] { Q_EMIT rangeChosen(range); });
    // What was not chosen leaves the segments as they were.
    connect(menu, &QMenu::aboutToHide, this, [this] { setRange(m_range, m_zoomed); }, Qt::QueuedConnection);
    menu->popup(m_ranges->mapToGlobal(m_ranges->rect().bottomLeft()));
}

void ChartsToolbar::setRange(TimeRange range, std::optional<Millis> zoomed)
{
    m_range = range;
    m_zoomed = zoomed;
    const bool other = zoomed || range > TimeRange::QuarterHour;
    const QSignalBlocker quiet(m_ranges); // it is told, not asked
    m_ranges->setText(kOtherRange, zoomed ? lengthText(*zoomed) : other ? wordsOf(range) : tr("Other…"));
    m_ranges->choose(other ? kOtherRange : int(range));
}

void ChartsToolbar::setFollowing(bool following)
{
    static_cast<FollowButton*>(m_follow)->setFollowing(following);
}

void ChartsToolbar::setVersions(const QString& canary, const QString& baseline)
{
    m_canary = canary;
    m_baseline = baseline;
    showWords();
}

void ChartsToolbar::setPrevious(const QString& words)
{
    m_previous = words;
    showWords();
}

void ChartsToolbar::showWords()
{
    std::vector<Legend::Entry> entries{{LineStyle::Canary, tr("canary %1").arg(m_canary)}};
    if (!m_previous.isEmpty()) // what somebody asked for is never left out
        entries.push_back({LineStyle::Previous, m_previous});
    entries.push_back({LineStyle::Baseline, m_baseline.isEmpty() ? tr("baseline") : tr("baseline %1").arg(m_baseline)});
    entries.push_back({LineStyle::Limit, tr("limit")});
    entries.push_back({std::nullopt, tr("no data")});
    static_cast<Legend*>(m_legend)->setEntries(std::move(entries));
    arrange();
    m_legend->setToolTip(tr("The band round the canary's line: where the truth lies with 95 % confidence. Of a fraction it is Wilson's "
                            "interval on the calls of the same sample, else that of the mean of the last 12 samples (Student's t).\n"
                            "Under each chart: what the gate said, and the share that was asked for."));
}

void ChartsToolbar::setCrosshair(std::optional<Instant> at)
{
    static_cast<TimeChip*>(m_chip)->setTime(at);
}

} // namespace fairlead::ui
