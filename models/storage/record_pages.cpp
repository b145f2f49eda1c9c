#include "models/storage/record_pages.h"

#include "models/storage/record_table.h"

#include <QSet>

#include <algorithm>

namespace fairlead::storage {

namespace {

namespace kind = audit::kind;

Result<std::vector<audit::Record>> readAll(const Connection& connection, Result<QSqlQuery> answer)
{
    if (!answer) {
        return std::unexpected(answer.error());
    }
    std::vector<audit::Record> records;
    while (answer->next()) {
        records.push_back(readRecord(*answer).record);
    }
    const auto read = connection.check(*answer);
    return read ? Result<std::vector<audit::Record>>(std::move(records)) : std::unexpected(read.error());
}

QString commandOf(const audit::Record& record)
{
    return audit::isOfCommand(record.entry.kind) ? record.entry.data.value(QLatin1String("command")).toString() : QString();
}

Result<void> takeIntents(const Connection& connection, ports::RecordPage& page)
{
    QSet<QString> asked;
    for (const audit::Record& record : page.records) {
        const QString command = commandOf(record);
        if (record.entry.kind != kind::kEffect || command.isEmpty() || asked.contains(command)) {
            continue;
        }
        asked.insert(command);
        // Mostly it was written a few rows before.
        const auto here = std::ranges::find_if(
            page.records, [&](const audit::Record& each) { return each.entry.kind == kind::kIntent && commandOf(each) == command; });
        if (here != page.records.end()) {
            page.intents.push_back(*here);
            continue;
        }
        auto rows = readAll(connection, connection.query(rowsOfCommand(), {utf8(command)}));
        if (!rows) {
            return std::unexpected(rows.error());
        }
        std::erase_if(*rows, [](const audit::Record& row) { return row.entry.kind != kind::kIntent; });
        page.intents.insert(page.intents.end(), rows->begin(), rows->end());
    }
    return {};
}

Result<std::optional<audit::Record>> decisionBefore(const Connection& connection, const audit::Record& record)
{
    if (record.entry.release.isEmpty()) {
        return std::optional<audit::Record>();
    }
    const auto rows = readAll(connection,
        connection.query(QStringLiteral("SELECT %1 FROM record WHERE release = CAST(? AS TEXT) AND row <= ? AND kind IN (?, ?, ?, ?) "
                                        "ORDER BY row DESC LIMIT 1")
                             .arg(recordColumns()),
            {utf8(record.entry.release), record.row, kind::kVerdict, kind::kRuleFired, kind::kRuleCleared, kind::kRollbackDecided}));
    if (!rows) {
        return std::unexpected(rows.error());
    }
    return rows->empty() ? std::nullopt : std::optional(rows->front());
}

} // namespace

QString rowsOfCommand()
{
    return QStringLiteral("SELECT %1 FROM record WHERE CASE WHEN json_valid(data) THEN json_extract(data, '$.command') END = "
                          "+CAST(? AS TEXT) AND kind IN ('command.intent', 'command.outcome', 'command.effect') ORDER BY row")
        .arg(recordColumns());
}

Result<ports::RecordPage> selectPage(const Connection& connection, const ports::PageQuery& query)
{
    QString sql = QStringLiteral("SELECT %1 FROM record WHERE ").arg(recordColumns());
    if (query.rows.empty()) {
        sql += QStringLiteral("row BETWEEN %1 AND %2").arg(query.first).arg(query.last);
    } else {
        QStringList numbers;
        for (const qint64 row : query.rows) {
            numbers += QString::number(row);
        }
        sql += QStringLiteral("row IN (%1)").arg(numbers.join(QLatin1Char(',')));
    }
    auto records = readAll(connection, connection.query(sql + QStringLiteral(" ORDER BY row")));
    if (!records) {
        return std::unexpected(records.error());
    }
    ports::RecordPage page{std::move(*records), {}};
    const auto taken = takeIntents(connection, page);
    return taken ? Result<ports::RecordPage>(std::move(page)) : std::unexpected(taken.error());
}

Result<audit::Context> selectContext(const Connection& connection, qint64 row)
{
    const auto found
        = readAll(connection, connection.query(QStringLiteral("SELECT %1 FROM record WHERE row = ?").arg(recordColumns()), {row}));
    if (!found) {
        return std::unexpected(found.error());
    }
    if (found->empty()) {
        return fail(ErrorCode::NotFound, QStringLiteral("The history has no row %1.").arg(row), connection.path());
    }
    audit::Context context{.record = found->front()};
    if (const QString command = commandOf(context.record); !command.isEmpty()) {
        const auto rows = readAll(connection, connection.query(rowsOfCommand(), {utf8(command)}));
        if (!rows) {
            return std::unexpected(rows.error());
        }
        for (const audit::Record& each : *rows) {
            (each.entry.kind == kind::kIntent           ? context.intent
                    : each.entry.kind == kind::kOutcome ? context.outcome
                                                        : context.effect)
                = each;
        }
    }
    if (audit::isOfCommand(context.record.entry.kind) && !context.intent) {
        return context;
    }
    auto decision = decisionBefore(connection, context.intent.value_or(context.record));
    if (!decision) {
        return std::unexpected(decision.error());
    }
    context.decision = std::move(*decision);
    return context;
}

} // namespace fairlead::storage
