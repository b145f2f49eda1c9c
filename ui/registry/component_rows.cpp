#include "ui/registry/component_rows.h"

#include "ui/registry/registry_words.h"

#include <QPainter>

#include <algorithm>

namespace fairlead::ui {

using items::ComponentModel;

ComponentRows::ComponentRows(items::ComponentModel& model, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
    setSortRole(ComponentModel::SortRole);
    model.setHeaders({tr("Component"), tr("Version"), tr("Backup"), tr("Overall"), tr("Owner"), tr("Tags"), tr("State")});
}

void ComponentRows::setWords(const QString& words)
{
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void ComponentRows::setChoice(ComponentChoice choice)
{
    m_choice = choice;
    invalidateFilter();
}

const registry::Component& ComponentRows::componentAt(const QModelIndex& index) const
{
    return m_model.componentAt(mapToSource(index).row());
}

bool ComponentRows::filterAcceptsRow(int sourceRow, const QModelIndex&) const
{
    const QModelIndex index = m_model.index(sourceRow, 0);
    if (m_choice == ComponentChoice::InUse && !index.data(ComponentModel::InUseRole).toBool()) {
        return false;
    }
    if (m_choice == ComponentChoice::Problems && !index.data(ComponentModel::ProblemRole).toBool()) {
        return false;
    }
    const QString text = index.data(ComponentModel::SearchRole).toString();
    return std::ranges::all_of(m_words, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool ComponentRows::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = left.data(sortRole());
    const QVariant b = right.data(sortRole());
    // Without a value comes first, as the least; QVariant leaves that open.
    if (!a.isValid() || !b.isValid()) {
        return !a.isValid() && b.isValid();
    }
    return QSortFilterProxyModel::lessThan(left, right);
}

QVariant ComponentRows::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)) {
        return QSortFilterProxyModel::data(index, role);
    }
    const registry::Component& component = componentAt(index);
    switch (static_cast<ComponentModel::Column>(index.column())) {
    case ComponentModel::VersionColumn: return versionText(component);
    case ComponentModel::BackupColumn: return component.backup.isEmpty() ? QStringLiteral("–") : component.backup;
    case ComponentModel::OverallColumn: return scoreText(items::overallScore(component), 3);
    case ComponentModel::StatusColumn: {
        const QString flags = flagsText(m_model.flagsAt(mapToSource(index).row()));
        const QString word = lookOf(component.status).word;
        return role == Qt::DisplayRole || flags.isEmpty() ? word : tr("%1; %2").arg(word, flags);
    }
    default: return m_model.data(mapToSource(index));
    }
}

void ComponentDelegate::paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const
{
    const QString text = index.data().toString();
    switch (static_cast<ComponentModel::Column>(index.column())) {
    case ComponentModel::NameColumn: drawPath(painter, box, text); break;
    case ComponentModel::OverallColumn:
        drawText(painter, box, {.text = text, .alignment = Qt::AlignRight | Qt::AlignVCenter, .elide = Qt::ElideNone});
        break;
    case ComponentModel::StatusColumn: {
        const auto status = static_cast<registry::DeploymentStatus>(index.data(ComponentModel::StatusRole).toInt());
        // A problem is seen in the row even where the state itself is the normal one.
        if (isNeutral(status) && index.data(ComponentModel::ProblemRole).toBool()) {
            drawStatus(painter, box, {Status::Marginal, QStringLiteral("triangle-alert"), text});
        } else {
            drawStatus(painter, box, lookOf(status), isNeutral(status));
        }
        break;
    }
    case ComponentModel::OwnerColumn:
    case ComponentModel::TagsColumn: drawText(painter, box, {.text = text, .token = Token::Text2}); break;
    default: drawText(painter, box, {.text = text, .elide = Qt::ElideMiddle}); break;
    }
}

} // namespace fairlead::ui
