#include "ui/rollout/cockpit_header.h"

#include "ui/common/formatters.h"
#include "ui/common/icons.h"
#include "ui/rollout/words.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kAlarmBar = 5;

/// "Rollouts", a button that leads back to the list.
class BackButton final : public QAbstractButton {
public:
    BackButton(const Theme& theme, const QString& text, QWidget* parent)
        : QAbstractButton(parent)
        , m_theme(theme)
    {
        setText(text);
        setCursor(Qt::PointingHandCursor);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(m_theme.font(Type::Small));
        return {metric::kIconSmall + metric::kSpace2 + metrics.horizontalAdvance(text()), metrics.height() + 2};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        paintIcon(painter, m_theme, QStringLiteral("ship-wheel"),
            QRect(0, (height() - metric::kIconSmall) / 2, metric::kIconSmall, metric::kIconSmall), Token::Text2);
        QFont font = m_theme.font(Type::Small);
        font.setUnderline(underMouse());
        painter.setFont(font);
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(rect().adjusted(metric::kIconSmall + metric::kSpace2, 0, 0, 0), Qt::AlignVCenter, text());
    }

private:
    const Theme& m_theme;
};

} // namespace

/// Rollouts › personas/analysts/ data_analyst 2.0.0 → production · window 14:00–16:00 UTC · optimization_team
class CockpitHeader::Trail final : public QWidget {
public:
    Trail(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_back(new BackButton(theme, CockpitHeader::tr("Rollouts"), this))
    {
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_back);
        layout->addStretch(1);
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }

    QAbstractButton* back() const { return m_back; }

    void setRelease(const rollout::Release& release)
    {
        const QString& full = release.manifest.component;
        const auto slash = full.lastIndexOf(QLatin1Char('/'));
        m_path = slash < 0 ? QString() : full.left(slash + 1);
        m_name = release.title();
        QStringList rest{release.environment};
        if (release.window)
            rest += CockpitHeader::tr("window %1–%2").arg(timeText(release.window->start(), false), utcText(release.window->end(), false));
        if (!release.owner.isEmpty())
            rest += release.owner;
        m_rest = rest.join(QStringLiteral("   ·   "));
        setAccessibleName(m_path + m_name + QStringLiteral(" → ") + rest.join(QStringLiteral(", ")));
        update();
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        const QFont font = m_theme.font(Type::Small);
        const QFontMetrics metrics(font);
        painter.setFont(font);
        const int baseline = (height() - metrics.height()) / 2 + metrics.ascent();
        int x = m_back->geometry().right() + metric::kSpace2;
        const auto icon = [&](const QString& name) {
            paintIcon(painter, m_theme, name, QRect(x, (height() - metric::kIconSmall) / 2, metric::kIconSmall, metric::kIconSmall),
                Token::Text3);
            x += metric::kIconSmall + metric::kSpace2;
        };
        const auto text = [&](const QString& words, Token token) {
            painter.setPen(m_theme.color(token));
            painter.drawText(x, baseline, words);
            x += metrics.horizontalAdvance(words) + metric::kSpace1;
        };
        icon(QStringLiteral("chevron-right"));
        // The grey path gives way first, never the name.
        const int fixed = metrics.horizontalAdvance(m_name) + metric::kIconSmall + 3 * metric::kSpace2 + metrics.horizontalAdvance(m_rest);
        text(metrics.elidedText(m_path, Qt::ElideLeft, std::max(0, width() - x - fixed)), Token::Text3);
        text(m_name, Token::Text);
        x += metric::kSpace1;
        icon(QStringLiteral("arrow-right"));
        text(metrics.elidedText(m_rest, Qt::ElideRight, std::max(0, width() - x)), Token::Text2);
    }

private:
    const Theme& m_theme;
    BackButton* m_back;
    QString m_path;
    QString m_name;
    QString m_rest;
};

class CockpitHeader::StateIcon final : public QWidget {
public:
    StateIcon(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setFixedSize(metric::kIconState, metric::kIconState);
    }

    void setIcon(const QString& name, Token token)
    {
        m_name = name;
        m_token = token;
        setVisible(!name.isEmpty());
        update();
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        if (!m_name.isEmpty())
            paintIcon(painter, m_theme, m_name, rect(), m_token);
    }

private:
    const Theme& m_theme;
    QString m_name;
    Token m_token = Token::Text;
};

CockpitHeader::CockpitHeader(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
{
    setFrameShape(QFrame::NoFrame);
    auto* layout = new QHBoxLayout(this);
    layout->setSpacing(metric::kSpace4);
    layout->addWidget(buildWords(), 1);
    layout->addWidget(buildFigures());
    connect(m_trail->back(), &QAbstractButton::clicked, this, &CockpitHeader::backRequested);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, &CockpitHeader::fitFonts); // after the label's own
    follow();
}

void CockpitHeader::setLarge(bool large)
{
    m_large = large;
    m_trail->setVisible(!large);
    for (Figure* figure : m_figures)
        figure->setLarge(large);
    fitFonts();
}

