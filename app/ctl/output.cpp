#include "app/ctl/output.h"

#include <QFile>
#include <QJsonDocument>

#include <cstdio>

namespace fairlead::ctl {

namespace {
void write(std::FILE* stream, const QByteArray& bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}
} // namespace

void printJson(const QJsonObject& document)
{
    write(stdout, QJsonDocument(document).toJson(QJsonDocument::Indented));
}

void printText(const QString& text)
{
    write(stdout, text.toUtf8());
}

void printLine(const QJsonObject& event)
{
    write(stdout, QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n');
}

void say(const QString& text)
{
    write(stderr, text.toUtf8() + '\n');
}

void say(const Problems& problems)
{
    for (const Problem& problem : problems) {
        say(toText(problem));
    }
}

void say(const Error& error)
{
    say(error.where.isEmpty() ? error.message : error.where + QStringLiteral(": ") + error.message);
}

int exitOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
    case ErrorCode::Refused:
    case ErrorCode::Corrupt: return kNo;
    default: return kOutOfReach;
    }
}

Result<QByteArray> readInput(const QString& name)
{
    QFile file(name);
    const bool open = name == QLatin1String("-") ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open) {
        return fail(file.exists() ? ErrorCode::Storage : ErrorCode::NotFound,
            QStringLiteral("%1 cannot be read: %2.").arg(name, file.errorString()), name);
    }
    return file.readAll();
}

} // namespace fairlead::ctl
