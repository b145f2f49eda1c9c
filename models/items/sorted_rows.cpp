#include "models/items/sorted_rows.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace fairlead::items {

namespace {

/// More parts than this are told as a reset: each would move everything behind it.
constexpr int kMostParts = 64;

std::string foldedBytes(const QString& text)
{
    const QByteArray utf8 = text.toCaseFolded().toUtf8();
    return {utf8.constData(), static_cast<std::size_t>(utf8.size())};
}

} // namespace

SortedRows::SortedRows(QObject* parent)
    : QAbstractProxyModel(parent)
    // The order of "C" is that of bytes and nobody's own.
    , m_collator(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale())
{
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_collator.setNumericMode(true);
}

void SortedRows::setRows(QAbstractItemModel& source)
{
    setSourceModel(&source);
    connect(&source, &QAbstractItemModel::modelAboutToBeReset, this, &SortedRows::beginResetModel);
    connect(&source, &QAbstractItemModel::modelReset, this, [this] {
        prepareAll();
        endResetModel();
    });
    connect(
        &source, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) { takeInserted(first, last); });
    connect(&source, &QAbstractItemModel::rowsAboutToBeRemoved, this,
        [this](const QModelIndex&, int first, int last) { leaveOut(first, last); });
    connect(&source, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex&, int first, int last) { closeUp(first, last); });
    connect(&source, &QAbstractItemModel::dataChanged, this,
        [this](
            const QModelIndex& first, const QModelIndex& last, const QList<int>& roles) { takeChanged(first.row(), last.row(), roles); });
    connect(&source, &QAbstractItemModel::headerDataChanged, this, &SortedRows::headerDataChanged);
    beginResetModel();
    prepareAll();
    endResetModel();
}

void SortedRows::prepareAll()
{
    const int rows = sourceModel()->rowCount();
    m_prepared.assign(static_cast<std::size_t>(rows), {});
    for (int row = 0; row < rows; ++row) {
        prepare(row);
    }
    prepareKeys();
    m_order.resize(static_cast<std::size_t>(rows));
    std::iota(m_order.begin(), m_order.end(), 0);
    sortAll();
    m_shown = wanted();
    renumber();
}

void SortedRows::prepare(int row)
{
    m_prepared[static_cast<std::size_t>(row)] = {foldedBytes(searchText(row)), flagsOf(row)};
}

SortedRows::Key SortedRows::keyOf(int row) const
{
    const SortKey key = sortKey(row, m_column);
    Key made;
    made.none = std::holds_alternative<std::monostate>(key);
    if (const double* number = std::get_if<double>(&key)) {
        made.number = *number;
    } else if (const QString* text = std::get_if<QString>(&key)) {
        made.text = m_collator.sortKey(*text);
    }
    return made;
}

void SortedRows::prepareKeys()
{
    m_keys.clear();
    if (m_column >= 0) {
        m_keys.reserve(m_prepared.size());
        for (int row = 0; row < static_cast<int>(m_prepared.size()); ++row) {
            m_keys.push_back(keyOf(row));
        }
    }
}

bool SortedRows::isBefore(int left, int right) const
{
    if (m_column < 0) {
        return left < right;
    }
    const Key& a = m_keys[static_cast<std::size_t>(left)];
    const Key& b = m_keys[static_cast<std::size_t>(right)];
    int order = 0;
    if (a.none || b.none) {
        order = (a.none ? 0 : 1) - (b.none ? 0 : 1);
    } else if (a.text && b.text) {
        order = a.text->compare(*b.text);
    } else {
        order = a.number < b.number ? -1 : (b.number < a.number ? 1 : 0);
    }
    // Equals keep the order of the source in both directions.
    return order == 0 ? left < right : (order < 0) == (m_sortOrder == Qt::AscendingOrder);
}

bool SortedRows::isWanted(int row) const
{
    const Row& prepared = m_prepared[static_cast<std::size_t>(row)];
    return (prepared.flags & m_wantedFlags) == m_wantedFlags && std::ranges::all_of(m_words, [&](const std::string& word) {
        return memmem(prepared.text.data(), prepared.text.size(), word.data(), word.size()) != nullptr;
    });
}

void SortedRows::sortAll()
{
    std::ranges::sort(m_order, [this](int left, int right) { return isBefore(left, right); });
}

std::vector<int> SortedRows::wanted() const
{
    std::vector<int> rows;
    rows.reserve(m_order.size());
    std::ranges::copy_if(m_order, std::back_inserter(rows), [this](int row) { return isWanted(row); });
    return rows;
}

