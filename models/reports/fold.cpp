#include "models/reports/fold.h"

#include "models/domain/checklist/template_json.h"
#include "models/reports/words.h"

#include <QJsonArray>

#include <algorithm>
#include <map>

namespace fairlead::reports {

namespace {

namespace kind = audit::kind;

/// Names in "who" that are no people, besides the release's own target and source.
bool isMachine(const QString& who, const rollout::Release& release)
{
    return who.isEmpty() || who == QLatin1String("engine") || who == QLatin1String("registry") || who == release.target
        || who == release.source;
}

const rollout::Command* commandOf(const rollout::State& state, const audit::Record& record)
{
    const QString id = record.entry.data.value(QStringLiteral("command")).toString();
    const auto found = std::ranges::find_if(state.commands, [&id](const rollout::Command& command) { return command.id.text() == id; });
    return found == state.commands.end() ? nullptr : &*found;
}

QString nameOf(const rollout::Command* command)
{
    if (command == nullptr) {
        return QStringLiteral("A command");
    }
    if (command->task) {
        return QStringLiteral("A task of the plan");
    }
    if (command->activation) {
        return command->rollback ? QStringLiteral("The registry's way back") : QStringLiteral("Activation");
    }
    return QStringLiteral("The command for %1").arg(rollout::inWords(command->ask()));
}

QString outcomeDeviation(const rollout::State& state, const audit::Record& record)
{
    const rollout::Command* command = commandOf(state, record);
    const QString answer = asSentence(record.entry.why);
    switch (command == nullptr ? rollout::CommandOutcome::Unknown : command->outcome) {
    case rollout::CommandOutcome::Refused: return QStringLiteral("%1 was refused. %2").arg(nameOf(command), answer);
    case rollout::CommandOutcome::NotSent: return QStringLiteral("%1 was not sent. %2").arg(nameOf(command), answer);
    case rollout::CommandOutcome::Unknown:
        return QStringLiteral("%1 got no answer: unknown whether it was carried out. %2").arg(nameOf(command), answer);
    case rollout::CommandOutcome::Pending:
    case rollout::CommandOutcome::Accepted: break;
    }
    return {};
}

QString answerDeviation(const std::optional<checklist::Run>& run, const audit::Record& record)
{
    const auto state = checklist::stateFromString(record.entry.data.value(QStringLiteral("state")).toString());
    if (!run || !state || *state == checklist::State::Done || *state == checklist::State::Open) {
        return {};
    }
    static const std::map<checklist::State, QString> words{{checklist::State::Failed, QStringLiteral("failed")},
        {checklist::State::Waived, QStringLiteral("waived")}, {checklist::State::NotApplicable, QStringLiteral("not applicable")}};
    const QString id = record.entry.data.value(QStringLiteral("item")).toString();
    for (const checklist::Phase& phase : run->checklist.phases) {
        const auto item = std::ranges::find(phase.items, id, &checklist::Item::id);
        if (item != phase.items.end()) {
            return QStringLiteral("Checklist item “%1” %2. %3")
                .arg(item->text, words.at(*state), asSentence(record.entry.data.value(QStringLiteral("note")).toString()));
        }
    }
    return {};
}

} // namespace

Fold::Fold(const std::vector<audit::Record>& records, const rollout::Release& release)
{
    m_state.release = release;
    m_stages = rollout::stagesOf(release.plan);
    for (const gate::Gate& gate : release.manifest.successCriteria) {
        m_gates.push_back({gate.metric, gate.condition.text(), {}});
    }
    involve(release.owner, QStringLiteral("release owner"));
    involve(release.rollbackOwner, QStringLiteral("rollback owner"));
    for (const audit::Record& record : records) {
        take(record);
    }
}

void Fold::take(const audit::Record& record)
{
    if (record.entry.release != m_state.release.id.text()) {
        return;
    }
    takeVerdicts(record); // before the state moves on: a verdict belongs to the stage that it closes
    m_state = rollout::apply(std::move(m_state), record);
    takeChecklist(record);
    takeInterruption(record);
    takeDeviation(record);
    takePerson(record);
}

void Fold::takeVerdicts(const audit::Record& record)
{
    const int stage = rollout::stageOfStep(m_stages, m_state.step);
    if (stage < 0 || m_state.step < 0) {
        return;
    }
    const QJsonArray verdicts = record.entry.data.value(QStringLiteral("verdicts")).toArray();
    for (const QJsonValue& value : verdicts) {
        const gate::Verdict verdict = gate::verdictFromJson(value.toObject());
        auto row = std::ranges::find_if(
            m_gates, [&](const GateRow& gate) { return gate.metric == verdict.metric && gate.condition == verdict.condition; });
        if (row == m_gates.end()) {
            row = m_gates.insert(row, {verdict.metric, verdict.condition, {}});
        }
        if (!row->cells.empty() && row->cells.back().stage == stage) {
            row->cells.pop_back();
        }
        row->cells.push_back({stage, verdict, record.row});
    }
}

void Fold::takeChecklist(const audit::Record& record)
{
    if (record.entry.kind == kind::kChecklistImported) {
        const auto imported = checklist::templateFromJson(record.entry.data.value(QStringLiteral("checklist")).toObject());
        if (imported) {
            m_run = checklist::Run{
                record.entry.release, *imported, m_run ? m_run->answers : std::map<QString, std::vector<checklist::Answer>>()};
        } else {
            deviate(record, QStringLiteral("The checklist in this row cannot be read. %1").arg(imported.error().message));
        }
    } else if (record.entry.kind == kind::kChecklistAnswer && m_run) {
        m_run = checklist::apply(std::move(*m_run), record);
    }
}

void Fold::takeInterruption(const audit::Record& record)
{
    const QString& what = record.entry.kind;
    const bool begins = what == kind::kHeld || what == kind::kPaused;
    const bool over = what == kind::kContinued || what == kind::kResumed || what == kind::kPromoted || what == kind::kRollbackDecided
        || what == kind::kEnded || begins;
    if (over && !m_interruptions.empty() && !m_interruptions.back().to) {
        m_interruptions.back().to = record.at;
    }
    if (begins) {
        m_interruptions.push_back({what == kind::kPaused, record.at, std::nullopt, record.entry.why, record.entry.who});
    }
}

void Fold::takeDeviation(const audit::Record& record)
{
    const audit::Entry& entry = record.entry;
    const QString why = asSentence(entry.why);
    if (entry.kind == kind::kHeld) {
        deviate(record, QStringLiteral("Held. %1").arg(why));
    } else if (entry.kind == kind::kPaused) {
        deviate(record, QStringLiteral("Paused. %1").arg(why));
    } else if (entry.kind == kind::kPromoted) {
        deviate(record, QStringLiteral("The soak was ended early. %1").arg(why));
    } else if (entry.kind == kind::kRollbackDecided) {
        deviate(record, QStringLiteral("Rolled back. %1").arg(why));
    } else if (entry.kind == kind::kSourceLost) {
        deviate(record, QStringLiteral("The metric source was lost. %1").arg(why));
    } else if (entry.kind == kind::kReconciled) {
        deviate(record, QStringLiteral("The engine found its place again after a stop. %1").arg(why));
    } else if (entry.kind == kind::kOutcome) {
        deviate(record, outcomeDeviation(m_state, record));
    } else if (entry.kind == kind::kEffect
        && entry.data.value(QStringLiteral("effect")).toString() == rollout::toString(rollout::CommandEffect::NotEffective)) {
        deviate(record, QStringLiteral("%1 was not effective in time. %2").arg(nameOf(commandOf(m_state, record)), why));
    } else if (entry.kind == kind::kChecklistAnswer) {
        deviate(record, answerDeviation(m_run, record));
    }
    if (entry.data.contains(QStringLiteral("unreadable"))) {
        deviate(record, QStringLiteral("The data of this row cannot be read: the row was changed."));
    }
}

void Fold::takePerson(const audit::Record& record)
{
    static const std::map<QString, QString> roles{{kind::kReleasePrepared, QStringLiteral("prepared")},
        {kind::kChecklistAnswer, QStringLiteral("checklist")}, {kind::kStarted, QStringLiteral("started")},
        {kind::kPromoted, QStringLiteral("ended a soak early")}, {kind::kPaused, QStringLiteral("paused")},
        {kind::kResumed, QStringLiteral("resumed")}, {kind::kRollbackDecided, QStringLiteral("rolled back")},
        {kind::kNote, QStringLiteral("wrote a note")}};
    const auto role = roles.find(record.entry.kind);
    if (role != roles.end() && !isMachine(record.entry.who, m_state.release)) {
        involve(record.entry.who, role->second);
    }
}

void Fold::deviate(const audit::Record& record, const QString& text)
{
    if (!text.isEmpty()) {
        m_deviations.push_back({record.row, record.at, record.entry.who, text.trimmed()});
    }
}

void Fold::involve(const QString& name, const QString& role)
{
    if (name.isEmpty()) {
        return;
    }
    auto person = std::ranges::find(m_people, name, &Person::name);
    if (person == m_people.end()) {
        person = m_people.insert(person, {name, {}});
    }
    if (!person->roles.contains(role)) {
        person->roles.append(role);
    }
}

} // namespace fairlead::reports
