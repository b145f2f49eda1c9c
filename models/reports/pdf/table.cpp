#include "models/reports/pdf/table.h"

#include <algorithm>

namespace fairlead::reports::pdf {

namespace {

constexpr double kPadding = 3.4;
constexpr double kMark = 6.5;
constexpr double kMarkGap = 3.0;
constexpr double kBaseline = 1.05; ///< of a line box below its top, in sizes of its text

/// All first lines of a row stand on one baseline.
double baselineShift(const Cell& cell)
{
    return std::max(0.0, style::kBody.size - cell.style.size) * kBaseline;
}

double markWidth(const Cell& cell)
{
    return cell.status ? kMark + kMarkGap : 0.0;
}

} // namespace

Table::Table(Pages& pages, std::vector<Column> columns)
    : m_pages(pages)
    , m_columns(std::move(columns))
{
    m_pages.need(40.0);
    head();
}

void Table::head()
{
    Canvas& canvas = m_pages.canvas();
    double x = Pages::kLeft;
    for (const Column& column : m_columns) {
        const double at = column.align == Align::Right ? x + column.width : x;
        canvas.text(at, m_pages.y() + 1.5, column.title, style::kLabel, column.align);
        x += column.width + m_gap;
    }
    m_pages.advance(14.5);
    canvas.line(Pages::kLeft, m_pages.y(), Pages::kRight, m_pages.y(), ink::kLine);
}

double Table::heightOf(const Row& row)
{
    double height = Canvas::lineHeight(style::kBody);
    for (std::size_t i = 0; i < row.size(); ++i) {
        const double width = m_columns.at(i).width - row[i].indent - markWidth(row[i]);
        height = std::max(height, baselineShift(row[i]) + m_pages.canvas().paragraph(0, 0, width, row[i].text, row[i].style, false));
    }
    return height + 2 * kPadding;
}

void Table::draw(const Row& row, double height)
{
    Canvas& canvas = m_pages.canvas();
    double x = Pages::kLeft;
    const double top = m_pages.y() + kPadding;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const Cell& cell = row[i];
        const Column& column = m_columns.at(i);
        const bool right = column.align == Align::Right;
        const double width = column.width - cell.indent - markWidth(cell);
        const double at = right ? x + column.width - markWidth(cell) : x + cell.indent + markWidth(cell);
        const double first = top + baselineShift(cell);
        canvas.paragraph(at, first, width, cell.text, cell.style, true, column.align);
        if (cell.status) {
            const double box = Canvas::lineHeight(cell.style);
            drawMark(canvas, cell.status->mark, right ? x + column.width - kMark : x + cell.indent, first + (box - kMark) / 2.0, kMark,
                cell.status->color);
        }
        x += column.width + m_gap;
    }
    m_pages.advance(height);
    canvas.line(Pages::kLeft, m_pages.y(), Pages::kRight, m_pages.y(), ink::kLine, 0.5);
}

void Table::add(const Row& row)
{
    const double height = heightOf(row);
    if (m_pages.need(height)) {
        head();
    }
    draw(row, height);
}

void Table::group(const QString& title)
{
    if (m_pages.need(44.0)) {
        head();
    }
    m_pages.canvas().text(Pages::kLeft, m_pages.y() + 5.0, title, style::kBold);
    m_pages.advance(19.0);
    m_pages.canvas().line(Pages::kLeft, m_pages.y(), Pages::kRight, m_pages.y(), ink::kLine, 0.5);
}

} // namespace fairlead::reports::pdf
