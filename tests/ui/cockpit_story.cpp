#include "tests/ui/cockpit_story.h"

#include "models/domain/rollout/verbs.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

namespace fairlead::story {

namespace kind = audit::kind;
using metrics::Role;
using rollout::Phase;

namespace {

constexpr qint64 kPoll = 10'000;

QString text(const char* latin)
{
    return QString::fromUtf8(latin);
}

/// Noise that is the same in every run: -1 to 1.
double noise(qint64 seed)
{
    quint64 x = quint64(seed) * 0x9E3779B97F4A7C15ULL;
    x ^= x >> 29;
    x *= 0xBF58476D1CE4E5B9ULL;
    x ^= x >> 32;
    return double(x % 20001) / 10000.0 - 1.0;
}

gate::Gate gateOf(const QString& metric, const char* condition)
{
    return {metric, *condition::Condition::parse(text(condition), metric)};
}

/// Tells a release by its records, as the engine would.
class Teller {
public:
    Teller()
    {
        m_scene.snapshot.state.release = release();
        m_scene.snapshot.effective = true;
        record("14:00:02", kind::kReleasePrepared, "m.vogel", "", {});
    }

    void record(const char* clock, const QString& recordKind, const char* who, const char* why, QJsonObject data)
    {
        audit::Entry entry{recordKind, text(who), m_scene.snapshot.state.release.id.text(), m_scene.snapshot.state.release.title(),
            text(why), std::move(data)};
        const QByteArray before = m_scene.records.empty() ? QByteArray(32, '\0') : m_scene.records.back().hash;
        const qint64 row = m_scene.records.empty() ? 18'200 : m_scene.records.back().row;
        m_scene.records.push_back(audit::seal(std::move(entry), at(clock), row, before));
        m_scene.snapshot.state = rollout::apply(m_scene.snapshot.state, m_scene.records.back());
    }

    void send(
        const char* intent, const char* outcome, double weight, int step, const char* who, const char* why, const char* answer = "accepted")
    {
        m_command = QString::number(weight) + text(intent);
        record(intent, kind::kIntent, who, why,
            {{text("command"), m_command}, {text("weight"), weight}, {text("step"), step}, {text("rollback"), step < 0},
                {text("request"), requestText(weight)}});
        record(outcome, kind::kOutcome, "edge-gateway", "",
            {{text("command"), m_command}, {text("outcome"), text(answer)}, {text("answer"), text("")}});
    }

    void observe(const char* clock, double share, const char* effect = "effective")
    {
        record(clock, kind::kEffect, "engine", "", {{text("command"), m_command}, {text("effect"), text(effect)}, {text("share"), share}});
    }

    void step(const char* clock, int index) { record(clock, kind::kStepEntered, "engine", "", {{text("step"), index}}); }

    /// Start to the soak at 10 %.
    void start()
    {
        record("14:00:16", kind::kStarted, "m.vogel", "window open, team informed", {});
        step("14:00:16", 0);
        send("14:00:16", "14:00:16.038", 10, 0, "m.vogel", "window open, team informed");
        observe("14:00:58", 0.101);
        step("14:00:58", 1);
    }

    void lose() { record("14:19:06", kind::kHeld, "engine", "No data from prometheus-eu, the soak clock stands.", {}); }

    void firstStep()
    {
        lose();
        record("14:21:10", kind::kSourceBack, "prometheus-eu", "2 min 4 s are a gap.", {});
        record("14:21:10", kind::kContinued, "engine", "What held it is gone.", {});
        record("14:33:02", kind::kVerdict, "engine", "All gates passed at 10 %.", {{text("next"), 3}});
    }

    void secondStep()
    {
        send("14:33:02", "14:33:02.038", 25, 3, "engine", "Gate at 10 % passed.");
        observe("14:33:20", 0.248);
        step("14:33:20", 4);
    }

