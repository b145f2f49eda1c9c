#pragma once

#include "models/items/record_filter.h"
#include "ui/common/table.h"

namespace fairlead::ui {

/// The filtered history in words: what a cell shows, says and has as tool tip. Thread: GUI.
class RecordRows : public items::RecordFilterModel {
    Q_OBJECT
public:
    explicit RecordRows(items::RecordModel& model, QObject* parent = nullptr);

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    /// nullptr while it is on its way from a long history.
    const audit::Record* recordOf(const QModelIndex& index) const;
    /// The row of history row @p number here; invalid when the filter leaves it out or it is not loaded.
    QModelIndex indexOfRow(qint64 number) const;
    /// Was it on the UTC day of the newest record? Then its clock alone tells enough.
    bool isOfNewestDay(const audit::Record& record) const;
    /// As the narrow column has it: seconds on the newest day, the day before the clock on others, the date alone of other years.
    QString shortTime(const audit::Record& record) const;

private:
    Instant newestAt() const;
    QString words(const audit::Record& record, int column) const;

    items::RecordModel& m_model;
};

/// Draws RecordRows. Thread: GUI.
class RecordDelegate : public RowDelegate {
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const override;
};

} // namespace fairlead::ui
