#include "models/formats/kubernetes/go_duration.h"

#include <QHash>

#include <cstdint>
#include <limits>

namespace fairlead::formats::kubernetes {

namespace {

// The grammar and its limits are those of time.ParseDuration (go.dev/pkg/time): [+-](digits[.digits]unit)+, at most 2^63-1 ns.
constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

QString invalid(const QString& text)
{
    return QStringLiteral("time: invalid duration \"%1\"").arg(text);
}

const QHash<QString, std::uint64_t>& units()
{
    static const QHash<QString, std::uint64_t> known{{QStringLiteral("ns"), 1}, {QStringLiteral("us"), 1'000},
        {QStringLiteral("µs"), 1'000}, {QStringLiteral("μs"), 1'000}, {QStringLiteral("ms"), 1'000'000},
        {QStringLiteral("s"), 1'000'000'000}, {QStringLiteral("m"), 60'000'000'000}, {QStringLiteral("h"), 3'600'000'000'000}};
    return known;
}

bool isDigit(QChar c)
{
    return c >= QLatin1Char('0') && c <= QLatin1Char('9');
}

/// One number with its unit, from the position of a cursor.
class Reader {
public:
    explicit Reader(const QString& text)
        : m_text(text)
    {
    }

    bool atEnd() const { return m_at >= m_text.size(); }

    std::expected<std::uint64_t, QString> next(const QString& whole)
    {
        const qsizetype start = m_at;
        std::uint64_t value = 0;
        bool fits = true;
        while (!atEnd() && isDigit(m_text.at(m_at))) {
            fits = fits && value <= kMost / 10;
            value = fits ? value * 10 + static_cast<std::uint64_t>(m_text.at(m_at).digitValue()) : 0;
            ++m_at;
        }
        const bool before = m_at > start;
        readFraction();
        if (!fits || (!before && m_digits == 0)) {
            return std::unexpected(invalid(whole));
        }
        const QString unit = readUnit();
        if (unit.isEmpty()) {
            return std::unexpected(QStringLiteral("time: missing unit in duration \"%1\"").arg(whole));
        }
        const std::uint64_t scale = units().value(unit, 0);
        if (scale == 0) {
            return std::unexpected(QStringLiteral("time: unknown unit \"%1\" in duration \"%2\"").arg(unit, whole));
        }
        if (value > kMost / scale) {
            return std::unexpected(invalid(whole));
        }
        const std::uint64_t length = value * scale + static_cast<std::uint64_t>(m_fraction * (static_cast<double>(scale) / m_weight));
        return length > kMost ? std::expected<std::uint64_t, QString>(std::unexpected(invalid(whole))) : length;
    }

private:
    /// Digits beyond the fifteenth are below a nanosecond even for hours.
    void readFraction()
    {
        constexpr int kCounted = 15;
        m_digits = 0;
        m_fraction = 0.0;
        m_weight = 1.0;
        if (atEnd() || m_text.at(m_at) != QLatin1Char('.')) {
            return;
        }
        for (++m_at; !atEnd() && isDigit(m_text.at(m_at)); ++m_at, ++m_digits) {
            if (m_digits < kCounted) {
                m_fraction = m_fraction * 10.0 + m_text.at(m_at).digitValue();
                m_weight *= 10.0;
            }
        }
    }

    QString readUnit()
    {
        const qsizetype start = m_at;
        while (!atEnd() && !isDigit(m_text.at(m_at)) && m_text.at(m_at) != QLatin1Char('.')) {
            ++m_at;
        }
        return m_text.mid(start, m_at - start);
    }

    const QString& m_text;
    qsizetype m_at = 0;
    int m_digits = 0; ///< behind the point
    double m_fraction = 0.0; ///< those digits as a whole number
    double m_weight = 1.0; ///< and what to divide it by
};

} // namespace

std::expected<std::chrono::nanoseconds, QString> parseGoDuration(const QString& text)
{
    const bool negative = text.startsWith(QLatin1Char('-'));
    const QString unsignedText = negative || text.startsWith(QLatin1Char('+')) ? text.mid(1) : text;
    if (unsignedText == QLatin1String("0")) {
        return std::chrono::nanoseconds(0);
    }
    if (unsignedText.isEmpty()) {
        return std::unexpected(invalid(text));
    }
    Reader reader(unsignedText);
    std::uint64_t sum = 0;
    while (!reader.atEnd()) {
        const auto part = reader.next(text);
        if (!part) {
            return std::unexpected(part.error());
        }
        if (*part > kMost - sum) {
            return std::unexpected(invalid(text));
        }
        sum += *part;
    }
    const auto length = static_cast<std::int64_t>(sum);
    return std::chrono::nanoseconds(negative ? -length : length);
}

double inSeconds(std::chrono::nanoseconds length)
{
    return std::chrono::duration<double>(length).count();
}

} // namespace fairlead::formats::kubernetes
