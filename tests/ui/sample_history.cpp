#include "tests/ui/sample_history.h"

#include "models/domain/gate/verdict.h"

#include <QJsonArray>

namespace fairlead::sample {

namespace {

namespace kind = audit::kind;

/// Seals rows one after the other.
class Chain {
public:
    explicit Chain(const rollout::Release& release)
        : m_release(&release)
    {
    }
    void setRelease(const rollout::Release& release) { m_release = &release; }

    void add(const char* time, const QString& name, const QString& who, const QString& why, const QJsonObject& data = {})
    {
        const audit::Record* last = m_records.empty() ? nullptr : &m_records.back();
        m_records.push_back(audit::seal({name, who, m_release->id.text(), m_release->title(), why, data}, at(time), last ? last->row : 0,
            last ? last->hash : QByteArray(32, '\0')));
    }

    std::vector<audit::Record> take() { return std::move(m_records); }

private:
    const rollout::Release* m_release;
    std::vector<audit::Record> m_records;
};

const QString kEngine = QStringLiteral("engine");
const QString kEdge = QStringLiteral("edge-gateway");

QJsonObject intent(const char* id, double weight)
{
    const QString request = QStringLiteral("curl -X PUT https://edge-gateway.internal/v1/splits/data_analyst -H \"Authorization: Bearer "
                                           "$FAIRLEAD_EDGE_TOKEN\" -d '{\"canary\":\"2.0.0\",\"weight\":%1}'")
                                .arg(weight);
    return {{QStringLiteral("command"), QLatin1String(id)}, {QStringLiteral("weight"), weight}, {QStringLiteral("request"), request},
        {QStringLiteral("action"), QStringLiteral("weight")}};
}

QJsonObject answer(const char* id, const QString& outcome, const QString& text, int ms)
{
    return {{QStringLiteral("command"), QLatin1String(id)}, {QStringLiteral("outcome"), outcome}, {QStringLiteral("answer"), text},
        {QStringLiteral("ms"), ms}};
}

QJsonObject effect(const char* id, const QString& text, double weight, double share, int ms)
{
    return {{QStringLiteral("command"), QLatin1String(id)}, {QStringLiteral("effect"), text}, {QStringLiteral("weight"), weight},
        {QStringLiteral("share"), share}, {QStringLiteral("calls"), 1031}, {QStringLiteral("total"), 4157}, {QStringLiteral("ms"), ms}};
}

QJsonObject verdicts(gate::Outcome error, double errorRate, int step)
{
    const auto one = [](const QString& metric, const QString& condition, gate::Outcome outcome, double value) {
        gate::Verdict verdict;
        verdict.metric = metric;
        verdict.condition = condition;
        verdict.outcome = outcome;
        verdict.value = value;
        verdict.samples = 12;
        return gate::toJson(verdict);
    };
    const QJsonArray all{one(metrics::kErrorRate, QStringLiteral("< 0.01"), error, errorRate),
        one(metrics::kLatencyP95, QStringLiteral("< 2s"), gate::Outcome::Pass, 1.63),
        one(metrics::kQuality, QStringLiteral("> 0.85"), gate::Outcome::Pass, 0.871)};
    return {{QStringLiteral("verdicts"), all}, {QStringLiteral("step"), step}};
}

QJsonObject step(int number)
{
    return {{QStringLiteral("step"), number}};
}

rollout::Release made(const char* id, const char* name, const char* version)
{
    rollout::Release release;
    release.id = ReleaseId(QLatin1String(id));
    release.name = QLatin1String(name);
    release.environment = QStringLiteral("production");
    release.manifest.component = QStringLiteral("personas/analysts/") + release.name;
    release.manifest.version = QLatin1String(version);
    release.plan = rollout::Plan::canary(Percent::clamped(10));
    return release;
}

void addMorning(Chain& chain)
{
    chain.add("2025-08-07T08:58:00Z", kind::kReleasePrepared, QStringLiteral("s.lind"), QStringLiteral("Fixes the wrong model choice"));
    chain.add("2025-08-07T09:08:28Z", kind::kStarted, QStringLiteral("s.lind"), QStringLiteral("window open"));
    chain.add("2025-08-07T09:08:28.400Z", kind::kStepEntered, kEngine, {}, step(0));
    chain.add("2025-08-07T09:08:30Z", kind::kIntent, kEngine, QStringLiteral("first step of the plan"), intent("a1", 10));
    chain.add(
        "2025-08-07T09:08:30.120Z", kind::kOutcome, kEdge, {}, answer("a1", QStringLiteral("accepted"), QStringLiteral("200 OK"), 120));
    chain.add("2025-08-07T09:09:12Z", kind::kEffect, kEngine, {}, effect("a1", QStringLiteral("effective"), 10, 0.101, 42000));
    chain.add("2025-08-07T09:09:12.300Z", kind::kStepEntered, kEngine, {}, step(1));
    chain.add("2025-08-07T09:12:40Z", kind::kRollbackDecided, kEngine, QStringLiteral("Error rate 12 %, above 1 % in 3 samples in a row"),
        verdicts(gate::Outcome::Fail, 0.12, 1));
    chain.add("2025-08-07T09:12:40.100Z", kind::kIntent, kEngine, QStringLiteral("roll back"), intent("a2", 0));
    chain.add("2025-08-07T09:12:50.100Z", kind::kOutcome, kEdge, {}, answer("a2", QStringLiteral("unknown"), {}, 10000));
    chain.add("2025-08-07T09:13:40.100Z", kind::kEffect, kEngine, {}, effect("a2", QStringLiteral("not-effective"), 0, 0.02, 60000));
    chain.add("2025-08-07T09:14:02Z", kind::kEffect, kEngine, {}, effect("a2", QStringLiteral("effective"), 0, 0.0, 82000));
    chain.add("2025-08-07T09:14:02.100Z", kind::kEnded, kEngine, {}, {{QStringLiteral("result"), QStringLiteral("rolled-back")}});
}

void addAfternoon(Chain& chain)
{
    chain.add("2025-08-07T13:05:12Z", kind::kReleasePrepared, QStringLiteral("m.vogel"), {});
    chain.add("2025-08-07T13:58:40Z", kind::kChecklistAnswer, QStringLiteral("j.okafor"), {},
        {{QStringLiteral("item"), QStringLiteral("i1")}, {QStringLiteral("state"), QStringLiteral("done")},
            {QStringLiteral("note"), QStringLiteral("Rollback rehearsed on 5 August, 38 s to restore")}});
    chain.add("2025-08-07T13:59:02Z", kind::kChecklistAnswer, QStringLiteral("j.okafor"), {},
        {{QStringLiteral("item"), QStringLiteral("i2")}, {QStringLiteral("state"), QStringLiteral("waived")},
            {QStringLiteral("note"), QStringLiteral("No on-call hand-over this week")}});
    chain.add("2025-08-07T14:00:14Z", kind::kStarted, QStringLiteral("m.vogel"), QStringLiteral("window open, team present"));
    chain.add("2025-08-07T14:00:14.200Z", kind::kStepEntered, kEngine, {}, step(0));
    chain.add("2025-08-07T14:00:16Z", kind::kIntent, kEngine, QStringLiteral("first step of the plan"), intent("c1", 10));
    chain.add("2025-08-07T14:00:16.041Z", kind::kOutcome, kEdge, {},
        answer("c1", QStringLiteral("accepted"), QStringLiteral("200 OK\n{\"revision\":\"r40\",\"weight\":10}"), 41));
    chain.add("2025-08-07T14:00:58Z", kind::kEffect, kEngine, {}, effect("c1", QStringLiteral("effective"), 10, 0.101, 42000));
    chain.add("2025-08-07T14:00:58.300Z", kind::kStepEntered, kEngine, {}, step(1));
    chain.add("2025-08-07T14:19:06Z", kind::kSourceLost, QStringLiteral("prometheus-eu"), QStringLiteral("connection refused"));
    chain.add("2025-08-07T14:19:06.100Z", kind::kHeld, kEngine, QStringLiteral("No data for 3 intervals; soak clock stopped"));
    chain.add("2025-08-07T14:21:10Z", kind::kSourceBack, QStringLiteral("prometheus-eu"),
        QStringLiteral("2 min 4 s without data, drawn as a gap"));
    chain.add("2025-08-07T14:21:10.200Z", kind::kContinued, kEngine, {});
    chain.add("2025-08-07T14:32:58Z", kind::kVerdict, kEngine, {}, verdicts(gate::Outcome::Pass, 0.0040, 2));
    chain.add("2025-08-07T14:33:02Z", kind::kStepEntered, kEngine, {}, step(3));
    chain.add("2025-08-07T14:33:02.114Z", kind::kIntent, kEngine, QStringLiteral("gate at 10 % passed"), intent("c2", 25));
    chain.add("2025-08-07T14:33:02.152Z", kind::kOutcome, kEdge, {},
        answer("c2", QStringLiteral("accepted"), QStringLiteral("200 OK\n{\"revision\":\"r41\",\"weight\":25}"), 38));
    chain.add("2025-08-07T14:33:20Z", kind::kEffect, kEngine, {}, effect("c2", QStringLiteral("effective"), 25, 0.248, 18000));
    chain.add("2025-08-07T14:33:20.200Z", kind::kStepEntered, kEngine, {}, step(4));
}

registry::Component component(const char* name, const char* production, const char* candidate, registry::DeploymentStatus status)
{
    registry::Component made;
    made.name = QLatin1String(name);
    made.production = QLatin1String(production);
    made.candidate = QLatin1String(candidate);
    made.status = status;
    made.owner = QStringLiteral("platform_team");
    made.versions = {made.production};
    made.file = QStringLiteral("components/%1.yaml").arg(made.shortName());
    made.scores = {{QStringLiteral("iff"), 0.91}, {QStringLiteral("tlp"), 0.86}, {QStringLiteral("aoc"), 0.78},
        {QStringLiteral("bc"), 0.92}, {QStringLiteral("te"), 0.80}};
    return made;
}

calendar::Entry entry(const char* name, const char* version, const char* start, const char* end)
{
    const QString id = QLatin1String(start).left(10) + QLatin1Char('/') + QLatin1String(name) + QLatin1Char('/') + QLatin1String(version);
    return {id, QLatin1String(name), QLatin1String(version), Span::create(at(start), at(end)).value(),
        QStringLiteral("%1-%2 UTC").arg(QLatin1String(start).mid(11, 5), QLatin1String(end).mid(11, 5)),
        QStringLiteral("optimization_team"), QStringLiteral("platform_oncall")};
}

} // namespace

Instant at(const char* iso)
{
    return Instant::fromIso(QLatin1String(iso)).value();
}

rollout::Release release()
{
    return made("0198b000-0000-7000-8000-000000000002", "data_analyst", "2.0.0");
}

rollout::Release earlierRelease()
{
    return made("0198b000-0000-7000-8000-000000000001", "engineer", "2.6.0");
}

std::vector<audit::Record> history()
{
    const rollout::Release first = earlierRelease();
    const rollout::Release second = release();
    Chain chain(first);
    addMorning(chain);
    chain.setRelease(second);
    addAfternoon(chain);
    return chain.take();
}

std::vector<audit::Record> longHistory(int count)
{
    // Sealing 100,000 rows would take longer than what is tested: the tables do not look at hashes.
    std::vector<audit::Record> records;
    records.reserve(static_cast<std::size_t>(count));
    const Instant start = at("2025-01-01T00:00:00Z");
    for (int row = 1; row <= count; ++row) {
        audit::Record record;
        record.row = row;
        record.at = start + std::chrono::seconds(row);
        const bool person = row % 7 == 0;
        record.entry = {person ? kind::kChecklistAnswer : kind::kStepEntered, person ? QStringLiteral("m.vogel") : kEngine,
            QStringLiteral("release-%1").arg(row / 50), QStringLiteral("component_%1 1.0.%2").arg(row % 90).arg(row / 90),
            QStringLiteral("Event number %1 of a long history").arg(row), step(row % 16)};
        records.push_back(record);
    }
    return records;
}

std::vector<registry::Component> components()
{
    using registry::DeploymentStatus;
    std::vector<registry::Component> all{
        component("personas/analysts/data_analyst", "1.4.2", "2.0.0", DeploymentStatus::Canary),
        component("behaviors/core/mandatory_json", "1.0.3", "1.1.0", DeploymentStatus::Candidate),
        component("behaviors/core/claude_code_override", "1.2.0", "", DeploymentStatus::Production),
        component("core/base_agent", "2.0.0", "", DeploymentStatus::Production),
        component("core/json_emitter", "0.9.1", "", DeploymentStatus::Production),
        component("core/task_executor", "1.3.0", "", DeploymentStatus::Production),
        component("personas/conversationalists/hello_agent", "1.4.2", "", DeploymentStatus::Production),
        component("services/voice_agent", "1.8.0", "opt.-v1.0", DeploymentStatus::Candidate),
        component("agents/model_selection", "3.0.2", "", DeploymentStatus::Production),
        component("agents/engineer", "2.5.1", "2.6.0", DeploymentStatus::Quarantined),
        component("services/semantic_analyzer", "", "", DeploymentStatus::None),
    };
    all[0].owner = QStringLiteral("optimization_team");
    all[0].tags = {QStringLiteral("analysis"), QStringLiteral("claude")};
    all[0].versions = {QStringLiteral("1.3.0"), QStringLiteral("1.4.2"), QStringLiteral("2.0.0")};
    all[0].backup = QStringLiteral("1.4.2");
    all[0].dependencies = {QStringLiteral("behaviors/core/claude_code_override"), QStringLiteral("core/task_executor"),
        QStringLiteral("behaviors/core/structured_output"), QStringLiteral("core/base_agent")};
    all[0].scores = {{QStringLiteral("iff"), 0.92}, {QStringLiteral("tlp"), 0.88}, {QStringLiteral("aoc"), 0.75},
        {QStringLiteral("bc"), 0.95}, {QStringLiteral("te"), 0.81}};
    all[9].scores[QStringLiteral("iff")] = 0.84;
    all[10].scores.clear();
    return all;
}

std::vector<calendar::Entry> entries()
{
    return {entry("personas/conversationalists/hello_agent", "1.4.2", "2025-08-04T09:00:00Z", "2025-08-04T11:00:00Z"),
        entry("agents/docs", "1.0.0", "2025-08-05T02:00:00Z", "2025-08-05T03:00:00Z"),
        entry("personas/analysts/data_analyst", "2.0.0", "2025-08-07T14:00:00Z", "2025-08-07T16:00:00Z"),
        entry("agents/model_selection", "3.1.0", "2025-08-07T22:30:00Z", "2025-08-08T02:00:00Z"),
        entry("behaviors/core/mandatory_json", "1.1.0", "2025-08-08T10:00:00Z", "2025-08-08T12:00:00Z"),
        entry("core/json_emitter", "1.0.0", "2025-08-08T11:00:00Z", "2025-08-08T13:00:00Z"),
        entry("services/voice_agent", "1.9.0", "2025-08-09T10:00:00Z", "2025-08-09T11:00:00Z"),
        entry("core/base_agent", "2.1.0", "2025-08-13T08:00:00Z", "2025-08-13T10:00:00Z")};
}

} // namespace fairlead::sample
