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

QRect sentenceBounds(const Theme& theme, const GateRow& row, int width)
{
    const QFontMetrics small(theme.font(Type::Small));
    return small.boundingRect(QRect(0, 0, std::max(width - kTextLeft - kPadding, 40), 1000), Qt::TextWordWrap, row.sentence);
}

} // namespace

std::vector<GateRow> gateRowsOf(const rollout::Snapshot& snapshot)
{
    std::vector<GateRow> rows;
    const bool ended = rollout::isEnded(snapshot.state.phase) || snapshot.state.phase == rollout::Phase::RollingBack;
    const gate::Verdicts& verdicts
        = (ended || snapshot.verdicts.empty()) && !snapshot.state.lastVerdicts.empty() ? snapshot.state.lastVerdicts : snapshot.verdicts;
    const bool stale = snapshot.sourceLostSince.has_value();
    for (const gate::Verdict& verdict : verdicts) {
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
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void GateList::setRows(std::vector<GateRow> rows)
{
    if (rows == m_rows)
        return;
    const bool resized = rows.size() != m_rows.size() || heightForWidth(width()) != height();
    m_rows = std::move(rows);
    QStringList words;
    for (const GateRow& row : m_rows)
        words += QStringLiteral("%1: %2, %3. %4").arg(row.title, lookOf(row.outcome).word, row.value, row.sentence);
    setSpokenText(*this, tr("Gates. %1").arg(words.join(QLatin1Char(' '))));
    if (resized || heightForWidth(width()) != height())
        updateGeometry();
    update();
}

void GateList::setSideBySide(bool sideBySide)
{
    if (sideBySide == m_sideBySide)
        return;
    m_sideBySide = sideBySide;
    updateGeometry();
    update();
}

int GateList::rowHeight(const GateRow& row, int width) const
{
    const int title = QFontMetrics(m_theme.font(Type::Body, true)).height();
    return std::max(title + sentenceBounds(m_theme, row, width).height() + 2 * kRowPadding, int(metric::kTwoLineRow));
}

int GateList::heightForWidth(int width) const
{
    int height = 0;
    if (m_sideBySide) {
        const int columns = std::max(1, int(std::min<std::size_t>(m_rows.size(), 3)));
        for (std::size_t i = 0; i < m_rows.size(); i += std::size_t(columns)) {
            int tallest = 0;
            for (std::size_t k = i; k < std::min(m_rows.size(), i + std::size_t(columns)); ++k)
                tallest = std::max(tallest, rowHeight(m_rows[k], width / columns));
            height += tallest;
        }
        return height;
    }
    for (const GateRow& row : m_rows)
        height += rowHeight(row, width) + 1;
    return height;
}

QSize GateList::sizeHint() const
{
    constexpr int kUsual = 400;
    return {kUsual, heightForWidth(width() > 0 ? width() : kUsual)};
}

QSize GateList::minimumSizeHint() const
{
    return {200, sizeHint().height()};
}

void GateList::paintRow(QPainter& painter, const GateRow& row, const QRect& box) const
{
    const StatusLook look = lookOf(row.outcome);
    const QFont bold = m_theme.font(Type::Body, true);
    const QFontMetrics metrics(bold);
    const int top = box.top() + kRowPadding;
    paintIcon(painter, m_theme, look.icon,
        QRect(box.left() + kPadding, top + (metrics.height() - metric::kIcon) / 2, metric::kIcon, metric::kIcon), textToken(look.status));

    painter.setFont(bold);
    const int valueWidth = metrics.horizontalAdvance(row.value);
    painter.setPen(m_theme.color(row.stale ? Token::Text3 : Token::Text));
    painter.drawText(box.right() - kPadding - valueWidth + 1, top + metrics.ascent(), row.value);

    const bool loud = row.outcome != gate::Outcome::Pass;
    const QString word = loud ? look.word : QString();
    const int wordWidth = word.isEmpty() ? 0 : metrics.horizontalAdvance(word) + metric::kSpace2;
    const int left = box.left() + kTextLeft;
    const int room = box.right() - kPadding - valueWidth - metric::kSpace2 - left - wordWidth;
    const QString title = metrics.elidedText(row.title, Qt::ElideRight, room);
    painter.drawText(left, top + metrics.ascent(), title);
    if (loud) {
        painter.setPen(m_theme.color(textToken(look.status)));
        painter.drawText(left + metrics.horizontalAdvance(title) + metric::kSpace2, top + metrics.ascent(), word);
    }
    painter.setFont(m_theme.font(Type::Small));
    painter.setPen(m_theme.color(Token::Text2));
    const QRect sentence(left, top + metrics.height(), box.width() - kTextLeft - kPadding, box.bottom() - top - metrics.height());
    painter.drawText(sentence, Qt::TextWordWrap, row.sentence);
}

void GateList::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QColor line = m_theme.color(Token::Line);
    int top = 0;
    if (!m_sideBySide) {
        for (const GateRow& row : m_rows) {
            const QRect box(0, top, width(), rowHeight(row, width()));
            paintRow(painter, row, box);
            top += box.height();
            if (&row != &m_rows.back())
                painter.fillRect(0, top, width(), 1, line);
            ++top;
        }
        return;
    }
    const int columns = std::max(1, int(std::min<std::size_t>(m_rows.size(), 3)));
    const int cell = width() / columns;
    for (int i = 0; i < int(m_rows.size()); ++i) {
        const int column = i % columns;
        const QRect box(column * cell, top, cell, rowHeight(m_rows[std::size_t(i)], cell));
        paintRow(painter, m_rows[std::size_t(i)], box);
        if (column > 0)
            painter.fillRect(box.left(), top, 1, height() - top, line);
        if (column == columns - 1)
            top += box.height();
    }
}

} // namespace fairlead::ui
