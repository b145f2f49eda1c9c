#include "models/items/record_filter.h"

#include "models/base/future.h"

#include <algorithm>
#include <functional>

namespace fairlead::items {

namespace {

qint64 floorDiv(qint64 value, qint64 by)
{
    return value >= 0 ? value / by : -((-value + by - 1) / by);
}

} // namespace

RecordFilterModel::RecordFilterModel(RecordModel& source, ExtraText extraText, QObject* parent)
    : QAbstractTableModel(parent)
    , m_records(source)
    , m_extraText(std::move(extraText))
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &RecordFilterModel::scanSlice);
    connect(
        &source, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) { takeInserted(first, last); });
    connect(&source, &QAbstractItemModel::modelReset, this, &RecordFilterModel::restart);
    connect(&m_pages, &RecordPages::arrived, this, &RecordFilterModel::showPage);
    connect(&m_pages, &RecordPages::failed, this, &RecordFilterModel::failed);
    connect(&m_pages, &RecordPages::slow, this, [this] {
        if (const int rows = rowCount(); rows > 0) {
            Q_EMIT dataChanged(index(0, 0), index(rows - 1, RecordModel::ColumnCount - 1));
        }
    });
    restart();
}

RecordFilterModel::~RecordFilterModel()
{
    endSearch();
}

void RecordFilterModel::setStore(ports::HistoryStore& store)
{
    m_pages.setStore(&store);
    restart();
}

void RecordFilterModel::setFilter(const RecordFilter& filter)
{
    if (filter == m_match.filter()) {
        return;
    }
    m_match = RecordMatch(filter);
    if (m_paged) {
        search();
    } else {
        restart();
    }
}

qint64 RecordFilterModel::total() const
{
    return m_paged ? m_records.recordAt(m_records.rowCount() - 1).row : m_records.rowCount();
}

void RecordFilterModel::restart()
{
    m_paged = m_pages.store() != nullptr && m_records.rowCount() > 0 && m_records.recordAt(0).row > 1;
    m_timer.stop();
    endSearch();
    m_pages.clear();
    if (!m_paged) {
        restartHere();
        return;
    }
    m_scan = 0;
    if (m_match.wantsAll()) {
        beginResetModel();
        m_rows.clear();
        m_all = true;
        m_last = total();
        endResetModel();
        Q_EMIT scanned();
    } else {
        search();
    }
}

void RecordFilterModel::restartHere()
{
    beginResetModel();
    m_rows.clear();
    m_all = false;
    m_scan = m_records.rowCount();
    // The first slice belongs to the reset: the newest matches are there when the view paints again.
    const int stop = std::max(0, m_scan - kSlice);
    while (m_scan > stop) {
        --m_scan;
        if (wants(m_records.recordAt(m_scan))) {
            m_rows.push_back(m_records.recordAt(m_scan).row);
        }
    }
    endResetModel();
    if (m_scan > 0) {
        m_timer.start();
        return;
    }
    Q_EMIT scanned();
}

void RecordFilterModel::scanSlice()
{
    std::vector<qint64> found;
    const int stop = std::max(0, m_scan - kSlice);
    while (m_scan > stop) {
        --m_scan;
        if (wants(m_records.recordAt(m_scan))) {
            found.push_back(m_records.recordAt(m_scan).row);
        }
    }
    if (!found.empty()) {
        const int row = rowCount();
        beginInsertRows({}, row, row + static_cast<int>(found.size()) - 1);
        m_rows.insert(m_rows.end(), found.begin(), found.end());
        endInsertRows();
    }
    if (m_scan == 0) {
        m_timer.stop();
        Q_EMIT scanned();
    }
}

void RecordFilterModel::scanTo(qint64 number)
{
    const int row = m_paged ? -1 : m_records.indexOfRow(number);
    while (row >= 0 && m_scan > row) {
        scanSlice();
    }
}

