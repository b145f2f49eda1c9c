#include "app/wiring/workspace_registry.h"
#include "models/engine/engine.h"
#include "models/remote/endpoints.h"
#include "models/storage/sqlite_history.h"
#include "tests/lab/fault_cell.h"
#include "tests/lab/fault_table.h"
#include "tests/lab/lab.h"
#include "tests/remote/await.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>

using namespace fairlead;
using namespace std::chrono_literals;
using lab::FaultCell;
using lab::Faulted;
using lab::FaultRelay;
using lab::Trouble;
using lab::WireFault;

namespace {

const QString kHelp = QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/help/faults.md");

/// The rows of both tables, as people read them.
std::vector<Trouble> troubles()
{
    const auto wire = [](const char* title, WireFault fault) { return Trouble{QString::fromUtf8(title), Trouble::OnTheWire, fault}; };
    return {{QStringLiteral("connection refused"), Trouble::Refused, WireFault::None},
        wire("reset before the server got it", WireFault::ResetBefore),
        wire("reset in the middle of the answer", WireFault::ResetMidAnswer),
        wire("done, but the answer comes after the time-out", WireFault::LateAnswer),
        wire("arrives only long after the time-out", WireFault::LateRequest), wire("500, not done", WireFault::ServerError),
        wire("500, but done", WireFault::ServerErrorAfter), wire("429 with Retry-After", WireFault::TooMany),
        wire("done, garbage instead of the answer", WireFault::Garbage), wire("done, half of the answer's body", WireFault::HalfAnswer),
        wire("not done, an old answer again", WireFault::StaleAnswer), wire("done, the answer trickles", WireFault::Trickle)};
}

constexpr std::array kColumns{Faulted::FirstWeight, Faulted::RampWeight, Faulted::ReadBack, Faulted::Metrics, Faulted::RollbackWeight};

rollout::Plan planOfCells()
{
    rollout::Plan plan = lab::shortPlan({FaultCell::kFirst, FaultCell::kRamp}, lab::inTestTime(500ms));
    plan.pollInterval = lab::inTestTime(500ms);
    plan.effectDeadline = lab::inTestTime(6s);
    plan.gates = {2, 2, lab::inTestTime(3s)};
    return plan;
}

/// What the engine writes as the outcome of a command to which the driver said this.
QString outcomeOf(const Result<ports::WeightAnswer>& answer)
{
    if (answer) {
        return QStringLiteral("accepted");
    }
    switch (answer.error().code) {
    case ErrorCode::Unreachable: return QStringLiteral("not-sent");
    case ErrorCode::Unknown:
    case ErrorCode::Corrupt: return QStringLiteral("unknown");
    default: return QStringLiteral("refused");
    }
}

ports::WeightCommand to(double weight)
{
    return {CommandId::create(1), QStringLiteral("1.4.2"), QStringLiteral("2.0.0"), Percent::clamped(weight)};
}

} // namespace

