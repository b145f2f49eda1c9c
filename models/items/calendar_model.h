#pragma once

#include "models/domain/calendar/entry.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace fairlead::items {

/// Where the present stands against a window.
enum class WindowState { Ahead, Open, Over };

WindowState windowStateOf(const calendar::Entry& entry, Instant now);

/// The planned windows of a workspace, earliest first. Thread: GUI.
class CalendarModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { StartColumn, EndColumn, ComponentColumn, VersionColumn, OwnerColumn, RollbackOwnerColumn, StateColumn, ColumnCount };
    enum Role {
        EntryRole = Qt::UserRole + 1, ///< std::optional<calendar::Entry>, always set
        SortRole, ///< milliseconds or folded text, by column
        StateRole, ///< int of WindowState
    };

    explicit CalendarModel(QObject* parent = nullptr);

    /// Words for the columns, given by the view's side.
    void setHeaders(const QStringList& headers);
    void setEntries(std::vector<calendar::Entry> entries);
    /// Moves the present; says dataChanged for the rows whose state changes, and for no others.
    void setNow(Instant now);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    const std::vector<calendar::Entry>& entries() const { return m_entries; }
    const calendar::Entry& entryAt(int row) const { return m_entries[static_cast<std::size_t>(row)]; }
    /// Row of the entry with @p id; -1 when there is none.
    int rowOf(const QString& id) const;

private:
    QStringList m_headers;
    std::vector<calendar::Entry> m_entries;
    Instant m_now;
};

} // namespace fairlead::items

Q_DECLARE_METATYPE(std::optional<fairlead::calendar::Entry>)
