#pragma once

#include "models/base/error.h"

#include <QString>

#include <chrono>
#include <compare>

namespace fairlead {

using Millis = std::chrono::milliseconds;

/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, always UTC.
/// Local time exists only where people read it (ui/common, formats).
class Instant {
public:
    constexpr Instant() = default; ///< the epoch; used as "never" where documented
    static constexpr Instant fromMs(qint64 ms) { return Instant(ms); }

    /// Reads ISO 8601 with an offset or Z ("2025-08-07T14:00:16.250Z"). InvalidInput otherwise:
    /// a time without a zone is refused, never guessed.
    static Result<Instant> fromIso(const QString& text);

    constexpr qint64 ms() const { return m_ms; }

    /// "2025-08-07T14:00:16.250Z", always with milliseconds so that text order is time order.
    QString toIso() const;

    constexpr auto operator<=>(const Instant&) const = default;

private:
    explicit constexpr Instant(qint64 ms)
        : m_ms(ms)
    {
    }
    qint64 m_ms = 0;
};

constexpr Instant operator+(Instant at, Millis by)
{
    return Instant::fromMs(at.ms() + by.count());
}
constexpr Instant operator-(Instant at, Millis by)
{
    return Instant::fromMs(at.ms() - by.count());
}
constexpr Millis operator-(Instant a, Instant b)
{
    return Millis(a.ms() - b.ms());
}

/// A half-open stretch of time [start, end). Never empty or reversed when made by create().
class Span {
public:
    /// InvalidInput unless start < end.
    static Result<Span> create(Instant start, Instant end);

    Instant start() const { return m_start; }
    Instant end() const { return m_end; }
    Millis length() const { return m_end - m_start; }
    bool contains(Instant at) const { return m_start <= at && at < m_end; }
    bool overlaps(const Span& other) const { return m_start < other.m_end && other.m_start < m_end; }

    bool operator==(const Span&) const = default;

private:
    Span(Instant start, Instant end)
        : m_start(start)
        , m_end(end)
    {
    }
    Instant m_start;
    Instant m_end;
};

} // namespace fairlead
