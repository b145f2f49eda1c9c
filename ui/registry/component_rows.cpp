#include "ui/registry/component_rows.h"

#include "ui/registry/registry_words.h"

#include <QPainter>

namespace fairlead::ui {

using items::ComponentModel;

namespace {

constexpr unsigned kInUse = 1;
constexpr unsigned kProblem = 2;

} // namespace

ComponentRows::ComponentRows(items::ComponentModel& model, QObject* parent)
    : SortedRows(parent)
    , m_model(model)
{
    setRows(model);
    model.setHeaders({tr("Component"), tr("Version"), tr("Backup"), tr("Overall"), tr("Owner"), tr("Tags"), tr("State")});
}

void ComponentRows::setChoice(ComponentChoice choice)
{
    setWantedFlags(choice == ComponentChoice::InUse ? kInUse : choice == ComponentChoice::Problems ? kProblem : 0);
}

const registry::Component& ComponentRows::componentAt(const QModelIndex& index) const
{
    return m_model.componentAt(mapToSource(index).row());
}

items::SortKey ComponentRows::sortKey(int row, int column) const
{
    const QVariant value = m_model.data(m_model.index(row, column), ComponentModel::SortRole);
    if (!value.isValid()) {
        return {};
    }
    return value.typeId() == QMetaType::QString ? items::SortKey(value.toString()) : items::SortKey(value.toDouble());
}

QString ComponentRows::searchText(int row) const
{
    return m_model.data(m_model.index(row, 0), ComponentModel::SearchRole).toString();
}

unsigned ComponentRows::flagsOf(int row) const
{
    const registry::Component& component = m_model.componentAt(row);
    const bool inUse = !component.production.isEmpty() || !component.candidate.isEmpty();
    return (inUse ? kInUse : 0) | (m_model.flagsAt(row).any() ? kProblem : 0);
}

QVariant ComponentRows::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)) {
        return SortedRows::data(index, role);
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
