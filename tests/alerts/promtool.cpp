#include "tests/alerts/promtool.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace promtool {

namespace {

constexpr int kPatience = 120'000;
constexpr qsizetype kAtOnce = 100;

std::optional<QByteArray> run(const QStringList& words, const QString& folder)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(QStringLiteral("promtool"), words);
    if (!process.waitForFinished(kPatience)) {
        return std::nullopt;
    }
    return process.readAllStandardOutput() + process.readAllStandardError();
}

} // namespace

std::optional<QList<bool>> accepts(const QList<QByteArray>& files)
{
    const QTemporaryDir folder;
    QStringList names;
    for (qsizetype i = 0; i < files.size(); ++i) {
        names.append(QStringLiteral("f%1.yml").arg(i));
        QFile file(QDir(folder.path()).filePath(names.back()));
        if (!file.open(QIODevice::WriteOnly) || file.write(files.at(i)) != files.at(i).size()) {
            return std::nullopt;
        }
    }
    QList<bool> answers(files.size(), false);
    for (qsizetype i = 0; i < files.size(); i += kAtOnce) {
        const auto output
            = run(QStringList{QStringLiteral("check"), QStringLiteral("rules"), QStringLiteral("--lint=none")} + names.mid(i, kAtOnce),
                folder.path());
        if (!output) {
            return std::nullopt;
        }
        static const QRegularExpression verdict(QStringLiteral("^Checking f(\\d+)\\.yml\\s+SUCCESS"), QRegularExpression::MultilineOption);
        QRegularExpressionMatchIterator matches = verdict.globalMatch(QString::fromUtf8(*output));
        while (matches.hasNext()) {
            answers[matches.next().captured(1).toInt()] = true;
        }
    }
    return answers;
}

QString version()
{
    static const QRegularExpression number(QStringLiteral("version (\\d+\\.\\d+\\.\\d+)"));
    const auto output = run({QStringLiteral("--version")}, QDir::tempPath());
    return output ? number.match(QString::fromUtf8(*output)).captured(1) : QString();
}

} // namespace promtool
