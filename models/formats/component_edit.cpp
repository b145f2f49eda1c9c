#include "models/formats/component_edit.h"

#include "models/formats/component.h"

#include <QRegularExpression>

namespace fairlead::formats {

namespace {

QString quoted(const QString& version)
{
    return QLatin1Char('"') + version + QLatin1Char('"');
}

/// Replaces the value of a top-level "key: value" line, or adds the line at the end.
QString withScalar(QString text, const QString& key, const QString& value)
{
    static const QRegularExpression line(
        QStringLiteral("^(\\w+:[ \\t]*)([^#\\r\\n]*?)([ \\t]*(?:#[^\\r\\n]*)?)$"), QRegularExpression::MultilineOption);
    QRegularExpressionMatch match;
    for (QRegularExpressionMatchIterator lines = line.globalMatch(text); lines.hasNext() && !match.hasMatch();) {
        const QRegularExpressionMatch candidate = lines.next();
        match = candidate.captured(1).startsWith(key + QLatin1Char(':')) ? candidate : match;
    }
    if (match.hasMatch()) {
        const QString space = match.captured(1).endsWith(QLatin1Char(':')) ? QStringLiteral(" ") : QString();
        return text.replace(match.capturedStart(2), match.capturedLength(2), space + value);
    }
    if (!text.isEmpty() && !text.endsWith(QLatin1Char('\n'))) {
        text += QLatin1Char('\n');
    }
    return text + key + QStringLiteral(": ") + value + QLatin1Char('\n');
}

/// Adds @p version to the top-level list "versions", written in one line or one entry a line.
QString withVersion(QString text, const QString& version)
{
    static const QRegularExpression flow(QStringLiteral("^versions:[ \\t]*\\[([^\\]\\r\\n]*)\\]"), QRegularExpression::MultilineOption);
    static const QRegularExpression block(
        QStringLiteral("^versions:[^\\r\\n\\[]*\\r?\\n((?:([ \\t]*)-[^\\r\\n]*\\r?\\n?)+)"), QRegularExpression::MultilineOption);
    const QRegularExpressionMatch inFlow = flow.match(text);
    if (inFlow.hasMatch()) {
        const QString comma = inFlow.captured(1).trimmed().isEmpty() ? QString() : QStringLiteral(", ");
        return text.insert(inFlow.capturedEnd(1), comma + quoted(version));
    }
    const QRegularExpressionMatch inBlock = block.match(text);
    if (inBlock.hasMatch()) {
        const QString newLine = inBlock.captured(1).endsWith(QLatin1Char('\n')) ? QString() : QStringLiteral("\n");
        return text.insert(
            inBlock.capturedEnd(1), newLine + inBlock.captured(2) + QStringLiteral("- ") + quoted(version) + QLatin1Char('\n'));
    }
    return withScalar(text, QStringLiteral("versions"), QStringLiteral("[%1]").arg(quoted(version)));
}

} // namespace

Result<QByteArray> withProduction(const QString& file, const QByteArray& bytes, const QString& version)
{
    const Loaded<ComponentFile> before = readComponent(file, bytes);
    if (!before.valid()) {
        return fail(ErrorCode::InvalidInput,
            before.problems.empty() ? QStringLiteral("%1 is not a component.").arg(file) : toText(before.problems.front()), file);
    }
    registry::Component wanted = before.value->component;
    QString text = QString::fromUtf8(bytes);
    if (!wanted.versions.contains(version)) {
        wanted.versions.append(version);
        text = withVersion(text, version);
    }
    wanted.production = version;
    text = withScalar(text, QStringLiteral("production"), quoted(version));
    // Reading it back is the proof that nothing but the production version changed.
    const QByteArray edited = text.toUtf8();
    const Loaded<ComponentFile> after = readComponent(file, edited);
    if (!after.valid() || after.value->component != wanted) {
        return fail(ErrorCode::Unsupported,
            QStringLiteral("%1 is written in a way that Fairlead cannot change without touching the rest. "
                           "Not done: the file is as it was. Set “production: \"%2\"” by hand.")
                .arg(file, version),
            file);
    }
    return edited;
}

} // namespace fairlead::formats
