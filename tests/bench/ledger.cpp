#include "tests/bench/ledger.h"

#include <algorithm>
#include <cmath>

namespace fairlead::bench {

namespace kind = audit::kind;

void Ledger::read()
{
    ports::RecordQuery query;
    query.afterRow = m_row;
    QFuture<Result<std::vector<audit::Record>>> records = m_history.records(query);
    records.waitForFinished();
    const Result<std::vector<audit::Record>> fresh = records.result();
    if (!fresh) {
        return; // asked again soon
    }
    for (const audit::Record& record : *fresh) {
        take(record);
    }
}

void Ledger::take(const audit::Record& record)
{
    m_row = record.row;
    ++m_kinds[record.entry.kind];
    const QJsonObject& data = record.entry.data;
    const QString id = data.value(QLatin1String("command")).toString();
    if (record.entry.kind == kind::kReleasePrepared) {
        m_releases.insert(data.value(QLatin1String("release")).toObject().value(QLatin1String("target")).toString(), record.entry.release);
    } else if (record.entry.kind == kind::kIntent) {
        m_places.insert(id, m_commands.size());
        CommandTimes command;
        command.release = record.entry.release;
        command.rollback = data.value(QLatin1String("rollback")).toBool();
        command.intentAt = record.at;
        m_commands.push_back(std::move(command));
    } else if (record.entry.kind == kind::kOutcome && m_places.contains(id)) {
        CommandTimes& command = m_commands[m_places.value(id)];
        command.outcomeAt = record.at;
        command.outcome = data.value(QLatin1String("outcome")).toString();
        command.ms = data.value(QLatin1String("ms")).toInteger();
    }
}

double quantile(std::vector<double> values, double part)
{
    if (values.empty()) {
        return 0.0;
    }
    std::ranges::sort(values);
    const double place = std::ceil(part * static_cast<double>(values.size())) - 1.0;
    return values[static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(values.size() - 1)))];
}

} // namespace fairlead::bench