void RecordFilterModel::takeInserted(int first, int last)
{
    if (m_paged) {
        takeNewest(first, last);
        return;
    }
    if (m_pages.store() != nullptr && m_records.recordAt(0).row > 1) {
        restart(); // the end of a long history
        return;
    }
    if (first < m_scan) {
        m_scan += last - first + 1;
        return;
    }
    std::vector<qint64> wanted;
    for (int row = last; row >= first; --row) {
        if (wants(m_records.recordAt(row))) {
            wanted.push_back(m_records.recordAt(row).row);
        }
    }
    if (!wanted.empty()) {
        const auto position = std::ranges::lower_bound(m_rows, wanted.front(), std::ranges::greater());
        const int at = static_cast<int>(position - m_rows.begin());
        beginInsertRows({}, at, at + static_cast<int>(wanted.size()) - 1);
        m_rows.insert(position, wanted.begin(), wanted.end());
        endInsertRows();
    }
    if (m_pages.store() != nullptr && m_scan == 0 && m_records.rowCount() > 2 * kHeld) {
        m_records.keepNewest(kHeld); // from here on it is a long one: restarts by its reset
        return;
    }
    Q_EMIT scanned();
}

void RecordFilterModel::takeNewest(int first, int last)
{
    std::vector<qint64> wanted;
    for (int row = last; row >= first; --row) {
        const audit::Record& record = m_records.recordAt(row);
        if (m_all ? record.row > m_last : wants(record)) {
            wanted.push_back(record.row);
        }
    }
    if (m_fresh) {
        m_arrived.insert(m_arrived.begin(), wanted.begin(), wanted.end());
    } else if (m_all) {
        const auto count = static_cast<int>(total() - m_last);
        if (count > 0) {
            beginInsertRows({}, 0, count - 1);
            m_last = total();
            endInsertRows();
        }
    } else {
        prepend(wanted);
    }
    if (m_records.rowCount() > 2 * kHeld) {
        m_records.dropOldest(kHeld);
    }
    Q_EMIT scanned();
}

void RecordFilterModel::prepend(const std::vector<qint64>& rows)
{
    std::vector<qint64> newer = rows;
    std::erase_if(newer, [this](qint64 row) { return !m_rows.empty() && row <= m_rows.front(); });
    if (!newer.empty()) {
        beginInsertRows({}, 0, static_cast<int>(newer.size()) - 1);
        m_rows.insert(m_rows.begin(), newer.begin(), newer.end());
        m_front += std::ssize(newer);
        endInsertRows();
    }
}

void RecordFilterModel::search()
{
    endSearch();
    if (m_match.wantsAll()) {
        restart();
        return;
    }
    m_fresh = true;
    m_search = std::make_unique<QFutureWatcher<Hits>>();
    connect(m_search.get(), &QFutureWatcherBase::resultReadyAt, this, [this, watcher = m_search.get()](int piece) {
        if (watcher == m_search.get()) {
            takeHits(watcher->resultAt(piece));
        }
    });
    m_search->setFuture(m_pages.store()->search(m_match.searchFor(m_kindsOf)));
    Q_EMIT scanned();
}

void RecordFilterModel::endSearch()
{
    if (m_search) {
        m_search->disconnect(this);
        m_search->cancel();
        m_search.release()->deleteLater(); // it may be the one that is telling us
    }
    m_fresh = false;
    m_arrived.clear();
}

void RecordFilterModel::takeHits(const Hits& hits)
{
    const bool first = std::exchange(m_fresh, false);
    std::vector<qint64> rows = hits ? hits->rows : std::vector<qint64>();
    if (first) {
        beginResetModel();
        m_all = false;
        m_pages.clear();
        m_front = 0;
        m_rows = std::move(rows);
        endResetModel();
        prepend(std::exchange(m_arrived, {}));
    } else if (!rows.empty()) {
        const int row = rowCount();
        beginInsertRows({}, row, row + static_cast<int>(rows.size()) - 1);
        m_rows.insert(m_rows.end(), rows.begin(), rows.end());
        endInsertRows();
    }
    if (!hits || hits->done) {
        endSearch();
    }
    Q_EMIT scanned();
    if (!hits) {
        Q_EMIT failed(hits.error());
    }
}

