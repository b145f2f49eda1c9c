#pragma once

#include "models/domain/checklist/checklist.h"
#include "models/domain/gate/verdict.h"
#include "models/domain/rollout/state.h"
#include "models/reports/pdf/canvas.h"

namespace fairlead::reports::pdf {

enum class Mark { Check, Cross, Triangle, Hourglass, NoData, Pause, Dot };

/// A sign of @p size points in the square at @p x, @p top. Each differs in shape, so that it is told in black and white.
void drawMark(Canvas& canvas, Mark mark, double x, double top, double size, const QColor& color);
/// The same in a ring, for the result.
void drawRingMark(Canvas& canvas, Mark mark, double x, double top, double size, const QColor& color);
/// The product's sign: a line through a ring.
void drawLogo(Canvas& canvas, double x, double top, double size);

struct StatusLook {
    Mark mark = Mark::Dot;
    QColor color = ink::kText2;
    QString word;
};

StatusLook lookOf(gate::Outcome outcome);
StatusLook lookOf(rollout::CommandOutcome outcome);
StatusLook lookOf(rollout::CommandEffect effect);
StatusLook lookOf(checklist::State state);
/// Of a result's code ("activated", "rolled-back", …).
StatusLook lookOfResult(const QString& code);

} // namespace fairlead::reports::pdf
