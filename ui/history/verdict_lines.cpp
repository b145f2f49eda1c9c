#include "ui/history/verdict_lines.h"

#include "ui/common/icons.h"
#include "ui/common/status.h"
#include "ui/history/record_words.h"

#include <QPainter>

namespace fairlead::ui {

VerdictLines::VerdictLines(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setAccessibleName(tr("What the screen showed at the decision"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void VerdictLines::setVerdicts(gate::Verdicts verdicts)
{
    m_verdicts = std::move(verdicts);
    QStringList words;
    for (const gate::Verdict& verdict : m_verdicts) {
        words << tr("%1: %2, %3").arg(conditionText(verdict), valueText(verdict), lookOf(verdict.outcome).word);
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    setToolTip(accessibleDescription());
    updateGeometry();
    update();
}

int VerdictLines::lineHeight() const
{
    return QFontMetrics(m_theme.font(Type::Body)).height() + metric::kSpace1;
}

QSize VerdictLines::sizeHint() const
{
    return {0, lineHeight() * static_cast<int>(m_verdicts.size())};
}

void VerdictLines::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(m_theme.font(Type::Body));
    const QFontMetrics metrics = painter.fontMetrics();
    QRect line(0, 0, width(), lineHeight());
    for (const gate::Verdict& verdict : m_verdicts) {
        const StatusLook look = lookOf(verdict.outcome);
        const QString value = valueText(verdict);
        const int valueWidth = metrics.horizontalAdvance(value);
        const QRect icon(0, line.center().y() - metric::kIconSmall / 2 + 1, metric::kIconSmall, metric::kIconSmall);
        paintIcon(painter, m_theme, look.icon, icon, textToken(look.status));
        const QRect words = line.adjusted(metric::kIconSmall + metric::kSpace2, 0, -valueWidth - metric::kSpace2, 0);
        painter.setPen(m_theme.color(Token::Text));
        painter.drawText(
            words, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(conditionText(verdict), Qt::ElideRight, words.width()));
        painter.setPen(m_theme.color(textToken(look.status)));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, value);
        line.translate(0, lineHeight());
    }
}

} // namespace fairlead::ui
