#include "models/reports/report_json.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace fairlead::reports {

namespace {

const QString kSchema = QStringLiteral("fairlead.report/1");

QJsonValue optional(std::optional<double> value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue optional(std::optional<Instant> at)
{
    return at ? QJsonValue(at->toIso()) : QJsonValue();
}

template <typename Item> QJsonArray list(const std::vector<Item>& items, QJsonObject (*json)(const Item&))
{
    QJsonArray array;
    for (const Item& item : items) {
        array.append(json(item));
    }
    return array;
}

QJsonObject fieldJson(const Field& field)
{
    return {{QStringLiteral("key"), field.key}, {QStringLiteral("title"), field.title}, {QStringLiteral("text"), field.text},
        {QStringLiteral("missing"), field.missing}};
}

/// What is reached besides the weight, where anything is.
QJsonObject withReach(QJsonObject json, const rollout::Reach& reach)
{
    if (!reach.isNothing()) {
        json.insert(QStringLiteral("reach"), rollout::toJson(reach));
    }
    return json;
}

QJsonObject stageJson(const StageTrack& track)
{
    QJsonObject json{{QStringLiteral("activation"), track.stage.activation},
        {QStringLiteral("weight"), track.stage.activation ? QJsonValue() : QJsonValue(track.stage.weight.value())},
        {QStringLiteral("soakMs"), static_cast<qint64>(track.stage.soak.count())},
        {QStringLiteral("entered"), optional(track.times.entered)}, {QStringLiteral("left"), optional(track.times.left)}};
    if (!track.stage.activation && track.stage.kind != rollout::StepKind::SetWeight) {
        json.insert(QStringLiteral("kind"), rollout::toString(track.stage.kind));
    }
    return withReach(std::move(json), track.stage.reach);
}

QJsonObject interruptionJson(const Interruption& interruption)
{
    return {{QStringLiteral("kind"), interruption.paused ? QStringLiteral("paused") : QStringLiteral("held")},
        {QStringLiteral("from"), interruption.from.toIso()}, {QStringLiteral("to"), optional(interruption.to)},
        {QStringLiteral("why"), interruption.why}, {QStringLiteral("who"), interruption.who}};
}

QJsonObject scoreJson(const QualityScore& score)
{
    return {{QStringLiteral("dimension"), score.dimension}, {QStringLiteral("before"), optional(score.before)},
        {QStringLiteral("after"), optional(score.after)}};
}

QJsonObject cellJson(const GateCell& cell)
{
    return {
        {QStringLiteral("stage"), cell.stage}, {QStringLiteral("row"), cell.row}, {QStringLiteral("verdict"), gate::toJson(cell.verdict)}};
}

QJsonObject gateJson(const GateRow& row)
{
    return {{QStringLiteral("metric"), row.metric}, {QStringLiteral("condition"), row.condition},
        {QStringLiteral("verdicts"), list(row.cells, cellJson)}};
}

QString actionOf(const rollout::Command& command)
{
    if (command.task) {
        return QStringLiteral("task");
    }
    const QString registry = command.rollback ? QStringLiteral("restore") : QStringLiteral("activate");
    return command.activation ? registry : QStringLiteral("set-weight");
}

QJsonObject commandJson(const rollout::Command& command)
{
    QJsonObject json{{QStringLiteral("id"), command.id.text()}, {QStringLiteral("weight"), command.weight.value()},
        {QStringLiteral("action"), actionOf(command)}, {QStringLiteral("rollback"), command.rollback}, {QStringLiteral("who"), command.who},
        {QStringLiteral("why"), command.why}, {QStringLiteral("request"), command.request},
        {QStringLiteral("intentRow"), command.intentRow}, {QStringLiteral("intentAt"), command.intentAt.toIso()},
        {QStringLiteral("outcome"), toString(command.outcome)}, {QStringLiteral("outcomeAt"), optional(command.outcomeAt)},
        {QStringLiteral("answer"), command.answer}, {QStringLiteral("effect"), toString(command.effect)},
        {QStringLiteral("effectAt"), optional(command.effectAt)}, {QStringLiteral("observedShare"), optional(command.observedShare)}};
    return withReach(std::move(json), command.reach);
}

QJsonObject lineJson(const ChecklistLine& line)
{
    return {{QStringLiteral("phase"), line.phase}, {QStringLiteral("text"), line.text}, {QStringLiteral("depth"), line.depth},
        {QStringLiteral("blocking"), line.blocking}, {QStringLiteral("state"), toString(line.state)},
        {QStringLiteral("who"), line.answer ? QJsonValue(line.answer->who) : QJsonValue()},
        {QStringLiteral("at"), line.answer ? QJsonValue(line.answer->at.toIso()) : QJsonValue()},
        {QStringLiteral("note"), line.answer ? QJsonValue(line.answer->note) : QJsonValue()}};
}

QJsonValue checklistJson(const std::optional<ChecklistPart>& part)
{
    if (!part) {
        return {};
    }
    return QJsonObject{{QStringLiteral("name"), part->name}, {QStringLiteral("source"), part->source},
        {QStringLiteral("items"), list(part->lines, lineJson)}};
}

QJsonObject personJson(const Person& person)
{
    return {{QStringLiteral("name"), person.name}, {QStringLiteral("roles"), QJsonArray::fromStringList(person.roles)}};
}

QJsonObject deviationJson(const Deviation& deviation)
{
    return {{QStringLiteral("row"), deviation.row}, {QStringLiteral("at"), deviation.at.toIso()}, {QStringLiteral("who"), deviation.who},
        {QStringLiteral("text"), deviation.text}};
}

QJsonObject historyJson(const Report& report)
{
    const audit::Verification& history = report.history;
    QJsonValue broken;
    if (history.firstBroken) {
        broken = QJsonObject{{QStringLiteral("row"), history.firstBroken->row}, {QStringLiteral("what"), history.firstBroken->what}};
    }
    return {{QStringLiteral("rows"), history.rows}, {QStringLiteral("head"), QString::fromLatin1(history.head.toHex())},
        {QStringLiteral("valid"), history.valid()}, {QStringLiteral("firstBroken"), broken},
        {QStringLiteral("firstRow"), report.events.empty() ? QJsonValue() : QJsonValue(report.events.front().row)},
        {QStringLiteral("lastRow"), report.events.empty() ? QJsonValue() : QJsonValue(report.events.back().row)}};
}

Result<QByteArray> hashAt(const QJsonObject& json, const QString& key, bool mayBeEmpty = false)
{
    const QByteArray hash = QByteArray::fromHex(json.value(key).toString().toLatin1());
    if (hash.size() != 32 && !(mayBeEmpty && hash.isEmpty())) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("“%1” is not a SHA-256 in hexadecimal digits.").arg(key));
    }
    return hash;
}

