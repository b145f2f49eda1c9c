#include "models/domain/expression/builtins.h"
#include "models/domain/expression/go_time.h"
#include "models/domain/expression/operators.h"

#include <QDateTime>

#include <array>

namespace fairlead::expression {

namespace {

Value of(Time time)
{
    return Value(Value::Variant(std::move(time)));
}

QDateTime calendar(const Time& time)
{
    return QDateTime::fromSecsSinceEpoch(time.seconds, time.zone);
}

Outcome date(const Call& call)
{
    std::span<const Value> arguments = call.arguments;
    QTimeZone zone = QTimeZone::utc();
    if (!arguments.empty() && arguments.front().is(Type::Zone)) {
        zone = arguments.front().asZone();
        arguments = arguments.subspan(1);
    }
    const bool texts
        = !arguments.empty() && std::all_of(arguments.begin(), arguments.end(), [](const Value& each) { return each.is(Type::Text); });
    if (!texts) {
        return refuse(QStringLiteral("date takes text."));
    }
    if (arguments.size() == 3) {
        const std::optional<QTimeZone> named = zoneNamed(arguments[2].asText());
        if (!named) {
            return refuse(QStringLiteral("There is no time zone %1.").arg(QString::fromUtf8(arguments[2].asText())));
        }
        zone = *named;
    }
    const QByteArray& text = arguments[0].asText();
    const std::optional<Time> read = arguments.size() > 1 ? parseTime(arguments[1].asText(), text, zone) : parseUsualTime(text, zone);
    return read ? Outcome(of(*read)) : refuse(QStringLiteral("%1 is no date of this form.").arg(QString::fromUtf8(text.left(60))));
}

Outcome calendarNumber(const Time& time, const QByteArray& name)
{
    const QDateTime at = calendar(time);
    const std::array<std::pair<const char*, qint64>, 12> numbers{{{"Year", at.date().year()}, {"Month", at.date().month()},
        {"Day", at.date().day()}, {"YearDay", at.date().dayOfYear()}, {"Weekday", at.date().dayOfWeek() % 7}, {"Hour", at.time().hour()},
        {"Minute", at.time().minute()}, {"Second", at.time().second()}, {"Nanosecond", time.nanos}, {"Unix", time.seconds},
        {"UnixMilli", time.seconds * 1000 + time.nanos / 1'000'000}, {"UnixNano", between({}, time).nanos}}};
    for (const auto& [each, number] : numbers) {
        if (name == each) {
            return Value::integer(number);
        }
    }
    return refuse(QStringLiteral("A moment has no %1.").arg(QString::fromUtf8(name)));
}

Outcome addDate(const Time& time, std::span<const Value> arguments)
{
    const bool whole = arguments.size() == 3 && std::all_of(arguments.begin(), arguments.end(), [](const Value& each) {
        return each.is(Type::Int) && qAbs(each.asInt()) < 1'000'000;
    });
    if (!whole) {
        return refuse(QStringLiteral("AddDate takes years, months and days."));
    }
    // A day that a month does not have runs over into the next one.
    const QDateTime at = calendar(time);
    const int months = at.date().month() - 1 + static_cast<int>(arguments[1].asInt());
    const int years = at.date().year() + static_cast<int>(arguments[0].asInt()) + (months >= 0 ? months / 12 : -((11 - months) / 12));
    const QDate first(years, (months % 12 + 12) % 12 + 1, 1);
    const QDate date = first.addDays(at.date().day() - 1 + arguments[2].asInt());
    if (!date.isValid()) {
        return refuse(QStringLiteral("This date does not exist."));
    }
    return of(Time{QDateTime(date, at.time(), time.zone).toSecsSinceEpoch(), time.nanos, time.zone});
}

Outcome timeMethod(const Time& time, const QByteArray& name, std::span<const Value> arguments)
{
    if (name == "AddDate") {
        return addDate(time, arguments);
    }
    if (arguments.empty()) {
        if (name == "UTC") {
            return of(Time{time.seconds, time.nanos, QTimeZone::utc()});
        }
        if (name == "String") {
            return Value::text(formatTime("2006-01-02 15:04:05.999999999 -0700 MST", time));
        }
        return calendarNumber(time, name);
    }
    const Value& other = arguments.front();
    if (other.is(Type::Time)) {
        const auto key = [](const Time& at) { return std::pair(at.seconds, at.nanos); };
        if (name == "Sub") {
            return Value(Value::Variant(between(other.asTime(), time)));
        }
        return Value::boolean(name == "Before" ? key(time) < key(other.asTime())
                : name == "After"              ? key(other.asTime()) < key(time)
                                               : key(time) == key(other.asTime()));
    }
    if (name == "Add" && other.is(Type::Duration)) {
        return of(later(time, other.asDuration()));
    }
    if (name == "In" && other.is(Type::Zone)) {
        return of(Time{time.seconds, time.nanos, other.asZone()});
    }
    if (name == "Format" && other.is(Type::Text)) {
        return Value::text(formatTime(other.asText(), time));
    }
    return refuse(QStringLiteral("%1 does not take a %2.").arg(QString::fromUtf8(name), typeName(other)));
}

Outcome durationMethod(Duration length, const QByteArray& name)
{
    const auto nanos = static_cast<double>(length.nanos);
    if (name == "Hours") {
        return Value::number(nanos / 3.6e12);
    }
    if (name == "Minutes") {
        return Value::number(nanos / 6e10);
    }
    if (name == "Seconds") {
        return Value::number(nanos / 1e9);
    }
    if (name == "Milliseconds" || name == "Microseconds" || name == "Nanoseconds") {
        return Value::integer(length.nanos / (name == "Milliseconds" ? 1'000'000 : name == "Microseconds" ? 1'000 : 1));
    }
    return Value::text(formatDuration(length));
}

} // namespace

bool hasMethod(Type type, const QByteArray& name)
{
    static const QList<QByteArray> kOfTime{"Year", "Month", "Day", "YearDay", "Weekday", "Hour", "Minute", "Second", "Nanosecond", "Unix",
        "UnixMilli", "UnixNano", "UTC", "String", "AddDate", "Sub", "Before", "After", "Equal", "Add", "In", "Format"};
    static const QList<QByteArray> kOfDuration{"Hours", "Minutes", "Seconds", "Milliseconds", "Microseconds", "Nanoseconds", "String"};
    return type == Type::Time ? kOfTime.contains(name) : type == Type::Duration && kOfDuration.contains(name);
}

Outcome callMethod(const Value& of, const QByteArray& name, std::span<const Value> arguments)
{
    if (of.is(Type::Time)) {
        return timeMethod(of.asTime(), name, arguments);
    }
    return arguments.empty() ? durationMethod(of.asDuration(), name)
                             : refuse(QStringLiteral("%1 takes no argument.").arg(QString::fromUtf8(name)));
}

std::optional<Outcome> callTimeFunction(const Call& call)
{
    if (call.name == "now") {
        const QTimeZone zone = call.arguments.empty() ? QTimeZone::utc()
            : call.arguments.front().is(Type::Zone)   ? call.arguments.front().asZone()
                                                      : QTimeZone();
        if (!zone.isValid()) {
            return refuse(QStringLiteral("now takes nothing or a time zone."));
        }
        const qint64 seconds = call.nowMs / 1000 - (call.nowMs % 1000 < 0 ? 1 : 0);
        return of(Time{seconds, static_cast<qint32>((call.nowMs - seconds * 1000) * 1'000'000), zone});
    }
    if (call.name == "date") {
        return date(call);
    }
    if (call.name != "duration" && call.name != "timezone") {
        return std::nullopt;
    }
    if (!call.arguments.front().is(Type::Text)) {
        return refuse(QStringLiteral("%1 takes text.").arg(QString::fromUtf8(call.name)));
    }
    const QByteArray& text = call.arguments.front().asText();
    if (call.name == "timezone") {
        const std::optional<QTimeZone> zone = zoneNamed(text);
        return zone ? Outcome(Value(Value::Variant(*zone)))
                    : refuse(QStringLiteral("There is no time zone %1.").arg(QString::fromUtf8(text)));
    }
    const std::optional<Duration> length = parseDuration(text);
    return length ? Outcome(Value(Value::Variant(*length)))
                  : refuse(QStringLiteral("%1 is no length of time.").arg(QString::fromUtf8(text.left(60))));
}

} // namespace fairlead::expression
