#pragma once

#include "models/items/record_match.h"
#include "models/items/record_model.h"
#include "models/items/record_pages.h"

#include <QAbstractTableModel>
#include <QFutureWatcher>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace fairlead::items {

/// The history as a table, newest first, narrowed by a filter.
///
/// A short history lies in a RecordModel as a whole: it is looked at here, the newest matches at once and older ones in slices. Of a
/// long one (setStore(), and the RecordModel holds only its end) rows are fetched a page at a time as they are seen, and a filter is a
/// search that the store carries out; rows are then numbered without gaps, and what is not here yet is empty. Nothing blocks.
/// Thread: GUI.
class RecordFilterModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using ExtraText = RecordMatch::ExtraText;

    explicit RecordFilterModel(RecordModel& source, ExtraText extraText = {}, QObject* parent = nullptr);
    ~RecordFilterModel() override;

    /// Where the rest of a long history lies; outlives this. Without it the source is taken for the whole.
    void setStore(ports::HistoryStore& store);
    /// For searches by the store: which kinds a word means in the language of the view.
    void setKindsOf(RecordMatch::KindsOf kindsOf) { m_kindsOf = std::move(kindsOf); }
    void setFilter(const RecordFilter& filter);
    const RecordFilter& filter() const { return m_match.filter(); }
    /// Words for the columns of RecordModel::Column, given by the view's side.
    void setHeaders(const QStringList& headers);
    /// Looks at everything down to history row @p number at once, for a jump to it. A long history needs none.
    void scanTo(qint64 number);
    bool isScanning() const { return m_scan > 0 || m_search != nullptr; }
    /// A search has begun and brought nothing yet: the rows are those of the filter before.
    bool isWaiting() const { return m_fresh; }
    /// Rows of the whole history.
    qint64 total() const;
    bool isPaged() const { return m_paged; }
    /// What is not here yet takes longer than it should.
    bool isSlow() const { return m_pages.isSlow(); }

    /// History row at @p row of this table.
    qint64 numberAt(int row) const;
    /// The record there; nullptr while it is on its way, or where somebody removed it. Valid until the event loop runs.
    const audit::Record* recordAt(int row) const;
    /// Row of this table that shows history row @p number; -1 when the filter leaves it out or it was not looked at yet.
    int positionOf(qint64 number) const;
    /// What an effect was asked for, for those that recordAt() gave; nullptr for other kinds or when it is not known.
    const audit::Record* intentOf(const audit::Record& record) const;
    /// Everything that belongs to history row @p number: from what is here, or after contextReady().
    std::optional<audit::Context> context(qint64 number);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// Records looked at in one slice.
    static constexpr int kSlice = 1'000;
    /// Records of a long history that stay at hand, the newest.
    static constexpr int kHeld = 4'096;

Q_SIGNALS:
    /// Everything was looked at, or more was found: rowCount() is as far as is known.
    void scanned();
    void contextReady(const fairlead::audit::Context& context);
    void failed(const fairlead::Error& error);

private:
    using Hits = Result<ports::RecordHits>;
    bool wants(const audit::Record& record) const { return m_match.wants(record, m_extraText); }
    void restart();
    void restartHere();
    void scanSlice();
    void takeInserted(int first, int last);
    void takeNewest(int first, int last);
    void prepend(const std::vector<qint64>& rows);
    void search();
    void endSearch();
    void takeHits(const Hits& hits);
    void showPage(qint64 key);
    qint64 pageOf(int row) const;
    ports::PageQuery pageQuery(qint64 key) const;

    RecordModel& m_records;
    ExtraText m_extraText;
    RecordMatch::KindsOf m_kindsOf;
    RecordMatch m_match;
    QStringList m_headers;
    std::vector<qint64> m_rows; ///< history rows, newest first; unless m_all
    bool m_all = false; ///< every row of a long history: m_rows is not needed
    qint64 m_last = 0; ///< while m_all: row of the newest record shown
    bool m_paged = false;
    int m_scan = 0; ///< source rows below this one are still to be looked at
    QTimer m_timer;
    mutable RecordPages m_pages; ///< asking for a row fetches it
    std::unique_ptr<QFutureWatcher<Hits>> m_search;
    bool m_fresh = false; ///< the search has brought nothing yet: the rows shown are those of the filter before
    std::vector<qint64> m_arrived; ///< fitting rows that came while m_fresh
    qint64 m_front = 0; ///< rows put before those of the search, so that pages keep their place
};

} // namespace fairlead::items
