#include "models/formats/json_text.h"

#include "models/base/json_number.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <limits>

namespace fairlead::formats {

namespace {

Position positionAt(const QByteArray& bytes, qsizetype offset)
{
    const qsizetype end = std::clamp<qsizetype>(offset, 0, bytes.size());
    const qsizetype lineStart = end == 0 ? 0 : bytes.lastIndexOf('\n', end - 1) + 1;
    const auto lines = std::count(bytes.begin(), bytes.begin() + end, '\n');
    // Bytes that go on with a character are not columns of their own.
    const auto columns = std::count_if(
        bytes.begin() + lineStart, bytes.begin() + end, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
    return {static_cast<int>(lines) + 1, static_cast<int>(columns) + 1};
}

/// Walks over the bytes of a document that is known to be well-formed.
class Walk {
public:
    explicit Walk(const QByteArray& bytes)
        : m_bytes(bytes)
        , m_at(bytes.startsWith("\xEF\xBB\xBF") ? 3 : 0)
    {
        skipBlanks();
    }

    qsizetype offset() const { return m_at; }

    /// Goes from the start of a value to that of its member @p part. False, and nothing is certain, if there is none.
    bool enter(const QString& part)
    {
        const bool object = peek() == '{';
        if (!object && peek() != '[') {
            return false;
        }
        const int wanted = part.toInt();
        ++m_at;
        for (int place = 0; skipBlanks(), peek() != '}' && peek() != ']'; ++place) {
            bool found = !object && place == wanted;
            if (object) {
                found = key() == part;
                skipBlanks();
                ++m_at; // the colon
                skipBlanks();
            }
            if (found) {
                return true;
            }
            skipValue();
            skipBlanks();
            if (peek() == ',') {
                ++m_at;
            }
        }
        return false;
    }

    /// The first byte of each value of the list that it stands on.
    std::vector<char> firstBytes()
    {
        std::vector<char> bytes;
        for (++m_at; skipBlanks(), peek() != ']'; m_at += peek() == ',' ? 1 : 0) {
            bytes.push_back(peek());
            skipValue();
            skipBlanks();
        }
        return bytes;
    }

private:
    char peek() const { return m_at < m_bytes.size() ? m_bytes[m_at] : ']'; }

    void skipBlanks()
    {
        while (m_at < m_bytes.size() && QByteArrayView(" \t\r\n").contains(m_bytes[m_at])) {
            ++m_at;
        }
    }

    void skipString()
    {
        for (++m_at; m_at < m_bytes.size() && m_bytes[m_at] != '"'; ++m_at) {
            m_at += m_bytes[m_at] == '\\' ? 1 : 0;
        }
        ++m_at;
    }

    QString key()
    {
        const qsizetype start = m_at;
        skipString();
        return QJsonDocument::fromJson('[' + m_bytes.mid(start, m_at - start) + ']').array().first().toString();
    }

    void skipValue()
    {
        int depth = 0;
        do {
            skipBlanks();
            if (peek() == '"') {
                skipString();
            } else {
                depth += peek() == '{' || peek() == '[' ? 1 : (peek() == '}' || peek() == ']' ? -1 : 0);
                ++m_at;
            }
        } while (m_at < m_bytes.size() && (depth > 0 || !QByteArrayView(",]} \t\r\n").contains(peek())));
    }

    const QByteArray& m_bytes;
    qsizetype m_at;
};

QString nameOf(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool: return QStringLiteral("true or false");
    case QJsonValue::Double: return QStringLiteral("a number");
    case QJsonValue::String: return QStringLiteral("a text");
    case QJsonValue::Array: return QStringLiteral("a list");
    case QJsonValue::Object: return QStringLiteral("an object");
    default: return QStringLiteral("nothing");
    }
}

} // namespace

QString toText(const JsonPath& path)
{
    QString text;
    for (const QString& part : path) {
        bool place = false;
        part.toInt(&place);
        text += place ? QLatin1Char('[') + part + QLatin1Char(']') : (text.isEmpty() ? part : QLatin1Char('.') + part);
    }
    return text.isEmpty() ? QStringLiteral("the document") : text;
}

JsonText::JsonText(QString file, QByteArray bytes, QJsonValue root)
    : m_file(std::move(file))
    , m_bytes(std::move(bytes))
    , m_root(std::move(root))
{
}

std::expected<JsonText, Problem> JsonText::parse(const QString& file, const QByteArray& bytes)
{
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsed);
    if (parsed.error != QJsonParseError::NoError) {
        return std::unexpected(Problem{file, positionAt(bytes, parsed.offset), Severity::Error, QStringLiteral("malformed-json"),
            QStringLiteral("This is not JSON: %1.").arg(parsed.errorString()),
            QStringLiteral("NaN is written \"NaN\", in quotes; comments and commas before a closing bracket are not allowed.")});
    }
    return JsonText(file, bytes, document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()));
}

