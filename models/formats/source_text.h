#pragma once

#include "models/base/problem.h"
#include "models/formats/loaded.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace fairlead::formats {

/// Files that people write are far smaller; what is larger is not one of them.
inline constexpr qint64 kLargestFile = 5LL * 1024 * 1024;

/// The text of a file as checked UTF-8, with its lines. Values; thread: any.
class SourceText {
public:
    SourceText(QString file, QByteArray utf8);

    const QString& file() const { return m_file; }
    const QByteArray& utf8() const { return m_utf8; }
    int lineCount() const { return static_cast<int>(m_lineStarts.size()); }

    /// Of a byte of utf8(); columns count characters, not bytes.
    Position positionOf(qsizetype offset) const;
    /// Of a byte @p column bytes into line @p line, both from 0.
    Position positionOf(int line, int column) const;
    /// Line @p line, from 1, without its end; empty outside the text.
    QByteArray line(int line) const;

private:
    QString m_file;
    QByteArray m_utf8;
    std::vector<qsizetype> m_lineStarts;
};

/// Reads a file that a person wrote, at most kLargestFile. @p shownAs is the name in problems.
/// Codes: missing-file, is-directory, not-a-file, too-large, unreadable.
Loaded<QByteArray> readSourceFile(const QString& path, const QString& shownAs);

/// Strict: UTF-8 with or without BOM, or nothing. Reports what else it is, and warns of mojibake and invisible characters.
/// Codes: too-large, empty-file, utf-16, binary-file, invalid-utf8, control-character; warnings mojibake, hidden-character.
std::optional<SourceText> decodeStrictly(const QString& file, const QByteArray& bytes, Problems& problems);

/// Lenient, for guides: also UTF-16 with BOM and Windows-1252, and mojibake is put right. Each thing done is a sentence in
/// @p repairs. Codes: too-large, empty-file, binary-file; warning lost-characters.
std::optional<SourceText> decodeAndRepair(const QString& file, const QByteArray& bytes, Problems& problems, QStringList& repairs);

} // namespace fairlead::formats
