#include "models/formats/markdown_walk.h"

#include <md4c.h>

#include <algorithm>
#include <functional>
#include <utility>

namespace fairlead::formats {

namespace {

/// A list entry on the stack of open blocks.
struct OpenEntry {
    int task = -1; ///< index of the task; -1 for a plain entry
    bool textDone = false; ///< its first paragraph is over, or something else has begun
    QString text;
};

/// md4c's callbacks. Offsets come from the text pointers, which point into the source.
class Walk {
public:
    explicit Walk(const QByteArray& source)
        : m_source(source)
    {
    }

    GuideOutline run()
    {
        MD_PARSER parser{};
        parser.flags = MD_FLAG_TASKLISTS | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH;
        parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) { return static_cast<Walk*>(self)->enter(type, detail); };
        parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) { return static_cast<Walk*>(self)->leave(type); };
        parser.enter_span = [](MD_SPANTYPE, void*, void*) { return 0; };
        parser.leave_span = [](MD_SPANTYPE, void*, void*) { return 0; };
        parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
            return static_cast<Walk*>(self)->take(type, text, size);
        };
        md_parse(m_source.constData(), static_cast<MD_SIZE>(m_source.size()), &parser, this);
        return std::move(m_outline);
    }

private:
    int enter(MD_BLOCKTYPE type, void* detail)
    {
        switch (type) {
        case MD_BLOCK_H:
            m_outline.headings.push_back({static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level), {}, -1});
            m_inHeading = true;
            break;
        case MD_BLOCK_LI: enterEntry(*static_cast<MD_BLOCK_LI_DETAIL*>(detail)); break;
        case MD_BLOCK_CODE:
            m_inCode = true;
            m_isFenced = static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->fence_char != 0;
            m_code.clear();
            closeEntryText();
            break;
        case MD_BLOCK_P:
        case MD_BLOCK_DOC: break;
        default: closeEntryText(); break;
        }
        return 0;
    }

    int leave(MD_BLOCKTYPE type)
    {
        switch (type) {
        case MD_BLOCK_H:
            m_inHeading = false;
            m_outline.headings.back().text = m_outline.headings.back().text.simplified();
            break;
        case MD_BLOCK_P: closeEntryText(); break;
        case MD_BLOCK_LI:
            closeEntryText();
            m_open.pop_back();
            break;
        case MD_BLOCK_CODE: leaveCode(); break;
        default: break;
        }
        return 0;
    }

    int take(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size)
    {
        const QString words = wordsOf(type, text, size);
        if (m_inCode) {
            m_code += words;
        } else if (m_inHeading) {
            GuideHeading& heading = m_outline.headings.back();
            heading.text += words;
            noteOffset(heading.offset, text);
        } else if (!m_open.empty() && !m_open.back().textDone) {
            m_open.back().text += words;
        }
        return 0;
    }

    void enterEntry(const MD_BLOCK_LI_DETAIL& detail)
    {
        closeEntryText();
        OpenEntry entry;
        if (detail.is_task != 0) {
            entry.task = static_cast<int>(m_outline.tasks.size());
            GuideTask task;
            task.offset = static_cast<qsizetype>(detail.task_mark_offset);
            task.ticked = detail.task_mark != ' ';
            task.depth = static_cast<int>(std::ranges::count_if(m_open, [](const OpenEntry& open) { return open.task >= 0; }));
            task.heading = currentHeading();
            m_outline.tasks.push_back(task);
        }
        m_open.push_back(std::move(entry));
    }

    /// The text of an entry ends with its first paragraph: what follows explains it.
    void closeEntryText()
    {
        if (m_open.empty() || m_open.back().textDone) {
            return;
        }
        OpenEntry& entry = m_open.back();
        entry.textDone = true;
        const QString text = entry.text.simplified();
        if (entry.task >= 0) {
            m_outline.tasks[static_cast<std::size_t>(entry.task)].text = text;
        } else if (text.startsWith(QStringLiteral("✅"))) {
            m_outline.criteria.push_back(currentHeading());
        }
    }

    void leaveCode()
    {
        m_inCode = false;
        while (m_code.endsWith(QLatin1Char('\n'))) {
            m_code.chop(1);
        }
        const bool follows = !m_outline.tasks.empty() && m_outline.tasks.back().heading == currentHeading();
        if (m_isFenced && follows && !m_code.isEmpty()) {
            m_outline.tasks.back().commands.append(m_code);
        }
    }

    int currentHeading() const { return static_cast<int>(m_outline.headings.size()) - 1; }

    void noteOffset(qsizetype& offset, const MD_CHAR* text) const
    {
        // A replaced character does not point into the source.
        const MD_CHAR* const begin = m_source.constData();
        const bool inSource = !std::less<>()(text, begin) && std::less<>()(text, begin + m_source.size());
        if (offset < 0 && inSource) {
            offset = text - begin;
        }
    }

    static QString wordsOf(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size)
    {
        switch (type) {
        case MD_TEXT_BR:
        case MD_TEXT_SOFTBR: return QStringLiteral(" ");
        case MD_TEXT_NULLCHAR: return QString(QChar::ReplacementCharacter);
        case MD_TEXT_HTML: return {};
        case MD_TEXT_ENTITY: return entity(QString::fromUtf8(text, static_cast<qsizetype>(size)));
        default: return QString::fromUtf8(text, static_cast<qsizetype>(size));
        }
    }

    /// The entities that people write in guides; others stay as they stand.
    static QString entity(const QString& text)
    {
        static const std::vector<std::pair<QString, QString>> known{{QStringLiteral("&amp;"), QStringLiteral("&")},
            {QStringLiteral("&lt;"), QStringLiteral("<")}, {QStringLiteral("&gt;"), QStringLiteral(">")},
            {QStringLiteral("&quot;"), QStringLiteral("\"")}, {QStringLiteral("&nbsp;"), QStringLiteral(" ")},
            {QStringLiteral("&ge;"), QStringLiteral("≥")}, {QStringLiteral("&le;"), QStringLiteral("≤")},
            {QStringLiteral("&rarr;"), QStringLiteral("→")}};
        const auto found = std::ranges::find(known, text, &std::pair<QString, QString>::first);
        if (found != known.end()) {
            return found->second;
        }
        const bool hex = text.startsWith(QLatin1String("&#x"), Qt::CaseInsensitive);
        bool ok = false;
        const uint code = text.mid(hex ? 3 : 2).chopped(1).toUInt(&ok, hex ? 16 : 10);
        const bool usable = text.startsWith(QLatin1String("&#")) && ok && code >= 0x20 && code <= 0x10FFFF;
        const char32_t character = code;
        return usable ? QString::fromUcs4(&character, 1) : text;
    }

    const QByteArray& m_source;
    GuideOutline m_outline;
    std::vector<OpenEntry> m_open;
    bool m_inHeading = false;
    bool m_inCode = false;
    bool m_isFenced = false;
    QString m_code;
};

} // namespace

GuideOutline walkGuide(const QByteArray& utf8)
{
    GuideOutline outline = Walk(utf8).run();
    for (GuideHeading& heading : outline.headings) {
        heading.offset = std::max<qsizetype>(0, heading.offset);
    }
    return outline;
}

} // namespace fairlead::formats
