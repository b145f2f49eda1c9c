#pragma once

#include "models/items/record_model.h"

#include <QAbstractProxyModel>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <vector>

namespace fairlead::items {

/// Which records are wanted; the default wants all.
struct RecordFilter {
    QString words; ///< each must occur somewhere in the record, in any case
    QString release; ///< ReleaseId text; empty for all
    RecordGroup group = RecordGroup::All;

    bool operator==(const RecordFilter&) const = default;
};

/// The records of a RecordModel that fit a filter, newest first. A new filter shows the newest matches at
/// once and adds older ones below in slices, so that a long history never blocks the window.
/// Thread: GUI.
class RecordFilterModel : public QAbstractProxyModel {
    Q_OBJECT
public:
    /// Text in which words are searched besides the record's own fields, e.g. the translated kind.
    using ExtraText = std::function<QString(const audit::Record&)>;

    explicit RecordFilterModel(RecordModel& source, ExtraText extraText = {}, QObject* parent = nullptr);

    void setFilter(const RecordFilter& filter);
    const RecordFilter& filter() const { return m_filter; }
    /// Words for the columns of RecordModel::Column, given by the view's side.
    void setHeaders(const QStringList& headers);
    /// Looks at everything down to history row @p number at once, for a jump to it.
    void scanTo(qint64 number);
    bool isScanning() const { return m_scan > 0; }

    QModelIndex mapToSource(const QModelIndex& proxyIndex) const override;
    QModelIndex mapFromSource(const QModelIndex& sourceIndex) const override;
    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// Records looked at in one slice.
    static constexpr int kSlice = 1'000;

Q_SIGNALS:
    /// The whole history has been looked at; rowCount() is final.
    void scanned();

private:
    bool wants(const audit::Record& record) const;
    bool holdsWord(const audit::Record& record, const QString& word) const;
    void restart();
    void scanSlice();
    void takeInserted(int first, int last);

    RecordModel& m_records;
    ExtraText m_extraText;
    RecordFilter m_filter;
    QStringList m_words;
    QStringList m_headers;
    std::vector<int> m_rows; ///< source rows, newest (highest) first
    int m_scan = 0; ///< source rows below this one are still to be looked at
    QTimer m_timer;
};

} // namespace fairlead::items