/// What the engine does when the world between it and a target breaks: every fault at every command of a canary, each on a
/// release of its own, all at once. resources/help/faults.md tells it to people and is held against what happened.
class TestFaults final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFaultAtEveryCommandEndsWhereItShould()
    {
        makeCells();
        run();
        QStringList complaints;
        for (const auto& cell : m_cells) {
            complaints += cell->complaints();
        }
        QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(QLatin1Char('\n'))));
    }

    void noCommandIsSentTwiceForOneRecord()
    {
        QVERIFY(!m_cells.empty());
        QStringList repeated;
        for (const auto& cell : m_cells) {
            repeated += cell->repeated();
        }
        QVERIFY2(repeated.isEmpty(), qPrintable(repeated.join(QLatin1Char('\n'))));
    }

    void theTableOfThePracticeTargetIsWhatHappened()
    {
        QVERIFY(!m_cells.empty());
        QList<QStringList> rows{{QStringLiteral("What goes wrong"), QStringLiteral("First weight"), QStringLiteral("Later weight"),
            QStringLiteral("Read-back"), QStringLiteral("Metrics"), QStringLiteral("Rollback, twice in a row")}};
        QList<QStringList> activation{{QStringLiteral("What goes wrong"), QStringLiteral("Activation")}};
        for (const auto& cell : m_cells) {
            if (cell->where() == Faulted::Activation) {
                activation.append({cell->trouble().title, cell->story()});
                continue;
            }
            if (cell->where() == kColumns.front()) {
                rows.append({cell->trouble().title});
            }
            rows.last().append(cell->story());
        }
        const auto wire = lab::holdAgainstHelp(kHelp, QStringLiteral("practice target"), lab::markdownTable(rows));
        QVERIFY2(wire, wire ? "" : qPrintable(wire.error().message));
        const auto files = lab::holdAgainstHelp(kHelp, QStringLiteral("activation"), lab::markdownTable(activation));
        QVERIFY2(files, files ? "" : qPrintable(files.error().message));
    }

    void theTableOfHaproxyIsWhatHappened()
    {
        auto started = lab::Lab::start({{}, false});
        QVERIFY2(started, words(started).constData());
        QList<QStringList> rows{{QStringLiteral("What goes wrong"), QStringLiteral("The question before a weight"),
            QStringLiteral("Weight"), QStringLiteral("Read-back")}};
        for (const Trouble& trouble : troubles()) {
            if (trouble.fault == WireFault::TooMany || trouble.fault == WireFault::ServerErrorAfter) {
                continue; // the Runtime API has no such thing
            }
            const bool denied = trouble.fault == WireFault::ServerError;
            rows.append({denied ? QStringLiteral("\"Permission denied\"") : trouble.title});
            rows.last().append(weightOnHaproxy(**started, trouble, "show servers state"));
            rows.last().append(trouble.kind == Trouble::Refused ? rows.last().last() : weightOnHaproxy(**started, trouble, "set server"));
            rows.last().append(readBackOnHaproxy(**started, trouble));
        }
        const auto held = lab::holdAgainstHelp(kHelp, QStringLiteral("HAProxy"), lab::markdownTable(rows));
        QVERIFY2(held, held ? "" : qPrintable(held.error().message));
    }

