#include "ui/rollout/gate_list.h"

#include "ui/common/accessible.h"
#include "ui/common/formatters.h"
#include "ui/common/icons.h"
#include "ui/rollout/words.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kPadding = metric::kSpace3;
constexpr int kRowPadding = 7;
constexpr int kTextLeft = kPadding + metric::kIcon + metric::kSpace3;

/// "Roll back: latency p95 above 3 s"
QString ruleTitle(const gate::Rule& rule)
{
    QString verb = wordOf(rule.action);
    verb[0] = verb[0].toUpper();
    return QStringLiteral("%1: %2").arg(verb, rule.condition.echo());
}

QFont largeFont(const Theme& theme)
{
    QFont font = theme.font(Type::Title);
    font.setPixelSize(font.pixelSize() * 6 / 5);
    return font;
}

QRect sentenceBounds(const Theme& theme, const GateRow& row, int width)
{
    const QFontMetrics small(theme.font(Type::Small));
    return small.boundingRect(QRect(0, 0, std::max(width - kTextLeft - kPadding, 40), 1000), Qt::TextWordWrap, row.sentence);
}

} // namespace

const gate::Verdicts& verdictsShown(const rollout::Snapshot& snapshot)
{
    const bool ended = rollout::isEnded(snapshot.state.phase) || snapshot.state.phase == rollout::Phase::RollingBack;
    const bool last = (ended || snapshot.verdicts.empty()) && !snapshot.state.lastVerdicts.empty();
    return last ? snapshot.state.lastVerdicts : snapshot.verdicts;
}

std::vector<GateRow> gateRowsOf(const rollout::Snapshot& snapshot)
{
    std::vector<GateRow> rows;
    const bool stale = snapshot.sourceLostSince.has_value();
    for (const gate::Verdict& verdict : verdictsShown(snapshot)) {
        GateRow row{verdict.outcome, conditionText(verdict.metric, verdict.condition),
            valueText(verdict.metric, verdict.condition, verdict.value), verdict.sentence, stale};
        if (stale) {
            row.outcome = gate::Outcome::NoData;
            row.sentence = GateList::tr("Last read %1; not judged since.").arg(utcText(verdict.at));
        }
        rows.push_back(std::move(row));
    }
    if (rows.empty()) {
        for (const gate::Gate& gate : snapshot.state.release.manifest.successCriteria)
            rows.push_back({gate::Outcome::Undecided, conditionText(gate.metric, gate.condition.text()), QStringLiteral("–"),
                GateList::tr("Not judged yet."), false});
    }
    const std::vector<GateRow> rules = ruleRowsOf(snapshot);
    rows.insert(rows.end(), rules.begin(), rules.end());
    return rows;
}

