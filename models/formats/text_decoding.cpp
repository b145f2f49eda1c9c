#include "models/formats/text_decoding.h"

#include "models/formats/mojibake.h"

#include <QStringDecoder>

#include <algorithm>

namespace fairlead::formats {

namespace {

constexpr std::size_t kMostWarningsOfAKind = 20;

Problem error(const QString& file, Position at, const char* code, QString message, QString help)
{
    return {file, at, Severity::Error, QString::fromLatin1(code), std::move(message), std::move(help)};
}

/// Length of the valid UTF-8 sequence at @p at (RFC 3629: no overlong forms, no surrogates); 0 when there is none.
int sequenceLength(const QByteArray& bytes, qsizetype at)
{
    const auto byte = [&](qsizetype i) { return i < bytes.size() ? static_cast<uchar>(bytes.at(i)) : uchar{0}; };
    const auto follows = [&](qsizetype i, uchar low, uchar high) { return byte(i) >= low && byte(i) <= high; };
    const uchar lead = byte(at);
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return follows(at + 1, 0x80, 0xBF) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        const uchar low = lead == 0xE0 ? 0xA0 : 0x80;
        const uchar high = lead == 0xED ? 0x9F : 0xBF;
        return follows(at + 1, low, high) && follows(at + 2, 0x80, 0xBF) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const uchar low = lead == 0xF0 ? 0x90 : 0x80;
        const uchar high = lead == 0xF4 ? 0x8F : 0xBF;
        return follows(at + 1, low, high) && follows(at + 2, 0x80, 0xBF) && follows(at + 3, 0x80, 0xBF) ? 4 : 0;
    }
    return 0;
}

qsizetype firstInvalid(const QByteArray& bytes)
{
    for (qsizetype i = 0; i < bytes.size();) {
        const int length = sequenceLength(bytes, i);
        if (length == 0) {
            return i;
        }
        i += length;
    }
    return -1;
}

bool isControl(char byte)
{
    const auto code = static_cast<uchar>(byte);
    return (code < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || code == 0x7F;
}

qsizetype firstControl(const QByteArray& bytes)
{
    const auto place = std::ranges::find_if(bytes, isControl);
    return place == bytes.end() ? -1 : place - bytes.begin();
}

bool hasUtf16Bom(const QByteArray& bytes)
{
    return bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF");
}

/// Latin text in UTF-16 has a NUL in every second byte, and none in the others.
bool looksLikeUtf16(const QByteArray& bytes)
{
    const qsizetype looked = std::min<qsizetype>(bytes.size(), 512);
    int even = 0;
    int odd = 0;
    for (qsizetype i = 0; i < looked; ++i) {
        if (bytes.at(i) == '\0') {
            ++(i % 2 == 0 ? even : odd);
        }
    }
    return looked >= 4 && (even == 0) != (odd == 0) && (qsizetype{even} + odd) * 3 >= looked;
}

QByteArray withoutBom(QByteArray bytes)
{
    while (bytes.startsWith("\xEF\xBB\xBF")) {
        bytes.remove(0, 3);
    }
    return bytes;
}

bool isBlank(const QByteArray& bytes)
{
    return bytes.trimmed().isEmpty();
}

/// A lone CR ends a line for YAML and Markdown; as LF it keeps its place and every reader agrees on the line numbers.
QByteArray withPlainLineEnds(QByteArray bytes)
{
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (bytes.at(i) == '\r' && (i + 1 == bytes.size() || bytes.at(i + 1) != '\n')) {
            bytes[i] = '\n';
        }
    }
    return bytes;
}

Problem emptyFile(const QString& file)
{
    return error(file, {}, "empty-file", QStringLiteral("The file is empty."), QStringLiteral("Write it, or take it out."));
}

Problem binaryFile(const SourceText& text, qsizetype offset)
{
    return error(text.file(), text.positionOf(offset), "binary-file",
        QStringLiteral("This is not a text file: it holds bytes that no text has."),
        QStringLiteral("Give the text file itself, unpacked and saved as UTF-8."));
}

void warnOfMojibake(const SourceText& text, Problems& problems)
{
    const Repair repair = repairMojibake(QString::fromUtf8(text.utf8()));
    std::size_t count = 0;
    for (const BrokenText& broken : repair.repairs) {
        if (++count > kMostWarningsOfAKind) {
            return;
        }
        problems.push_back({text.file(), {broken.line, broken.column}, Severity::Warning, QStringLiteral("mojibake"),
            QStringLiteral("“%1” looks like “%2” in a broken encoding.").arg(broken.broken, broken.repaired),
            QStringLiteral("Open the file as UTF-8 and write “%1”. It was read as it stands.").arg(broken.repaired)});
    }
}

/// Characters that nobody sees can make two names differ that look alike: zero-width ones, BOM inside, direction marks.
bool isHidden(char32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

void warnOfHidden(const SourceText& text, Problems& problems)
{
    int line = 1;
    int column = 1;
    std::size_t count = 0;
    const QList<uint> characters = QString::fromUtf8(text.utf8()).toUcs4();
    for (const char32_t c : characters) {
        // U+200D joins emoji, which guides and names of teams do hold.
        if (isHidden(c) && c != 0x200D && ++count <= kMostWarningsOfAKind) {
            problems.push_back({text.file(), {line, column}, Severity::Warning, QStringLiteral("hidden-character"),
                QStringLiteral("An invisible character (U+%1) stands here.").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0')),
                QStringLiteral("Delete it, unless you put it there on purpose.")});
        }
        ++column;
        if (c == U'\n') {
            ++line;
            column = 1;
        }
    }
}

QString decodeWindows1252(const QByteArray& bytes)
{
    QString text;
    text.reserve(bytes.size());
    for (const char byte : bytes) {
        text.append(fromWindows1252(static_cast<uchar>(byte)));
    }
    return text;
}

/// Text of a guide in whatever encoding it was saved; nullopt for what is no text.
std::optional<QString> decodeGuide(const QByteArray& bytes, QStringList& repairs)
{
    if (hasUtf16Bom(bytes)) {
        QStringDecoder decoder(QStringDecoder::Utf16);
        const QString text = decoder.decode(bytes);
        if (decoder.hasError()) {
            return std::nullopt;
        }
        repairs.append(QStringLiteral("The file is UTF-16; it was read as such."));
        return text;
    }
    const QByteArray plain = withoutBom(bytes);
    if (plain.contains('\0')) {
        return std::nullopt;
    }
    if (firstInvalid(plain) < 0) {
        return QString::fromUtf8(plain);
    }
    if (firstControl(plain) >= 0) {
        return std::nullopt;
    }
    repairs.append(QStringLiteral("The file is not UTF-8; it was read as Windows-1252."));
    return decodeWindows1252(plain);
}

} // namespace

std::optional<SourceText> decodeStrictly(const QString& file, const QByteArray& bytes, Problems& problems)
{
    if (bytes.size() > kLargestFile) {
        problems.push_back(tooLargeProblem(file, bytes.size()));
        return std::nullopt;
    }
    if (hasUtf16Bom(bytes) || looksLikeUtf16(bytes)) {
        problems.push_back(error(file, {1, 1}, "utf-16", QStringLiteral("The file is saved as UTF-16."),
            QStringLiteral("Save it as UTF-8; every editor offers that under “Save as”.")));
        return std::nullopt;
    }
    const SourceText text(file, withPlainLineEnds(withoutBom(bytes)));
    if (isBlank(text.utf8())) {
        problems.push_back(emptyFile(file));
        return std::nullopt;
    }
    const qsizetype invalid = firstInvalid(text.utf8());
    const qsizetype control = firstControl(text.utf8());
    const bool binary = text.utf8().contains('\0') || (invalid >= 0 && control >= 0);
    if (binary) {
        problems.push_back(binaryFile(text, control));
        return std::nullopt;
    }
    if (invalid >= 0) {
        problems.push_back(error(file, text.positionOf(invalid), "invalid-utf8",
            QStringLiteral("The file is not UTF-8: this byte is none of its characters."),
            QStringLiteral("Save the file as UTF-8; it may be Windows-1252 or Latin-1 now.")));
        return std::nullopt;
    }
    if (control >= 0) {
        problems.push_back(error(file, text.positionOf(control), "control-character",
            QStringLiteral("A control character stands here, which no YAML file may hold."), QStringLiteral("Delete it.")));
        return std::nullopt;
    }
    warnOfMojibake(text, problems);
    warnOfHidden(text, problems);
    return text;
}

std::optional<SourceText> decodeAndRepair(const QString& file, const QByteArray& bytes, Problems& problems, QStringList& repairs)
{
    if (bytes.size() > kLargestFile) {
        problems.push_back(tooLargeProblem(file, bytes.size()));
        return std::nullopt;
    }
    const std::optional<QString> decoded = decodeGuide(bytes, repairs);
    if (!decoded) {
        problems.push_back(binaryFile(SourceText(file, bytes), std::max<qsizetype>(0, firstControl(bytes))));
        return std::nullopt;
    }
    const Repair repair = repairMojibake(*decoded);
    for (const BrokenText& broken : repair.repairs) {
        repairs.append(QStringLiteral("Line %1: “%2” was read as “%3”.").arg(broken.line).arg(broken.broken, broken.repaired));
    }
    SourceText text(file, withPlainLineEnds(withoutBom(repair.text.toUtf8())));
    if (isBlank(text.utf8())) {
        problems.push_back(emptyFile(file));
        return std::nullopt;
    }
    const qsizetype lost = text.utf8().indexOf("\xEF\xBF\xBD");
    if (lost >= 0) {
        problems.push_back({file, text.positionOf(lost), Severity::Warning, QStringLiteral("lost-characters"),
            QStringLiteral("Characters were lost when this file was saved (“�”); they cannot be put right."),
            QStringLiteral("Take the file from its source again, or write the characters anew.")});
    }
    return text;
}

} // namespace fairlead::formats
