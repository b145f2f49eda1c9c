#include "models/base/error.h"

namespace fairlead {

QString toString(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput: return QStringLiteral("invalid-input");
    case ErrorCode::NotFound: return QStringLiteral("not-found");
    case ErrorCode::Conflict: return QStringLiteral("conflict");
    case ErrorCode::Refused: return QStringLiteral("refused");
    case ErrorCode::Unreachable: return QStringLiteral("unreachable");
    case ErrorCode::Unknown: return QStringLiteral("unknown");
    case ErrorCode::Storage: return QStringLiteral("storage");
    case ErrorCode::Corrupt: return QStringLiteral("corrupt");
    case ErrorCode::Unsupported: return QStringLiteral("unsupported");
    }
    Q_UNREACHABLE();
}

} // namespace fairlead
