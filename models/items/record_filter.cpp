#include "models/items/record_filter.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <functional>

namespace fairlead::items {

namespace {

bool occursIn(const QString& text, const QString& word)
{
    return text.contains(word, Qt::CaseInsensitive);
}

bool occursIn(const QJsonValue& value, const QString& word)
{
    switch (value.type()) {
    case QJsonValue::String: return occursIn(value.toString(), word);
    case QJsonValue::Array: {
        const QJsonArray parts = value.toArray();
        for (const QJsonValue& part : parts) {
            if (occursIn(part, word)) {
                return true;
            }
        }
        return false;
    }
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        for (auto part = object.begin(); part != object.end(); ++part) {
            if (occursIn(part.value(), word)) {
                return true;
            }
        }
        return false;
    }
    default: return false;
    }
}

} // namespace

RecordFilterModel::RecordFilterModel(RecordModel& source, ExtraText extraText, QObject* parent)
    : QAbstractProxyModel(parent)
    , m_records(source)
    , m_extraText(std::move(extraText))
{
    setSourceModel(&source);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &RecordFilterModel::scanSlice);
    connect(
        &source, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) { takeInserted(first, last); });
    connect(&source, &QAbstractItemModel::modelReset, this, &RecordFilterModel::restart);
    restart();
}

void RecordFilterModel::setFilter(const RecordFilter& filter)
{
    if (filter == m_filter) {
        return;
    }
    m_filter = filter;
    m_words = filter.words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    restart();
}

bool RecordFilterModel::wants(const audit::Record& record) const
{
    if (!m_filter.release.isEmpty() && record.entry.release != m_filter.release) {
        return false;
    }
    if (m_filter.group != RecordGroup::All && groupOf(record.entry.kind) != m_filter.group) {
        return false;
    }
    return std::ranges::all_of(m_words, [&](const QString& word) { return holdsWord(record, word); });
}

bool RecordFilterModel::holdsWord(const audit::Record& record, const QString& word) const
{
    const audit::Entry& entry = record.entry;
    return occursIn(entry.who, word) || occursIn(entry.object, word) || occursIn(entry.why, word) || occursIn(entry.kind, word)
        || QString::number(record.row) == word || occursIn(QJsonValue(entry.data), word)
        || (m_extraText && occursIn(m_extraText(record), word));
}

void RecordFilterModel::restart()
{
    beginResetModel();
    m_rows.clear();
    m_scan = m_records.rowCount();
    // The first slice belongs to the reset: the newest matches are there when the view paints again.
    const int stop = std::max(0, m_scan - kSlice);
    while (m_scan > stop) {
        --m_scan;
        if (wants(m_records.recordAt(m_scan))) {
            m_rows.push_back(m_scan);
        }
    }
    endResetModel();
    if (m_scan > 0) {
        m_timer.start();
        return;
    }
    m_timer.stop();
    Q_EMIT scanned();
}

void RecordFilterModel::scanSlice()
{
    std::vector<int> found;
    const int stop = std::max(0, m_scan - kSlice);
    while (m_scan > stop) {
        --m_scan;
        if (wants(m_records.recordAt(m_scan))) {
            found.push_back(m_scan);
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
    const int row = m_records.indexOfRow(number);
    while (row >= 0 && m_scan > row) {
        scanSlice();
    }
}

void RecordFilterModel::takeInserted(int first, int last)
{
    const int count = last - first + 1;
    // Source rows at and above the insert have moved up, whether shown yet or not.
    for (int& row : m_rows) {
        if (row < first) {
            break;
        }
        row += count;
    }
    if (first < m_scan) {
        m_scan += count;
        return;
    }
    std::vector<int> wanted;
    for (int row = last; row >= first; --row) {
        if (wants(m_records.recordAt(row))) {
            wanted.push_back(row);
        }
    }
    if (wanted.empty()) {
        Q_EMIT scanned();
        return;
    }
    const auto position = std::ranges::find_if(m_rows, [first](int row) { return row < first; });
    const int at = static_cast<int>(position - m_rows.begin());
    beginInsertRows({}, at, at + static_cast<int>(wanted.size()) - 1);
    m_rows.insert(position, wanted.begin(), wanted.end());
    endInsertRows();
    Q_EMIT scanned();
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

QModelIndex RecordFilterModel::mapToSource(const QModelIndex& proxyIndex) const
{
    if (!proxyIndex.isValid()) {
        return {};
    }
    return m_records.index(m_rows[static_cast<std::size_t>(proxyIndex.row())], proxyIndex.column());
}

QModelIndex RecordFilterModel::mapFromSource(const QModelIndex& sourceIndex) const
{
    if (!sourceIndex.isValid()) {
        return {};
    }
    const auto found = std::ranges::lower_bound(m_rows, sourceIndex.row(), std::ranges::greater());
    if (found == m_rows.end() || *found != sourceIndex.row()) {
        return {};
    }
    return index(static_cast<int>(found - m_rows.begin()), sourceIndex.column());
}

QModelIndex RecordFilterModel::index(int row, int column, const QModelIndex& parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex RecordFilterModel::parent(const QModelIndex&) const
{
    return {};
}

int RecordFilterModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RecordFilterModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : RecordModel::ColumnCount;
}

} // namespace fairlead::items
