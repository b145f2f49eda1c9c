#include "ui/checklist/meta_line.h"

#include "ui/common/accessible.h"
#include "ui/common/icons.h"

#include <QPainter>

namespace fairlead::ui {

namespace {

constexpr int kDotRoom = 20;
constexpr int kIconGap = 8;

} // namespace

MetaLine::MetaLine(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void MetaLine::setFacts(const QList<Fact>& facts)
{
    m_facts = facts;
    QStringList words;
    for (const Fact& fact : facts)
        words << fact.words;
    setSpokenText(*this, words.join(QStringLiteral(", ")));
    update();
}

QSize MetaLine::sizeHint() const
{
    return {200, qMax(16, QFontMetrics(m_theme.font(Type::Small)).height())};
}

void MetaLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont font = m_theme.font(Type::Small);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    int x = 0;
    for (const Fact& fact : m_facts) {
        if (x > 0) {
            painter.setPen(m_theme.color(Token::Text3));
            painter.drawText(QRect(x, 0, kDotRoom, height()), Qt::AlignCenter, QStringLiteral("·"));
            x += kDotRoom;
        }
        if (!fact.icon.isEmpty()) {
            const int size = metric::kIconSmall;
            paintIcon(painter, m_theme, fact.icon, QRect(x, (height() - size) / 2, size, size), fact.token);
            x += size + kIconGap;
        }
        painter.setPen(m_theme.color(fact.token));
        const QString words = metrics.elidedText(fact.words, Qt::ElideMiddle, qMax(0, width() - x));
        painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignLeft | Qt::AlignVCenter, words);
        x += metrics.horizontalAdvance(words);
    }
}

} // namespace fairlead::ui
