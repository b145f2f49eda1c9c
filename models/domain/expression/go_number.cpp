#include "models/domain/expression/go_number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace fairlead::expression {

namespace {

bool isDigit(char character, bool hex)
{
    const char lower = static_cast<char>(character | 0x20);
    return (character >= '0' && character <= '9') || (hex && lower >= 'a' && lower <= 'f');
}

/// Whether underscores stand between digits only, or behind the base prefix.
bool underscoresFit(QByteArrayView text, bool hex)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] != '_') {
            continue;
        }
        const bool before = at > 0 && (isDigit(text[at - 1], hex) || (hex && at == 2));
        const bool after = at + 1 < text.size() && isDigit(text[at + 1], hex);
        if (!before || !after) {
            return false;
        }
    }
    return true;
}

QByteArray shortest(double value, std::chars_format format)
{
    std::array<char, 512> buffer{};
    const auto done = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format);
    return {buffer.data(), done.ptr - buffer.data()};
}

QByteArray format(double value, int lowest, int highest)
{
    if (std::isnan(value)) {
        return "NaN";
    }
    if (std::isinf(value)) {
        return value > 0 ? "+Inf" : "-Inf";
    }
    const QByteArray scientific = shortest(value, std::chars_format::scientific);
    const int exponent = scientific.mid(scientific.indexOf('e') + 1).toInt();
    const bool plain = value == 0.0 || (exponent >= lowest && exponent < highest);
    return plain ? shortest(value, std::chars_format::fixed) : scientific;
}

} // namespace

std::optional<qint64> parseInt(QByteArrayView text, int base)
{
    // from_chars takes "-" but no "+".
    if (text.startsWith('+')) {
        text = text.sliced(1);
        if (text.startsWith('-')) {
            return std::nullopt;
        }
    }
    qint64 value = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value, base);
    return error == std::errc() && stopped == end && !text.isEmpty() ? std::optional(value) : std::nullopt;
}

std::optional<double> parseFloat(QByteArrayView text)
{
    const bool negative = text.startsWith('-');
    const bool sign = negative || text.startsWith('+');
    const QByteArray body = text.sliced(sign ? 1 : 0).toByteArray().toLower();
    if (body == "inf" || body == "infinity") {
        return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    }
    if (body == "nan") {
        return sign ? std::nullopt : std::optional(std::numeric_limits<double>::quiet_NaN());
    }
    const bool hex = body.startsWith("0x");
    // The library's reader knows other spellings of its own; only what a number is made of gets there.
    const QByteArray allowed = hex ? QByteArray("0123456789abcdef._px+-") : QByteArray("0123456789._e+-");
    for (const char each : body) {
        if (!allowed.contains(each)) {
            return std::nullopt;
        }
    }
    if (body.isEmpty() || body.startsWith('+') || body.startsWith('-') || !underscoresFit(body, hex) || (hex && !body.contains('p'))) {
        return std::nullopt;
    }
    QByteArray plain = body;
    plain.replace("_", "").replace(hex ? "p+" : "e+", hex ? "p" : "e");
    if (hex) {
        plain.remove(0, 2);
    }
    double value = 0.0;
    const char* end = plain.constData() + plain.size();
    const auto [stopped, error] = std::from_chars(plain.constData(), end, value, hex ? std::chars_format::hex : std::chars_format::general);
    if (stopped != end || error == std::errc::invalid_argument) {
        return std::nullopt;
    }
    if (error == std::errc::result_out_of_range) {
        // Too small is zero; too large is refused.
        const qsizetype exponent = plain.indexOf(hex ? 'p' : 'e');
        const bool small = exponent >= 0 ? plain.at(exponent + 1) == '-' : plain.startsWith("0.") || plain.startsWith('.');
        return small ? std::optional(negative ? -0.0 : 0.0) : std::nullopt;
    }
    return negative ? -value : value;
}

QByteArray formatFloat(double value)
{
    return format(value, -4, 6);
}

QByteArray formatJsonNumber(double value)
{
    QByteArray text = format(value, -6, 21);
    // JSON documents write one digit of a small negative exponent: 1e-7 and not 1e-07.
    return text.replace("e-0", "e-");
}

qint64 truncate(double value)
{
    constexpr double kBeyond = 9223372036854775808.0;
    const bool fits = value >= -kBeyond && value < kBeyond;
    return fits ? static_cast<qint64>(value) : std::numeric_limits<qint64>::min();
}

} // namespace fairlead::expression
