#pragma once

#include "models/domain/rollout/snapshot.h"

#include <QAbstractTableModel>

#include <vector>

namespace fairlead::items {

/// Which releases stand together in the list, in this order.
enum class RolloutGroup { Production, Elsewhere, ToStart, Ended };

RolloutGroup groupOf(const rollout::Snapshot& snapshot);

/// The releases of a workspace by their newest snapshot, in the order in which they came. Thread: GUI.
class RolloutModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        NameColumn,
        EnvironmentColumn,
        StrategyColumn,
        StepsColumn,
        AskedColumn,
        ObservedColumn,
        VerdictColumn,
        NextColumn,
        OwnerColumn,
        ColumnCount
    };
    enum Role {
        SnapshotRole = Qt::UserRole + 1, ///< the rollout::Snapshot
        IdRole, ///< text of the ReleaseId
        GroupRole, ///< int of RolloutGroup
        NextAtRole, ///< ms of when something happens by itself; the largest number where nothing does
        SortRole, ///< raw text or number, by column
    };

    explicit RolloutModel(QObject* parent = nullptr);

    /// Words for the columns, given by the view's side.
    void setHeaders(const QStringList& headers);
    /// Adds the release or replaces its values in place.
    void showSnapshot(const rollout::Snapshot& snapshot);
    void clear();

    int rowOf(const ReleaseId& id) const; ///< -1 when there is none
    const rollout::Snapshot& snapshotAt(int row) const { return m_snapshots[static_cast<std::size_t>(row)]; }
    int countOf(RolloutGroup group) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QVariant raw(const rollout::Snapshot& snapshot, int column) const;

    QStringList m_headers;
    std::vector<rollout::Snapshot> m_snapshots;
};

} // namespace fairlead::items
