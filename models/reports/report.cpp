#include "models/reports/report.h"

#include "models/reports/fields.h"
#include "models/reports/fold.h"

#include <algorithm>
#include <array>
#include <ranges>

namespace fairlead::reports {

namespace {

Result<rollout::Release> preparedRelease(const std::vector<audit::Record>& records)
{
    const auto prepared
        = std::ranges::find(records, audit::kind::kReleasePrepared, [](const audit::Record& record) { return record.entry.kind; });
    if (prepared == records.end()) {
        return fail(ErrorCode::NotFound,
            QStringLiteral("The history has no such release. No report was made. fairleadctl history list names those there are."));
    }
    const Result<rollout::Release> release = rollout::releaseFromJson(prepared->entry.data.value(QStringLiteral("release")).toObject());
    if (!release) {
        return fail(ErrorCode::Corrupt,
            QStringLiteral("Row %1 cannot be read: %2 No report was made. Verify the history.")
                .arg(prepared->row)
                .arg(release.error().message),
            QStringLiteral("row %1").arg(prepared->row));
    }
    if (release->id.text() != prepared->entry.release) {
        return fail(ErrorCode::Corrupt,
            QStringLiteral("Row %1 prepares another release than it is kept for. No report was made. Verify the history.")
                .arg(prepared->row),
            QStringLiteral("row %1").arg(prepared->row));
    }
    return release;
}

/// The dimensions in the order in which certificates name them, others after them.
std::vector<QualityScore> scoresOf(const rollout::Manifest& manifest)
{
    QStringList names = manifest.qualityScores.keys();
    const QStringList before = manifest.baselineScores.keys();
    for (const QString& name : before) {
        if (!names.contains(name)) {
            names.append(name);
        }
    }
    const QStringList order{QStringLiteral("iff"), QStringLiteral("tlp"), QStringLiteral("aoc"), QStringLiteral("bc"), QStringLiteral("te"),
        QStringLiteral("overall")};
    std::ranges::stable_sort(names, {}, [&order](const QString& name) {
        const qsizetype place = order.indexOf(name.toLower());
        return place < 0 ? order.size() : place;
    });
    const auto scoreIn = [](const QMap<QString, double>& scores, const QString& name) {
        return scores.contains(name) ? std::optional(scores.value(name)) : std::nullopt;
    };
    std::vector<QualityScore> scores;
    for (const QString& name : std::as_const(names)) {
        scores.push_back({name, scoreIn(manifest.baselineScores, name), scoreIn(manifest.qualityScores, name)});
    }
    return scores;
}

std::vector<StageTrack> tracksOf(const rollout::State& state)
{
    std::vector<StageTrack> tracks;
    for (const rollout::Stage& stage : rollout::stagesOf(state.release.plan)) {
        const bool known = tracks.size() < state.stageTimes.size();
        tracks.push_back({stage, known ? state.stageTimes.at(tracks.size()) : rollout::StageTimes{}});
    }
    return tracks;
}

std::optional<ChecklistPart> checklistOf(const std::optional<checklist::Run>& run)
{
    if (!run) {
        return std::nullopt;
    }
    ChecklistPart part{run->checklist.name, run->checklist.source, {}};
    for (const checklist::Phase& phase : run->checklist.phases) {
        const std::vector<checklist::State> shown = checklist::shownStates(*run, phase);
        for (std::size_t i = 0; i < phase.items.size(); ++i) {
            const checklist::Item& item = phase.items[i];
            const auto answers = run->answers.find(item.id);
            const bool answered = answers != run->answers.end() && !answers->second.empty();
            part.lines.push_back({phase.title, item.text, item.depth, item.blocking, i < shown.size() ? shown[i] : run->stateOf(item),
                answered ? std::optional(answers->second.back()) : std::nullopt});
        }
    }
    return part;
}

} // namespace

QStringList Report::missing() const
{
    QStringList keys;
    for (const Field& field : fields) {
        if (field.missing) {
            keys.append(field.key);
        }
    }
    return keys;
}

Result<Report> buildReport(const std::vector<audit::Record>& records, const audit::Verification& history, Instant writtenAt)
{
    const Result<rollout::Release> release = preparedRelease(records);
    if (!release) {
        return std::unexpected(release.error());
    }
    Report report;
    report.writtenAt = writtenAt;
    report.history = history;
    std::ranges::copy_if(records, std::back_inserter(report.events),
        [&release](const audit::Record& record) { return record.entry.release == release->id.text(); });
    const Fold fold(report.events, *release);
    report.release = fold.state().release;
    report.startedAt = fold.state().startedAt;
    report.endedAt = fold.state().endedAt;
    report.stages = tracksOf(fold.state());
    report.interruptions = fold.interruptions();
    report.scores = scoresOf(report.release.manifest);
    report.gates = fold.gates();
    report.commands = fold.state().commands;
    report.checklist = checklistOf(fold.run());
    report.people = fold.people();
    report.deviations = fold.deviations();
    report.outcome = outcomeOf(report, fold.state());
    report.fields = fieldsOf(report);
    return report;
}

} // namespace fairlead::reports
