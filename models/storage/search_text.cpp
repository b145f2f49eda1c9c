#include "models/storage/search_text.h"

#include <QList>

#include <algorithm>

namespace fairlead::storage {

namespace {

bool isAscii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool isWordByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

QString fromBytes(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::string toBytes(const QString& text)
{
    const QByteArray utf8 = text.toUtf8();
    return {utf8.constData(), static_cast<std::size_t>(utf8.size())};
}

/// The position after the string that begins behind the quote at @p from; the end where it is not closed.
std::size_t endOfString(std::string_view json, std::size_t from)
{
    while (from < json.size() && json[from] != '"') {
        from += json[from] == '\\' ? 2 : 1;
    }
    return std::min(from, json.size());
}

/// JSON's own escapes; canonical JSON has no others than these and \uXXXX for control characters.
QString unescaped(std::string_view text)
{
    const QString raw = fromBytes(text);
    QString plain;
    for (qsizetype at = 0; at < raw.size(); ++at) {
        if (raw[at] != QLatin1Char('\\') || at + 1 == raw.size()) {
            plain += raw[at];
            continue;
        }
        const char16_t escape = raw[++at].unicode();
        if (escape == u'u') {
            plain += QChar(raw.mid(at + 1, 4).toUShort(nullptr, 16));
            at += 4;
        } else {
            plain += escape == u'n' || escape == u't' || escape == u'r' || escape == u'b' || escape == u'f' ? QLatin1Char(' ') : raw[at];
        }
    }
    return plain;
}

} // namespace

void appendFolded(std::string& text, std::string_view utf8)
{
    if (isAscii(utf8)) {
        const std::size_t from = text.size();
        text.append(utf8);
        std::transform(
            text.begin() + static_cast<std::ptrdiff_t>(from), text.end(), text.begin() + static_cast<std::ptrdiff_t>(from), lower);
    } else {
        text += toBytes(fromBytes(utf8).toCaseFolded());
    }
    text += '\n';
}

void appendFoldedStrings(std::string& text, std::string_view json)
{
    if (!json.starts_with('{')) {
        appendFolded(text, json);
        return;
    }
    for (std::size_t at = json.find('"'); at < json.size(); at = json.find('"', at)) {
        const std::size_t end = endOfString(json, at + 1);
        const std::string_view string = json.substr(at + 1, end - at - 1);
        at = end + 1;
        const bool isKey = at < json.size() && json[at] == ':';
        if (isKey) {
            continue;
        }
        if (string.contains('\\')) {
            appendFolded(text, toBytes(unescaped(string)));
        } else {
            appendFolded(text, string);
        }
    }
}

std::string folded(const QString& typed)
{
    return toBytes(typed.toCaseFolded());
}

std::string wordsOf(std::string_view text)
{
    std::string words(1, ' ');
    if (isAscii(text)) {
        words.append(text);
        std::ranges::transform(words, words.begin(), [](char c) { return isWordByte(lower(c)) ? lower(c) : ' '; });
    } else {
        // Taken apart, an accent is a character of its own and can be left out.
        const QString apart = fromBytes(text).toCaseFolded().normalized(QString::NormalizationForm_KD);
        QString plain;
        plain.reserve(apart.size());
        const auto codes = apart.toUcs4();
        for (const uint code : codes) {
            const char32_t letter = code;
            if (QChar::isLetterOrNumber(letter)) {
                plain += QString::fromUcs4(&letter, 1);
            } else if (!QChar::isMark(letter)) {
                plain += QLatin1Char(' ');
            }
        }
        words += toBytes(plain);
    }
    words += ' ';
    return words;
}

std::vector<std::string> wordsIn(const QString& typed)
{
    const std::string text = wordsOf(folded(typed));
    std::vector<std::string> words;
    for (std::size_t from = text.find_first_not_of(' '); from != std::string::npos; from = text.find_first_not_of(' ', from)) {
        const std::size_t end = text.find(' ', from);
        words.push_back(text.substr(from, end - from));
        from = end;
    }
    return words;
}

std::string wordForKind(std::string_view kind)
{
    std::string word = "kind";
    std::ranges::copy_if(kind, std::back_inserter(word), [](char c) { return isWordByte(lower(c)); });
    std::ranges::transform(word, word.begin(), lower);
    return word;
}

} // namespace fairlead::storage
