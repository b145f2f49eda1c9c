#pragma once

#include <QString>

#include <compare>

namespace fairlead {

/// A new UUIDv7 (RFC 9562 §5.7) in its 36-character lower-case form: 48 bits of @p unixMs, then random.
/// Ids made later sort later, and never collide between machines.
QString makeUuidV7(qint64 unixMs);

/// An identifier that cannot be mixed up with one of another kind. Empty means "none".
template <typename Tag> class Id {
public:
    Id() = default;
    explicit Id(QString text)
        : m_text(std::move(text))
    {
    }
    static Id create(qint64 unixMs) { return Id(makeUuidV7(unixMs)); }

    const QString& text() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }

    bool operator==(const Id&) const = default;
    friend bool operator<(const Id& a, const Id& b) { return a.m_text < b.m_text; }

private:
    QString m_text;
};

using ReleaseId = Id<struct ReleaseTag>;
using CommandId = Id<struct CommandTag>;

} // namespace fairlead
