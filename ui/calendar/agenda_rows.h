#pragma once

#include "models/items/calendar_model.h"
#include "ui/common/table.h"

#include <QIdentityProxyModel>

namespace fairlead::ui {

/// The planned windows in words, earliest first. Thread: GUI.
class AgendaRows : public QIdentityProxyModel {
    Q_OBJECT
public:
    explicit AgendaRows(items::CalendarModel& model, QObject* parent = nullptr);
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    items::CalendarModel& m_model;
};

/// Draws AgendaRows. Thread: GUI.
class AgendaDelegate : public RowDelegate {
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const override;
};

} // namespace fairlead::ui