Result<audit::Record> recordFromJson(const QJsonObject& json)
{
    const Result<Instant> at = Instant::fromIso(json.value(QStringLiteral("at")).toString());
    const Result<QByteArray> previous = hashAt(json, QStringLiteral("previous"));
    const Result<QByteArray> hash = hashAt(json, QStringLiteral("hash"));
    if (!at || !previous || !hash) {
        return std::unexpected(!at ? at.error() : !previous ? previous.error() : hash.error());
    }
    const auto text = [&json](const char* key) { return json.value(QLatin1String(key)).toString(); };
    return audit::Record{json.value(QStringLiteral("row")).toInteger(), *at,
        {text("kind"), text("who"), text("release"), text("object"), text("why"), json.value(QStringLiteral("data")).toObject()}, *previous,
        *hash};
}

Result<audit::Verification> historyFromJson(const QJsonObject& json)
{
    const Result<QByteArray> head = hashAt(json, QStringLiteral("head"), true);
    if (!head) {
        return std::unexpected(head.error());
    }
    audit::Verification history{json.value(QStringLiteral("rows")).toInteger(), *head, std::nullopt};
    const QJsonObject broken = json.value(QStringLiteral("firstBroken")).toObject();
    if (!broken.isEmpty()) {
        history.firstBroken
            = audit::Break{broken.value(QStringLiteral("row")).toInteger(), broken.value(QStringLiteral("what")).toString()};
    }
    return history;
}

