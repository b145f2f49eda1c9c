#include "ui/checklist/holding_foot.h"

#include "ui/common/accessible.h"
#include "ui/common/icons.h"

#include <QPainter>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kPadding = 12;
constexpr int kLeft = 16;
constexpr int kTextLeft = 38;

/// Waivers that count now, and who gave the newest of them.
std::pair<int, QString> waiversOf(const checklist::Run& run)
{
    int count = 0;
    Instant newest;
    QString who;
    for (const auto& [item, answers] : run.answers) {
        if (answers.empty() || answers.back().state != checklist::State::Waived)
            continue;
        ++count;
        if (answers.back().at >= newest) {
            newest = answers.back().at;
            who = answers.back().who;
        }
    }
    return {count, who};
}

} // namespace

HoldingFoot::HoldingFoot(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void HoldingFoot::setRun(const checklist::Run& run)
{
    const std::vector<checklist::Item> holding = checklist::holding(run);
    const auto failed = static_cast<int>(
        std::ranges::count_if(holding, [&run](const checklist::Item& item) { return run.stateOf(item) == checklist::State::Failed; }));
    const int open = static_cast<int>(holding.size()) - failed;
    m_lines.clear();
    if (failed > 0) {
        m_lines << StatusLook{Status::Fail, lookOf(checklist::State::Failed).icon,
            failed == 1 ? tr("1 failed item blocks the start") : tr("%1 failed items block the start").arg(failed)};
    }
    if (open > 0) {
        m_lines << StatusLook{Status::NoData, lookOf(checklist::State::Open).icon,
            open == 1 ? tr("1 blocking item is open") : tr("%1 blocking items are open").arg(open)};
    }
    if (holding.empty())
        m_lines << StatusLook{Status::Pass, lookOf(checklist::State::Done).icon, tr("Nothing here holds the start")};
    if (const auto [count, who] = waiversOf(run); count > 0) {
        m_lines << StatusLook{Status::Marginal, lookOf(checklist::State::Waived).icon,
            count == 1 ? tr("1 waiver, by %1").arg(who) : tr("%1 waivers, the last by %2").arg(count).arg(who)};
    }
    setSpokenText(*this, lines().join(QStringLiteral(". ")));
    updateGeometry();
    update();
}

QStringList HoldingFoot::lines() const
{
    QStringList words;
    for (const StatusLook& line : m_lines)
        words << line.word;
    return words;
}

int HoldingFoot::lineHeight() const
{
    return qMax(24, QFontMetrics(m_theme.font(Type::Small)).height() + 6);
}

QSize HoldingFoot::sizeHint() const
{
    return {200, static_cast<int>(m_lines.size()) * lineHeight() + 2 * kPadding - 4};
}

void HoldingFoot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(Token::Line));
    const QFont font = m_theme.font(Type::Small);
    painter.setFont(font);
    int y = kPadding - 1;
    for (const StatusLook& line : m_lines) {
        const int size = metric::kIconSmall;
        paintIcon(painter, m_theme, line.icon, QRect(kLeft, y + (lineHeight() - size) / 2, size, size), textToken(line.status));
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(QRect(kTextLeft, y, width() - kTextLeft - 8, lineHeight()), Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(font).elidedText(line.word, Qt::ElideRight, width() - kTextLeft - 8));
        y += lineHeight();
    }
}

} // namespace fairlead::ui
