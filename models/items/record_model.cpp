#include "models/items/record_model.h"

#include "models/domain/gate/verdict.h"

#include <QJsonArray>

#include <algorithm>

namespace fairlead::items {

namespace {

namespace kind = audit::kind;

QString text(const audit::Record& record, QLatin1String key)
{
    return record.entry.data.value(key).toString();
}

RecordOutcome ofVerdicts(const QJsonArray& array)
{
    gate::Verdicts verdicts;
    for (const QJsonValue& value : array) {
        verdicts.push_back(gate::verdictFromJson(value.toObject()));
    }
    switch (gate::worst(verdicts)) {
    case gate::Outcome::Pass: return RecordOutcome::Pass;
    case gate::Outcome::Marginal: return RecordOutcome::Marginal;
    case gate::Outcome::Fail: return RecordOutcome::Fail;
    case gate::Outcome::NoData: return RecordOutcome::NoData;
    case gate::Outcome::Undecided: break;
    }
    return RecordOutcome::Undecided;
}

RecordOutcome ofAnswer(const QString& state)
{
    static const QHash<QString, RecordOutcome> outcomes{{QStringLiteral("done"), RecordOutcome::Done},
        {QStringLiteral("not-applicable"), RecordOutcome::NotApplicable}, {QStringLiteral("failed"), RecordOutcome::Fail},
        {QStringLiteral("waived"), RecordOutcome::Waived}};
    return outcomes.value(state, RecordOutcome::Open);
}

RecordOutcome ofCommandAnswer(const QString& outcome)
{
    static const QHash<QString, RecordOutcome> outcomes{{QStringLiteral("accepted"), RecordOutcome::Accepted},
        {QStringLiteral("refused"), RecordOutcome::Refused}, {QStringLiteral("not-sent"), RecordOutcome::NotSent}};
    return outcomes.value(outcome, RecordOutcome::Unknown);
}

RecordOutcome ofFixedKind(const QString& name)
{
    static const QHash<QString, RecordOutcome> outcomes{{kind::kIntent, RecordOutcome::Written}, {kind::kStarted, RecordOutcome::Started},
        {kind::kHeld, RecordOutcome::Held}, {kind::kPaused, RecordOutcome::Paused}, {kind::kContinued, RecordOutcome::Resumed},
        {kind::kResumed, RecordOutcome::Resumed}, {kind::kRollbackDecided, RecordOutcome::RollbackDecided},
        {kind::kRuleFired, RecordOutcome::Marginal}, {kind::kRuleCleared, RecordOutcome::Pass}, {kind::kSourceLost, RecordOutcome::NoData},
        {kind::kSourceBack, RecordOutcome::Resumed}};
    return outcomes.value(name, RecordOutcome::None);
}

} // namespace

RecordOutcome outcomeOf(const audit::Record& record)
{
    const QString& name = record.entry.kind;
    if (name == kind::kOutcome) {
        return ofCommandAnswer(text(record, QLatin1String("outcome")));
    }
    if (name == kind::kEffect) {
        return text(record, QLatin1String("effect")) == QLatin1String("effective") ? RecordOutcome::Effective : RecordOutcome::NotEffective;
    }
    if (name == kind::kVerdict) {
        return ofVerdicts(record.entry.data.value(QLatin1String("verdicts")).toArray());
    }
    if (name == kind::kChecklistAnswer) {
        return ofAnswer(text(record, QLatin1String("state")));
    }
    if (name == kind::kEnded) {
        return text(record, QLatin1String("result")) == QLatin1String("activated") ? RecordOutcome::Activated : RecordOutcome::RolledBack;
    }
    return ofFixedKind(name);
}

RecordGroup groupOf(const QString& name)
{
    if (audit::isOfCommand(name)) {
        return RecordGroup::Commands;
    }
    if (audit::isDecision(name)) {
        return RecordGroup::Verdicts;
    }
    if (name.startsWith(QLatin1String("rollout."))) {
        return RecordGroup::Steps;
    }
    if (name.startsWith(QLatin1String("checklist."))) {
        return RecordGroup::Checklist;
    }
    return name.startsWith(QLatin1String("source.")) ? RecordGroup::Sources : RecordGroup::Other;
}

RecordModel::RecordModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void RecordModel::addRecords(const std::vector<audit::Record>& records)
{
    std::vector<audit::Record> batch = records;
    std::ranges::stable_sort(batch, {}, &audit::Record::row);
    const auto sameRow = [](const audit::Record& a, const audit::Record& b) { return a.row == b.row; };
    batch.erase(std::unique(batch.begin(), batch.end(), sameRow), batch.end());
    std::erase_if(batch, [this](const audit::Record& record) { return indexOfRow(record.row) >= 0; });

    // A run is what fits between two neighbours that are already here: one insert signal each.
    std::size_t first = 0;
    while (first < batch.size()) {
        const auto next = std::ranges::upper_bound(m_records, batch[first].row, {}, &audit::Record::row);
        std::size_t end = batch.size();
        if (next != m_records.end()) {
            const auto stop = std::ranges::lower_bound(batch, next->row, {}, &audit::Record::row);
            end = static_cast<std::size_t>(stop - batch.begin());
        }
        insertRun(std::span(batch).subspan(first, end - first));
        first = end;
    }
}

void RecordModel::insertRun(std::span<const audit::Record> run)
{
    const auto position = std::ranges::upper_bound(m_records, run.front().row, {}, &audit::Record::row);
    const int row = static_cast<int>(position - m_records.begin());
    beginInsertRows({}, row, row + static_cast<int>(run.size()) - 1);
    m_records.insert(position, run.begin(), run.end());
    for (const audit::Record& record : run) {
        remember(record);
    }
    endInsertRows();
}

void RecordModel::remember(const audit::Record& record)
{
    if (!audit::isOfCommand(record.entry.kind)) {
        return;
    }
    CommandRows& rows = m_commands[text(record, QLatin1String("command"))];
    if (record.entry.kind == kind::kIntent) {
        rows.intent = record.row;
    } else if (record.entry.kind == kind::kOutcome) {
        rows.outcome = record.row;
    } else {
        rows.effect = std::max(rows.effect, record.row);
    }
}

void RecordModel::clear()
{
    beginResetModel();
    m_records.clear();
    m_commands.clear();
    endResetModel();
}

void RecordModel::keepNewest(int count)
{
    beginResetModel();
    forget(rowCount() - count);
    endResetModel();
}

void RecordModel::dropOldest(int kept)
{
    const int count = rowCount() - kept;
    if (count > 0) {
        beginRemoveRows({}, 0, count - 1);
        forget(count);
        endRemoveRows();
    }
}

void RecordModel::forget(int count)
{
    m_records.erase(m_records.begin(), m_records.begin() + std::max(count, 0));
    m_commands.clear();
    for (const audit::Record& record : m_records) {
        remember(record);
    }
}

int RecordModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_records.size());
}

int RecordModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RecordModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    return valueOf(recordAt(index.row()), index.column(), role);
}

QVariant RecordModel::valueOf(const audit::Record& record, int column, int role)
{
    switch (role) {
    case RecordRole: return QVariant::fromValue(record);
    case OutcomeRole: return static_cast<int>(outcomeOf(record));
    case KindRole: return record.entry.kind;
    case Qt::DisplayRole:
    case SortRole: break;
    default: return {};
    }
    switch (static_cast<Column>(column)) {
    case RowColumn: return record.row;
    case TimeColumn: return role == SortRole ? QVariant(record.at.ms()) : QVariant(record.at.toIso());
    case WhoColumn: return record.entry.who;
    case WhatColumn: return record.entry.kind;
    case ObjectColumn: return record.entry.object;
    case WhyColumn: return record.entry.why;
    case OutcomeColumn: return static_cast<int>(outcomeOf(record));
    case ColumnCount: break;
    }
    return {};
}

int RecordModel::indexOfRow(qint64 number) const
{
    const auto found = std::ranges::lower_bound(m_records, number, {}, &audit::Record::row);
    return found != m_records.end() && found->row == number ? static_cast<int>(found - m_records.begin()) : -1;
}

const audit::Record* RecordModel::find(qint64 number) const
{
    const int row = indexOfRow(number);
    return row < 0 ? nullptr : &recordAt(row);
}

std::optional<CommandRows> RecordModel::commandRows(const audit::Record& record) const
{
    if (!audit::isOfCommand(record.entry.kind)) {
        return std::nullopt;
    }
    const auto found = m_commands.constFind(text(record, QLatin1String("command")));
    return found == m_commands.constEnd() ? std::nullopt : std::optional(*found);
}

const audit::Record* RecordModel::decisionBefore(const audit::Record& record) const
{
    if (record.entry.release.isEmpty()) {
        return nullptr;
    }
    for (int row = indexOfRow(record.row); row >= 0; --row) {
        const audit::Record& candidate = recordAt(row);
        if (candidate.entry.release == record.entry.release && audit::isDecision(candidate.entry.kind)) {
            return &candidate;
        }
    }
    return nullptr;
}

std::optional<audit::Context> RecordModel::context(qint64 number) const
{
    const audit::Record* record = find(number);
    if (record == nullptr) {
        return std::nullopt;
    }
    const auto copyOf = [](const audit::Record* found) { return found == nullptr ? std::nullopt : std::optional(*found); };
    audit::Context context;
    context.record = *record;
    if (const auto rows = commandRows(*record)) {
        context.intent = copyOf(find(rows->intent));
        context.outcome = copyOf(find(rows->outcome));
        context.effect = copyOf(find(rows->effect));
        context.decision = context.intent ? copyOf(decisionBefore(*context.intent)) : std::nullopt;
    } else {
        context.decision = copyOf(decisionBefore(*record));
    }
    return context;
}

} // namespace fairlead::items
