#pragma once

#include <QString>
#include <QtGlobal>

namespace fairlead::ui {

/// What a mark tells; each has a shape of its own.
enum class MarkKind {
    Weight, ///< a command that moves traffic: dotted line with its figure
    Passed, ///< a verdict that led on: circle with a tick
    Failed, ///< a verdict that took it back: octagon
    Rule, ///< a rule that fired: triangle
    Verb, ///< what a person did: square
    Note, ///< what a person wrote: speech bubble
};

struct ChartMark {
    qint64 at = 0; ///< milliseconds UTC
    QString label; ///< the figure of a weight; else empty
    bool open = false; ///< sent, effect not observed
    MarkKind kind = MarkKind::Weight;
    QString words; ///< what happened and who did it, one line

    bool operator==(const ChartMark&) const = default;
};

} // namespace fairlead::ui
