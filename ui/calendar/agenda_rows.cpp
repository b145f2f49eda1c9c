#include "ui/calendar/agenda_rows.h"

#include "ui/calendar/calendar_words.h"

#include <QPainter>

namespace fairlead::ui {

using items::CalendarModel;

AgendaRows::AgendaRows(items::CalendarModel& model, QObject* parent)
    : QIdentityProxyModel(parent)
    , m_model(model)
{
    setSourceModel(&model);
    model.setHeaders({tr("Day"), tr("UTC"), tr("Component"), tr("Version"), tr("Owner"), tr("Rollback by"), tr("State")});
}

QVariant AgendaRows::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)) {
        return QIdentityProxyModel::data(index, role);
    }
    const calendar::Entry& entry = m_model.entryAt(index.row());
    switch (static_cast<CalendarModel::Column>(index.column())) {
    case CalendarModel::StartColumn:
        return QStringLiteral("%1 %2").arg(dayText(utcDay(entry.window.start()))).arg(utcDay(entry.window.start()).year());
    case CalendarModel::EndColumn: {
        const QString local = localWindowText(entry);
        return role == Qt::DisplayRole || local.isEmpty() ? windowText(entry) : tr("%1 UTC, %2").arg(windowText(entry), local);
    }
    case CalendarModel::StateColumn: return lookOf(static_cast<items::WindowState>(index.data(CalendarModel::StateRole).toInt())).word;
    default: return m_model.data(mapToSource(index));
    }
}

void AgendaDelegate::paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const
{
    const QString text = index.data().toString();
    const auto state = static_cast<items::WindowState>(index.data(CalendarModel::StateRole).toInt());
    const Token token = state == items::WindowState::Over ? Token::Text3 : Token::Text;
    switch (static_cast<CalendarModel::Column>(index.column())) {
    case CalendarModel::StartColumn: drawText(painter, box, {.text = text, .token = token}); break;
    case CalendarModel::ComponentColumn: drawPath(painter, box, text); break;
    case CalendarModel::OwnerColumn:
    case CalendarModel::RollbackOwnerColumn: drawText(painter, box, {.text = text, .token = Token::Text2}); break;
    case CalendarModel::StateColumn: drawStatus(painter, box, lookOf(state), state != items::WindowState::Open); break;
    default: drawText(painter, box, {.text = text, .token = token, .elide = Qt::ElideMiddle}); break;
    }
}

} // namespace fairlead::ui
