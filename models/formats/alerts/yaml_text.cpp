#include "models/formats/alerts/yaml_text.h"

#include "models/formats/alerts/alert_shape.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace fairlead::formats::alerts {

namespace {

/// Words that every reader of YAML takes for text.
bool isPlainKey(const QString& key)
{
    static const QRegularExpression word(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_]{2,}\\z"));
    static const QStringList meanings{
        QStringLiteral("yes"), QStringLiteral("off"), QStringLiteral("true"), QStringLiteral("false"), QStringLiteral("null")};
    return word.match(key).hasMatch() && !meanings.contains(key.toLower());
}

bool fitsBlock(const QString& text)
{
    if (!text.contains(QLatin1Char('\n')) || text.at(0).isSpace() || text.endsWith(QLatin1String("\n\n"))) {
        return false;
    }
    return std::ranges::all_of(text, [](QChar c) {
        return c == QLatin1Char('\n') || (c.isPrint() && c.unicode() < 0xD800 && c.unicode() != 0x2028 && c.unicode() != 0x2029);
    });
}

} // namespace

QByteArray yamlText(int indent, const QString& key, const QString& text)
{
    const QString begin = QString(indent, QLatin1Char(' '))
        + (isPlainKey(key) || key == QLatin1String("- alert") || key == QLatin1String("- record") || key == QLatin1String("- name")
                ? key
                : quotedText(key))
        + QStringLiteral(": ");
    if (!fitsBlock(text)) {
        return (begin + quotedText(text) + QLatin1Char('\n')).toUtf8();
    }
    const bool ends = text.endsWith(QLatin1Char('\n'));
    QString block = begin + (ends ? QStringLiteral("|\n") : QStringLiteral("|-\n"));
    const QStringList lines = (ends ? text.chopped(1) : text).split(QLatin1Char('\n'));
    const qsizetype deeper = key.startsWith(QLatin1String("- ")) ? 4 : 2;
    for (const QString& line : lines) {
        block += line.isEmpty() ? QStringLiteral("\n") : QString(indent + deeper, QLatin1Char(' ')) + line + QLatin1Char('\n');
    }
    return block.toUtf8();
}

QByteArray yamlPairs(int indent, const QString& key, const Pairs& pairs)
{
    if (pairs.empty()) {
        return {};
    }
    QByteArray text = QByteArray(indent, ' ') + key.toUtf8() + ":\n";
    for (const auto& [name, value] : pairs) {
        text += yamlText(indent + 2, name, value);
    }
    return text;
}

} // namespace fairlead::formats::alerts
