#pragma once

#include "models/reports/report.h"

#include <QByteArray>
#include <QJsonObject>

namespace fairlead::reports {

/// The report as JSON with stable keys: what was found, then every record with its hash. Durations in milliseconds, times ISO 8601
/// in UTC, absent values null.
QJsonObject toJson(const Report& report);

/// The bytes of a JSON report file: indented, keys sorted, UTF-8, one line feed at the end. The same report gives the same bytes.
QByteArray jsonFile(const Report& report);

/// SHA-256 of jsonFile() as 64 lower-case hexadecimal digits: what a PDF of the same report prints.
QString dataHash(const Report& report);

/// Reads what jsonFile() wrote. The summary is made anew from the records in it and must say the same: Corrupt when it does
/// not, InvalidInput for what is no report at all, Unsupported for a report of another schema.
Result<Report> reportFromJson(const QByteArray& bytes);

} // namespace fairlead::reports