std::vector<GateRow> ruleRowsOf(const rollout::Snapshot& snapshot)
{
    std::vector<GateRow> rows;
    const std::vector<gate::Rule>& rules = snapshot.state.release.plan.rules;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        GateRow row{gate::Outcome::Undecided, ruleTitle(rules[i]), rules[i].armed ? GateList::tr("armed") : GateList::tr("dry run"),
            GateList::tr("Not judged yet."), false};
        if (i < snapshot.rules.size()) {
            row.outcome = snapshot.rules[i].outcome;
            row.sentence = snapshot.rules[i].sentence;
            row.stale = snapshot.rules[i].truth == gate::RuleTruth::NoData;
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

GateList::GateList(const Theme& theme, QWidget* parent)
    : RowList(theme, parent)
{
}

void GateList::setRows(std::vector<GateRow> rows)
{
    if (rows == m_gates)
        return;
    m_gates = std::move(rows);
    std::vector<Spoken> spoken;
    spoken.reserve(m_gates.size());
    QStringList words;
    words.reserve(qsizetype(m_gates.size()));
    for (const GateRow& row : m_gates) {
        spoken.push_back({QStringLiteral("%1: %2, %3").arg(row.title, lookOf(row.outcome).word, row.value), row.sentence});
        words += QStringLiteral("%1. %2").arg(spoken.back().name, row.sentence);
    }
    setSpokenText(*this, tr("Gates. %1").arg(words.join(QLatin1Char(' '))));
    showRows(spoken);
}

void GateList::setLarge(bool large)
{
    m_large = large;
    placeAgain();
}

int GateList::rowHeight(int index, int width) const
{
    if (m_large)
        return QFontMetrics(largeFont(theme())).height() + QFontMetrics(theme().font(Type::Figure)).height() + 2 * kRowPadding;
    const int title = QFontMetrics(theme().font(Type::Body, true)).height();
    const int sentence = sentenceBounds(theme(), m_gates[std::size_t(index)], width).height();
    return std::max(title + sentence + 2 * kRowPadding, int(metric::kTwoLineRow));
}

void GateList::paintLarge(QPainter& painter, const GateRow& row, const QRect& box) const
{
    const StatusLook look = lookOf(row.outcome);
    const QFont title = largeFont(theme());
    const QFont figure = theme().font(Type::Figure);
    const QFontMetrics titleMetrics(title);
    const QFontMetrics figureMetrics(figure);
    const int left = box.left() + kPadding;
    const int room = box.width() - 2 * kPadding;
    int baseline = box.top() + kRowPadding + titleMetrics.ascent();
    painter.setFont(title);
    painter.setPen(theme().color(Token::Text2));
    painter.drawText(left, baseline, titleMetrics.elidedText(row.title, Qt::ElideRight, room));

    const int top = box.top() + kRowPadding + titleMetrics.height();
    baseline = top + figureMetrics.ascent();
    const int icon = figureMetrics.capHeight() * 5 / 4;
    paintIcon(
        painter, theme(), look.icon, QRect(left, baseline - figureMetrics.capHeight() / 2 - icon / 2, icon, icon), textToken(look.status));
    painter.setFont(figure);
    painter.setPen(theme().color(row.stale ? Token::Text3 : Token::Text));
    painter.drawText(left + icon + metric::kSpace3, baseline, row.value);
    const int wordLeft = left + icon + 2 * metric::kSpace3 + figureMetrics.horizontalAdvance(row.value);
    painter.setFont(title);
    painter.setPen(theme().color(textToken(look.status)));
    painter.drawText(wordLeft, baseline, titleMetrics.elidedText(look.word, Qt::ElideRight, box.right() - kPadding - wordLeft));
}

void GateList::paintRow(QPainter& painter, int index, const QRect& box) const
{
    const GateRow& row = m_gates[std::size_t(index)];
    if (m_large) {
        paintLarge(painter, row, box);
        return;
    }
    const StatusLook look = lookOf(row.outcome);
    const QFont bold = theme().font(Type::Body, true);
    const QFontMetrics metrics(bold);
    const int top = box.top() + kRowPadding;
    paintIcon(painter, theme(), look.icon,
        QRect(box.left() + kPadding, top + (metrics.height() - metric::kIcon) / 2, metric::kIcon, metric::kIcon), textToken(look.status));

    painter.setFont(bold);
    const int valueWidth = metrics.horizontalAdvance(row.value);
    painter.setPen(theme().color(row.stale ? Token::Text3 : Token::Text));
    painter.drawText(box.right() - kPadding - valueWidth + 1, top + metrics.ascent(), row.value);

    const bool loud = row.outcome != gate::Outcome::Pass;
    const QString word = loud ? look.word : QString();
    const int wordWidth = word.isEmpty() ? 0 : metrics.horizontalAdvance(word) + metric::kSpace2;
    const int left = box.left() + kTextLeft;
    const int room = box.right() - kPadding - valueWidth - metric::kSpace2 - left - wordWidth;
    const QString title = metrics.elidedText(row.title, Qt::ElideRight, room);
    painter.drawText(left, top + metrics.ascent(), title);
    if (loud) {
        painter.setPen(theme().color(textToken(look.status)));
        painter.drawText(left + metrics.horizontalAdvance(title) + metric::kSpace2, top + metrics.ascent(), word);
    }
    painter.setFont(theme().font(Type::Small));
    painter.setPen(theme().color(Token::Text2));
    const QRect sentence(left, top + metrics.height(), box.width() - kTextLeft - kPadding, box.bottom() - top - metrics.height());
    painter.drawText(sentence, Qt::TextWordWrap, row.sentence);
}

} // namespace fairlead::ui
