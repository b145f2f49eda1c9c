#include "models/domain/expression/value_text.h"

#include "models/domain/expression/go_number.h"
#include "models/domain/expression/go_time.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace fairlead::expression {

namespace {

QByteArray quoted(const QByteArray& text)
{
    QByteArray out = "\"";
    for (const char each : text) {
        switch (each) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            // Characters that mean something in HTML are escaped too, as Go does.
            if (static_cast<unsigned char>(each) < 0x20 || each == '<' || each == '>' || each == '&') {
                out += "\\u00" + QByteArray::number(static_cast<unsigned char>(each), 16).rightJustified(2, '0');
            } else {
                out += each;
            }
        }
    }
    return out + '"';
}

/// Writes one value; false for what JSON has no form for.
bool write(const Value& value, int depth, QByteArray& out)
{
    const QByteArray inner(qsizetype(2) * (depth + 1), ' ');
    const QByteArray outer(qsizetype(2) * depth, ' ');
    switch (value.type()) {
    case Type::Nil: out += "null"; return true;
    case Type::Bool: out += value.asBool() ? "true" : "false"; return true;
    case Type::Int: out += QByteArray::number(value.asInt()); return true;
    case Type::Float: out += formatJsonNumber(value.asFloat()); return std::isfinite(value.asFloat());
    case Type::Text: out += quoted(value.asText()); return true;
    case Type::Time: out += quoted(toRfc3339(value.asTime()).toUtf8()); return true;
    case Type::Duration: out += QByteArray::number(value.asDuration().nanos); return true;
    case Type::Array: {
        const std::vector<Value>& items = value.asArray().items;
        out += items.empty() ? "[" : "[\n";
        for (std::size_t each = 0; each < items.size(); ++each) {
            out += inner;
            if (!write(items[each], depth + 1, out)) {
                return false;
            }
            out += each + 1 < items.size() ? ",\n" : "\n" + outer;
        }
        out += ']';
        return true;
    }
    case Type::Map: {
        const auto& entries = value.asMap().entries;
        out += entries.empty() ? "{" : "{\n";
        std::size_t written = 0;
        for (const auto& [key, entry] : entries) {
            out += inner + quoted(toPlainText(key)) + ": ";
            if (!key.is(Type::Text) || !write(entry, depth + 1, out)) {
                return false;
            }
            out += ++written < entries.size() ? ",\n" : "\n" + outer;
        }
        out += '}';
        return true;
    }
    default: return false;
    }
}

} // namespace

QByteArray toPlainText(const Value& value)
{
    switch (value.type()) {
    case Type::Nil: return "<nil>";
    case Type::Bool: return value.asBool() ? "true" : "false";
    case Type::Int: return QByteArray::number(value.asInt());
    case Type::Float: return formatFloat(value.asFloat());
    case Type::Text: return value.asText();
    case Type::Array: {
        QByteArrayList items;
        for (const Value& each : value.asArray().items) {
            items.append(toPlainText(each));
        }
        return '[' + items.join(' ') + ']';
    }
    case Type::Map: {
        QByteArrayList entries;
        for (const auto& [key, entry] : value.asMap().entries) {
            entries.append(toPlainText(key) + ':' + toPlainText(entry));
        }
        return "map[" + entries.join(' ') + ']';
    }
    case Type::Time: return formatTime("2006-01-02 15:04:05.999999999 -0700 MST", value.asTime());
    case Type::Duration: return formatDuration(value.asDuration());
    case Type::Function: return value.asFunction().name;
    case Type::Zone: return value.asZone().id();
    }
    return {};
}

Outcome toJsonText(const Value& value)
{
    QByteArray out;
    if (!write(value, 0, out)) {
        return refuse(QStringLiteral("A part of this value has no form in JSON."));
    }
    return Value::text(out);
}

Outcome fromJsonText(const QByteArray& text)
{
    // A document may be a single value; the reader wants a list or an object.
    QJsonParseError error;
    const QJsonArray wrapped = QJsonDocument::fromJson('[' + text + ']', &error).array();
    if (error.error != QJsonParseError::NoError || wrapped.size() != 1) {
        return refuse(QStringLiteral("This text is no JSON."));
    }
    return fromJson(wrapped.first());
}

Value fromJson(const QJsonValue& json)
{
    switch (json.type()) {
    case QJsonValue::Bool: return Value::boolean(json.toBool());
    case QJsonValue::Double: return Value::number(json.toDouble());
    case QJsonValue::String: return Value::text(json.toString());
    case QJsonValue::Array: {
        std::vector<Value> items;
        for (const QJsonArray eachList = json.toArray(); const QJsonValue& each : eachList) {
            items.push_back(fromJson(each));
        }
        return Value::array(std::move(items));
    }
    case QJsonValue::Object: {
        const QJsonObject object = json.toObject();
        std::map<Value, Value, KeyLess> entries;
        for (auto entry = object.begin(); entry != object.end(); ++entry) {
            entries.emplace(Value::text(entry.key()), fromJson(entry.value()));
        }
        return Value::map(std::move(entries));
    }
    default: return {};
    }
}

} // namespace fairlead::expression