    void thirdStep()
    {
        record("14:48:20", kind::kVerdict, "engine", "All gates passed at 25 %.", {{text("next"), 6}});
        send("14:48:22", "14:48:22.038", 50, 6, "engine", "Gate at 25 % passed.");
        observe("14:48:40", 0.499);
        step("14:48:40", 7);
    }

    /// Fills what the engine's tick knows, and the readings up to then.
    Scene end(const char* clock, std::optional<double> share, double calls, double total);

    Scene m_scene;
    bool m_failing = false; ///< errors rise from 14:54 on
    bool m_restored = false; ///< the last share falls to nothing after the rollback
    bool m_silent = false; ///< no samples from 14:19:06 on

private:
    static QString requestText(double weight)
    {
        return text(
            "curl -X PUT https://edge.ksi.internal/v1/splits/data_analyst \\\n  -H \"Authorization: Bearer $FAIRLEAD_EDGE_TOKEN\" \\\n"
            "  -d '{\"canary\":\"2.0.0\",\"baseline\":\"1.4.2\",\"weight\":%1}'")
            .arg(weight);
    }

    void readings(Instant now);
    QString m_command;
};

void Teller::readings(Instant now)
{
    const auto& commands = m_scene.snapshot.state.commands;
    double share = 0.0;
    for (qint64 ms = at("13:56:00").ms(); ms <= now.ms(); ms += kPoll) {
        const bool gap = ms > at("14:19:06").ms() && (m_silent || ms < at("14:21:10").ms());
        if (gap)
            continue;
        double asked = 0.0;
        for (const rollout::Command& command : commands) {
            if (command.intentAt.ms() <= ms)
                asked = command.weight.fraction();
        }
        share += std::clamp(asked - share, -0.12, 0.12);
        if (m_failing && ms > at("14:55:10").ms())
            share = ms < at("14:55:20").ms() ? 0.4 : m_restored && ms >= at("14:55:40").ms() ? 0.0 : 0.31;
        const auto add = [&](const QString& metric, Role role, double value) {
            m_scene.readings.push_back({{metric, role}, {Instant::fromMs(ms), value}});
        };
        const qint64 k = ms / kPoll;
        const bool spike = ms >= at("14:12:20").ms() && ms < at("14:12:30").ms();
        const double rise = m_failing ? std::clamp(double(ms - at("14:53:40").ms()) / 60'000.0, 0.0, 1.0) * 0.027 : 0.0;
        add(metrics::kErrorRate, Role::Baseline, 0.0037 + 0.0007 * noise(k));
        add(metrics::kLatencyP95, Role::Baseline, 1.86 + 0.04 * noise(k + 1));
        add(metrics::kQuality, Role::Baseline, 0.81 + 0.006 * noise(k + 2));
        add(metrics::kTokens, Role::Baseline, 1818 + 40 * noise(k + 3));
        add(metrics::kCalls, Role::Baseline, std::round((1.0 - share) * 824 + 8 * noise(k + 4)));
        add(metrics::kShare, Role::Canary, std::clamp(share + (share > 0 ? 0.004 * noise(k + 5) : 0.0), 0.0, 1.0));
        if (share <= 0.0)
            continue;
        add(metrics::kErrorRate, Role::Canary, spike ? 0.0118 : 0.0042 + 0.0013 * noise(k + 6) + rise);
        add(metrics::kLatencyP95, Role::Canary, 1.62 + 0.07 * noise(k + 7) + rise * 8);
        add(metrics::kQuality, Role::Canary, 0.874 + 0.009 * noise(k + 8));
        add(metrics::kTokens, Role::Canary, 1286 + 60 * noise(k + 9));
        add(metrics::kCalls, Role::Canary, std::round(share * 824 + 5 * noise(k + 10)));
    }
}

Scene Teller::end(const char* clock, std::optional<double> share, double calls, double total)
{
    rollout::Snapshot& snapshot = m_scene.snapshot;
    const rollout::State& state = snapshot.state;
    snapshot.at = at(clock);
    readings(snapshot.at);
    gate::Series series;
    for (const metrics::Reading& reading : m_scene.readings)
        series[reading.key].insert(reading.sample);
    if (state.stepEffectiveAt) {
        for (const gate::Gate& gate : state.release.manifest.successCriteria)
            snapshot.verdicts.push_back(gate::judge(gate, series, *state.stepEffectiveAt, snapshot.at, state.release.plan.gates));
    }
    snapshot.observation = {snapshot.at, state.asked().weight, {}, share, calls, total};
    const rollout::Command* command = state.currentCommand();
    if ((state.phase == Phase::Shifting || state.phase == Phase::RollingBack) && command != nullptr)
        snapshot.effectDue = command->outcomeAt.value_or(command->intentAt) + state.release.plan.effectDeadline;
    snapshot.effective = state.effective();
    snapshot.pendingRequest = requestText(rollout::nextAsk(state).value_or(rollout::Ask()).weight.value());
    if (rollout::fullPromotionStep(state) >= 0)
        snapshot.fullRequest = requestText(100);
    snapshot.rollbackRequest = requestText(0);
    rollout::VerbFacts facts;
    facts.judged = snapshot.verdicts;
    facts.sourceLost = snapshot.sourceLostSince.has_value();
    facts.blockers = snapshot.startBlockers;
    snapshot.verbs = rollout::verbsOf(state, facts);
    return m_scene;
}

void soak(Scene& scene, const char* began, Millis length, bool running)
{
    rollout::Snapshot& snapshot = scene.snapshot;
    snapshot.soakLength = length;
    snapshot.soakDone = snapshot.at - at(began);
    if (running)
        snapshot.soakEnds = at(began) + length;
}

} // namespace

Instant at(const char* clock)
{
    const QString time = text(clock);
    if (time.contains(QLatin1Char('T')))
        return *Instant::fromIso(time + QStringLiteral("Z"));
    return *Instant::fromIso(QStringLiteral("2025-08-07T%1Z").arg(time.contains(QLatin1Char('.')) ? time : time + QStringLiteral(".000")));
}

rollout::Release release()
{
    rollout::Release release;
    release.id = ReleaseId(text("0198a000-0000-7000-8000-000000000001"));
    release.name = text("data_analyst");
    release.environment = text("production");
    release.production = true;
    release.baselineVersion = text("1.4.2");
    release.target = text("edge-gateway");
    release.source = text("prometheus-eu");
    release.checklist = text("Pre-Deployment Checklist");
    release.owner = text("optimization_team");
    release.rollbackOwner = text("oncall_engineer");
    release.window = *Span::create(at("14:00:00"), at("16:00:00"));
    release.manifest.component = text("personas/analysts/data_analyst");
    release.manifest.version = text("2.0.0");
    release.manifest.rollbackTo = text("1.4.2");
    release.manifest.strategy = text("canary");
    release.manifest.canaryPercentage = Percent::clamped(10);
    release.manifest.successCriteria
        = {gateOf(metrics::kErrorRate, "< 0.01"), gateOf(metrics::kLatencyP95, "< 2s"), gateOf(metrics::kQuality, "> 0.85")};
    release.plan = rollout::Plan::canary(Percent::clamped(10));
    release.plan.pollInterval = Millis(kPoll);
    return release;
}

Scene blocked()
{
    Teller teller;
    teller.m_scene.snapshot.startBlockers = {text("All dependent components tested"), text("Rollback procedure documented")};
    return teller.end("13:58:20", std::nullopt, 0, 0);
}

Scene toStart()
{
    Teller teller;
    return teller.end("14:00:10", std::nullopt, 0, 0);
}

Scene shifting()
{
    Teller teller;
    teller.start();
    teller.firstStep();
    teller.send("14:33:02", "14:33:02.038", 25, 3, "engine", "Gate at 10 % passed.");
    return teller.end("14:33:12", 0.17, 40, 236);
}

Scene soaking()
{
    Teller teller;
    teller.start();
    teller.firstStep();
    teller.secondStep();
    Scene scene = teller.end("14:41:22", 0.248, 1031, 4157);
    soak(scene, "14:33:20", std::chrono::minutes(15), true);
    return scene;
}

Scene heldNoData()
{
    Teller teller;
    teller.m_silent = true;
    teller.start();
    teller.lose();
    teller.m_scene.snapshot.sourceLostSince = at("14:19:06");
    teller.m_scene.snapshot.sourceError = text("prometheus-eu answered 401.");
    Scene scene = teller.end("14:20:40", 0.101, 830, 8240);
    soak(scene, "14:00:58", std::chrono::minutes(30), false);
    scene.snapshot.soakDone = at("14:19:06") - at("14:00:58");
    return scene;
}

Scene paused()
{
    Teller teller;
    teller.start();
    teller.firstStep();
    teller.secondStep();
    teller.record("14:40:00", kind::kPaused, "s.lind", "wait for the fix in the parser", {});
    Scene scene = teller.end("14:41:22", 0.248, 1031, 4157);
    soak(scene, "14:33:20", std::chrono::minutes(15), false);
    scene.snapshot.soakDone = at("14:40:00") - at("14:33:20");
    return scene;
}

Scene unknownOutcome()
{
    Teller teller;
    teller.start();
    teller.firstStep();
    teller.send("14:33:02", "14:33:12", 25, 3, "engine", "Gate at 10 % passed.", "unknown");
    return teller.end("14:33:20", 0.101, 24, 236);
}

namespace {

Teller failing()
{
    Teller teller;
    teller.m_failing = true;
    teller.start();
    teller.firstStep();
    teller.secondStep();
    teller.thirdStep();
    teller.record("14:55:10", kind::kRollbackDecided, "engine",
        "Error rate 3.1 % on 412 calls, baseline 0.36 %: not under 1 % in 3 samples in a row, 3 are enough to fail; read 14:55:10 UTC.",
        {});
    teller.send("14:55:10", "14:55:10.038", 0, -1, "engine", "Error rate not under 1 %.");
    return teller;
}

} // namespace

Scene rollingBack()
{
    Teller teller = failing();
    return teller.end("14:55:28", 0.31, 128, 412);
}

Scene notEffective()
{
    Teller teller = failing();
    teller.observe("14:56:10", 0.31, "not-effective");
    return teller.end("14:56:22", 0.31, 236, 760);
}

Scene rolledBack()
{
    Teller teller = failing();
    teller.m_restored = true;
    teller.observe("14:55:48", 0.0);
    teller.record("14:55:48", kind::kEnded, "engine", "0 % observed.", {{text("result"), text("rolled-back")}});
    return teller.end("14:57:00", 0.0, 0, 824);
}

Scene activated()
{
    Teller teller;
    teller.start();
    teller.firstStep();
    teller.secondStep();
    teller.thirdStep();
    teller.record("15:03:40", kind::kVerdict, "engine", "All gates passed at 50 %.", {{text("next"), 9}});
    teller.send("15:03:40", "15:03:40.038", 75, 9, "engine", "Gate at 50 % passed.");
    teller.observe("15:03:58", 0.751);
    teller.step("15:03:58", 10);
    teller.record("15:18:58", kind::kVerdict, "engine", "All gates passed at 75 %.", {{text("next"), 12}});
    teller.send("15:18:58", "15:18:58.038", 100, 12, "engine", "Gate at 75 % passed.");
    teller.observe("15:19:14", 1.0);
    teller.step("15:19:14", 13);
    teller.record("15:34:14", kind::kVerdict, "engine", "All gates passed at 100 %.", {{text("next"), 15}});
    teller.record("15:34:16", kind::kEnded, "engine", "2.0.0 is the production version.", {{text("result"), text("activated")}});
    return teller.end("15:40:00", 1.0, 824, 824);
}

} // namespace fairlead::story
