#include "models/formats/kubernetes/shape.h"

#include "models/formats/nearest.h"

#include <QHash>
#include <QStringList>

#include <algorithm>

namespace fairlead::formats::kubernetes {

namespace {

struct Key {
    QString name;
    QString type;
    bool required = false;
    bool listed = false;
};

Key keyFrom(const QString& word)
{
    Key key;
    const QStringList parts = word.split(QLatin1Char(':'));
    key.name = parts.first();
    key.type = parts.value(1);
    key.required = key.name.endsWith(QLatin1Char('!'));
    if (key.required) {
        key.name.chop(1);
    }
    key.listed = key.type.startsWith(QLatin1Char('['));
    if (key.listed) {
        key.type = key.type.mid(1, key.type.size() - 2);
    }
    return key;
}

using KeyTable = QHash<QString, std::vector<Key>>;

KeyTable tableOf(std::span<const Shape> shapes)
{
    KeyTable table;
    for (const Shape& shape : shapes) {
        std::vector<Key>& keys = table[QString::fromLatin1(shape.name)];
        for (const QString& word : QString::fromLatin1(shape.keys).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            keys.push_back(keyFrom(word));
        }
    }
    return table;
}

/// "a number" and such, for messages; empty for the name of a shape.
QString inWords(const QString& type)
{
    static const QHash<QString, QString> words{{QStringLiteral("int"), QStringLiteral("a whole number without quotes")},
        {QStringLiteral("number"), QStringLiteral("a number without quotes")}, {QStringLiteral("bool"), QStringLiteral("true or false")},
        {QStringLiteral("text"), QStringLiteral("text")}, {QStringLiteral("intOrText"), QStringLiteral("a whole number or text")},
        {QStringLiteral("map"), QStringLiteral("a map")}, {QStringLiteral("list"), QStringLiteral("a list")}};
    return words.value(type);
}

bool fits(const Field& value, const QString& type)
{
    if (type == QLatin1String("int")) {
        return value.whole().has_value();
    }
    if (type == QLatin1String("number")) {
        return value.number().has_value();
    }
    if (type == QLatin1String("bool")) {
        return value.flag().has_value();
    }
    if (type == QLatin1String("text")) {
        return value.isText();
    }
    if (type == QLatin1String("intOrText")) {
        return value.whole().has_value() || value.isText();
    }
    return type == QLatin1String("list") ? value.isList() : value.isMap();
}

class Checker {
public:
    Checker(QString file, const KeyTable& table)
        : m_file(std::move(file))
        , m_table(table)
    {
    }

    void checkMap(const Field& map, const QString& shape)
    {
        const auto keys = m_table.constFind(shape);
        if (keys == m_table.constEnd()) {
            return;
        }
        for (const auto& [name, value] : map.entries()) {
            const auto key = std::ranges::find(*keys, name, &Key::name);
            if (key == keys->end()) {
                reportUnknown(name, value, *keys);
            } else {
                checkValue(value, *key);
            }
        }
        for (const Key& key : *keys) {
            if (key.required && !map[key.name].isSet()) {
                report(map[key.name].at(), Severity::Error, "missing-key", QStringLiteral("“%1” is missing.").arg(map[key.name].path()),
                    QStringLiteral("Add a line “%1: …”.").arg(key.name));
            }
        }
    }

    ShapeFindings take() { return std::move(m_findings); }

private:
    void report(Position at, Severity severity, const char* code, QString message, QString help)
    {
        m_findings.problems.push_back({m_file, at, severity, QString::fromLatin1(code), std::move(message), std::move(help)});
    }

    void checkValue(const Field& value, const Key& key)
    {
        if (key.type.isEmpty()) {
            return;
        }
        if (!key.listed) {
            checkOne(value, key);
        } else if (!value.isList()) {
            report(value.at(), Severity::Error, "wrong-type", QStringLiteral("“%1” must be a list.").arg(value.path()),
                QStringLiteral("Begin each entry with “- ”."));
        } else {
            for (const Field& item : value.items()) {
                checkOne(item, key);
            }
        }
    }

    void checkOne(const Field& value, const Key& key)
    {
        const bool isShape = m_table.contains(key.type);
        if (!value.isSet() || fits(value, key.type)) {
            if (isShape) {
                checkMap(value, key.type);
            }
            return;
        }
        report(value.at(), Severity::Error, "wrong-type",
            QStringLiteral("“%1” must be %2.").arg(value.path(), isShape ? QStringLiteral("a map") : inWords(key.type)),
            key.type == QLatin1String("text") && value.isScalar() ? QStringLiteral("Put it in quotes: \"%1\".").arg(value.text().left(40))
                                                                  : QStringLiteral("Correct the value; it was not used."));
    }

    void reportUnknown(const QString& name, const Field& value, const std::vector<Key>& keys)
    {
        // Somebody who misspelt this many keys gave another kind of file.
        constexpr std::size_t kMostSuggestions = 50;
        QStringList known;
        for (const Key& key : keys) {
            known.append(key.name);
        }
        const QString near = m_findings.unknown.size() < kMostSuggestions ? nearest(name, known) : QString();
        report(value.keyAt(), Severity::Warning, "unknown-key",
            QStringLiteral("“%1” is not a known field; it was not used.").arg(value.path()),
            near.isEmpty() ? QStringLiteral("Check its spelling and its indentation.") : QStringLiteral("Did you mean “%1”?").arg(near));
        m_findings.unknown.push_back({value.path(), QStringLiteral("No field of that name is known."), value.keyAt()});
    }

    QString m_file;
    const KeyTable& m_table;
    ShapeFindings m_findings;
};

} // namespace

ShapeFindings checkShape(const QString& file, const Field& object, const QString& kind, std::span<const Shape> shapes)
{
    const KeyTable table = tableOf(shapes);
    Checker checker(file, table);
    checker.checkMap(object, kind);
    return checker.take();
}

} // namespace fairlead::formats::kubernetes
