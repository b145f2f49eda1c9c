#include "models/formats/alerts/promql/selector.h"

#include "models/formats/alerts/promql/regex_syntax.h"

#include <cmath>
#include <limits>

namespace fairlead::formats::alerts::promql {

namespace {

QString character(char32_t code)
{
    return QString::fromUcs4(&code, 1);
}

QString plainEscape(QChar kind)
{
    switch (kind.unicode()) {
    case u'a': return QStringLiteral("\a");
    case u'b': return QStringLiteral("\b");
    case u'f': return QStringLiteral("\f");
    case u'n': return QStringLiteral("\n");
    case u'r': return QStringLiteral("\r");
    case u't': return QStringLiteral("\t");
    case u'v': return QStringLiteral("\v");
    default: return kind;
    }
}

} // namespace

QString unquoted(const QString& quoted)
{
    const QString inner = quoted.mid(1, quoted.size() - 2);
    if (quoted.startsWith(QLatin1Char('`')) || !inner.contains(QLatin1Char('\\'))) {
        return inner;
    }
    QString text;
    for (qsizetype i = 0; i < inner.size(); ++i) {
        if (inner.at(i) != QLatin1Char('\\')) {
            text += inner.at(i);
            continue;
        }
        const QChar kind = inner.at(++i);
        const bool octal = kind >= QLatin1Char('0') && kind <= QLatin1Char('7');
        const qsizetype digits = octal ? 3 : kind == QLatin1Char('x') ? 2 : kind == QLatin1Char('u') ? 4 : kind == QLatin1Char('U') ? 8 : 0;
        if (digits == 0) {
            text += plainEscape(kind);
            continue;
        }
        const qsizetype from = octal ? i : i + 1;
        text += character(inner.mid(from, digits).toUInt(nullptr, octal ? 8 : 16));
        i = from + digits - 1;
    }
    return text;
}

Matcher readMatcher(Token op, const QString& quoted)
{
    const QString text = unquoted(quoted);
    if (op == Token::Assign || op == Token::NotEqual) {
        return {text.isEmpty() == (op == Token::Assign), {}};
    }
    const RegexSyntax syntax = readRegex(text);
    if (!syntax.fault.isEmpty()) {
        return {false, QStringLiteral("The regular expression is not one that Prometheus (RE2) can read: %1").arg(syntax.fault)};
    }
    return {syntax.matchesEmpty == (op == Token::MatchRegex), {}};
}

std::optional<double> numberOf(const QString& text)
{
    const QString lower = text.toLower();
    if (lower == QLatin1String("inf")) {
        return std::numeric_limits<double>::infinity();
    }
    if (lower == QLatin1String("nan")) {
        return std::nan("");
    }
    bool ok = false;
    if (lower.startsWith(QLatin1String("0x"))) {
        const qint64 value = lower.mid(2).toLongLong(&ok, 16);
        return ok ? std::optional(static_cast<double>(value)) : std::nullopt;
    }
    if (lower.size() > 1 && lower.startsWith(QLatin1Char('0'))) {
        const qint64 octal = lower.toLongLong(&ok, 8);
        if (ok) {
            return static_cast<double>(octal);
        }
    }
    const double value = lower.toDouble(&ok);
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace fairlead::formats::alerts::promql
