#pragma once

#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

#include <expected>

namespace fairlead::architecture {

/// What layers.txt says: rooms, what each may include, and how files look.
class LayerTable {
public:
    /// The table, or "line N: what is wrong" for the first line that cannot be read, for a word that nothing
    /// defines, and for a cycle of rooms.
    static std::expected<LayerTable, QString> parse(const QString& text);

    QStringList rooms() const { return m_rooms.keys(); }
    int lineOf(const QString& room) const { return m_lines.value(room); }
    /// The room that a file or folder belongs to: the longest that its path starts with; empty if none does.
    QString roomOf(const QString& path) const;
    /// Whether @p room may include from @p word: a room, a Qt module or a library.
    bool mayInclude(const QString& room, const QString& word) const;
    /// The library that a header in angle brackets belongs to; empty if it is none of the table's.
    QString libraryOf(const QString& header) const;

    int longestFile() const { return m_longestFile; }
    bool mayNameColours(const QString& room) const { return covers(m_colours, room); }
    bool mayHoldWords(const QString& room) const { return covers(m_words, room); }

private:
    /// A word that is a room means that room alone; a folder above rooms means them all.
    bool reaches(const QStringList& words, const QString& target) const;
    static bool covers(const QStringList& folders, const QString& path);
    QString take(const QString& line, int number);
    QString unknownWord() const;
    QString cycle() const;

    QMap<QString, QStringList> m_rooms;
    QHash<QString, int> m_lines;
    QMap<QString, QStringList> m_libraries;
    QStringList m_everywhere;
    QStringList m_colours;
    QStringList m_words;
    int m_longestFile = 0;
};

} // namespace fairlead::architecture
