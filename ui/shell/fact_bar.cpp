#include "ui/shell/fact_bar.h"

#include "ui/common/icons.h"
#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QPainter>

namespace fairlead::ui {

namespace {

constexpr int kGap = 6;
constexpr int kBetween = 20;

} // namespace

FactButton::FactButton(const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void FactButton::setFact(const QString& icon, const QString& words, Token token)
{
    if (m_icon == icon && text() == words && m_token == token)
        return;
    m_icon = icon;
    m_token = token;
    setText(words);
    setAccessibleName(words);
    updateGeometry();
    update();
}

QSize FactButton::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(Type::Small));
    return {metric::kIconSmall + kGap + metrics.horizontalAdvance(text()) + 2, qMax(20, metrics.height() + 2)};
}

void FactButton::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const int size = metric::kIconSmall;
    paintIcon(painter, m_theme, m_icon, QRect(0, (height() - size) / 2, size, size), m_token);
    painter.setFont(m_theme.font(Type::Small));
    painter.setPen(m_theme.color(m_token));
    painter.drawText(rect().adjusted(size + kGap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
}

FactBar::FactBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_row(new QHBoxLayout(this))
{
    setAccessibleName(tr("Status"));
    // Facts never make the window wider than its smallest size: fit() hides what has no room.
    m_row->setSizeConstraint(QLayout::SetNoConstraint);
    m_row->setContentsMargins(metric::kSpace3, 1, metric::kSpace3, 0);
    m_row->setSpacing(kBetween);
    m_row->addStretch(1);
    auto* version = new TextLabel(theme, Type::Small, Token::Text3);
    version->setText(tr("Fairlead %1").arg(QLatin1String(FAIRLEAD_VERSION)));
    m_row->addWidget(version);
    m_version = version;
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

QSize FactBar::minimumSizeHint() const
{
    return {0, qMax(metric::kStatusBar, QFontMetrics(m_theme.font(Type::Small)).height() + metric::kSpace1)};
}

FactButton* FactBar::find(const QString& id) const
{
    for (FactButton* fact : m_facts) {
        if (fact->objectName() == id)
            return fact;
    }
    return nullptr;
}

void FactBar::setFact(const QString& id, const QString& icon, const QString& words, Token token)
{
    FactButton* fact = find(id);
    if (!fact) {
        fact = new FactButton(m_theme);
        fact->setObjectName(id);
        connect(fact, &QAbstractButton::clicked, this, [this, id] { Q_EMIT activated(id); });
        m_row->insertWidget(static_cast<int>(m_facts.size()), fact);
        m_facts.append(fact);
    }
    fact->setFact(icon, words, token);
    fit();
}

void FactBar::fit()
{
    // No word is ever cut: the version goes first, then the neutral facts, then the last of the others.
    int room = width() - 2 * metric::kSpace3;
    QList<FactButton*> shown;
    for (const bool neutral : {false, true}) {
        for (FactButton* fact : std::as_const(m_facts)) {
            if (fact->isNeutral() != neutral)
                continue;
            const int wide = fact->sizeHint().width();
            if (wide <= room) {
                shown.append(fact);
                room -= wide + kBetween;
            }
        }
    }
    for (FactButton* fact : std::as_const(m_facts))
        fact->setVisible(shown.contains(fact));
    m_version->setVisible(m_version->sizeHint().width() <= room);
}

void FactBar::resizeEvent(QResizeEvent*)
{
    fit();
}

void FactBar::removeFact(const QString& id)
{
    if (FactButton* fact = find(id)) {
        m_facts.removeOne(fact);
        fact->hide();
        fact->deleteLater();
        fit();
    }
}

QString FactBar::fact(const QString& id) const
{
    const FactButton* button = find(id);
    return button ? button->text() : QString();
}

void FactBar::focusFirst()
{
    if (!m_facts.isEmpty())
        m_facts.first()->setFocus(Qt::TabFocusReason);
}

void FactBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Panel));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(Token::Line));
}

} // namespace fairlead::ui
