#pragma once

#include "models/base/problem.h"
#include "models/formats/loaded.h"

#include <QByteArray>
#include <QString>

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
    /// The byte at that place, both from 0; -1 outside the text.
    qsizetype offsetOf(int line, int column) const;
    /// Line @p line, from 1, without its end; empty outside the text.
    QByteArray line(int line) const;

private:
    qsizetype charactersBefore(qsizetype offset) const;

    QString m_file;
    QByteArray m_utf8;
    std::vector<qsizetype> m_lineStarts;
    std::vector<qsizetype> m_charactersBefore; ///< at every kStride-th byte, so that a place on a long line costs no walk along it
};

/// Reads a file that a person wrote, at most kLargestFile. @p shownAs is the name in problems.
/// Codes: missing-file, is-directory, not-a-file, too-large, unreadable.
Loaded<QByteArray> readSourceFile(const QString& path, const QString& shownAs);

/// What to say about a file of @p size bytes, which is more than kLargestFile.
Problem tooLargeProblem(const QString& file, qint64 size);

} // namespace fairlead::formats
