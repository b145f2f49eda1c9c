#pragma once

#include <QByteArray>

#include <optional>

namespace fairlead::expression {

/// Whole numbers of 64 bits in @p base, with an optional sign, as Go's strconv reads them. Empty for anything else.
std::optional<qint64> parseInt(QByteArrayView text, int base);

/// Decimal and hexadecimal numbers, "Inf", "Infinity" and "NaN" in any case, as Go's strconv reads them. Empty for anything
/// else, and for numbers that are too large.
std::optional<double> parseFloat(QByteArrayView text);

/// The shortest text that reads back as @p value, as Go's %v writes it: plain up to six digits before the point, with an
/// exponent beyond ("123456", "1e+06", "1e-05").
QByteArray formatFloat(double value);

/// The same as JSON documents of Go write it: plain from 1e-6 up to 1e21.
QByteArray formatJsonNumber(double value);

/// Go's conversion to a whole number: towards zero, and the smallest number for what does not fit and for NaN.
qint64 truncate(double value);

} // namespace fairlead::expression
