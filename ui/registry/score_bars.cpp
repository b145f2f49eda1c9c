#include "ui/registry/score_bars.h"

#include "ui/common/icons.h"
#include "ui/registry/registry_words.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kBarHeight = 10;
constexpr int kLeastBar = 60; ///< narrower bars say nothing: the long name gives way first

} // namespace

ScoreBars::ScoreBars(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Quality dimensions"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void ScoreBars::setScores(std::vector<items::Score> scores)
{
    m_scores = std::move(scores);
    QStringList words;
    for (const items::Score& score : m_scores) {
        words << tr("%1 %2, %3, %4").arg(keyText(score.dimension), scoreText(score.value), boundText(score), lookOf(score.state).word);
    }
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

int ScoreBars::lineHeight() const
{
    return std::max(QFontMetrics(m_theme.font(Type::Body)).height() + metric::kSpace4, metric::kTableRow);
}

QSize ScoreBars::sizeHint() const
{
    return {480, lineHeight() * static_cast<int>(m_scores.size())};
}

void ScoreBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRect line(0, 0, width(), lineHeight());
    for (const items::Score& score : m_scores) {
        paintLine(painter, line, score);
        line.translate(0, lineHeight());
    }
}

void ScoreBars::paintLine(QPainter& painter, const QRect& line, const items::Score& score) const
{
    const QFont bold = m_theme.font(Type::Body, true);
    const QFont small = m_theme.font(Type::Small);
    const QFontMetrics boldMetrics(bold);
    const QFontMetrics smallMetrics(small);
    const int keyWidth = boldMetrics.horizontalAdvance(QStringLiteral("AOC")) + metric::kSpace2;
    const int nameWidth = smallMetrics.horizontalAdvance(nameText(items::Dimension::InstructionFollowing)) + metric::kSpace3;
    const int valueWidth = boldMetrics.horizontalAdvance(QStringLiteral("0.00")) + metric::kSpace3;
    const int boundWidth = smallMetrics.horizontalAdvance(tr("%1 gain").arg(QStringLiteral("≥\u00a00.00"))) + 2 * metric::kSpace3;
    const int wordWidth = smallMetrics.horizontalAdvance(lookOf(items::ScoreState::NotJudged).word) + metric::kIconSmall + metric::kSpace2;
    const int fixed = keyWidth + valueWidth + boundWidth + wordWidth;
    const bool named = line.width() - fixed - nameWidth >= kLeastBar;

    QRect box = line;
    painter.setFont(bold);
    painter.setPen(m_theme.color(Token::Text));
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, keyText(score.dimension));
    box.setLeft(box.left() + keyWidth);
    if (named) {
        painter.setFont(small);
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, nameText(score.dimension));
        box.setLeft(box.left() + nameWidth);
    }
    const StatusLook look = lookOf(score.state);
    const QRect word(line.right() - wordWidth + 1, line.top(), wordWidth, line.height());
    const QRect mark(word.left(), word.center().y() - metric::kIconSmall / 2 + 1, metric::kIconSmall, metric::kIconSmall);
    paintIcon(painter, m_theme, look.icon, mark, textToken(look.status));
    painter.setFont(small);
    painter.setPen(m_theme.color(textToken(look.status)));
    painter.drawText(word.adjusted(metric::kIconSmall + metric::kSpace1 + 2, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, look.word);
    const QRect bound(word.left() - boundWidth, line.top(), boundWidth - metric::kSpace3, line.height());
    painter.setPen(m_theme.color(Token::Text3));
    painter.drawText(bound, Qt::AlignRight | Qt::AlignVCenter, boundText(score));
    const QRect value(bound.left() - valueWidth, line.top(), valueWidth, line.height());
    painter.setFont(bold);
    painter.setPen(m_theme.color(score.value ? Token::Text : Token::Text3));
    painter.drawText(value, Qt::AlignRight | Qt::AlignVCenter, scoreText(score.value));
    box.setRight(value.left() - metric::kSpace1);
    paintBar(painter, QRect(box.left(), box.center().y() - kBarHeight / 2, box.width(), kBarHeight), score);
}

void ScoreBars::paintBar(QPainter& painter, const QRect& box, const items::Score& score) const
{
    painter.fillRect(box, m_theme.color(Token::Raised));
    if (score.value) {
        const double part = std::clamp(*score.value, 0.0, 1.0);
        painter.fillRect(QRectF(box.left(), box.top(), part * box.width(), box.height()), m_theme.color(Token::Canary));
    }
    if (score.boundIsImprovement) {
        return; // a gain has no place on an axis of scores
    }
    const double x = box.left() + score.bound * box.width();
    painter.fillRect(QRectF(x - 1, box.top() - 5, 2, box.height() + 10), m_theme.color(Token::Limit));
    QPainterPath tip(QPointF(x - 4, box.top() - 6));
    tip.lineTo(x + 4, box.top() - 6);
    tip.lineTo(x, box.top() - 1);
    tip.closeSubpath();
    painter.fillPath(tip, m_theme.color(Token::Limit));
}

} // namespace fairlead::ui
