#include "ui/checklist/item_delegate.h"

#include "models/items/checklist_model.h"
#include "ui/common/icons.h"
#include "ui/common/status.h"

#include <QPainter>

namespace fairlead::ui {

using items::ChecklistModel;

namespace {

constexpr int kMargin = 16;
constexpr int kIndent = 20;
constexpr int kTextGap = 10;
constexpr int kBar = 3;
constexpr int kRow = 32;

/// What stands at the right end of a row beside the state: only what differs from the normal case.
QString endWord(const QModelIndex& index, checklist::State state)
{
    if (index.data(ChecklistModel::SavingRole).toBool())
        return ItemDelegate::tr("saving");
    if (state == checklist::State::Waived || state == checklist::State::NotApplicable)
        return lookOf(state).word;
    return {};
}

} // namespace

ItemDelegate::ItemDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize ItemDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {100, qMax(kRow, QFontMetrics(m_theme.font(Type::Body)).height() + 12)};
}

void ItemDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.data(ChecklistModel::IsPhaseRole).toBool())
        paintPhase(*painter, option, index);
    else
        paintItem(*painter, option, index);
    painter->restore();
}

void ItemDelegate::paintPhase(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QRect box = option.rect.adjusted(kMargin, 0, -kMargin, 0);
    const QFont bold = m_theme.font(Type::Small, true);
    const QFontMetrics metrics(bold);
    const QString count
        = tr("%1 of %2").arg(index.data(ChecklistModel::SettledRole).toInt()).arg(index.data(ChecklistModel::TotalRole).toInt());
    const int room = box.width() - QFontMetrics(m_theme.font(Type::Small)).horizontalAdvance(count) - metric::kSpace2;
    const QString title = metrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, room);
    painter.setFont(bold);
    painter.setPen(m_theme.color(Token::Text2));
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setFont(m_theme.font(Type::Small));
    painter.setPen(m_theme.color(Token::Text3));
    painter.drawText(box.adjusted(metrics.horizontalAdvance(title) + metric::kSpace2, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, count);
}

void ItemDelegate::paintItem(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const bool current = option.state.testFlag(QStyle::State_Selected);
    if (current) {
        painter.fillRect(option.rect, m_theme.color(Token::Selected));
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), kBar, option.rect.height()), m_theme.color(Token::Accent));
    }
    if (current && option.state.testFlag(QStyle::State_HasFocus)) {
        painter.setPen(QPen(m_theme.color(Token::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -2, -1), metric::kRadiusControl, metric::kRadiusControl);
    }
    const auto state = static_cast<checklist::State>(index.data(ChecklistModel::StateRole).toInt());
    const StatusLook look = lookOf(state);
    const int x = option.rect.left() + kMargin + kIndent * index.data(ChecklistModel::DepthRole).toInt();
    const int icon = metric::kIcon;
    const bool saving = index.data(ChecklistModel::SavingRole).toBool();
    paintIcon(painter, m_theme, saving ? QStringLiteral("loader") : look.icon,
        QRect(x, option.rect.center().y() - icon / 2 + 1, icon, icon), saving ? Token::Accent : textToken(look.status));

    QRect box = option.rect.adjusted(0, 0, -12, 0);
    box.setLeft(x + icon + kTextGap);
    if (const QString word = endWord(index, state); !word.isEmpty()) {
        const QFont small = m_theme.font(Type::Caption);
        painter.setFont(small);
        painter.setPen(m_theme.color(Token::Text3));
        painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, word);
        box.setRight(box.right() - QFontMetrics(small).horizontalAdvance(word) - metric::kSpace2);
    }
    const QFont font = m_theme.font(Type::Body, current);
    painter.setFont(font);
    painter.setPen(m_theme.color(Token::Text));
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(font).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, box.width()));
}

} // namespace fairlead::ui