std::unexpected<Error> notAReport(const QString& why)
{
    return fail(ErrorCode::InvalidInput,
        QStringLiteral("This is not a report of Fairlead: %1 Nothing was made of it. Write it anew with fairleadctl report.").arg(why));
}

} // namespace

QJsonObject toJson(const Report& report)
{
    return {{QStringLiteral("schema"), kSchema}, {QStringLiteral("writtenAt"), report.writtenAt.toIso()},
        {QStringLiteral("title"), report.release.title()}, {QStringLiteral("release"), rollout::toJson(report.release)},
        {QStringLiteral("result"), report.outcome.code},
        {QStringLiteral("outcome"),
            QJsonObject{{QStringLiteral("title"), report.outcome.title}, {QStringLiteral("sentence"), report.outcome.sentence}}},
        {QStringLiteral("fields"), list(report.fields, fieldJson)},
        {QStringLiteral("missing"), QJsonArray::fromStringList(report.missing())},
        {QStringLiteral("startedAt"), optional(report.startedAt)}, {QStringLiteral("endedAt"), optional(report.endedAt)},
        {QStringLiteral("stages"), list(report.stages, stageJson)},
        {QStringLiteral("interruptions"), list(report.interruptions, interruptionJson)},
        {QStringLiteral("scores"), list(report.scores, scoreJson)}, {QStringLiteral("gates"), list(report.gates, gateJson)},
        {QStringLiteral("commands"), list(report.commands, commandJson)}, {QStringLiteral("checklist"), checklistJson(report.checklist)},
        {QStringLiteral("people"), list(report.people, personJson)}, {QStringLiteral("deviations"), list(report.deviations, deviationJson)},
        {QStringLiteral("history"), historyJson(report)}, {QStringLiteral("events"), list(report.events, audit::toJson)}};
}

QByteArray jsonFile(const Report& report)
{
    return QJsonDocument(toJson(report)).toJson(QJsonDocument::Indented);
}

QString dataHash(const Report& report)
{
    return QString::fromLatin1(QCryptographicHash::hash(jsonFile(report), QCryptographicHash::Sha256).toHex());
}

Result<Report> reportFromJson(const QByteArray& bytes)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject()) {
        return notAReport(QStringLiteral("it is no JSON object (%1 at byte %2).").arg(error.errorString()).arg(error.offset));
    }
    const QJsonObject json = document.object();
    const QString schema = json.value(QStringLiteral("schema")).toString();
    if (schema != kSchema) {
        return schema.startsWith(QLatin1String("fairlead.report/"))
            ? fail(ErrorCode::Unsupported,
                  QStringLiteral(
                      "The report has the schema %1, this version reads %2. Nothing was made of it. Use the version that wrote it.")
                      .arg(schema, kSchema))
            : notAReport(QStringLiteral("it names no schema."));
    }
    const Result<Instant> writtenAt = Instant::fromIso(json.value(QStringLiteral("writtenAt")).toString());
    const Result<audit::Verification> history = historyFromJson(json.value(QStringLiteral("history")).toObject());
    if (!writtenAt || !history) {
        return notAReport(writtenAt ? history.error().message : writtenAt.error().message);
    }
    std::vector<audit::Record> events;
    const QJsonArray eventValues = json.value(QStringLiteral("events")).toArray();
    for (const QJsonValue& value : eventValues) {
        const Result<audit::Record> record = recordFromJson(value.toObject());
        if (!record) {
            return notAReport(record.error().message);
        }
        events.push_back(*record);
    }
    Result<Report> report = buildReport(events, *history, *writtenAt);
    if (report && toJson(*report) != json) {
        return fail(ErrorCode::Corrupt,
            QStringLiteral(
                "The report says something else than the records in it: it was changed, or another version of Fairlead wrote it. "
                "Nothing was made of it. Write it anew with fairleadctl report."));
    }
    return report;
}

} // namespace fairlead::reports
