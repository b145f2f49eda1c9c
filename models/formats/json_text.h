#pragma once

#include "models/base/problem.h"

#include <QByteArray>
#include <QJsonValue>
#include <QStringList>

#include <expected>
#include <optional>
#include <vector>

namespace fairlead::formats {

/// The way to a value inside a JSON document: keys, and for arrays places from 0: {"metrics", "2", "name"}.
struct JsonPath : QStringList {
    using QStringList::QStringList;
};

/// "metrics[2].name"; "the document" for the empty path.
QString toText(const JsonPath& path);

/// A JSON document that still knows where its values stand, which Qt's forgets.
class JsonText {
public:
    /// A problem "malformed-json" at its place if @p bytes are not one JSON document in UTF-8.
    static std::expected<JsonText, Problem> parse(const QString& file, const QByteArray& bytes);

    const QString& file() const { return m_file; }
    const QJsonValue& root() const { return m_root; }
    /// The value at @p path; undefined where there is none.
    QJsonValue at(const JsonPath& path) const;
    /// Where that value begins; of a path that leads nowhere, where its last part that exists begins.
    Position positionOf(const JsonPath& path) const;
    /// The numbers of the list at @p path: "NaN", "Infinity" and "-Infinity" are some, null is NaN, and what else there is
    /// is nothing. -0.0 keeps its sign, which Qt drops.
    std::vector<std::optional<double>> numbersAt(const JsonPath& path) const;

private:
    JsonText(QString file, QByteArray bytes, QJsonValue root);

    QString m_file;
    QByteArray m_bytes;
    QJsonValue m_root;
};

/// Reads values of wanted types out of a JsonText and collects what is wrong. Each answer is empty where the key is
/// missing or null, and also, with a problem "wrong-type", where it holds another type.
class JsonReader {
public:
    JsonReader(const JsonText& text, Problems& problems)
        : m_text(text)
        , m_problems(problems)
    {
    }

    bool isObject(const JsonPath& path);
    /// The keys of an object, sorted.
    QStringList keys(const JsonPath& path);
    /// How many values an array has.
    std::optional<int> size(const JsonPath& path);
    std::optional<QString> word(const JsonPath& path);
    std::optional<bool> flag(const JsonPath& path);
    std::optional<double> number(const JsonPath& path);
    bool has(const JsonPath& path) const;
    const JsonText& text() const { return m_text; }

    /// The first hundred problems of a file have places.
    void error(const JsonPath& path, const QString& code, const QString& message, const QString& help = {});
    void warn(const JsonPath& path, const QString& code, const QString& message, const QString& help = {});

private:
    /// The value, if it is there; a problem if it is and @p right is false.
    QJsonValue typed(const JsonPath& path, QJsonValue::Type type, const QString& wanted);
    void report(const JsonPath& path, Problem problem);

    const JsonText& m_text;
    Problems& m_problems;
};

/// @p path and one part more.
JsonPath operator/(const JsonPath& path, const QString& key);
JsonPath operator/(const JsonPath& path, int place);

} // namespace fairlead::formats
