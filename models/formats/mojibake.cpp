#include "models/formats/mojibake.h"

#include <QByteArray>
#include <QStringList>

#include <algorithm>
#include <array>
#include <optional>

namespace fairlead::formats {

namespace {

constexpr int kMostPasses = 3;
constexpr ushort kHighStart = 0x80;

/// Windows-1252 0x80 to 0x9F (WHATWG Encoding, index windows-1252).
constexpr std::array<char16_t, 32> kHigh{
    {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090,
        0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178}};

/// The byte that @p character stands for when UTF-8 is shown as Windows-1252; only bytes from 0x80 on.
std::optional<uchar> byteOf(QChar character)
{
    const ushort code = character.unicode();
    if (code >= kHighStart && code <= 0xFF) {
        return static_cast<uchar>(code);
    }
    const auto* const place = std::ranges::find(kHigh, static_cast<char16_t>(code));
    if (place == kHigh.end()) {
        return std::nullopt;
    }
    return static_cast<uchar>(kHighStart + (place - kHigh.begin()));
}

int lengthFromLead(uchar lead)
{
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 3;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/// The character that starts at @p at in broken form, with the length of that form; empty text when there is none.
QString characterAt(const QString& line, qsizetype at, int& length)
{
    const std::optional<uchar> lead = byteOf(line.at(at));
    length = lead ? lengthFromLead(*lead) : 0;
    if (length == 0 || at + length > line.size()) {
        return {};
    }
    QByteArray bytes(1, static_cast<char>(*lead));
    for (int i = 1; i < length; ++i) {
        const std::optional<uchar> next = byteOf(line.at(at + i));
        if (!next || *next < 0x80 || *next > 0xBF) {
            return {};
        }
        bytes.append(static_cast<char>(*next));
    }
    const QString decoded = QString::fromUtf8(bytes);
    return decoded.contains(QChar::ReplacementCharacter) ? QString() : decoded;
}

int columnOf(const QString& line, qsizetype index)
{
    return static_cast<int>(line.left(index).toUcs4().size()) + 1;
}

QString repairOnce(const QString& line, int number, std::vector<BrokenText>& repairs)
{
    QString result;
    for (qsizetype i = 0; i < line.size();) {
        int length = 0;
        const QString repaired = characterAt(line, i, length);
        if (repaired.isEmpty()) {
            result.append(line.at(i));
            ++i;
            continue;
        }
        repairs.push_back({number, columnOf(line, i), line.mid(i, length), repaired});
        result.append(repaired);
        i += length;
    }
    return result;
}

bool mayBeBroken(const QString& line)
{
    return std::ranges::any_of(line, [](QChar c) { return c.unicode() >= 0xC2 && c.unicode() <= 0xF4; });
}

/// What is different between @p before and @p after, as one stretch.
BrokenText difference(const QString& before, const QString& after, int number)
{
    qsizetype start = 0;
    while (start < std::min(before.size(), after.size()) && before.at(start) == after.at(start)) {
        ++start;
    }
    qsizetype same = 0;
    while (
        same < std::min(before.size(), after.size()) - start && before.at(before.size() - 1 - same) == after.at(after.size() - 1 - same)) {
        ++same;
    }
    return {
        number, columnOf(before, start), before.mid(start, before.size() - start - same), after.mid(start, after.size() - start - same)};
}

/// Puts @p line right. A line that was broken several times over gets one note: the steps between would explain nothing.
std::vector<BrokenText> repairLine(QString& line, int number)
{
    const QString before = line;
    std::vector<BrokenText> first;
    for (int pass = 0; pass < kMostPasses && mayBeBroken(line); ++pass) {
        std::vector<BrokenText> repairs;
        line = repairOnce(line, number, repairs);
        if (repairs.empty()) {
            return first;
        }
        first = pass == 0 ? repairs : std::vector<BrokenText>{difference(before, line, number)};
    }
    return first;
}

} // namespace

QChar fromWindows1252(unsigned char byte)
{
    return byte >= kHighStart && byte < 0xA0 ? QChar(kHigh.at(byte - kHighStart)) : QChar(static_cast<ushort>(byte));
}

Repair repairMojibake(const QString& text)
{
    Repair result;
    QStringList lines = text.split(QLatin1Char('\n'));
    int number = 0;
    for (QString& line : lines) {
        ++number;
        const std::vector<BrokenText> repairs = repairLine(line, number);
        result.repairs.insert(result.repairs.end(), repairs.begin(), repairs.end());
    }
    result.text = lines.join(QLatin1Char('\n'));
    return result;
}

} // namespace fairlead::formats
