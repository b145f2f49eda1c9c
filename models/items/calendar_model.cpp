#include "models/items/calendar_model.h"

#include <algorithm>

namespace fairlead::items {

WindowState windowStateOf(const calendar::Entry& entry, Instant now)
{
    if (now < entry.window.start()) {
        return WindowState::Ahead;
    }
    return entry.window.contains(now) ? WindowState::Open : WindowState::Over;
}

CalendarModel::CalendarModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void CalendarModel::setHeaders(const QStringList& headers)
{
    m_headers = headers;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void CalendarModel::setEntries(std::vector<calendar::Entry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    std::ranges::stable_sort(m_entries, {}, [](const calendar::Entry& entry) { return entry.window.start(); });
    endResetModel();
}

void CalendarModel::setNow(Instant now)
{
    const Instant before = m_now;
    m_now = now;
    for (int row = 0; row < rowCount(); ++row) {
        if (windowStateOf(entryAt(row), before) != windowStateOf(entryAt(row), now)) {
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        }
    }
}

int CalendarModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int CalendarModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CalendarModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const calendar::Entry& entry = entryAt(index.row());
    switch (role) {
    case EntryRole: return QVariant::fromValue(std::optional(entry));
    case StateRole: return static_cast<int>(windowStateOf(entry, m_now));
    case Qt::DisplayRole:
    case SortRole: break;
    default: return {};
    }
    switch (static_cast<Column>(index.column())) {
    case StartColumn: return role == SortRole ? QVariant(entry.window.start().ms()) : QVariant(entry.window.start().toIso());
    case EndColumn: return role == SortRole ? QVariant(entry.window.end().ms()) : QVariant(entry.window.end().toIso());
    case ComponentColumn: return entry.component;
    case VersionColumn: return entry.version;
    case OwnerColumn: return entry.owner;
    case RollbackOwnerColumn: return entry.rollbackOwner;
    case StateColumn: return static_cast<int>(windowStateOf(entry, m_now));
    case ColumnCount: break;
    }
    return {};
}

QVariant CalendarModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= m_headers.size()) {
        return {};
    }
    return m_headers[section];
}

int CalendarModel::rowOf(const QString& id) const
{
    const auto found = std::ranges::find(m_entries, id, &calendar::Entry::id);
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

} // namespace fairlead::items
