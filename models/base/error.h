#pragma once

#include <QString>

#include <expected>

namespace fairlead {

/// What kind of thing went wrong in the world. The code decides what a caller does
/// (retry, stop, tell); the message is for people.
enum class ErrorCode {
    InvalidInput, ///< the input is malformed or inconsistent; retrying does not help
    NotFound, ///< the named thing does not exist
    Conflict, ///< somebody else changed it, or holds it
    Refused, ///< the other side understood and said no
    Unreachable, ///< nothing was sent, or the connection could not be made
    Unknown, ///< sent, but no answer came (time-out, lost connection): not a failure
    Storage, ///< the local store could not read or write
    Corrupt, ///< data was read and is not what was written
    Unsupported, ///< a valid wish that this version cannot carry out
};

/// Stable lower-case name of @p code, for JSON and logs ("invalid-input", "unreachable", …).
QString toString(ErrorCode code);

/// An error of the world (ours are Q_ASSERTs). @c message says what happened, what was not done and
/// what to do; @c where names the file, endpoint or row it happened at. Never holds a secret.
struct Error {
    ErrorCode code = ErrorCode::InvalidInput;
    QString message;
    QString where;

    bool operator==(const Error&) const = default;
};

template <typename T> using Result = std::expected<T, Error>;

/// Shorthand for `return fail(ErrorCode::NotFound, …)` in functions that return a Result.
inline std::unexpected<Error> fail(ErrorCode code, QString message, QString where = {})
{
    return std::unexpected(Error{code, std::move(message), std::move(where)});
}

} // namespace fairlead
