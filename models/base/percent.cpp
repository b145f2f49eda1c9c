#include "models/base/percent.h"

namespace fairlead {

Result<Percent> Percent::create(double value)
{
    if (!(value >= 0.0 && value <= 100.0)) {
        return fail(ErrorCode::InvalidInput, QStringLiteral("%1 is not a percentage. Use a number from 0 to 100.").arg(value));
    }
    return Percent(value);
}

} // namespace fairlead
