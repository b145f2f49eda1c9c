#include "models/formats/plan_schedule.h"

#include "models/formats/criteria.h"
#include "models/formats/nearest.h"
#include "models/formats/zoned_time.h"

#include <QRegularExpression>

#include <algorithm>

namespace fairlead::formats {

namespace {

using rollout::AllowedHours;
using rollout::PlanPhase;

constexpr int kLastDay = 366;
constexpr int kDayMinutes = 24 * 60;

const QStringList kDays{QStringLiteral("mon"), QStringLiteral("tue"), QStringLiteral("wed"), QStringLiteral("thu"), QStringLiteral("fri"),
    QStringLiteral("sat"), QStringLiteral("sun")};

QString nearestZone(const QString& name)
{
    QStringList names;
    const QList<QByteArray> ids = QTimeZone::availableTimeZoneIds();
    names.reserve(ids.size());
    for (const QByteArray& id : ids) {
        names.append(QString::fromUtf8(id));
    }
    return nearest(name, names);
}

QTime timeOf(int minute)
{
    return QTime(minute % kDayMinutes / 60, minute % 60);
}

/// Hours as “02:00-06:00”; reported inside of the text otherwise.
std::optional<AllowedHours> readHours(const YamlScribe& scribe, const YamlNode& node)
{
    static const QRegularExpression shape(QStringLiteral("^\\s*(\\d{1,2}):(\\d{2})\\s*[-–]\\s*(\\d{1,2}):(\\d{2})\\s*$"));
    if (!textOf(scribe, node, QStringLiteral("The hours"))) {
        return std::nullopt;
    }
    const auto refuse = [&](qsizetype column, const QString& message, const QString& help) {
        scribe.error(scribe.within(node, static_cast<int>(column) + 1), "bad-hours", message, help);
        return std::nullopt;
    };
    const QString help = QStringLiteral("Write them as “02:00-06:00”.");
    const QRegularExpressionMatch match = shape.match(node.text);
    if (!match.hasMatch()) {
        return refuse(0, QStringLiteral("“%1” are no hours of a day.").arg(node.text.trimmed().left(60)), help);
    }
    const auto minuteAt = [&match](int index) { return match.capturedView(index).toInt() * 60 + match.capturedView(index + 1).toInt(); };
    const int from = minuteAt(1);
    const int to = minuteAt(3);
    if (from >= kDayMinutes || match.capturedView(2).toInt() > 59) {
        return refuse(0, QStringLiteral("The hours begin at no time of a day."), help);
    }
    if (to > kDayMinutes || match.capturedView(4).toInt() > 59) {
        return refuse(match.capturedStart(3), QStringLiteral("The hours end at no time of a day."), help);
    }
    if (from == to) {
        return refuse(match.capturedStart(3), QStringLiteral("The hours end when they begin."),
            QStringLiteral("Write a later end, or 00:00-24:00 for the whole day."));
    }
    return AllowedHours{timeOf(from), timeOf(to), {}};
}

std::vector<int> readDays(YamlMap& map)
{
    std::vector<int> days;
    const std::vector<PlacedText> names = map.texts("days", Need::Optional);
    days.reserve(names.size());
    for (const PlacedText& name : names) {
        const qsizetype index = kDays.indexOf(name.text);
        if (index < 0) {
            map.scribe().error(name.at, "bad-day", QStringLiteral("“%1” is not a day of the week.").arg(name.text.left(40)),
                suggestion(name.text, kDays, QStringLiteral("Days are"), QString()));
        } else {
            days.push_back(static_cast<int>(index) + 1);
        }
    }
    const YamlNode* node = map.find("days", Need::Optional);
    if (node != nullptr && node->kind == YamlNode::Kind::Sequence && node->items.empty()) {
        map.scribe().error(node->at, "empty-list", QStringLiteral("An empty list does not say whether every day is meant or none."),
            QStringLiteral("Delete the key for every day, or name some."));
    }
    std::ranges::sort(days);
    return days;
}

std::optional<AllowedHours> readEntry(const YamlScribe& scribe, const YamlNode& node)
{
    if (node.kind != YamlNode::Kind::Map) {
        return readHours(scribe, node);
    }
    YamlMap map(scribe, node, QStringLiteral("allowed hours"), node.at);
    const YamlNode* text = map.find("hours", Need::Required);
    std::optional<AllowedHours> hours = text == nullptr ? std::nullopt : readHours(scribe, *text);
    std::vector<int> days = readDays(map);
    map.finish();
    if (hours) {
        hours->weekdays = std::move(days);
    }
    return hours;
}

/// The day from which @p phase counts: later than that of every phase before it.
int readFromDay(YamlMap& map, int last, bool first)
{
    const std::optional<int> day = map.whole("from_day", Need::Optional, 1, kLastDay);
    if (day && !first && *day <= last) {
        map.scribe().error(map.placeOf("from_day"), "bad-phase-order",
            QStringLiteral("The phase begins on day %1, but the one before it on day %2.").arg(*day).arg(last),
            QStringLiteral("Let the days rise, or leave from_day out: the phase then begins when the one before it is done."));
    }
    return std::max(day.value_or(last), last);
}

void readPhase(YamlMap& map, std::vector<PlanPhase>& phases, ReadSteps& all)
{
    PlanPhase phase;
    phase.name = map.text("name", Need::Required).value_or(QString());
    const bool taken = !phase.name.isEmpty() && std::ranges::find(phases, phase.name, &PlanPhase::name) != phases.end();
    if (taken) {
        map.scribe().error(map.placeOf("name"), "duplicate-name", QStringLiteral("There is another phase “%1”.").arg(phase.name.left(60)),
            QStringLiteral("Give this one another name."));
    }
    phase.fromDay = readFromDay(map, phases.empty() ? 1 : phases.back().fromDay, phases.empty());
    phase.criteria = readCriteria(map, Need::Optional);
    ReadSteps read = readSteps(map, static_cast<int>(phases.size()));
    if (read.complete && read.steps.empty()) {
        map.scribe().error(
            map.placeOf("steps"), "no-steps", QStringLiteral("The phase has no steps."), QStringLiteral("Add one, or take the phase out."));
        read.complete = false;
    }
    map.finish();
    all.complete = all.complete && read.complete;
    all.steps.insert(all.steps.end(), read.steps.begin(), read.steps.end());
    phases.push_back(std::move(phase));
}

} // namespace

QString readZone(YamlMap& map)
{
    const std::optional<QString> name = map.text("zone", Need::Optional);
    if (!name) {
        return rollout::Plan().zone;
    }
    const std::expected<QTimeZone, WindowError> zone = zoneNamed(*name, 1);
    if (!zone) {
        const WindowError& wrong = zone.error();
        const QString near = nearestZone(*name);
        map.scribe().error(map.placeOf("zone"), wrong.code.toLatin1().constData(), wrong.message,
            near.isEmpty() ? wrong.help : QStringLiteral("Did you mean “%1”?").arg(near));
        return rollout::Plan().zone;
    }
    return QString::fromUtf8(zone->id());
}

std::vector<AllowedHours> readAllowed(YamlMap& map)
{
    std::vector<AllowedHours> allowed;
    const std::vector<YamlNode>* nodes = map.list("allowed", Need::Optional);
    if (nodes == nullptr) {
        return allowed;
    }
    if (nodes->empty()) {
        map.scribe().error(map.placeOf("allowed"), "empty-list",
            QStringLiteral("An empty list does not say whether always is meant or never."),
            QStringLiteral("Delete the key for always, or write hours."));
    }
    allowed.reserve(nodes->size());
    for (const YamlNode& node : *nodes) {
        std::optional<AllowedHours> hours = readEntry(map.scribe(), node);
        if (!hours) {
            continue;
        }
        if (std::ranges::find(allowed, *hours) != allowed.end()) {
            map.scribe().error(
                node.at, "duplicate-entry", QStringLiteral("These hours stand in the list twice."), QStringLiteral("Keep one of them."));
            continue;
        }
        allowed.push_back(std::move(*hours));
    }
    return allowed;
}

ReadSteps readPhases(YamlMap& map, std::vector<PlanPhase>& phases)
{
    ReadSteps all;
    const std::vector<YamlNode>* nodes = map.list("phases", Need::Required);
    if (nodes == nullptr) {
        return all;
    }
    if (nodes->empty()) {
        map.scribe().error(map.placeOf("phases"), "no-phases", QStringLiteral("The plan has no phases."),
            QStringLiteral("Add one, or write “steps:” instead."));
        return all;
    }
    all.complete = true;
    phases.reserve(nodes->size());
    for (const YamlNode& node : *nodes) {
        if (!expectMap(map.scribe(), node, QStringLiteral("A phase"))) {
            all.complete = false;
            continue;
        }
        YamlMap phase(map.scribe(), node, QStringLiteral("a phase"), node.at);
        readPhase(phase, phases, all);
    }
    return all;
}

} // namespace fairlead::formats
