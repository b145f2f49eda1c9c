#pragma once

#include <QByteArray>
#include <QString>
#include <QTimeZone>

#include <map>
#include <memory>
#include <variant>
#include <vector>

namespace fairlead::expression {

class Value;

/// The type that a list's elements are declared with. Lists of different declared types are equal only where the reference
/// language says so, which is why a list remembers its own.
enum class Element { Any, Int, Float, Text };

/// What a value is made of, all the way down, so that nothing has to be walked to know what walking it costs.
struct Extent {
    int depth = 0; ///< of lists and maps in each other
    qint64 weight = 1; ///< elements in all, and text by its length
};

struct Array {
    Element element = Element::Any;
    std::vector<Value> items;
    Extent extent;
};

/// Orders map keys; equal only where type and value are.
struct KeyLess {
    bool operator()(const Value& left, const Value& right) const;
};

struct Map {
    bool anyKey = false; ///< keys of any type, as groupBy makes them; else all are text
    std::map<Value, Value, KeyLess> entries;
    Extent extent;
};

/// A moment: seconds since the epoch and nanoseconds of that second, with the zone it is told in.
struct Time {
    qint64 seconds = 0;
    qint32 nanos = 0; ///< 0 to 999,999,999
    QTimeZone zone = QTimeZone::utc();
};

struct Duration {
    qint64 nanos = 0;
};

/// A function that an expression can name: "asInt", "len".
struct Function {
    QByteArray name;
};

enum class Type { Nil, Bool, Int, Float, Text, Array, Map, Time, Duration, Function, Zone };

/// What an expression works on and gives. Cheap to copy: lists and maps are shared and never changed.
/// Text is UTF-8, since the language counts and cuts bytes.
class Value {
public:
    using Variant = std::variant<std::monostate, bool, qint64, double, QByteArray, std::shared_ptr<const Array>, std::shared_ptr<const Map>,
        Time, Duration, Function, QTimeZone>;

    Value() = default; ///< nil
    explicit Value(Variant value)
        : m_value(std::move(value))
    {
    }
    static Value boolean(bool value) { return Value(Variant(value)); }
    static Value integer(qint64 value) { return Value(Variant(value)); }
    static Value number(double value) { return Value(Variant(value)); }
    static Value text(QByteArray utf8) { return Value(Variant(std::move(utf8))); }
    static Value text(const QString& value) { return text(value.toUtf8()); }
    static Value array(std::vector<Value> items, Element element = Element::Any);
    static Value map(std::map<Value, Value, KeyLess> entries, bool anyKey = false);

    Type type() const { return static_cast<Type>(m_value.index()); }
    bool is(Type asked) const { return type() == asked; }
    bool isNil() const { return is(Type::Nil); }
    bool isNumber() const { return is(Type::Int) || is(Type::Float); }

    /// Each needs the value to be of that type.
    bool asBool() const { return std::get<bool>(m_value); }
    qint64 asInt() const { return std::get<qint64>(m_value); }
    double asFloat() const { return std::get<double>(m_value); }
    const QByteArray& asText() const { return std::get<QByteArray>(m_value); }
    const Array& asArray() const { return *std::get<std::shared_ptr<const Array>>(m_value); }
    const Map& asMap() const { return *std::get<std::shared_ptr<const Map>>(m_value); }
    const Time& asTime() const { return std::get<Time>(m_value); }
    Duration asDuration() const { return std::get<Duration>(m_value); }
    const Function& asFunction() const { return std::get<Function>(m_value); }
    const QTimeZone& asZone() const { return std::get<QTimeZone>(m_value); }
    Extent extent() const;
    /// Of an Int or a Float.
    double toDouble() const { return is(Type::Int) ? static_cast<double>(asInt()) : asFloat(); }

private:
    Variant m_value;
};

/// The type's name as the reference's messages write it: "float64", "[]float64", "map[string]any", "nil".
QString typeName(const Value& value);

} // namespace fairlead::expression
