#include "models/items/rollout_model.h"

#include <algorithm>
#include <limits>

namespace fairlead::items {

using rollout::Phase;
using rollout::Snapshot;

namespace {

qint64 nextAt(const Snapshot& snapshot)
{
    if (snapshot.effectDue) {
        return snapshot.effectDue->ms();
    }
    if (snapshot.soakEnds) {
        return snapshot.soakEnds->ms();
    }
    const auto& window = snapshot.state.release.window;
    if (snapshot.state.phase == Phase::ToStart && window) {
        return window->start().ms();
    }
    return std::numeric_limits<qint64>::max();
}

} // namespace

RolloutGroup groupOf(const Snapshot& snapshot)
{
    if (rollout::isEnded(snapshot.state.phase)) {
        return RolloutGroup::Ended;
    }
    if (snapshot.state.phase == Phase::ToStart) {
        return RolloutGroup::ToStart;
    }
    return snapshot.state.release.production ? RolloutGroup::Production : RolloutGroup::Elsewhere;
}

RolloutModel::RolloutModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void RolloutModel::setHeaders(const QStringList& headers)
{
    m_headers = headers;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void RolloutModel::showSnapshot(const Snapshot& snapshot)
{
    const int row = rowOf(snapshot.state.release.id);
    if (row < 0) {
        const int last = static_cast<int>(m_snapshots.size());
        beginInsertRows({}, last, last);
        m_snapshots.push_back(snapshot);
        endInsertRows();
        return;
    }
    m_snapshots[static_cast<std::size_t>(row)] = snapshot;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void RolloutModel::clear()
{
    beginResetModel();
    m_snapshots.clear();
    endResetModel();
}

int RolloutModel::rowOf(const ReleaseId& id) const
{
    const auto found = std::ranges::find_if(m_snapshots, [&id](const Snapshot& snapshot) { return snapshot.state.release.id == id; });
    return found == m_snapshots.end() ? -1 : static_cast<int>(found - m_snapshots.begin());
}

int RolloutModel::countOf(RolloutGroup group) const
{
    return static_cast<int>(std::ranges::count(m_snapshots, group, groupOf));
}

int RolloutModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_snapshots.size());
}

int RolloutModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant RolloutModel::raw(const Snapshot& snapshot, int column) const
{
    const rollout::Release& release = snapshot.state.release;
    switch (column) {
    case NameColumn: return release.title();
    case EnvironmentColumn: return release.environment;
    case StrategyColumn: return release.plan.name.isEmpty() ? release.manifest.strategy : release.plan.name;
    case StepsColumn: return snapshot.state.step;
    case AskedColumn: return snapshot.state.asked().weight.value();
    case ObservedColumn: return snapshot.observation.share ? QVariant(*snapshot.observation.share) : QVariant();
    case VerdictColumn: return gate::toString(gate::worst(snapshot.verdicts));
    case NextColumn: return nextAt(snapshot);
    case OwnerColumn: return release.owner;
    default: return {};
    }
}

QVariant RolloutModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Snapshot& snapshot = snapshotAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case SortRole: return raw(snapshot, index.column());
    case SnapshotRole: return QVariant::fromValue(snapshot);
    case IdRole: return snapshot.state.release.id.text();
    case GroupRole: return static_cast<int>(groupOf(snapshot));
    case NextAtRole: return nextAt(snapshot);
    default: return {};
    }
}

QVariant RolloutModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= m_headers.size()) {
        return {};
    }
    return m_headers[section];
}

} // namespace fairlead::items
