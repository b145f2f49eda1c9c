#pragma once

#include "models/reports/report.h"

#include <QByteArray>

namespace fairlead::reports {

/// The report as a PDF for A4, fonts embedded. Needs a QGuiApplication (offscreen is enough). The same report on the same
/// machine gives the same bytes: its dates are those of the report. Thread: GUI.
Result<QByteArray> pdfFile(const Report& report);

} // namespace fairlead::reports
