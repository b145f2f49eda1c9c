#pragma once

#include "models/domain/audit/record.h"
#include "models/ports/history_store.h"

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace fairlead::bench {

/// One command as the history tells it.
struct CommandTimes {
    QString release;
    bool rollback = false;
    Instant intentAt;
    std::optional<Instant> outcomeAt;
    QString outcome;
    qint64 ms = 0; ///< from the driver's call to its answer

    double seconds() const { return static_cast<double>((*outcomeAt - intentAt).count()) / 1000.0; }
};

/// What the records of many releases add up to, read from the store a piece at a time. Blocking; thread: any.
class Ledger {
public:
    explicit Ledger(ports::HistoryStore& history)
        : m_history(history)
    {
    }

    /// Reads what is new.
    void read();

    int count(const QString& kind) const { return m_kinds.value(kind); }
    qsizetype records() const { return m_row; }
    const std::vector<CommandTimes>& commands() const { return m_commands; }
    /// Id of the release on @p target; empty where it is not prepared yet.
    QString releaseOn(const QString& target) const { return m_releases.value(target); }
    qsizetype prepared() const { return m_releases.size(); }

private:
    void take(const audit::Record& record);

    ports::HistoryStore& m_history;
    qint64 m_row = 0;
    QHash<QString, int> m_kinds;
    QHash<QString, QString> m_releases; ///< by target
    QHash<QString, std::size_t> m_places; ///< of commands, by id
    std::vector<CommandTimes> m_commands;
};

/// The value below which @p part (0 to 1) of @p values lie; 0 for none.
double quantile(std::vector<double> values, double part);

} // namespace fairlead::bench
