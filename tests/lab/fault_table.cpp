#include "tests/lab/fault_table.h"

#include <QFile>

#include <algorithm>

namespace fairlead::lab {

namespace {

QString line(const QStringList& cells)
{
    return QStringLiteral("| %1 |\n").arg(cells.join(QStringLiteral(" | ")));
}

/// The lines of either that the other has not at the same place.
QString differences(const QString& written, const QString& happened)
{
    const QStringList before = written.split(QLatin1Char('\n'));
    const QStringList now = happened.split(QLatin1Char('\n'));
    QString text;
    for (qsizetype i = 0; i < std::max(before.size(), now.size()); ++i) {
        if (before.value(i) != now.value(i)) {
            text += QStringLiteral("- %1\n+ %2\n").arg(before.value(i), now.value(i));
        }
    }
    return text;
}

} // namespace

QString markdownTable(const QList<QStringList>& rows)
{
    QString text = line(rows.constFirst());
    text += line(QStringList(rows.constFirst().size(), QStringLiteral("---")));
    for (qsizetype i = 1; i < rows.size(); ++i) {
        text += line(rows[i]);
    }
    return text;
}

Result<void> holdAgainstHelp(const QString& path, const QString& name, const QString& table)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Storage, file.errorString(), path);
    }
    QString text = QString::fromUtf8(file.readAll());
    file.close();
    const QString begin = QStringLiteral("<!-- %1 -->\n").arg(name);
    const qsizetype from = text.indexOf(begin) + begin.size();
    const qsizetype to = text.indexOf(QStringLiteral("<!-- end of %1 -->").arg(name));
    if (from < begin.size() || to < from) {
        return fail(ErrorCode::NotFound, QStringLiteral("The page has no place for the table “%1”.").arg(name), path);
    }
    const QString written = text.mid(from, to - from);
    if (written == table) {
        return {};
    }
    if (qEnvironmentVariableIsEmpty("FAIRLEAD_WRITE_HELP")) {
        return fail(ErrorCode::Corrupt,
            QStringLiteral("%1 says something else than what happened (write it anew with FAIRLEAD_WRITE_HELP=1):\n%2")
                .arg(path, differences(written, table)),
            path);
    }
    text.replace(from, to - from, table);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0) {
        return fail(ErrorCode::Storage, file.errorString(), path);
    }
    return {};
}

} // namespace fairlead::lab
