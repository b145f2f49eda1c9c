#include "ui/checklist/spoken_checklist.h"

#include "models/items/checklist_model.h"
#include "ui/common/status.h"

namespace fairlead::ui {

using items::ChecklistModel;

QVariant SpokenChecklist::data(const QModelIndex& index, int role) const
{
    if (role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return QIdentityProxyModel::data(index, role);
    const QString text = index.data(Qt::DisplayRole).toString();
    // Long texts are elided in the list: the whole one stays reachable.
    if (role == Qt::ToolTipRole)
        return text;
    if (index.data(ChecklistModel::IsPhaseRole).toBool())
        return tr("%1, %2 of %3")
            .arg(text)
            .arg(index.data(ChecklistModel::SettledRole).toInt())
            .arg(index.data(ChecklistModel::TotalRole).toInt());
    QStringList parts{text, lookOf(static_cast<checklist::State>(index.data(ChecklistModel::StateRole).toInt())).word};
    if (index.data(ChecklistModel::HoldsRole).toBool())
        parts << tr("blocks the start");
    if (index.data(ChecklistModel::SavingRole).toBool())
        parts << tr("saving");
    return parts.join(QStringLiteral(", "));
}

} // namespace fairlead::ui
