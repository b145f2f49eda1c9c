#include "tests/architecture/rules.h"

#include "tests/architecture/source_text.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace fairlead::architecture {

namespace {

const QStringList& floors()
{
    static const QStringList names{QStringLiteral("app"), QStringLiteral("models"), QStringLiteral("ui")};
    return names;
}

/// One file under the rules.
class FileCheck {
public:
    FileCheck(const QDir& tree, QString file, const LayerTable& table, const QtHeaders& qt)
        : m_tree(tree)
        , m_file(std::move(file))
        , m_table(table)
        , m_qt(qt)
        , m_room(table.roomOf(m_file))
        , m_source(read(tree.filePath(m_file)))
    {
    }

    std::vector<Violation> run()
    {
        if (m_room.isEmpty()) {
            add(1, "room", QStringLiteral("belongs to no room of layers.txt"));
            return std::move(m_found);
        }
        checkIncludes();
        checkOrder();
        checkLook();
        checkMatches(m_table.mayNameColours(m_room), m_source.withStrings(), colourPattern(), "colour",
            QStringLiteral("names a colour; colours are tokens of ui/common/theme.h"));
        checkMatches(m_table.mayHoldWords(m_room), m_source.code(), wordsPattern(), "words",
            QStringLiteral("translates words; models give values, words are made in ui"));
        return std::move(m_found);
    }

private:
    static QString read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    static const QRegularExpression& colourPattern()
    {
        static const QRegularExpression pattern(
            QStringLiteral(
                "#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})\\b|\"#[0-9a-fA-F]{3,4}\"|\\bQColor\\s*\\w*\\s*[({]\\s*[0-9]|\\bqRgba?\\s*\\(\\s*[0-9]"
                "|\\bQt::(?:dark|light)?(?:red|green|blue|cyan|magenta|yellow|gr[ae]y|black|white)\\b"),
            QRegularExpression::CaseInsensitiveOption);
        return pattern;
    }

    static const QRegularExpression& wordsPattern()
    {
        static const QRegularExpression pattern(QStringLiteral("(?<![A-Za-z0-9_])(?:tr|QCoreApplication::translate|QT_TR_NOOP)\\s*\\("));
        return pattern;
    }

    void add(int line, const char* rule, const QString& text) { m_found.push_back({m_file, line, QLatin1String(rule), text}); }

    void checkIncludes()
    {
        for (const Include& include : m_source.includes()) {
            if (include.quoted) {
                checkOwn(include);
            } else {
                checkForeign(include);
            }
        }
    }

    void checkOwn(const Include& include)
    {
        static const QRegularExpression made(QStringLiteral("^(?:moc_[^/]+\\.cpp|[^/]+\\.moc)$"));
        if (made.match(include.name).hasMatch()) {
            return;
        }
        if (!floors().contains(include.name.section(QLatin1Char('/'), 0, 0))) {
            add(include.line, "path", QStringLiteral("\"%1\" is not a path from the root").arg(include.name));
            return;
        }
        const QString other = m_table.roomOf(include.name);
        if (!m_table.mayInclude(m_room, other)) {
            add(include.line, "layers", QStringLiteral("%1 may not include %2").arg(m_room, include.name));
        }
    }

    void checkForeign(const Include& include)
    {
        const QStringList homes = homesOf(include.name);
        const bool free = std::ranges::any_of(homes, [this](const QString& home) { return m_table.mayInclude(m_room, home); });
        if (homes.isEmpty()) {
            add(include.line, "layers", QStringLiteral("<%1> is of no library of layers.txt").arg(include.name));
        } else if (!free) {
            add(include.line, "layers",
                QStringLiteral("%1 may not include <%2> (%3)").arg(m_room, include.name, homes.join(QStringLiteral(", "))));
        }
    }

    /// The Qt modules or the library that have a header; the room itself for the standard library, which is free.
    QStringList homesOf(const QString& header) const
    {
        const QString folder = header.section(QLatin1Char('/'), 0, 0);
        if (folder != header && folder.startsWith(QLatin1String("Qt"))) {
            return {folder};
        }
        if (m_qt.contains(header)) {
            return m_qt.value(header);
        }
        if (const QString library = m_table.libraryOf(header); !library.isEmpty()) {
            return {library};
        }
        static const QRegularExpression standard(QStringLiteral("^[a-z0-9_]+$"));
        return standard.match(header).hasMatch() ? QStringList(m_room) : QStringList();
    }

    /// Own header first is what proves that the header compiles alone.
    void checkOrder()
    {
        if (!m_file.endsWith(QLatin1String(".cpp"))) {
            return;
        }
        const QString own = m_file.chopped(4) + QStringLiteral(".h");
        const std::vector<Include> includes = m_source.includes();
        if (m_tree.exists(own) && (includes.empty() || includes.front().name != own)) {
            add(includes.empty() ? 1 : includes.front().line, "order", QStringLiteral("\"%1\" must be the first include").arg(own));
        }
    }

    void checkLook()
    {
        static const QRegularExpression once(QStringLiteral("^#pragma once\\s*$"), QRegularExpression::MultilineOption);
        if (m_file.endsWith(QLatin1String(".h")) && !once.match(m_source.code()).hasMatch()) {
            add(1, "pragma-once", QStringLiteral("a header starts with #pragma once"));
        }
        if (m_source.lines() > m_table.longestFile()) {
            add(m_table.longestFile() + 1, "length",
                QStringLiteral("%1 lines, more than %2: split it by what its parts do").arg(m_source.lines()).arg(m_table.longestFile()));
        }
    }

    void checkMatches(bool allowed, const QString& text, const QRegularExpression& pattern, const char* rule, const QString& what)
    {
        if (allowed) {
            return;
        }
        auto matches = pattern.globalMatch(text);
        while (matches.hasNext()) {
            add(m_source.lineAt(matches.next().capturedStart()), rule, what);
        }
    }

    const QDir& m_tree;
    QString m_file;
    const LayerTable& m_table;
    const QtHeaders& m_qt;
    QString m_room;
    SourceText m_source;
    std::vector<Violation> m_found;
};

QStringList sourcesOf(const QDir& tree)
{
    QStringList files;
    for (const QString& floor : floors()) {
        QDirIterator it(tree.filePath(floor), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            files.append(tree.relativeFilePath(it.next()));
        }
    }
    files.sort();
    return files;
}

} // namespace

QtHeaders readQtHeaders(const QString& directory)
{
    QtHeaders headers;
    const QDir root(directory);
    for (const QString& module : root.entryList({QStringLiteral("Qt*")}, QDir::Dirs | QDir::NoDotAndDotDot)) {
        for (const QString& header : QDir(root.filePath(module)).entryList(QDir::Files)) {
            headers[header].append(module);
        }
    }
    return headers;
}

std::vector<Violation> violationsOf(const QString& tree, const LayerTable& table, const QtHeaders& qt)
{
    const QDir root(tree);
    std::vector<Violation> all;
    for (const QString& room : table.rooms()) {
        if (!root.exists(room)) {
            all.push_back(
                {QStringLiteral("layers.txt"), table.lineOf(room), QStringLiteral("room"), QStringLiteral("%1 is no folder").arg(room)});
        }
    }
    for (const QString& file : sourcesOf(root)) {
        std::ranges::move(FileCheck(root, file, table, qt).run(), std::back_inserter(all));
    }
    std::ranges::stable_sort(
        all, [](const Violation& a, const Violation& b) { return std::tie(a.file, a.line) < std::tie(b.file, b.line); });
    return all;
}

} // namespace fairlead::architecture
