#pragma once

#include "ui/charts/chart_tables.h"
#include "ui/common/theme.h"

#include <QAbstractTableModel>
#include <QDialog>

class QLabel;
class QTableView;

namespace fairlead::ui {

/// Rows of words. Rows that stay are changed in place, so that what is selected and read stays so. Thread: GUI.
class TableContentModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    void show(TableContent content);
    const TableContent& content() const { return m_content; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    TableContent m_content;
};

/// A table beside the charts that stays while one works in them; Ctrl+C or the button copies it as tab-separated text. Thread: GUI.
class TableWindow : public QDialog {
    Q_OBJECT
public:
    TableWindow(const Theme& theme, QWidget* parent);

    void setContent(const TableContent& content);
    const TableContent& content() const { return m_model->content(); }
    void copy() const;

private:
    const Theme& m_theme;
    TableContentModel* m_model;
    QTableView* m_view;
    QLabel* m_title;
    QLabel* m_note;
    bool m_sized = false;
};

} // namespace fairlead::ui
