#pragma once

#include "ui/common/table.h"
#include "ui/course/course_words.h"

#include <QAbstractTableModel>

#include <vector>

namespace fairlead::ui {

/// The units of a plan, or its steps where it has none, a row each. Thread: GUI.
class CourseLines : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, StateColumn, PlannedColumn, TargetColumn, ColumnCount };

    explicit CourseLines(QObject* parent = nullptr);

    /// @p units: they are units, which have a word of the target of their own.
    void setLines(std::vector<CourseLine> lines, bool units);
    const CourseLine& lineAt(int row) const { return m_lines[std::size_t(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<CourseLine> m_lines;
    bool m_units = false;
};

/// Draws CourseLines: two lines a row, the state with its icon.
class CourseDelegate : public RowDelegate {
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const override;
};

} // namespace fairlead::ui