private:
    void makeCells()
    {
        std::vector<std::pair<Faulted, Trouble>> wanted;
        for (const Trouble& trouble : troubles()) {
            for (const Faulted where : kColumns) {
                wanted.emplace_back(where, trouble);
            }
        }
        wanted.emplace_back(
            Faulted::Activation, Trouble{QStringLiteral("target and source refuse connections"), Trouble::Refused, WireFault::None});
        wanted.emplace_back(
            Faulted::Activation, Trouble{QStringLiteral("the component's file is missing"), Trouble::ComponentMissing, WireFault::None});
        wanted.emplace_back(
            Faulted::Activation, Trouble{QStringLiteral("the component's file is no YAML"), Trouble::ComponentUnreadable, WireFault::None});
        QStringList names;
        names.reserve(static_cast<qsizetype>(wanted.size()));
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            names.append(QStringLiteral("cell-%1").arg(i + 1));
        }
        const QStringList rate{QStringLiteral("--rate"), QStringLiteral("400")};
        auto healthy = lab::Practice::start(names, rate, m_folder.path());
        auto breaching = lab::Practice::start(
            names, rate + QStringList{QStringLiteral("--fault"), QStringLiteral("error-spike:from=50,rate=0.2")}, m_folder.path());
        QVERIFY2(healthy && breaching, words(healthy ? breaching : healthy).constData());
        m_healthy = std::move(*healthy);
        m_breaching = std::move(*breaching);
        m_cells.reserve(wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const auto& [where, trouble] = wanted[i];
            const lab::Practice& practice = where == Faulted::RollbackWeight ? *m_breaching : *m_healthy;
            m_cells.push_back(std::make_unique<FaultCell>(names[static_cast<qsizetype>(i)], where, trouble, practice));
            QVERIFY(m_cells.back()->listen());
        }
    }

    void run()
    {
        std::vector<lab::PracticeRelease> releases;
        releases.reserve(m_cells.size());
        for (const auto& cell : m_cells) {
            releases.push_back(cell->release());
        }
        const auto workspace = lab::practiceWorkspace(m_folder.path(), releases, planOfCells());
        QVERIFY2(workspace, words(workspace).constData());
        const SystemClock clock;
        const auto history = storage::SqliteHistory::open(m_folder.filePath(QStringLiteral("history.db")), clock);
        QVERIFY2(history, words(history).constData());
        wiring::WorkspaceRegistry registry(*workspace);
        remote::Endpoints endpoints(clock);
        engine::Engine engine({**history, endpoints, registry, clock});
        connect(&engine, &engine::Engine::recorded, this, [this, &engine](const std::vector<audit::Record>& records) {
            for (const audit::Record& record : records) {
                for (const auto& cell : m_cells) {
                    cell->take(record, engine, m_folder.path());
                }
            }
        });
        connect(&engine, &engine::Engine::failed, this, [](const Error& error) { qWarning("%s", qPrintable(error.message)); });
        engine.open(*workspace);
        // Each cell that has not ended says so itself.
        static_cast<void>(
            QTest::qWaitFor([this] { return std::ranges::all_of(m_cells, [](const auto& cell) { return cell->ended(); }); }, 90'000));
        QVERIFY((*history)->verify().result()->valid());
    }

    std::unique_ptr<ports::TrafficTarget> haproxy(const QString& address)
    {
        auto made = m_endpoints.makeTarget({QStringLiteral("haproxy-lab"), QStringLiteral("haproxy"), {},
            {{QStringLiteral("address"), address}, {QStringLiteral("backend"), QStringLiteral("app")},
                {QStringLiteral("baseline_server"), QStringLiteral("stable")}, {QStringLiteral("canary_server"), QStringLiteral("canary")},
                {QStringLiteral("timeout"), QStringLiteral("300ms")}}});
        return made ? std::move(*made) : nullptr;
    }
    static void breakRelay(FaultRelay& relay, const Trouble& trouble, const QByteArray& beginning)
    {
        if (trouble.kind == Trouble::Refused) {
            relay.setDown(true);
            return;
        }
        lab::FaultRule rule;
        rule.fault = trouble.fault;
        rule.beginning = beginning;
        rule.delay = 700ms;
        rule.bytesPerSecond = 20;
        relay.inject(rule);
    }
    QString weightNow(const lab::Lab& lab)
    {
        const auto split = await(haproxy(lab.runtimeUnix())->readSplit());
        return split ? QStringLiteral("%1 %").arg(split->weight.value()) : QString::fromUtf8(words(split));
    }
    /// 25 % through a relay that breaks the line that begins so: the driver's word, and what HAProxy has then.
    QString weightOnHaproxy(const lab::Lab& lab, const Trouble& trouble, const QByteArray& beginning)
    {
        const auto reset = await(haproxy(lab.runtimeUnix())->setWeight(to(0)));
        FaultRelay relay(lab::Wire::Lines, lab.runtimeSocket());
        if (!reset || !relay.listen()) {
            return QStringLiteral("the lab does not work");
        }
        const auto driver = haproxy(relay.address());
        if (trouble.fault == WireFault::StaleAnswer) {
            static_cast<void>(await(driver->setWeight(to(0)))); // whose answers are the old ones
        }
        breakRelay(relay, trouble, beginning);
        const QString said = outcomeOf(await(driver->setWeight(to(25))));
        const QString then = weightNow(lab);
        if (trouble.fault == WireFault::LateRequest) {
            static_cast<void>(QTest::qWaitFor([&relay] { return relay.seen().back().passedOn; }, 5'000));
            QTest::qWait(100); // it is on its way to HAProxy
        }
        const QString later = weightNow(lab);
        return QStringLiteral("`%1`, at %2").arg(said, then) + (later == then ? QString() : QStringLiteral(", later at %1").arg(later));
    }
    QString readBackOnHaproxy(const lab::Lab& lab, const Trouble& trouble)
    {
        const auto reset = await(haproxy(lab.runtimeUnix())->setWeight(to(0)));
        FaultRelay relay(lab::Wire::Lines, lab.runtimeSocket());
        const auto driver = reset && relay.listen() ? haproxy(relay.address()) : nullptr;
        if (!driver || !await(driver->readSplit()) || !await(driver->setWeight(to(25)))) {
            return QStringLiteral("the lab does not work");
        }
        breakRelay(relay, trouble, "show servers state");
        const auto split = await(driver->readSplit());
        return split ? QStringLiteral("%1 %").arg(split->weight.value()) : QStringLiteral("none (%1)").arg(codeOf(split));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<lab::Practice> m_healthy;
    std::unique_ptr<lab::Practice> m_breaching;
    std::vector<std::unique_ptr<FaultCell>> m_cells;
    SystemClock m_clock;
    remote::Endpoints m_endpoints{m_clock};
};

QTEST_GUILESS_MAIN(TestFaults)
#include "test_faults.moc"