QJsonValue JsonText::at(const JsonPath& path) const
{
    QJsonValue value = m_root;
    for (const QString& part : path) {
        value = value.isArray() ? value.toArray().at(part.toInt()) : value.toObject().value(part);
    }
    return value;
}

Position JsonText::positionOf(const JsonPath& path) const
{
    Walk walk(m_bytes);
    qsizetype offset = walk.offset();
    for (const QString& part : path) {
        if (!walk.enter(part)) {
            break;
        }
        offset = walk.offset();
    }
    return positionAt(m_bytes, offset);
}

std::vector<std::optional<double>> JsonText::numbersAt(const JsonPath& path) const
{
    const QJsonArray array = at(path).toArray();
    std::vector<std::optional<double>> numbers;
    numbers.reserve(static_cast<std::size_t>(array.size()));
    bool zero = false;
    for (const QJsonValue& value : array) {
        numbers.push_back(value.isNull() ? std::numeric_limits<double>::quiet_NaN() : numberFrom(value));
        zero = zero || numbers.back() == 0.0;
    }
    if (zero && m_bytes.contains("-0")) {
        Walk walk(m_bytes);
        for (const QString& part : path) {
            walk.enter(part);
        }
        const std::vector<char> firsts = walk.firstBytes();
        for (std::size_t i = 0; i < numbers.size() && i < firsts.size(); ++i) {
            numbers[i] = numbers[i] == 0.0 && firsts[i] == '-' ? -0.0 : numbers[i];
        }
    }
    return numbers;
}

QJsonValue JsonReader::typed(const JsonPath& path, QJsonValue::Type type, const QString& wanted)
{
    const QJsonValue value = m_text.at(path);
    if (value.isUndefined() || value.isNull() || value.type() == type) {
        return value;
    }
    error(path, QStringLiteral("wrong-type"), QStringLiteral("%1 is %2 and must be %3.").arg(toText(path), nameOf(value), wanted));
    return QJsonValue::Undefined;
}

bool JsonReader::has(const JsonPath& path) const
{
    const QJsonValue value = m_text.at(path);
    return !value.isUndefined() && !value.isNull();
}

bool JsonReader::isObject(const JsonPath& path)
{
    return typed(path, QJsonValue::Object, QStringLiteral("an object")).isObject();
}

QStringList JsonReader::keys(const JsonPath& path)
{
    return typed(path, QJsonValue::Object, QStringLiteral("an object")).toObject().keys();
}

std::optional<int> JsonReader::size(const JsonPath& path)
{
    const QJsonValue value = typed(path, QJsonValue::Array, QStringLiteral("a list"));
    return value.isArray() ? std::optional(static_cast<int>(value.toArray().size())) : std::nullopt;
}

std::optional<QString> JsonReader::word(const JsonPath& path)
{
    const QJsonValue value = typed(path, QJsonValue::String, QStringLiteral("a text"));
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

std::optional<bool> JsonReader::flag(const JsonPath& path)
{
    const QJsonValue value = typed(path, QJsonValue::Bool, QStringLiteral("true or false"));
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

std::optional<double> JsonReader::number(const JsonPath& path)
{
    const QJsonValue value = typed(path, QJsonValue::Double, QStringLiteral("a number"));
    return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
}

void JsonReader::error(const JsonPath& path, const QString& code, const QString& message, const QString& help)
{
    report(path, {m_text.file(), {}, Severity::Error, code, message, help});
}

void JsonReader::warn(const JsonPath& path, const QString& code, const QString& message, const QString& help)
{
    report(path, {m_text.file(), {}, Severity::Warning, code, message, help});
}

void JsonReader::report(const JsonPath& path, Problem problem)
{
    // Each place costs a walk through the text. Nobody reads more than some, and a file made to be slow has many.
    constexpr std::size_t kMostPlaces = 100;
    if (m_problems.size() < kMostPlaces) {
        problem.at = m_text.positionOf(path);
    }
    m_problems.push_back(std::move(problem));
}

JsonPath operator/(const JsonPath& path, const QString& key)
{
    JsonPath longer = path;
    longer.append(key);
    return longer;
}

JsonPath operator/(const JsonPath& path, int place)
{
    return path / QString::number(place);
}

} // namespace fairlead::formats
