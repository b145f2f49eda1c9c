#include "sample_release.h"

#include "models/domain/checklist/template_json.h"

#include <QJsonArray>

namespace fairlead::test {

using namespace std::chrono_literals;
namespace kind = audit::kind;

namespace {

gate::Gate gateOf(const QString& metric, const QString& condition)
{
    return {metric, *condition::Condition::parse(condition, metric)};
}

checklist::Template guide()
{
    const auto item = [](const char* id, const char* text, int line, int depth) {
        return checklist::Item{QLatin1String(id), QString::fromUtf8(text), line, depth, false, true, {}};
    };
    return {QStringLiteral("pre-deployment"), QStringLiteral("checklists/pre-deployment.md"),
        {{QStringLiteral("Component Requirements"), 9,
             {item("c1", "Component has been optimized using approved methods (DSPy/MIPRO, LLM-as-Judge, or Hybrid)", 10, 0),
                 item("c2", "All 5 quality dimensions meet minimum thresholds:", 11, 0),
                 item("c2a", "Instruction Following Fidelity (IFF) ≥ 0.85", 12, 1),
                 item("c2b", "Token Efficiency (TE) ≥ 0.15 improvement", 16, 1),
                 item("c3", "Component has valid evaluation certificate", 17, 0),
                 item("c4", "Rollback version identified and tested", 19, 0)}},
            {QStringLiteral("System Requirements"), 21,
                {item("s1", "Production environment prepared", 22, 0), item("s2", "Monitoring systems operational", 23, 0),
                    item("s3", "Rollback procedures tested", 24, 0), item("s4", "Team notified of deployment window", 25, 0)}}}};
}

} // namespace

Journal::Journal(rollout::Release release)
    : m_release(std::move(release))
    , m_now(*Instant::fromIso(QStringLiteral("2025-08-07T13:20:00.000Z")))
{
}

Journal& Journal::wait(Millis length)
{
    m_now = m_now + length;
    return *this;
}

void Journal::skipRows(qint64 count)
{
    m_lastRow += count;
    m_lastHash = QByteArray(32, '\x5a');
}

void Journal::add(const QString& kind, const QString& who, const QString& why, const QJsonObject& data)
{
    m_records.push_back(audit::seal({kind, who, m_release.id.text(), m_release.title(), why, data}, m_now, m_lastRow, m_lastHash));
    m_lastRow = m_records.back().row;
    m_lastHash = m_records.back().hash;
}

void Journal::prepare()
{
    add(kind::kReleasePrepared, QStringLiteral("m.vogel"), QStringLiteral("Planned for the window of 7 August."),
        {{QStringLiteral("release"), rollout::toJson(m_release)}});
}

void Journal::walkChecklist()
{
    const checklist::Template list = guide();
    wait(1min).add(kind::kChecklistImported, QStringLiteral("m.vogel"), QStringLiteral("checklists/pre-deployment.md, 10 items."),
        {{QStringLiteral("checklist"), checklist::toJson(list)}, {QStringLiteral("items"), list.itemCount()}});
    for (const checklist::Phase& phase : list.phases) {
        for (const checklist::Item& item : phase.items) {
            const bool waived = item.id == QLatin1String("c2b");
            const bool rollback = item.id == QLatin1String("s3");
            const QString note = waived ? QStringLiteral("Measured at 0.14; accepted by j.okafor for this release")
                : rollback              ? QStringLiteral("1.4.2 restored in 38 s")
                                        : QString();
            wait(2min).add(kind::kChecklistAnswer, rollback ? QStringLiteral("s.lind") : QStringLiteral("m.vogel"), item.text,
                {{QStringLiteral("item"), item.id},
                    {QStringLiteral("state"), checklist::toString(waived ? checklist::State::Waived : checklist::State::Done)},
                    {QStringLiteral("note"), note}});
        }
    }
}

void Journal::start()
{
    wait(5min).add(kind::kStarted, QStringLiteral("m.vogel"), QStringLiteral("Window is open, everybody is here."));
    add(kind::kStepEntered, QStringLiteral("engine"), {}, {{QStringLiteral("step"), 0}});
}

void Journal::shift(int step, double weight, Millis soak)
{
    const QString id = QStringLiteral("0198a000-0000-7000-8000-%1").arg(++m_commands, 12, 10, QLatin1Char('0'));
    add(kind::kIntent, QStringLiteral("engine"), QStringLiteral("Step %1 of the plan.").arg(step + 1),
        {{QStringLiteral("command"), id}, {QStringLiteral("weight"), weight}, {QStringLiteral("step"), step},
            {QStringLiteral("rollback"), step < 0}, {QStringLiteral("action"), QStringLiteral("set-weight")},
            {QStringLiteral("request"),
                QStringLiteral("printf 'set weight be_app/canary %1\\n' | socat - UNIX-CONNECT:/run/haproxy.sock").arg(weight)}});
    wait(12ms).add(kind::kOutcome, QStringLiteral("haproxy"), QStringLiteral("weight set"),
        {{QStringLiteral("command"), id}, {QStringLiteral("outcome"), QStringLiteral("accepted")},
            {QStringLiteral("answer"), QStringLiteral("weight set")}, {QStringLiteral("ms"), 12}});
    wait(4s).add(kind::kEffect, QStringLiteral("engine"), QStringLiteral("%1 % of 206 calls reach 2.0.0, asked %1 %.").arg(weight),
        {{QStringLiteral("command"), id}, {QStringLiteral("effect"), QStringLiteral("effective")}, {QStringLiteral("weight"), weight},
            {QStringLiteral("share"), weight / 100.0}, {QStringLiteral("calls"), 206}});
    if (step >= 0) {
        add(kind::kStepEntered, QStringLiteral("engine"), {}, {{QStringLiteral("step"), step + 1}});
        wait(soak).add(kind::kStepEntered, QStringLiteral("engine"), {}, {{QStringLiteral("step"), step + 2}});
    }
}

QJsonArray Journal::verdicts(const std::vector<double>& values, gate::Outcome first) const
{
    QJsonArray list;
    for (std::size_t i = 0; i < values.size() && i < m_release.manifest.successCriteria.size(); ++i) {
        const gate::Gate& gate = m_release.manifest.successCriteria[i];
        gate::Verdict verdict;
        verdict.metric = gate.metric;
        verdict.condition = gate.condition.text();
        verdict.outcome = i == 0 ? first : gate::Outcome::Pass;
        verdict.value = values[i];
        verdict.bound = gate.condition.threshold()->bound;
        verdict.samples = 180;
        verdict.calls = 2466;
        verdict.at = m_now;
        verdict.sentence = QStringLiteral("%1 on 2,466 calls.").arg(gate::inWords(values[i], gate.condition.unit()));
        list.append(gate::toJson(verdict));
    }
    return list;
}

void Journal::pass(int step, int next, const std::vector<double>& values)
{
    add(kind::kVerdict, QStringLiteral("engine"), QStringLiteral("All gates pass."),
        {{QStringLiteral("step"), step}, {QStringLiteral("next"), next},
            {QStringLiteral("verdicts"), verdicts(values, gate::Outcome::Pass)}});
}

void Journal::activate()
{
    const QString id = QStringLiteral("0198a000-0000-7000-8000-%1").arg(++m_commands, 12, 10, QLatin1Char('0'));
    add(kind::kIntent, QStringLiteral("engine"), QStringLiteral("All steps passed; make 2.0.0 the production version."),
        {{QStringLiteral("command"), id}, {QStringLiteral("action"), QStringLiteral("activate")}, {QStringLiteral("weight"), 100},
            {QStringLiteral("step"), 15}});
    wait(3ms).add(kind::kOutcome, QStringLiteral("registry"), QStringLiteral("2.0.0 is active"),
        {{QStringLiteral("command"), id}, {QStringLiteral("outcome"), QStringLiteral("accepted")},
            {QStringLiteral("answer"), QStringLiteral("2.0.0 is active")}});
    add(kind::kEnded, QStringLiteral("engine"), QStringLiteral("All gates passed at every step; 2.0.0 is the production version."),
        {{QStringLiteral("result"), QStringLiteral("activated")}});
}

void Journal::rollBack(int step, const std::vector<double>& values)
{
    add(kind::kRollbackDecided, QStringLiteral("engine"),
        QStringLiteral("Error rate 4.1 % on 2,466 calls: not under 1 % in 3 samples in a row."),
        {{QStringLiteral("step"), step}, {QStringLiteral("verdicts"), verdicts(values, gate::Outcome::Fail)}});
    wait(8ms).shift(-1, 0, 0s);
    wait(1s).add(kind::kEnded, QStringLiteral("engine"), QStringLiteral("1.4.2 serves all traffic again."),
        {{QStringLiteral("result"), QStringLiteral("rolled-back")}});
}

audit::Verification Journal::verification() const
{
    return {m_lastRow, m_lastHash, std::nullopt};
}

rollout::Release sampleRelease()
{
    rollout::Release release;
    release.id = ReleaseId(QStringLiteral("01989f2e-6c1d-7c55-8a61-0d0b1f2e3a4c"));
    release.name = QStringLiteral("data_analyst");
    release.environment = QStringLiteral("production");
    release.production = true;
    release.baselineVersion = QStringLiteral("1.4.2");
    release.target = QStringLiteral("haproxy");
    release.source = QStringLiteral("prometheus");
    release.checklist = QStringLiteral("pre-deployment");
    release.owner = QStringLiteral("optimization_team");
    release.rollbackOwner = QStringLiteral("s.lind");
    rollout::Manifest& manifest = release.manifest;
    manifest.component = QStringLiteral("personas/analysts/data_analyst_v2_optimized");
    manifest.version = QStringLiteral("2.0.0");
    manifest.replaces = QStringLiteral("personas/analysts/data_analyst");
    manifest.rollbackTo = QStringLiteral("personas/analysts/data_analyst_v1_backup");
    const auto score = [](const char* name) { return QLatin1String(name); };
    manifest.qualityScores = {{score("iff"), 0.92}, {score("tlp"), 0.88}, {score("aoc"), 0.75}, {score("bc"), 0.95}, {score("te"), 0.81},
        {score("overall"), 0.862}};
    manifest.baselineScores = {{score("iff"), 0.86}, {score("tlp"), 0.82}, {score("aoc"), 0.73}, {score("bc"), 0.90}, {score("te"), 0.46},
        {score("overall"), 0.754}};
    manifest.optimizationMethod = QStringLiteral("hybrid");
    manifest.certificateId = QStringLiteral("eval_2025_08_06_xyz123");
    manifest.strategy = QStringLiteral("canary");
    manifest.canaryPercentage = Percent::clamped(10);
    manifest.businessJustification = QStringLiteral("35 % fewer tokens a call at better quality; saves about 4,100 EUR a month");
    manifest.successCriteria = {gateOf(metrics::kErrorRate, QStringLiteral("< 0.01")), gateOf(metrics::kLatencyP95, QStringLiteral("< 2s")),
        gateOf(metrics::kQuality, QStringLiteral("> 0.85"))};
    release.plan = rollout::Plan::canary(Percent::clamped(10));
    return release;
}

rollout::Release bareRelease()
{
    rollout::Release release = sampleRelease();
    release.owner.clear();
    release.rollbackOwner.clear();
    release.checklist.clear();
    release.manifest.qualityScores.clear();
    release.manifest.baselineScores.clear();
    release.manifest.optimizationMethod.clear();
    release.manifest.businessJustification.clear();
    return release;
}

Journal activatedRelease()
{
    Journal journal(sampleRelease());
    journal.skipRows(17'901);
    journal.prepare();
    journal.walkChecklist();
    journal.start();
    const std::vector<std::vector<double>> values{
        {0.0040, 1.63, 0.871}, {0.0042, 1.62, 0.872}, {0.0041, 1.61, 0.873}, {0.0043, 1.64, 0.872}, {0.0041, 1.66, 0.872}};
    const std::vector<double> weights{10, 25, 50, 75, 100};
    for (int stage = 0; stage < 5; ++stage) {
        const auto index = static_cast<std::size_t>(stage);
        const int step = stage * 3;
        journal.shift(step, weights[index], stage == 0 ? Millis(19min) : Millis(15min));
        if (stage == 0) {
            journal.add(
                kind::kHeld, QStringLiteral("engine"), QStringLiteral("The newest sample is 64 s old, over 60 s; nothing is judged."));
            journal.wait(2min).add(kind::kContinued, QStringLiteral("engine"), QStringLiteral("Data comes again."));
            journal.wait(11min);
        }
        journal.pass(step + 2, step + 3, values[index]);
        journal.wait(40ms);
    }
    journal.activate();
    return journal;
}

Journal rolledBackRelease()
{
    Journal journal(sampleRelease());
    journal.prepare();
    journal.walkChecklist();
    journal.start();
    journal.shift(0, 10, 30min);
    journal.pass(2, 3, {0.0040, 1.63, 0.871});
    journal.shift(3, 25, 15min);
    journal.pass(5, 6, {0.0042, 1.62, 0.872});
    journal.shift(6, 50, 6min);
    journal.rollBack(7, {0.041, 1.9, 0.869});
    return journal;
}

} // namespace fairlead::test
