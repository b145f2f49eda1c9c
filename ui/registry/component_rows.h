#pragma once

#include "models/items/component_model.h"
#include "ui/common/table.h"

#include <QSortFilterProxyModel>

namespace fairlead::ui {

enum class ComponentChoice { All, InUse, Problems };

/// The components in words, filtered and sorted. Thread: GUI.
class ComponentRows : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit ComponentRows(items::ComponentModel& model, QObject* parent = nullptr);

    void setWords(const QString& words);
    void setChoice(ComponentChoice choice);
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    const registry::Component& componentAt(const QModelIndex& index) const;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    items::ComponentModel& m_model;
    QStringList m_words;
    ComponentChoice m_choice = ComponentChoice::All;
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
