#include "ui/charts/table_window.h"

#include "ui/common/table.h"
#include "ui/common/widgets.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kRow = 28;
constexpr int kRowsSeen = 14;
constexpr int kWidest = 460; ///< of one column, until a person widens it
constexpr int kSampledRows = 50; ///< columns take their width from so many

class TextCells final : public RowDelegate {
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const override
    {
        CellText cell;
        cell.text = index.data(Qt::DisplayRole).toString();
        cell.bold = index.column() == 0;
        cell.token = index.column() < 3 ? Token::Text : Token::Text2;
        drawText(painter, box, cell);
    }
};

} // namespace

void TableContentModel::show(TableContent content)
{
    const bool same = content.columns == m_content.columns && content.rows.size() == m_content.rows.size();
    if (same) {
        m_content = std::move(content);
        if (!m_content.rows.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_content = std::move(content);
    endResetModel();
}

int TableContentModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_content.rows.size());
}

int TableContentModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_content.columns.size());
}

QVariant TableContentModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    return m_content.rows[std::size_t(index.row())].value(index.column());
}

QVariant TableContentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    return m_content.columns.value(section);
}

TableWindow::TableWindow(const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_model(new TableContentModel(this))
    , m_view(new QTableView)
    , m_title(new TextLabel(theme, Type::Section, Token::Text))
    , m_note(new TextLabel(theme, Type::Small, Token::Text3))
{
    setModal(false);
    m_view->setModel(m_model);
    prepareTable(*m_view, theme, kRow)->setSectionResizeMode(QHeaderView::Interactive);
    m_view->setItemDelegate(new TextCells(theme, m_view));
    auto* copyButton = new ActionButton(theme, QStringLiteral("copy"), tr("Copy"), ButtonKind::Flat);
    copyButton->setButtonSize(ButtonSize::Small);
    connect(copyButton, &QPushButton::clicked, this, &TableWindow::copy);
    auto* keys = new QShortcut(QKeySequence::Copy, this);
    connect(keys, &QShortcut::activated, this, &TableWindow::copy);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(copyButton);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kSpace4, metric::kSpace3, metric::kSpace4, metric::kSpace3);
    layout->setSpacing(metric::kSpace2);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_note);
}

void TableWindow::setContent(const TableContent& content)
{
    const bool other = content.columns != m_model->content().columns;
    if (content == m_model->content() && m_sized)
        return;
    m_model->show(content);
    setWindowTitle(content.title);
    m_title->setText(content.title);
    m_view->setAccessibleName(content.title);
    m_note->setText(content.note);
    m_note->setVisible(!content.note.isEmpty());
    if (m_sized && !other)
        return;
    m_sized = true;
    int width = 2 * metric::kSpace4 + metric::kSpace6;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        int widest = columnWidth(m_theme, content.columns.value(column), true);
        for (std::size_t row = 0; row < std::min<std::size_t>(content.rows.size(), kSampledRows); ++row)
            widest = std::max(widest, columnWidth(m_theme, content.rows[row].value(column), true) + metric::kSpace3);
        m_view->setColumnWidth(column, std::min(widest, kWidest));
        width += std::min(widest, kWidest);
    }
    resize(width, (kRowsSeen + 4) * kRow);
}

void TableWindow::copy() const
{
    QApplication::clipboard()->setText(toText(m_model->content()));
}

} // namespace fairlead::ui