qint64 RecordFilterModel::numberAt(int row) const
{
    return m_all ? m_last - row : m_rows[static_cast<std::size_t>(row)];
}

int RecordFilterModel::positionOf(qint64 number) const
{
    if (m_all) {
        return number > 0 && number <= m_last ? static_cast<int>(m_last - number) : -1;
    }
    const auto found = std::ranges::lower_bound(m_rows, number, std::ranges::greater());
    return found != m_rows.end() && *found == number ? static_cast<int>(found - m_rows.begin()) : -1;
}

qint64 RecordFilterModel::pageOf(int row) const
{
    return floorDiv(m_all ? numberAt(row) - 1 : row - m_front, RecordPages::kRows);
}

ports::PageQuery RecordFilterModel::pageQuery(qint64 key) const
{
    const qint64 first = key * RecordPages::kRows;
    if (m_all) {
        return {first + 1, first + RecordPages::kRows, {}};
    }
    ports::PageQuery query;
    const qint64 from = std::max<qint64>(first + m_front, 0);
    const qint64 to = std::min<qint64>(first + m_front + RecordPages::kRows, std::ssize(m_rows));
    query.rows.assign(m_rows.begin() + from, m_rows.begin() + to);
    std::ranges::reverse(query.rows);
    return query;
}

const audit::Record* RecordFilterModel::recordAt(int row) const
{
    const qint64 number = numberAt(row);
    if (const audit::Record* held = m_records.find(number); held != nullptr || !m_paged) {
        return held;
    }
    const qint64 key = pageOf(row);
    return m_pages.find(key, number, [this, key] { return pageQuery(key); });
}

void RecordFilterModel::showPage(qint64 key)
{
    const qint64 first = key * RecordPages::kRows;
    const qint64 top = m_all ? m_last - first - RecordPages::kRows : first + m_front;
    const int from = static_cast<int>(std::clamp<qint64>(top, 0, rowCount()));
    const int to = static_cast<int>(std::clamp<qint64>(top + RecordPages::kRows, 0, rowCount())) - 1;
    if (from <= to) {
        Q_EMIT dataChanged(index(from, 0), index(to, RecordModel::ColumnCount - 1));
    }
}

const audit::Record* RecordFilterModel::intentOf(const audit::Record& record) const
{
    const auto rows = m_records.commandRows(record);
    const audit::Record* held = rows ? m_records.find(rows->intent) : nullptr;
    const bool elsewhere = held == nullptr && m_paged && record.entry.kind == audit::kind::kEffect;
    return elsewhere ? m_pages.intentOf(record.entry.data.value(QLatin1String("command")).toString()) : held;
}

std::optional<audit::Context> RecordFilterModel::context(qint64 number)
{
    if (!m_paged) {
        return m_records.context(number);
    }
    whenDone(m_pages.store()->context(number), this, [this](const Result<audit::Context>& found) {
        if (found) {
            Q_EMIT contextReady(*found);
        } else if (found.error().code != ErrorCode::NotFound) { // a row that was removed: verification says so
            Q_EMIT failed(found.error());
        }
    });
    return std::nullopt;
}

void RecordFilterModel::setHeaders(const QStringList& headers)
{
    m_headers = headers;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

QVariant RecordFilterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= m_headers.size()) {
        return {};
    }
    return m_headers[section];
}

int RecordFilterModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_all ? m_last : std::ssize(m_rows));
}

int RecordFilterModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : RecordModel::ColumnCount;
}

QVariant RecordFilterModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    if (index.column() == RecordModel::RowColumn && (role == Qt::DisplayRole || role == RecordModel::SortRole)) {
        return numberAt(index.row()); // known before the record is
    }
    const audit::Record* record = recordAt(index.row());
    return record == nullptr ? QVariant() : RecordModel::valueOf(*record, index.column(), role);
}

} // namespace fairlead::items
