#include "tests/journeys/told.h"

#include "models/engine/release_book.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

namespace fairlead::test {

int Told::count(const QString& kind) const
{
    return static_cast<int>(std::ranges::count_if(records, [&kind](const audit::Record& record) { return record.entry.kind == kind; }));
}

std::vector<double> Told::intents() const
{
    std::vector<double> weights;
    for (const audit::Record& record : records) {
        const bool weight = record.entry.kind == audit::kind::kIntent
            && record.entry.data.value(QStringLiteral("action")).toString() == QLatin1String("set-weight");
        if (weight) {
            weights.push_back(record.entry.data.value(QStringLiteral("weight")).toDouble());
        }
    }
    return weights;
}

Told tell(const QString& workspace)
{
    Told told;
    const Result<storage::ReadOnlyHistory> history = storage::ReadOnlyHistory::open(workspace + QStringLiteral("/history.db"));
    if (!history) {
        return told;
    }
    told.records = history->records({}).value_or(std::vector<audit::Record>());
    told.chain = history->verify().value_or(audit::Verification());
    const engine::ReleaseBook book = engine::readBook(told.records);
    if (!book.releases.empty()) {
        told.newest = book.releases.rbegin()->second;
    }
    return told;
}

bool waitForPhase(const QString& workspace, rollout::Phase phase, double weight, int ms)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < ms) {
        const Told told = tell(workspace);
        if (told.newest.phase == phase && (weight < 0.0 || told.newest.asked().weight.value() == weight)) {
            return true;
        }
        QTest::qWait(100);
    }
    return false;
}

} // namespace fairlead::test
