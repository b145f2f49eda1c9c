#pragma once

#include "models/domain/rollout/release.h"
#include "models/reports/report.h"

#include <vector>

namespace fairlead::test {

/// Writes the records of a release as the engine writes them, sealed, with a clock of its own.
class Journal {
public:
    explicit Journal(rollout::Release release);

    Journal& wait(Millis length);
    void add(const QString& kind, const QString& who, const QString& why, const QJsonObject& data = {});
    void prepare();
    void walkChecklist();
    void start();
    /// Weight @p step of the plan: intent, outcome, effect, soak of @p soak.
    void shift(int step, double weight, Millis soak);
    /// All gates with @p values (error rate, latency, quality) at the current step; goes on to @p next.
    void pass(int step, int next, const std::vector<double>& values);
    void activate();
    void rollBack(int step, const std::vector<double>& values);

    const std::vector<audit::Record>& records() const { return m_records; }
    /// The whole history: rows of other releases before these count, too.
    audit::Verification verification() const;
    Instant now() const { return m_now; }
    /// @p count rows of other releases lie before the first row.
    void skipRows(qint64 count);

private:
    QJsonArray verdicts(const std::vector<double>& values, gate::Outcome first) const;

    rollout::Release m_release;
    std::vector<audit::Record> m_records;
    Instant m_now;
    qint64 m_lastRow = 0;
    QByteArray m_lastHash = QByteArray(32, '\0');
    int m_commands = 0;
};

/// The manifest of the users' guide with everything that a record of a deployment needs.
rollout::Release sampleRelease();
/// The same without any of the six fields.
rollout::Release bareRelease();

/// 10 → 100 %, one hold without data, one waiver; activated.
Journal activatedRelease();
/// Fails at 50 % and goes back to 0 %.
Journal rolledBackRelease();

} // namespace fairlead::test
