#include "tests/architecture/layer_table.h"

#include <QRegularExpression>

#include <algorithm>
#include <functional>

namespace fairlead::architecture {

std::expected<LayerTable, QString> LayerTable::parse(const QString& text)
{
    LayerTable table;
    int number = 0;
    for (const QString& raw : text.split(QLatin1Char('\n'))) {
        ++number;
        const QString line = raw.trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#'))) {
            continue;
        }
        if (const QString wrong = table.take(line, number); !wrong.isEmpty()) {
            return std::unexpected(QStringLiteral("line %1: %2").arg(number).arg(wrong));
        }
    }
    for (const QString& wrong : {table.unknownWord(), table.cycle()}) {
        if (!wrong.isEmpty()) {
            return std::unexpected(wrong);
        }
    }
    return table;
}

QString LayerTable::take(const QString& line, int number)
{
    static const QRegularExpression shape(QStringLiteral("^([a-z-]+)(?:\\s+(\\S+))?\\s*:\\s*(.*)$"));
    const QRegularExpressionMatch match = shape.match(line);
    if (!match.hasMatch()) {
        return QStringLiteral("not \"word: …\" or \"room PATH: …\"");
    }
    const QString what = match.captured(1);
    const QString name = match.captured(2);
    const QStringList words = match.captured(3).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (what == QLatin1String("room") || what == QLatin1String("library")) {
        QMap<QString, QStringList>& named = what == QLatin1String("room") ? m_rooms : m_libraries;
        if (name.isEmpty() || named.contains(name)) {
            return name.isEmpty() ? QStringLiteral("a %1 needs a name").arg(what) : QStringLiteral("%1 stands twice").arg(name);
        }
        named.insert(name, words);
        m_lines.insert(name, number);
        return {};
    }
    if (what == QLatin1String("longest-file")) {
        m_longestFile = words.value(0).toInt();
        return m_longestFile > 0 ? QString() : QStringLiteral("longest-file needs a number of lines");
    }
    const QMap<QString, QStringList*> lists{
        {QStringLiteral("everywhere"), &m_everywhere}, {QStringLiteral("colours"), &m_colours}, {QStringLiteral("words"), &m_words}};
    if (!lists.contains(what)) {
        return QStringLiteral("nothing is known of \"%1\"").arg(what);
    }
    *lists.value(what) = words;
    return {};
}

QString LayerTable::roomOf(const QString& path) const
{
    QString best;
    for (auto it = m_rooms.keyBegin(); it != m_rooms.keyEnd(); ++it) {
        if (it->size() > best.size() && covers({*it}, path)) {
            best = *it;
        }
    }
    return best;
}

bool LayerTable::mayInclude(const QString& room, const QString& word) const
{
    return word == room || m_everywhere.contains(word) || reaches(m_rooms.value(room), word);
}

QString LayerTable::libraryOf(const QString& header) const
{
    for (auto it = m_libraries.cbegin(); it != m_libraries.cend(); ++it) {
        const bool found = std::ranges::any_of(it.value(), [&header](const QString& beginning) {
            return beginning.endsWith(QLatin1String(".h")) ? header == beginning : header.startsWith(beginning);
        });
        if (found) {
            return it.key();
        }
    }
    return {};
}

bool LayerTable::reaches(const QStringList& words, const QString& target) const
{
    return std::ranges::any_of(
        words, [&](const QString& word) { return word == target || (!m_rooms.contains(word) && covers({word}, target)); });
}

bool LayerTable::covers(const QStringList& folders, const QString& path)
{
    return std::ranges::any_of(
        folders, [&path](const QString& folder) { return path == folder || path.startsWith(folder + QLatin1Char('/')); });
}

QString LayerTable::unknownWord() const
{
    for (auto it = m_rooms.cbegin(); it != m_rooms.cend(); ++it) {
        for (const QString& word : it.value()) {
            const bool room = std::any_of(m_rooms.keyBegin(), m_rooms.keyEnd(), [&word](const QString& r) { return covers({word}, r); });
            if (!room && !word.startsWith(QLatin1String("Qt")) && !m_libraries.contains(word)) {
                return QStringLiteral("line %1: \"%2\" is no room, Qt module or library of this table").arg(lineOf(it.key())).arg(word);
            }
        }
    }
    return {};
}

QString LayerTable::cycle() const
{
    QStringList trail;
    QStringList done;
    const std::function<QString(const QString&)> visit = [&](const QString& room) -> QString {
        if (trail.contains(room)) {
            const QStringList loop = trail.mid(trail.indexOf(room)) + QStringList(room);
            return QStringLiteral("line %1: a cycle of rooms: %2").arg(lineOf(room)).arg(loop.join(QStringLiteral(" → ")));
        }
        if (done.contains(room)) {
            return {};
        }
        trail.append(room);
        for (auto next = m_rooms.keyBegin(); next != m_rooms.keyEnd(); ++next) {
            if (*next != room && reaches(m_rooms.value(room), *next)) {
                if (const QString found = visit(*next); !found.isEmpty()) {
                    return found;
                }
            }
        }
        trail.removeLast();
        done.append(room);
        return {};
    };
    for (auto room = m_rooms.keyBegin(); room != m_rooms.keyEnd(); ++room) {
        if (const QString found = visit(*room); !found.isEmpty()) {
            return found;
        }
    }
    return {};
}

} // namespace fairlead::architecture
