#include "ui/course/course_lines.h"

#include <QPainter>

namespace fairlead::ui {

namespace {

QString joined(const QString& first, const QString& second)
{
    return second.isEmpty() ? first : first + QStringLiteral(", ") + second;
}

} // namespace

CourseLines::CourseLines(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void CourseLines::setLines(std::vector<CourseLine> lines, bool units)
{
    if (lines.size() == m_lines.size() && units == m_units) {
        if (lines != m_lines) {
            m_lines = std::move(lines);
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        }
        return;
    }
    beginResetModel();
    m_lines = std::move(lines);
    m_units = units;
    endResetModel();
}

int CourseLines::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int CourseLines::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_units ? ColumnCount : int(TargetColumn);
}

QVariant CourseLines::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)
        || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole))
        return {};
    const CourseLine& line = lineAt(index.row());
    switch (index.column()) {
    case NameColumn: return joined(line.name, line.detail);
    case StateColumn: return joined(line.look.word, line.since);
    case PlannedColumn: return joined(line.planned, line.lateness);
    case TargetColumn: return line.target.isEmpty() ? tr("not told") : line.target;
    default: return {};
    }
}

QVariant CourseLines::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return m_units ? tr("Unit") : tr("Step");
    case StateColumn: return tr("State, UTC");
    case PlannedColumn: return tr("Planned, UTC");
    case TargetColumn: return tr("Target says");
    default: return {};
    }
}

void CourseDelegate::paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const
{
    const auto* model = qobject_cast<const CourseLines*>(index.model());
    if (model == nullptr)
        return;
    const CourseLine& line = model->lineAt(index.row());
    const QRect above(box.left(), box.top(), box.width(), box.height() / 2);
    const QRect below(box.left(), above.bottom() + 1, box.width(), box.height() - above.height());
    const auto put = [&](const QRect& half, bool first, CellText cell) {
        cell.alignment = Qt::AlignLeft | (first ? Qt::AlignBottom : Qt::AlignTop);
        drawText(painter, half, cell);
    };
    switch (index.column()) {
    case CourseLines::NameColumn:
        put(above, true, {.text = line.name, .bold = true});
        put(below, false, {.text = line.detail, .token = Token::Text2});
        return;
    case CourseLines::StateColumn:
        drawStatus(painter, above.adjusted(0, metric::kSpace1, 0, 1), line.look, line.look.status == Status::NoData);
        put(below.adjusted(metric::kIconSmall + metric::kSpace2, 0, 0, 0), false, {.text = line.since, .token = Token::Text2});
        return;
    case CourseLines::PlannedColumn:
        put(above, true, {.text = line.planned});
        put(below, false, {.text = line.lateness, .token = Token::Text2});
        return;
    case CourseLines::TargetColumn:
        drawText(painter, box, {.text = index.data().toString(), .token = line.target.isEmpty() ? Token::Text3 : Token::Text});
        return;
    default: return;
    }
}

} // namespace fairlead::ui
