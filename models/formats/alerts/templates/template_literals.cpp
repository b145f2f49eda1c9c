#include "models/formats/alerts/templates/template_literals.h"

#include <QRegularExpression>

#include <cmath>

namespace fairlead::formats::alerts {

namespace {

/// Is everything behind the backslashes of @p inner an escape of Go? @p quote may be escaped.
bool escapesAreRight(const QString& inner, QChar quote)
{
    static const QRegularExpression escape(
        QStringLiteral("\\G\\\\([abfnrtv\\\\]|[0-3][0-7]{2}|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"));
    for (qsizetype i = 0; i < inner.size(); ++i) {
        if (inner.at(i) != QLatin1Char('\\')) {
            continue;
        }
        if (i + 1 < inner.size() && inner.at(i + 1) == quote) {
            ++i;
            continue;
        }
        const QRegularExpressionMatch match = escape.match(inner, i);
        if (!match.hasMatch()) {
            return false;
        }
        const QString code = match.captured(1);
        if (code.startsWith(QLatin1Char('u')) || code.startsWith(QLatin1Char('U'))) {
            const uint value = code.mid(1).toUInt(nullptr, 16);
            if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) {
                return false;
            }
        }
        i = match.capturedEnd() - 1;
    }
    return true;
}

bool isCharacter(const QString& text)
{
    const QString inner = text.mid(1, text.size() - 2);
    if (!escapesAreRight(inner, QLatin1Char('\''))) {
        return false;
    }
    if (inner.startsWith(QLatin1Char('\\'))) {
        static const QRegularExpression one(QStringLiteral("^\\\\([0-7]{3}|x.{2}|u.{4}|U.{8}|[^0-7xuU])$"));
        return one.match(inner).hasMatch();
    }
    return inner.toUcs4().size() == 1;
}

/// Go counts whole numbers in 64 bits, and says so of “08”, which is neither octal nor decimal.
bool isWholeNumber(const QString& text)
{
    // Underscores stand between digits, or behind the base.
    static const QRegularExpression whole(
        QStringLiteral("^[+-]?(0[xX](_?[0-9a-fA-F])+|0[bB](_?[01])+|0[oO]?(_?[0-7])+|[1-9](_?[0-9])*|0)$"));
    if (!whole.match(text).hasMatch()) {
        return false;
    }
    QString digits = text.toLower().remove(QLatin1Char('_')).remove(QLatin1Char('+')).remove(QLatin1Char('-'));
    int base = 10;
    if (digits.startsWith(QLatin1String("0x"))) {
        base = 16;
    } else if (digits.startsWith(QLatin1String("0b"))) {
        base = 2;
    } else if (digits.size() > 1 && digits.startsWith(QLatin1Char('0'))) {
        base = 8;
        digits.remove(QLatin1Char('o'));
    }
    bool fits = false;
    static_cast<void>((base == 16 || base == 2 ? digits.mid(2) : digits).toULongLong(&fits, base));
    return fits;
}

bool isRealNumber(const QString& text)
{
    static const QRegularExpression decimal(
        QStringLiteral("^[+-]?([0-9](_?[0-9])*\\.?([0-9](_?[0-9])*)?|\\.[0-9](_?[0-9])*)([eE][+-]?[0-9](_?[0-9])*)?$"));
    static const QRegularExpression hexadecimal(QStringLiteral(
        "^[+-]?0[xX]((_?[0-9a-fA-F])+\\.?([0-9a-fA-F](_?[0-9a-fA-F])*)?|\\.[0-9a-fA-F](_?[0-9a-fA-F])*)[pP][+-]?[0-9](_?[0-9])*$"));
    static const QRegularExpression fraction(QStringLiteral("[.eE]"));
    if (isWholeNumber(text) || hexadecimal.match(text).hasMatch()) {
        return true;
    }
    bool ok = false;
    const double value = QString(text).remove(QLatin1Char('_')).toDouble(&ok);
    return text.contains(fraction) && decimal.match(text).hasMatch() && ok && std::isfinite(value);
}

bool isNumber(const QString& text)
{
    if (!text.endsWith(QLatin1Char('i'))) {
        return isRealNumber(text);
    }
    const QString number = text.chopped(1);
    for (qsizetype i = number.size() - 1; i > 0; --i) {
        const bool sign = number.at(i) == QLatin1Char('+') || number.at(i) == QLatin1Char('-');
        const bool exponent = QStringLiteral("eEpP").contains(number.at(i - 1));
        if (sign && !exponent) {
            return isRealNumber(number.left(i)) && isRealNumber(number.mid(i));
        }
    }
    return isRealNumber(number);
}

} // namespace

const QStringList& templateFunctions()
{
    static const QStringList names = QStringLiteral("and args call eq externalURL first ge graphLink gt html humanize humanize1024 "
                                                    "humanizeDuration humanizePercentage humanizeTimestamp index js label le len lt match "
                                                    "ne not or parseDuration pathPrefix print printf println query reReplaceAll safeHtml "
                                                    "slice sortByLabel stripDomain stripPort strvalue tableLink title toLower toTime "
                                                    "toUpper urlquery value")
                                         .split(QLatin1Char(' '));
    return names;
}

bool isTemplateFunction(const QString& name)
{
    return templateFunctions().contains(name);
}

bool isTemplateLiteral(TemplateToken token, const QString& text)
{
    switch (token) {
    case TemplateToken::Number: return isNumber(text);
    case TemplateToken::Character: return isCharacter(text);
    case TemplateToken::String: return escapesAreRight(text.mid(1, text.size() - 2), QLatin1Char('"'));
    default: return true;
    }
}

} // namespace fairlead::formats::alerts
