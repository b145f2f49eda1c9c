#pragma once

#include "models/reports/pdf/pages.h"
#include "models/reports/report.h"

/// The parts of the document, in their order. Each begins where the one before ended and leaves out what does not exist.
namespace fairlead::reports::pdf {

void drawOpening(Pages& pages, const Report& report); ///< header, title, result
void drawFields(Pages& pages, const Report& report); ///< the six fields
void drawTrack(Pages& pages, const Report& report); ///< what happened, over time
void drawScores(Pages& pages, const Report& report);
void drawGates(Pages& pages, const Report& report);
void drawPeople(Pages& pages, const Report& report);
void drawDeviations(Pages& pages, const Report& report);
void drawCommands(Pages& pages, const Report& report);
void drawChecklist(Pages& pages, const Report& report);
void drawEvents(Pages& pages, const Report& report);
void drawProof(Pages& pages, const Report& report, const QString& dataHash); ///< how to check it without Fairlead

} // namespace fairlead::reports::pdf
