#pragma once

#include "ui/common/status.h"
#include "ui/common/theme.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

class QTableView;

namespace fairlead::ui {

/// How one piece of text in a table is drawn.
struct CellText {
    QString text;
    Token token = Token::Text;
    bool bold = false;
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
    Qt::TextElideMode elide = Qt::ElideRight;
    bool wholeWords = false; ///< for sentences: ends at a space, so that no number is cut in two
};

/// Draws a row as the product's tables do: no vertical lines, one line under it, the selected one tinted with
/// a 3 px bar at the left. What stands in a cell is the subclass's. Thread: GUI.
class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit RowDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const final;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Room left and right of what stands in a cell.
    static constexpr int kPadding = metric::kSpace2;

protected:
    virtual void paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const = 0;

    const Theme& theme() const { return m_theme; }
    void drawText(QPainter& painter, const QRect& box, const CellText& cell) const;
    void drawIconAndText(QPainter& painter, const QRect& box, const QString& icon, Token iconToken, const CellText& cell) const;
    /// Status as icon and word; neutral colours the normal case like any other text.
    void drawStatus(QPainter& painter, const QRect& box, const StatusLook& look, bool neutral = false) const;
    /// "personas/analysts/" grey, "data_analyst" bold; the grey part gives way in its middle first.
    void drawPath(QPainter& painter, const QRect& box, const QString& path) const;

private:
    const Theme& m_theme;
};

/// Small grey words on the raised colour, a line under them, an arrow at the sorted column.
class TableHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit TableHeader(const Theme& theme, QWidget* parent = nullptr);
    /// Columns whose words stand at the right, as their numbers do.
    void setRightAligned(const QList<int>& columns);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void paintSection(QPainter* painter, const QRect& rect, int column) const override;

private:
    const Theme& m_theme;
    QList<int> m_right;
};

/// Rows of one fixed height, whole rows selected, no grid, no frame, the product's header.
/// Returns the header, which the view owns.
TableHeader* prepareTable(QTableView& view, const Theme& theme, int rowHeight = metric::kTableRow);

/// Width of a column that shows @p sample whole in the body font, padding included.
int columnWidth(const Theme& theme, const QString& sample, bool bold = false, bool withIcon = false);

} // namespace fairlead::ui
