#include "tests/ui/sample_walk.h"

namespace fairlead::tests {

namespace {

checklist::Item item(const QString& text, int line, int depth = 0, const QStringList& commands = {})
{
    checklist::Item result;
    result.id = QStringLiteral("item-%1").arg(line);
    result.text = text;
    result.line = line;
    result.depth = depth;
    result.commands = commands;
    return result;
}

} // namespace

checklist::Template sampleChecklist()
{
    checklist::Phase component{QStringLiteral("Component Requirements"), 9, {}};
    component.items = {
        item(QStringLiteral("Component has been optimized using approved methods (DSPy/MIPRO, LLM-as-Judge, or Hybrid)"), 10),
        item(QStringLiteral("All 5 quality dimensions meet minimum thresholds:"), 11),
        item(QStringLiteral("Instruction Following Fidelity (IFF) ≥ 0.85"), 12, 1),
        item(QStringLiteral("Task Lock-in Persistence (TLP) ≥ 0.80"), 13, 1),
        item(QStringLiteral("Agent Orchestration Capability (AOC) ≥ 0.70"), 14, 1),
        item(QStringLiteral("Behavioral Consistency (BC) ≥ 0.85"), 15, 1),
        item(QStringLiteral("Token Efficiency (TE) ≥ 0.15 improvement"), 16, 1),
        item(QStringLiteral("Component has valid evaluation certificate"), 17),
        item(QStringLiteral("All dependencies have passing evaluations"), 18, 0,
            {QStringLiteral("# Check all dependencies have passing status"), QStringLiteral("ksi send evaluation:validate_dependencies \\"),
                QStringLiteral("  --component \"personas/analysts/data_analyst_v2_optimized\"")}),
        item(QStringLiteral("Rollback version identified and tested"), 19),
    };
    checklist::Phase system{QStringLiteral("System Requirements"), 21, {}};
    system.items = {
        item(QStringLiteral("Production environment prepared"), 22),
        item(QStringLiteral("Monitoring systems operational"), 23),
        item(QStringLiteral("Rollback procedures tested"), 24),
        item(QStringLiteral("Team notified of deployment window"), 25),
    };
    return {
        QStringLiteral("Production Deployment Guide"), QStringLiteral("checklists/production_deployment_guide.md"), {component, system}};
}

checklist::Run emptyWalk(const QString& release)
{
    return {release, sampleChecklist(), {}};
}

QString idOf(const checklist::Run& run, const QString& text)
{
    for (const checklist::Phase& phase : run.checklist.phases) {
        for (const checklist::Item& candidate : phase.items) {
            if (candidate.text.startsWith(text))
                return candidate.id;
        }
    }
    return {};
}

void give(checklist::Run& run, const QString& text, checklist::State state, const QString& note)
{
    static qint64 row = 17'400;
    row += 10;
    checklist::Answer answer;
    answer.state = state;
    answer.who = QStringLiteral("m.vogel");
    answer.at = Instant::fromMs(1'754'500'000'000 + row * 1000);
    answer.note = note;
    answer.row = row;
    run.answers[idOf(run, text)].push_back(answer);
}

checklist::Run halfWalk(const QString& release)
{
    using checklist::State;
    checklist::Run run = emptyWalk(release);
    for (const QString& text : {QStringLiteral("Component has been"), QStringLiteral("All 5"), QStringLiteral("Instruction"),
             QStringLiteral("Task"), QStringLiteral("Agent"), QStringLiteral("Behavioral"), QStringLiteral("Component has valid"),
             QStringLiteral("All dependencies"), QStringLiteral("Production environment"), QStringLiteral("Monitoring")})
        give(run, text, State::Done);
    give(run, QStringLiteral("Token"), State::Waived, QStringLiteral("Measured again after the release, agreed with j.okafor."));
    give(run, QStringLiteral("All dependencies"), State::Failed,
        QStringLiteral(
            "core/json_emitter changed on 7 Aug 09:12 UTC, after its evaluation of 1 Aug. Evaluate it again, then check again."));
    return run;
}

} // namespace fairlead::tests