void CockpitHeader::fitFonts()
{
    QFont title = m_theme.font(Type::State);
    QFont sentence = m_theme.font(Type::Body);
    if (m_large) {
        title.setPixelSize(title.pixelSize() * 3 / 2); // twice would cut its number off on most screens
        sentence.setPixelSize(2 * sentence.pixelSize());
    }
    m_title->setFont(title);
    m_title->setFixedHeight(QFontMetrics(title).height());
    m_sentence->setFont(sentence);
    m_sentence->setMinimumHeight(2 * QFontMetrics(sentence).lineSpacing());
    fitTitle();
}

QWidget* CockpitHeader::buildWords()
{
    auto* words = new QWidget;
    words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* layout = new QVBoxLayout(words);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    m_trail = new Trail(m_theme, words);
    layout->addWidget(m_trail);

    auto* line = new QHBoxLayout;
    line->setSpacing(metric::kSpace3);
    m_icon = new StateIcon(m_theme, words);
    m_title = new TextLabel(m_theme, Type::State, Token::Text);
    m_title->setFixedHeight(QFontMetrics(m_theme.font(Type::State)).height());
    m_pill = new StatusPill(m_theme, true);
    line->addWidget(m_icon);
    line->addWidget(m_title);
    line->addWidget(m_pill);
    line->addStretch(1);
    layout->addLayout(line);

    m_sentence = new TextLabel(m_theme, Type::Body, Token::Text2);
    m_sentence->setTextFormat(Qt::RichText);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    // Two lines have their place, so that a longer sentence moves nothing.
    m_sentence->setMinimumHeight(2 * QFontMetrics(m_theme.font(Type::Body)).lineSpacing());
    layout->addWidget(m_sentence);
    layout->addStretch(1);
    return words;
}

QWidget* CockpitHeader::buildFigures()
{
    auto* figures = new QWidget;
    auto* layout = new QHBoxLayout(figures);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metric::kSpace4);
    for (Figure*& figure : m_figures) {
        auto* bar = new QFrame;
        bar->setFrameShape(QFrame::VLine);
        bar->setFrameShadow(QFrame::Plain);
        bar->setFixedWidth(1);
        bar->setForegroundRole(QPalette::Mid);
        layout->addWidget(bar);
        figure = new Figure(m_theme, QString());
        // Room for the longest usual proof: a figure that changes moves nothing.
        figure->setMinimumWidth(QFontMetrics(m_theme.font(Type::Small)).horizontalAdvance(QStringLiteral("1,031 of 4,157 calls, 25")));
        layout->addWidget(figure, 0, Qt::AlignTop);
    }
    return figures;
}

void CockpitHeader::follow()
{
    if (m_alarm)
        layout()->setContentsMargins(kAlarmBar + metric::kSpace4, metric::kSpace2, metric::kSpace4, 6);
    else
        layout()->setContentsMargins(0, 0, 0, 0);
    update();
}

void CockpitHeader::showSnapshot(const rollout::Snapshot& snapshot)
{
    const CockpitWords words = wordsOf(snapshot);
    m_trail->setRelease(snapshot.state.release);
    m_icon->setIcon(words.icon, words.iconToken);
    m_wholeTitle = words.title;
    m_title->setAccessibleName(words.title);
    m_pill->setLook(pillOf(snapshot));
    m_sentence->setText(words.sentence);
    m_sentence->setToken(words.alarm ? Token::Text : Token::Text2);
    const FigureWords figures[] = {askedFigure(snapshot), observedFigure(snapshot), timeFigure(snapshot)};
    for (int i = 0; i < 3; ++i) {
        m_figures[i]->setLabel(figures[i].label);
        m_figures[i]->setValue(figures[i].value, figures[i].token, figures[i].icon);
        m_figures[i]->setProof(figures[i].proof);
    }
    if (words.alarm != m_alarm) {
        m_alarm = words.alarm;
        follow();
    }
    fitTitle();
}

void CockpitHeader::fitTitle()
{
    // The pill is never cut; a long title gives way, and is whole for screen readers and under the pointer.
    const int icon = m_icon->isHidden() ? 0 : m_icon->sizeHint().width() + metric::kSpace3;
    const int room = m_title->parentWidget()->width() - icon - m_pill->sizeHint().width() - metric::kSpace3;
    const QString fits = m_title->fontMetrics().elidedText(m_wholeTitle, Qt::ElideRight, std::max(room, 0));
    m_title->setText(fits);
    m_title->setToolTip(fits == m_wholeTitle ? QString() : m_wholeTitle);
}

void CockpitHeader::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    fitTitle();
}

void CockpitHeader::paintEvent(QPaintEvent* /*event*/)
{
    if (!m_alarm)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath shape;
    shape.addRoundedRect(box, metric::kRadiusCard, metric::kRadiusCard);
    painter.fillPath(shape, m_theme.color(Token::Panel));
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(QRectF(0, 0, kAlarmBar, height()), m_theme.color(Token::FailMark));
    painter.restore();
    painter.setPen(QPen(m_theme.color(Token::FailMark), 1.0));
    painter.drawPath(shape);
}

} // namespace fairlead::ui
