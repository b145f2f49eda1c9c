#include "ui/rules/rule_set_list.h"

#include "ui/common/formatters.h"

#include <QPainter>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kHeadingHeight = 36;
constexpr int kCountWidth = 28;
constexpr int kCountHeight = 20;

/// A heading, or a set in two lines.
class RuleSetDelegate : public RowDelegate {
public:
    using RowDelegate::RowDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool heading = index.data(RuleSetModel::HeadingRole).toBool();
        return {RowDelegate::sizeHint(option, index).width(), heading ? kHeadingHeight : metric::kTwoLineRow + metric::kSpace1};
    }

protected:
    void paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const override
    {
        const QString name = index.data().toString();
        if (index.data(RuleSetModel::HeadingRole).toBool()) {
            drawText(painter, box, {.text = name, .token = Token::Text2, .bold = true});
            return;
        }
        QRect words = box.adjusted(0, metric::kSpace1, -kCountWidth - metric::kSpace2, -metric::kSpace1);
        const int half = words.height() / 2;
        drawText(painter, words.adjusted(0, 0, 0, -half), {.text = name, .bold = true});
        drawText(painter, words.adjusted(0, half, 0, 0), {.text = index.data(RuleSetModel::SummaryRole).toString(), .token = Token::Text2});
        const QRect count(box.right() - kCountWidth, box.center().y() - kCountHeight / 2, kCountWidth, kCountHeight);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().color(Token::NoDataTint));
        painter.drawRoundedRect(count, kCountHeight / 2.0, kCountHeight / 2.0);
        painter.setPen(theme().color(Token::Text2));
        painter.setFont(theme().font(Type::Caption, true));
        painter.drawText(count, Qt::AlignCenter, index.data(RuleSetModel::CountRole).toString());
        painter.restore();
    }
};

} // namespace

RuleSetModel::RuleSetModel(QObject* parent)
    : QAbstractListModel(parent)
{
}

void RuleSetModel::append(const QString& heading, std::vector<gate::RuleSet> sets, bool builtIn)
{
    if (sets.empty())
        return;
    m_rows.push_back({heading, {}, 0, builtIn});
    for (gate::RuleSet& set : sets) {
        const std::vector<gate::RuleLine> lines = gate::readRules(set.text);
        const auto rules = std::ranges::count_if(lines, [](const gate::RuleLine& line) { return line.rule.has_value(); });
        m_rows.push_back({{}, std::move(set), static_cast<int>(rules), builtIn});
    }
}

void RuleSetModel::setSets(std::vector<gate::RuleSet> builtIn, std::vector<gate::RuleSet> own)
{
    beginResetModel();
    m_rows.clear();
    append(tr("Built in"), std::move(builtIn), true);
    append(tr("This workspace"), std::move(own), false);
    endResetModel();
}

const gate::RuleSet* RuleSetModel::setAt(const QModelIndex& index) const
{
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < m_rows.size() && m_rows[row].heading.isEmpty() ? &m_rows[row].set : nullptr;
}

bool RuleSetModel::isBuiltIn(const QModelIndex& index) const
{
    return index.isValid() && m_rows[static_cast<std::size_t>(index.row())].builtIn;
}

QModelIndex RuleSetModel::indexOf(const QString& name, bool builtIn) const
{
    const auto found = std::ranges::find_if(
        m_rows, [&](const Row& row) { return row.heading.isEmpty() && row.set.name == name && row.builtIn == builtIn; });
    return found == m_rows.end() ? QModelIndex() : index(static_cast<int>(found - m_rows.begin()));
}

int RuleSetModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant RuleSetModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const bool heading = !row.heading.isEmpty();
    switch (role) {
    case Qt::DisplayRole: return heading ? row.heading : row.set.name;
    case Qt::ToolTipRole: return heading ? QString() : row.set.basis;
    case Qt::AccessibleTextRole:
        return heading ? row.heading : tr("%1: %2, %3 rules").arg(row.set.name, row.set.summary, countText(row.rules));
    case SummaryRole: return row.set.summary;
    case CountRole: return row.rules;
    case HeadingRole: return heading;
    default: return {};
    }
}

Qt::ItemFlags RuleSetModel::flags(const QModelIndex& index) const
{
    return setAt(index) == nullptr ? Qt::ItemFlags(Qt::NoItemFlags) : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

RuleSetList::RuleSetList(const Theme& theme, RuleSetModel& model, QWidget* parent)
    : QListView(parent)
{
    setAccessibleName(tr("Rule sets"));
    setModel(&model);
    setItemDelegate(new RuleSetDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
}

void RuleSetList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    scrollTo(current);
    Q_EMIT setChosen(current);
}

} // namespace fairlead::ui
