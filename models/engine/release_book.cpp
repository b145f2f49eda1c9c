#include "models/engine/release_book.h"

#include "models/domain/checklist/template_json.h"

#include <QCryptographicHash>

namespace fairlead::engine {

namespace {

namespace kind = audit::kind;

void takePrepared(ReleaseBook& book, const audit::Record& record)
{
    const Result<rollout::Release> release = rollout::releaseFromJson(record.entry.data.value(QStringLiteral("release")).toObject());
    if (!release) {
        book.unreadable.push_back(
            {QStringLiteral("history.db"), {static_cast<int>(record.row), 0}, Severity::Warning, QStringLiteral("unreadable-release"),
                release.error().message, QStringLiteral("Open this workspace with the version that wrote it.")});
        return;
    }
    if (!book.releases.contains(release->id)) {
        rollout::State state;
        state.release = *release;
        book.releases.emplace(release->id, std::move(state));
    }
}

void takeChecklist(ReleaseBook& book, const audit::Record& record)
{
    const Result<checklist::Template> read = checklist::templateFromJson(record.entry.data.value(QStringLiteral("checklist")).toObject());
    if (!read) {
        book.unreadable.push_back({QStringLiteral("history.db"), {static_cast<int>(record.row), 0}, Severity::Warning,
            QStringLiteral("unreadable-checklist"), read.error().message, {}});
        return;
    }
    checklist::Run& run = book.runs[record.entry.release];
    run.release = record.entry.release;
    run.checklist = *read;
}

bool isOfSameVersion(const rollout::Release& a, const rollout::Release& b)
{
    return a.manifest.component == b.manifest.component && a.manifest.version == b.manifest.version;
}

bool isAtSamePlace(const rollout::Release& one, const rollout::Release& other)
{
    return one.name == other.name && one.environment == other.environment && one.target == other.target;
}

} // namespace

void take(ReleaseBook& book, const audit::Record& record)
{
    if (record.entry.kind == kind::kReleasePrepared) {
        takePrepared(book, record);
    } else if (record.entry.kind == kind::kChecklistImported) {
        takeChecklist(book, record);
    } else if (record.entry.kind == kind::kLineStopped) {
        book.lineStop = rollout::LineStop{record.entry.who, record.entry.why, record.at};
    } else if (record.entry.kind == kind::kLineReleased) {
        book.lineStop.reset();
    }
    if (const Result<void> train = train::take(book.trains, record); !train) {
        book.unreadable.push_back({QStringLiteral("history.db"), {static_cast<int>(record.row), 0}, Severity::Warning,
            QStringLiteral("unreadable-train"), train.error().message, {}});
    }
    const auto state = book.releases.find(ReleaseId(record.entry.release));
    if (state != book.releases.end()) {
        state->second = rollout::apply(std::move(state->second), record);
    }
    const auto run = book.runs.find(record.entry.release);
    if (run != book.runs.end() && record.entry.kind == kind::kChecklistAnswer) {
        run->second = checklist::apply(std::move(run->second), record);
    }
}

ReleaseBook readBook(const std::vector<audit::Record>& records)
{
    ReleaseBook book;
    for (const audit::Record& record : records) {
        take(book, record);
    }
    return book;
}

const rollout::State* newestAttempt(const ReleaseBook& book, const workspace::PlannedRelease& planned)
{
    const rollout::State* newest = nullptr;
    for (const auto& [id, state] : book.releases) { // UUIDv7: later ids are later attempts
        newest = workspace::isAttemptOf(state.release, planned) ? &state : newest;
    }
    return newest;
}

std::optional<rollout::Quarantine> quarantineOf(const ReleaseBook& book, const rollout::Release& release)
{
    std::optional<rollout::Quarantine> newest;
    for (const auto& [id, state] : book.releases) {
        if (state.quarantine && isOfSameVersion(state.release, release) && (!newest || newest->since < state.quarantine->since)) {
            newest = state.quarantine;
        }
    }
    return newest;
}

std::vector<ReleaseId> quarantining(const ReleaseBook& book, const rollout::Release& release)
{
    std::vector<ReleaseId> ids;
    for (const auto& [id, state] : book.releases) {
        if (state.quarantine && isOfSameVersion(state.release, release)) {
            ids.push_back(id);
        }
    }
    return ids;
}

QStringList blockersOf(const ReleaseBook& book, const QString& release)
{
    QStringList texts;
    const auto run = book.runs.find(release);
    if (run != book.runs.end()) {
        for (const checklist::Item& item : checklist::holding(run->second)) {
            texts.append(item.text);
        }
    }
    return texts;
}

std::map<QString, QString> openParts(const ReleaseBook& book, const rollout::Release& release)
{
    std::map<QString, QString> open;
    const auto run = book.runs.find(release.id.text());
    for (const rollout::Step& step : release.plan.steps) {
        if (step.kind != rollout::StepKind::Checklist) {
            continue;
        }
        const Result<std::vector<checklist::Item>> items = run == book.runs.end()
            ? fail(ErrorCode::NotFound, QStringLiteral("It has no checklist."))
            : checklist::holdingIn(run->second, step.checklist);
        if (!items) {
            open[step.checklist] = items.error().message;
        } else if (!items->empty()) {
            open[step.checklist] = QStringLiteral("“%1” of its checklist is not settled: %2 open, first “%3”.")
                                       .arg(step.checklist, QString::number(items->size()), items->front().text);
        }
    }
    return open;
}

bool areRelated(const rollout::Release& one, const rollout::Release& other)
{
    return isOfSameVersion(one, other) || isAtSamePlace(one, other);
}

QString supersededBy(const ReleaseBook& book, const rollout::Release& release)
{
    using rollout::Phase;
    for (const auto& [id, state] : book.releases) {
        const rollout::Release& other = state.release;
        const bool stands = state.startedAt && state.phase != Phase::RolledBack && state.phase != Phase::Aborted;
        if (release.id < id && isAtSamePlace(other, release) && stands) { // UUIDv7: later ids are later attempts
            return QStringLiteral("%1 stands on it; take that back first.").arg(other.title());
        }
    }
    return {};
}

/// @p guide with the parts marked that steps of @p plan wait for.
checklist::Template withLaterParts(checklist::Template guide, const rollout::Plan& plan)
{
    for (checklist::Phase& phase : guide.phases) {
        phase.later = std::ranges::any_of(plan.steps,
            [&phase](const rollout::Step& step) { return step.kind == rollout::StepKind::Checklist && step.checklist == phase.title; });
    }
    return guide;
}

std::vector<audit::Entry> preparationEntries(
    const workspace::Workspace& workspace, const rollout::Release& release, const QString& who, const QString& why)
{
    std::vector<audit::Entry> entries{{kind::kReleasePrepared, who, release.id.text(), release.title(), why,
        QJsonObject{{QStringLiteral("release"), rollout::toJson(release)}}}};
    const checklist::Template* guide = workspace.checklist(release.checklist);
    if (guide != nullptr) {
        const QJsonObject json = checklist::toJson(withLaterParts(*guide, release.plan));
        const QByteArray hash = QCryptographicHash::hash(audit::canonicalJson(json), QCryptographicHash::Sha256);
        entries.push_back({kind::kChecklistImported, who, release.id.text(), release.title(),
            QStringLiteral("%1, %2 items.").arg(guide->source).arg(guide->itemCount()),
            QJsonObject{{QStringLiteral("checklist"), json}, {QStringLiteral("items"), guide->itemCount()},
                {QStringLiteral("hash"), QString::fromLatin1(hash.toHex())}}});
    }
    return entries;
}

} // namespace fairlead::engine
