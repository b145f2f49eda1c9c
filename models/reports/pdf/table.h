#pragma once

#include "models/reports/pdf/marks.h"
#include "models/reports/pdf/pages.h"

#include <optional>
#include <vector>

namespace fairlead::reports::pdf {

struct Column {
    QString title;
    double width = 0.0; ///< in points
    Align align = Align::Left;
};

struct Cell {
    QString text;
    TextStyle style = style::kBody;
    std::optional<StatusLook> status{}; ///< its mark stands before (left) or after (right) the text
    double indent = 0.0;
};

using Row = std::vector<Cell>;

/// Rows with wrapped cells and a line under each. A row is not torn apart; the head is repeated on every page. Rows are drawn as
/// they come, so a table may be of any length.
class Table {
public:
    Table(Pages& pages, std::vector<Column> columns);

    void add(const Row& row);
    /// A bold line over the whole width, kept with the row after it.
    void group(const QString& title);

private:
    void head();
    double heightOf(const Row& row);
    void draw(const Row& row, double height);

    Pages& m_pages;
    std::vector<Column> m_columns;
    double m_gap = 8.0;
};

} // namespace fairlead::reports::pdf
