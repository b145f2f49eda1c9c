#pragma once

#include "models/items/component_model.h"
#include "models/items/sorted_rows.h"
#include "ui/common/table.h"

namespace fairlead::ui {

enum class ComponentChoice { All, InUse, Problems };

/// The components in words, filtered and sorted. Thread: GUI.
class ComponentRows : public items::SortedRows {
    Q_OBJECT
public:
    explicit ComponentRows(items::ComponentModel& model, QObject* parent = nullptr);

    void setChoice(ComponentChoice choice);
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    const registry::Component& componentAt(const QModelIndex& index) const;

protected:
    items::SortKey sortKey(int row, int column) const override;
    QString searchText(int row) const override;
    unsigned flagsOf(int row) const override;

private:
    items::ComponentModel& m_model;
};

/// Draws ComponentRows. Thread: GUI.
class ComponentDelegate : public RowDelegate {
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const override;
};

} // namespace fairlead::ui