void SortedRows::renumber(std::size_t from)
{
    if (from == 0) {
        m_places.assign(m_prepared.size(), -1);
    }
    for (std::size_t place = from; place < m_shown.size(); ++place) {
        m_places[static_cast<std::size_t>(m_shown[place])] = static_cast<int>(place);
    }
}

void SortedRows::setWords(const QString& words)
{
    m_words.clear();
    const QStringList parts = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& part : parts) {
        m_words.push_back(foldedBytes(part));
    }
    narrow();
}

void SortedRows::setWantedFlags(unsigned flags)
{
    m_wantedFlags = flags;
    narrow();
}

void SortedRows::narrow()
{
    if (sourceModel() != nullptr) {
        exchange(wanted());
    }
}

void SortedRows::sort(int column, Qt::SortOrder order)
{
    const bool sameKeys = column == m_column;
    m_column = column;
    m_sortOrder = order;
    if (sourceModel() == nullptr) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    std::vector<int> sources;
    for (const QModelIndex& each : before) {
        sources.push_back(m_shown[static_cast<std::size_t>(each.row())]);
    }
    if (!sameKeys) {
        prepareKeys();
    }
    sortAll();
    m_shown = wanted();
    renumber();
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        after += createIndex(m_places[static_cast<std::size_t>(sources[static_cast<std::size_t>(i)])], before[i].column());
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

/// Both are in the same order, so that what differs is found in one pass.
void SortedRows::exchange(std::vector<int> rows)
{
    std::vector<char> stays(m_prepared.size(), 0);
    for (const int row : rows) {
        stays[static_cast<std::size_t>(row)] = 1;
    }
    const auto staysAt = [&](std::size_t place) { return stays[static_cast<std::size_t>(m_shown[place])] != 0; };
    int parts = 0;
    for (std::size_t i = 0; i < m_shown.size(); ++i) {
        parts += !staysAt(i) && (i == 0 || staysAt(i - 1)) ? 1 : 0;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool fresh = m_places[static_cast<std::size_t>(rows[i])] < 0;
        parts += fresh && (i == 0 || m_places[static_cast<std::size_t>(rows[i - 1])] >= 0) ? 1 : 0;
    }
    if (parts > kMostParts) {
        beginResetModel();
        m_shown = std::move(rows);
        renumber();
        endResetModel();
        return;
    }
    for (std::size_t end = m_shown.size(); end > 0;) {
        std::size_t first = end;
        while (first > 0 && !staysAt(first - 1)) {
            --first;
        }
        if (first < end) {
            takeOut(first, end - first);
        }
        end = first == 0 ? 0 : first - 1;
    }
    for (std::size_t at = 0; at < rows.size(); ++at) {
        std::size_t end = at;
        while (end < rows.size() && (at >= m_shown.size() || rows[end] != m_shown[at])) {
            ++end;
        }
        if (end > at) {
            putIn(at, rows.cbegin() + static_cast<std::ptrdiff_t>(at), end - at);
            at = end - 1;
        }
    }
}

void SortedRows::takeOut(std::size_t first, std::size_t count)
{
    beginRemoveRows({}, static_cast<int>(first), static_cast<int>(first + count) - 1);
    const auto from = m_shown.begin() + static_cast<std::ptrdiff_t>(first);
    for (auto row = from; row != from + static_cast<std::ptrdiff_t>(count); ++row) {
        m_places[static_cast<std::size_t>(*row)] = -1;
    }
    m_shown.erase(from, from + static_cast<std::ptrdiff_t>(count));
    renumber(std::max<std::size_t>(first, 1));
    if (first == 0 && !m_shown.empty()) {
        m_places[static_cast<std::size_t>(m_shown.front())] = 0;
    }
    endRemoveRows();
}

void SortedRows::putIn(std::size_t at, std::vector<int>::const_iterator first, std::size_t count)
{
    beginInsertRows({}, static_cast<int>(at), static_cast<int>(at + count) - 1);
    m_shown.insert(m_shown.begin() + static_cast<std::ptrdiff_t>(at), first, first + static_cast<std::ptrdiff_t>(count));
    for (std::size_t place = at; place < m_shown.size(); ++place) {
        m_places[static_cast<std::size_t>(m_shown[place])] = static_cast<int>(place);
    }
    endInsertRows();
}

void SortedRows::takeInserted(int first, int last)
{
    const int count = last - first + 1;
    // Everything from there on has moved up in the source.
    for (std::vector<int>* rows : {&m_order, &m_shown}) {
        for (int& row : *rows) {
            row += row >= first ? count : 0;
        }
    }
    m_prepared.insert(m_prepared.begin() + first, static_cast<std::size_t>(count), Row());
    m_places.insert(m_places.begin() + first, static_cast<std::size_t>(count), -1);
    for (int row = first; row <= last; ++row) {
        prepare(row);
        if (m_column >= 0) {
            m_keys.insert(m_keys.begin() + row, keyOf(row));
        }
    }
    for (int row = first; row <= last; ++row) {
        const auto before = [this](int left, int right) { return isBefore(left, right); };
        m_order.insert(std::ranges::lower_bound(m_order, row, before), row);
        if (isWanted(row)) {
            const auto at = std::ranges::lower_bound(m_shown, row, before) - m_shown.begin();
            const std::vector<int> one{row};
            putIn(static_cast<std::size_t>(at), one.cbegin(), 1);
        }
    }
}

void SortedRows::leaveOut(int first, int last)
{
    for (int row = last; row >= first; --row) {
        std::erase(m_order, row);
        if (const int place = m_places[static_cast<std::size_t>(row)]; place >= 0) {
            takeOut(static_cast<std::size_t>(place), 1);
        }
    }
}

void SortedRows::closeUp(int first, int last)
{
    const int count = last - first + 1;
    for (std::vector<int>* rows : {&m_order, &m_shown}) {
        for (int& row : *rows) {
            row -= row > last ? count : 0;
        }
    }
    m_prepared.erase(m_prepared.begin() + first, m_prepared.begin() + last + 1);
    m_places.erase(m_places.begin() + first, m_places.begin() + last + 1);
    if (m_column >= 0) {
        m_keys.erase(m_keys.begin() + first, m_keys.begin() + last + 1);
    }
}

void SortedRows::takeChanged(int first, int last, const QList<int>& roles)
{
    for (int row = first; row <= last; ++row) {
        std::erase(m_order, row);
        prepare(row);
        const auto before = [this](int left, int right) { return isBefore(left, right); };
        const int place = m_places[static_cast<std::size_t>(row)];
        const bool wantedNow = isWanted(row);
        Key key = m_column >= 0 ? keyOf(row) : Key();
        if (m_column >= 0) {
            m_keys[static_cast<std::size_t>(row)] = std::move(key);
        }
        const bool inOrder = place >= 0 && (place == 0 || isBefore(m_shown[static_cast<std::size_t>(place) - 1], row))
            && (place + 1 >= rowCount() || isBefore(row, m_shown[static_cast<std::size_t>(place) + 1]));
        m_order.insert(std::ranges::lower_bound(m_order, row, before), row);
        if (place >= 0 && (!wantedNow || !inOrder)) {
            takeOut(static_cast<std::size_t>(place), 1);
        }
        if (wantedNow && !inOrder) {
            const auto at = std::ranges::lower_bound(m_shown, row, before) - m_shown.begin();
            const std::vector<int> one{row};
            putIn(static_cast<std::size_t>(at), one.cbegin(), 1);
        } else if (wantedNow) {
            Q_EMIT dataChanged(index(place, 0), index(place, columnCount() - 1), roles);
        }
    }
}

QModelIndex SortedRows::mapToSource(const QModelIndex& proxyIndex) const
{
    return proxyIndex.isValid() ? sourceModel()->index(m_shown[static_cast<std::size_t>(proxyIndex.row())], proxyIndex.column())
                                : QModelIndex();
}

QModelIndex SortedRows::mapFromSource(const QModelIndex& sourceIndex) const
{
    const int place = sourceIndex.isValid() ? m_places[static_cast<std::size_t>(sourceIndex.row())] : -1;
    return place < 0 ? QModelIndex() : index(place, sourceIndex.column());
}

QModelIndex SortedRows::index(int row, int column, const QModelIndex& parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex SortedRows::parent(const QModelIndex&) const
{
    return {};
}

int SortedRows::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int SortedRows::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || sourceModel() == nullptr ? 0 : sourceModel()->columnCount();
}

QVariant SortedRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    // Not by way of a first row, which is not there when nothing fits.
    return orientation == Qt::Horizontal && sourceModel() != nullptr ? sourceModel()->headerData(section, orientation, role) : QVariant();
}

} // namespace fairlead::items
