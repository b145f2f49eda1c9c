#include "models/formats/source_text.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace fairlead::formats {

namespace {

constexpr qsizetype kStride = 256;
constexpr double kMega = 1024.0 * 1024.0;

bool beginsCharacter(char byte)
{
    return (static_cast<uchar>(byte) & 0xC0U) != 0x80U;
}

} // namespace

SourceText::SourceText(QString file, QByteArray utf8)
    : m_file(std::move(file))
    , m_utf8(std::move(utf8))
    , m_lineStarts{0}
{
    qsizetype characters = 0;
    for (qsizetype i = 0; i < m_utf8.size(); ++i) {
        if (i % kStride == 0) {
            m_charactersBefore.push_back(characters);
        }
        characters += beginsCharacter(m_utf8.at(i)) ? 1 : 0;
        if (m_utf8.at(i) == '\n') {
            m_lineStarts.push_back(i + 1);
        }
    }
}

qsizetype SourceText::charactersBefore(qsizetype offset) const
{
    if (m_charactersBefore.empty()) {
        return 0;
    }
    const qsizetype stride = std::min<qsizetype>(offset / kStride, static_cast<qsizetype>(m_charactersBefore.size()) - 1);
    qsizetype characters = m_charactersBefore.at(static_cast<std::size_t>(stride));
    for (qsizetype i = stride * kStride; i < std::min(offset, m_utf8.size()); ++i) {
        characters += beginsCharacter(m_utf8.at(i)) ? 1 : 0;
    }
    return characters;
}

Position SourceText::positionOf(qsizetype offset) const
{
    const auto next = std::ranges::upper_bound(m_lineStarts, offset);
    const auto index = static_cast<int>(next - m_lineStarts.begin()) - 1;
    return positionOf(index, static_cast<int>(offset - m_lineStarts.at(static_cast<std::size_t>(index))));
}

Position SourceText::positionOf(int line, int column) const
{
    const qsizetype offset = offsetOf(line, column);
    if (offset < 0) {
        return {};
    }
    const qsizetype start = m_lineStarts.at(static_cast<std::size_t>(line));
    return {line + 1, static_cast<int>(charactersBefore(offset) - charactersBefore(start)) + 1};
}

qsizetype SourceText::offsetOf(int line, int column) const
{
    return line < 0 || line >= lineCount() ? -1 : m_lineStarts.at(static_cast<std::size_t>(line)) + column;
}

QByteArray SourceText::line(int line) const
{
    if (line < 1 || line > lineCount()) {
        return {};
    }
    const qsizetype start = m_lineStarts.at(static_cast<std::size_t>(line) - 1);
    const qsizetype end = m_utf8.indexOf('\n', start);
    QByteArray text = m_utf8.mid(start, end < 0 ? -1 : end - start);
    if (text.endsWith('\r')) {
        text.chop(1);
    }
    return text;
}

Loaded<QByteArray> readSourceFile(const QString& path, const QString& shownAs)
{
    const auto refuse = [&](const char* code, const QString& message, const QString& help) {
        Loaded<QByteArray> refused;
        refused.problems.push_back({shownAs, {}, Severity::Error, QString::fromLatin1(code), message, help});
        return refused;
    };
    const QFileInfo info(path);
    if (!info.exists()) {
        return refuse("missing-file", QStringLiteral("The file does not exist."), QStringLiteral("Write it, or correct the name."));
    }
    if (info.isDir()) {
        return refuse("is-directory", QStringLiteral("This is a folder, not a file."), QStringLiteral("Name a file."));
    }
    // A pipe or a device would block the reader for ever.
    if (!info.isFile()) {
        return refuse("not-a-file", QStringLiteral("This is neither a file nor a link to one."), QStringLiteral("Name a file."));
    }
    Loaded<QByteArray> loaded;
    if (info.size() > kLargestFile) {
        loaded.problems.push_back(tooLargeProblem(shownAs, info.size()));
        return loaded;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return refuse(
            "unreadable", QStringLiteral("The file cannot be read: %1.").arg(file.errorString()), QStringLiteral("Check its permissions."));
    }
    const QByteArray bytes = file.read(kLargestFile + 1);
    if (file.error() != QFileDevice::NoError) {
        return refuse("unreadable", QStringLiteral("The file cannot be read: %1.").arg(file.errorString()),
            QStringLiteral("Check the disk, then try again."));
    }
    loaded.value = bytes;
    return loaded;
}

Problem tooLargeProblem(const QString& file, qint64 size)
{
    return {file, {}, Severity::Error, QStringLiteral("too-large"),
        QStringLiteral("The file has %1 MB; Fairlead reads at most 5 MB of such a file.").arg(static_cast<double>(size) / kMega, 0, 'f', 1),
        QStringLiteral("Check that this is the file you mean. Nothing of it was read.")};
}

} // namespace fairlead::formats
