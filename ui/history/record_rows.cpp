#include "ui/history/record_rows.h"

#include "ui/common/formatters.h"
#include "ui/history/record_words.h"

#include <QPainter>

namespace fairlead::ui {

namespace {

using items::RecordModel;

/// "7 Aug", the year only where it is another than that of @p newest: tool tip and detail always have it.
QString dayText(Instant at, Instant newest)
{
    const QString whole = dateText(at);
    const QString day = whole.section(QLatin1Char(' '), 0, 1);
    return whole.section(QLatin1Char(' '), 2) == dateText(newest).section(QLatin1Char(' '), 2) ? day : whole;
}

const audit::Record* intentIn(const RecordModel& model, const audit::Record& record)
{
    const auto rows = model.commandRows(record);
    return rows ? model.find(rows->intent) : nullptr;
}

} // namespace

RecordRows::RecordRows(items::RecordModel& model, QObject* parent)
    : RecordFilterModel(
          model,
          [&model](const audit::Record& record) {
              return whatText(record.entry.kind) + QLatin1Char(' ') + lookOf(items::outcomeOf(record)).word + QLatin1Char(' ')
                  + whyText(record, intentIn(model, record));
          },
          parent)
    , m_model(model)
{
    setKindsOf(kindsNamed);
    setHeaders({tr("Row"), tr("UTC"), tr("Who"), tr("What"), tr("Object"), tr("Why and values"), tr("Outcome")});
}

const audit::Record* RecordRows::recordOf(const QModelIndex& index) const
{
    return index.isValid() ? recordAt(index.row()) : nullptr;
}

QModelIndex RecordRows::indexOfRow(qint64 number) const
{
    const int row = positionOf(number);
    return row < 0 ? QModelIndex() : index(row, 0);
}

Instant RecordRows::newestAt() const
{
    return m_model.recordAt(m_model.rowCount() - 1).at;
}

QString RecordRows::shortTime(const audit::Record& record) const
{
    const QString day = dayText(record.at, newestAt());
    const bool thisYear = day != dateText(record.at);
    return isOfNewestDay(record) ? timeText(record.at) : thisYear ? day + QLatin1Char(' ') + timeText(record.at, false) : day;
}

bool RecordRows::isOfNewestDay(const audit::Record& record) const
{
    constexpr qint64 kDay = 86'400'000;
    return record.at.ms() / kDay == newestAt().ms() / kDay;
}

QString RecordRows::words(const audit::Record& record, int column) const
{
    switch (static_cast<RecordModel::Column>(column)) {
    case RecordModel::RowColumn: return countText(record.row);
    case RecordModel::TimeColumn: return dayText(record.at, newestAt()) + QLatin1Char(' ') + timeText(record.at);
    case RecordModel::WhoColumn: return record.entry.who;
    case RecordModel::WhatColumn: return whatText(record.entry.kind);
    case RecordModel::ObjectColumn: return record.entry.object;
    case RecordModel::WhyColumn: return whyText(record, intentOf(record));
    case RecordModel::OutcomeColumn: return lookOf(items::outcomeOf(record)).word;
    case RecordModel::ColumnCount: break;
    }
    return {};
}

QVariant RecordRows::data(const QModelIndex& index, int role) const
{
    const bool inWords = role == Qt::DisplayRole || role == Qt::AccessibleTextRole || role == Qt::ToolTipRole;
    if (!index.isValid() || !inWords) {
        return RecordFilterModel::data(index, role);
    }
    if (index.column() == RecordModel::RowColumn) {
        return countText(numberAt(index.row()));
    }
    const audit::Record* record = recordOf(index);
    if (record == nullptr) {
        return index.column() == RecordModel::WhyColumn && isSlow() ? QVariant(tr("loading…")) : QVariant();
    }
    if (role == Qt::ToolTipRole && index.column() == RecordModel::TimeColumn) {
        return dateText(record->at) + QLatin1Char(' ') + utcText(record->at);
    }
    return words(*record, index.column());
}

void RecordDelegate::paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const
{
    const QString text = index.data().toString();
    const auto* rows = static_cast<const RecordRows*>(index.model());
    const audit::Record* record = rows->recordOf(index);
    if (record == nullptr && index.column() != RecordModel::RowColumn) {
        drawText(painter, box, {.text = text, .token = Token::Text3});
        return;
    }
    switch (static_cast<RecordModel::Column>(index.column())) {
    case RecordModel::RowColumn:
        drawText(
            painter, box, {.text = text, .token = Token::Text3, .alignment = Qt::AlignRight | Qt::AlignVCenter, .elide = Qt::ElideNone});
        break;
    case RecordModel::TimeColumn: {
        const bool newest = rows->isOfNewestDay(*record);
        drawText(painter, box, {.text = rows->shortTime(*record), .token = newest ? Token::Text : Token::Text2, .elide = Qt::ElideNone});
        break;
    }
    case RecordModel::WhoColumn: {
        // A narrow column has the icon alone; tool tip, detail and what is read aloud keep the name.
        const bool iconOnly = box.width() < 2 * metric::kSpace8;
        drawIconAndText(painter, box, whoIcon(*record), Token::Text3, {.text = iconOnly ? QString() : text, .elide = Qt::ElideMiddle});
        break;
    }
    case RecordModel::WhatColumn: drawText(painter, box, {.text = text, .bold = true}); break;
    case RecordModel::ObjectColumn: drawText(painter, box, {.text = text, .elide = Qt::ElideMiddle}); break;
    case RecordModel::WhyColumn: drawText(painter, box, {.text = text, .wholeWords = true}); break;
    case RecordModel::OutcomeColumn: {
        const auto outcome = static_cast<items::RecordOutcome>(index.data(RecordModel::OutcomeRole).toInt());
        if (!text.isEmpty()) {
            drawStatus(painter, box, lookOf(outcome), isNeutral(outcome));
        }
        break;
    }
    case RecordModel::ColumnCount: break;
    }
}

} // namespace fairlead::ui
