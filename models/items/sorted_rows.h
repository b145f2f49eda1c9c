#pragma once

#include <QAbstractProxyModel>
#include <QCollator>
#include <QStringList>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace fairlead::items {

/// By what a cell is sorted: nothing (comes first, as the least), a number, or text in the order of the reader's language.
using SortKey = std::variant<std::monostate, double, QString>;

/// The rows of a live table in an order and narrowed by words, for tables that can be long. What QSortFilterProxyModel asks the source for
/// at every comparison is asked once a row here: keys when a column is first sorted by, and the folded text to search in. What changes in
/// the source is merged in at its place. Thread: GUI.
class SortedRows : public QAbstractProxyModel {
    Q_OBJECT
public:
    explicit SortedRows(QObject* parent = nullptr);

    /// A flat table; outlives this. To be called once, when the keys below can be asked for.
    void setRows(QAbstractItemModel& source);
    /// Every word must occur in the row's search text, in any case.
    void setWords(const QString& words);
    /// Only rows that have all of these flags.
    void setWantedFlags(unsigned flags);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    QModelIndex mapToSource(const QModelIndex& proxyIndex) const override;
    QModelIndex mapFromSource(const QModelIndex& sourceIndex) const override;
    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    /// Of row @p row of the source; asked once, and again when the row changed.
    virtual SortKey sortKey(int row, int column) const = 0;
    virtual QString searchText(int row) const = 0;
    virtual unsigned flagsOf(int row) const = 0;

private:
    struct Row {
        std::string text; ///< UTF-8 without case
        unsigned flags = 0;
    };
    /// Keys of the column that is sorted by. A column is of numbers or of texts; a text has its key, a number stands for itself.
    struct Key {
        double number = 0.0;
        std::optional<QCollatorSortKey> text;
        bool none = true;
    };

    void prepareAll();
    void prepare(int row);
    Key keyOf(int row) const;
    void prepareKeys();
    bool isBefore(int left, int right) const;
    bool isWanted(int row) const;
    void sortAll();
    std::vector<int> wanted() const;
    void narrow();
    void exchange(std::vector<int> rows);
    void takeOut(std::size_t first, std::size_t count);
    void putIn(std::size_t at, std::vector<int>::const_iterator first, std::size_t count);
    void takeInserted(int first, int last);
    void leaveOut(int first, int last);
    void closeUp(int first, int last);
    void takeChanged(int first, int last, const QList<int>& roles);
    void renumber(std::size_t from = 0);

    QCollator m_collator;
    std::vector<Row> m_prepared; ///< by source row
    std::vector<Key> m_keys; ///< by source row; empty until a column is sorted by
    int m_column = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    std::vector<std::string> m_words;
    unsigned m_wantedFlags = 0;
    std::vector<int> m_order; ///< all source rows as they are sorted
    std::vector<int> m_shown; ///< those of them that are wanted
    std::vector<int> m_places; ///< by source row: where in m_shown, or -1
};

} // namespace fairlead::items
