#pragma once

#include "models/base/error.h"
#include "models/base/problem.h"

#include <QJsonObject>
#include <QString>

namespace fairlead::ctl {

/// Exit codes of fairleadctl, part of its contract.
enum Exit : int {
    kFine = 0,
    kNo = 1, ///< the answer is no: invalid, failed, rolled back, broken
    kWrongUse = 2,
    kOutOfReach = 3, ///< server, file, permission
};

/// One JSON document on standard output, keys sorted, NaN never in it.
void printJson(const QJsonObject& document);
/// One JSON line on standard output, flushed: an event of a run.
void printLine(const QJsonObject& event);
/// A file's text on standard output.
void printText(const QString& text);
/// For people, on standard error.
void say(const QString& text);
void say(const Problems& problems);
void say(const Error& error);

/// The exit code that an error of the world means.
int exitOf(ErrorCode code);

/// The bytes of @p file, or of standard input for "-". NotFound and Storage, with what to do.
Result<QByteArray> readInput(const QString& file);

} // namespace fairlead::ctl
