#include "models/domain/expression/builtins.h"
#include "models/domain/expression/operators.h"
#include "models/domain/expression/value_text.h"

namespace fairlead::expression {

namespace {

std::unexpected<QString> wrongArgument(const Call& call)
{
    QStringList names;
    for (const Value& each : call.arguments) {
        names.append(typeName(each));
    }
    return refuse(QStringLiteral("%1 does not work on %2.").arg(QString::fromUtf8(call.name), names.join(QStringLiteral(", "))));
}

/// The bytes of the character at @p at.
qsizetype characterAt(const QByteArray& text, qsizetype at)
{
    qsizetype length = 1;
    while (at + length < text.size() && (static_cast<unsigned char>(text.at(at + length)) & 0xc0U) == 0x80U) {
        ++length;
    }
    return length;
}

QByteArray trimmed(const QByteArray& text)
{
    return QString::fromUtf8(text).trimmed().toUtf8();
}

QByteArray trimmedOf(const QByteArray& text, const QByteArray& set)
{
    const QString wide = QString::fromUtf8(text);
    const QString unwanted = QString::fromUtf8(set);
    qsizetype first = 0;
    qsizetype last = wide.size();
    while (first < last && unwanted.contains(wide.at(first))) {
        ++first;
    }
    while (last > first && unwanted.contains(wide.at(last - 1))) {
        --last;
    }
    return wide.mid(first, last - first).toUtf8();
}

/// Letter by letter, so that no text becomes longer ("ß" stays).
QByteArray cased(const QByteArray& text, bool upper)
{
    QString out;
    for (const char32_t point : QString::fromUtf8(text).toUcs4()) {
        const char32_t changed = upper ? QChar::toUpper(point) : QChar::toLower(point);
        out += QString::fromUcs4(&changed, 1);
    }
    return out.toUtf8();
}

/// @p most pieces at the most; all where it is negative. The separator stays at the end of a piece where @p keep says so.
std::vector<Value> split(const QByteArray& text, const QByteArray& separator, qint64 most, bool keep)
{
    std::vector<Value> pieces;
    if (most == 0) {
        return pieces;
    }
    qsizetype from = 0;
    while (most < 0 || static_cast<qint64>(pieces.size()) < most - 1) {
        if (separator.isEmpty()) {
            const qsizetype length = from < text.size() ? characterAt(text, from) : 0;
            if (from + length >= text.size()) {
                break;
            }
            pieces.push_back(Value::text(text.mid(from, length)));
            from += length;
            continue;
        }
        const qsizetype found = text.indexOf(separator, from);
        if (found < 0) {
            break;
        }
        pieces.push_back(Value::text(text.mid(from, found - from + (keep ? separator.size() : 0))));
        from = found + separator.size();
    }
    if (!separator.isEmpty() || from < text.size()) {
        pieces.push_back(Value::text(text.mid(from)));
    }
    return pieces;
}

Outcome replaced(const Call& call)
{
    const QByteArray& text = call.arguments[0].asText();
    const QByteArray& old = call.arguments[1].asText();
    const QByteArray& made = call.arguments[2].asText();
    qint64 most = -1;
    if (call.arguments.size() > 3) {
        const auto given = toIndex(call.arguments[3]);
        if (!given) {
            return std::unexpected(given.error());
        }
        most = *given;
    }
    QByteArray out;
    qsizetype from = 0;
    for (qint64 turn = 0; turn != most && from <= text.size(); ++turn) {
        // An empty text stands before each character and at the end.
        const qsizetype skipped = old.isEmpty() && turn > 0 ? (from < text.size() ? characterAt(text, from) : 1) : 0;
        const qsizetype found = old.isEmpty() ? from + skipped : text.indexOf(old, from);
        if (found < 0 || found > text.size()) {
            break;
        }
        out += text.mid(from, found - from) + made;
        from = found + old.size();
        if (!call.budget.write(made.size()) || !call.budget.spend(1)) {
            return refuse(QStringLiteral("The text becomes too long."));
        }
    }
    return Value::text(out + text.mid(from));
}

Outcome repeated(const Call& call)
{
    const auto times = toIndex(call.arguments[1]);
    const QByteArray& text = call.arguments[0].asText();
    if (!times || *times < 0) {
        return wrongArgument(call);
    }
    if (*times > 1'000'000 || !call.budget.grow(*times * text.size()) || !call.budget.write(*times * text.size())) {
        return refuse(QStringLiteral("The text becomes too long."));
    }
    return Value::text(text.repeated(*times));
}

Outcome joined(const Call& call)
{
    const bool glued = call.arguments.size() > 1;
    if (!call.arguments[0].is(Type::Array) || (glued && !call.arguments[1].is(Type::Text))) {
        return wrongArgument(call);
    }
    QByteArray out;
    bool first = true;
    for (const Value& each : call.arguments[0].asArray().items) {
        if (!each.is(Type::Text)) {
            return refuse(QStringLiteral("join puts texts together; one element is %1.").arg(typeName(each)));
        }
        const QByteArray piece = (first || !glued ? QByteArray() : call.arguments[1].asText()) + each.asText();
        if (!call.budget.write(piece.size())) {
            return refuse(QStringLiteral("The text becomes too long."));
        }
        out += piece;
        first = false;
    }
    return Value::text(out);
}

std::optional<Outcome> ofOneText(const Call& call)
{
    const QByteArray& name = call.name;
    const QByteArray& text = call.arguments.front().asText();
    if (name == "upper" || name == "lower") {
        return Value::text(cased(text, name == "upper"));
    }
    if (name == "trim") {
        return Value::text(call.arguments.size() > 1 ? trimmedOf(text, call.arguments[1].asText()) : trimmed(text));
    }
    const QByteArray affix = call.arguments.size() > 1 ? call.arguments[1].asText() : QByteArray(" ");
    if (name == "trimPrefix") {
        return Value::text(text.startsWith(affix) ? text.mid(affix.size()) : text);
    }
    if (name == "trimSuffix") {
        return Value::text(text.endsWith(affix) ? text.left(text.size() - affix.size()) : text);
    }
    if (name == "hasPrefix" || name == "hasSuffix") {
        return Value::boolean(name == "hasPrefix" ? text.startsWith(affix) : text.endsWith(affix));
    }
    if (name == "indexOf") {
        return Value::integer(text.indexOf(affix));
    }
    if (name == "lastIndexOf") {
        return Value::integer(affix.isEmpty() ? text.size() : text.lastIndexOf(affix));
    }
    if (name == "toBase64") {
        return Value::text(text.toBase64());
    }
    if (name == "fromBase64") {
        const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
        return decoded ? Outcome(Value::text(*decoded)) : refuse(QStringLiteral("This text is no Base64."));
    }
    if (name == "fromJSON") {
        return fromJsonText(text);
    }
    return std::nullopt;
}

} // namespace

std::optional<Outcome> callTextFunction(const Call& call)
{
    static const QList<QByteArray> kOfTexts{"upper", "lower", "trim", "trimPrefix", "trimSuffix", "hasPrefix", "hasSuffix", "indexOf",
        "lastIndexOf", "toBase64", "fromBase64", "fromJSON", "split", "splitAfter", "replace", "repeat"};
    const QByteArray& name = call.name;
    if (name == "string") {
        return Value::text(toPlainText(call.arguments.front()));
    }
    if (name == "toJSON") {
        return toJsonText(call.arguments.front());
    }
    if (name == "join") {
        return joined(call);
    }
    if (!kOfTexts.contains(name)) {
        return std::nullopt;
    }
    const std::size_t texts = name == "repeat" ? 1 : name == "replace" ? 3 : 2;
    for (std::size_t each = 0; each < qMin(texts, call.arguments.size()); ++each) {
        if (!call.arguments[each].is(Type::Text)) {
            return wrongArgument(call);
        }
    }
    if (name == "replace") {
        return replaced(call);
    }
    if (name == "repeat") {
        return repeated(call);
    }
    if (!name.startsWith("split")) {
        return ofOneText(call);
    }
    const auto most = call.arguments.size() > 2 ? toIndex(call.arguments[2]) : std::expected<qint64, QString>(-1);
    if (!most) {
        return wrongArgument(call);
    }
    return Value::array(split(call.arguments[0].asText(), call.arguments[1].asText(), *most, name == "splitAfter"), Element::Text);
}

} // namespace fairlead::expression
