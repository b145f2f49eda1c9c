#pragma once

#include "models/domain/rollout/course.h"
#include "models/domain/rollout/snapshot.h"
#include "ui/common/status.h"
#include "ui/course/bar.h"

#include <QString>

#include <vector>

namespace fairlead::ui {

/// What the phase calendar and the table below it show of one release at one moment.
struct CourseScene {
    rollout::Snapshot snapshot;
    rollout::Course course;
    std::vector<calendar::Freeze> freezes; ///< of the workspace that concern the release
};

/// A line of the calendar: a phase, a stage or a unit.
struct CourseLine {
    QString name; ///< "shadow", "25 %", "docs"
    QString detail; ///< "5 d soak", the step that brings a unit
    CellState state = CellState::ToCome;
    StatusLook look; ///< its state in words
    QString since; ///< "since Tue 5 Aug 02:12", "about Fri 8 Aug 02:00", UTC
    QString planned; ///< "Tue 5 Aug 02:00", UTC; "–" where it has no time
    QString lateness; ///< "on time", "1 d late"; empty where that cannot be told
    QString target; ///< of a unit: the version that the target says serves it; empty where it does not tell
    rollout::Leg leg;

    bool operator==(const CourseLine&) const = default;
};

/// How what is under way is shown in a phase of the engine.
CellState stateUnderWay(rollout::Phase phase);

/// One for each phase of the plan, or for each stage of a plan without phases.
std::vector<CourseLine> phaseLines(const CourseScene& scene);
/// One for each unit of the plan, or for each stage of a plan without units.
std::vector<CourseLine> partLines(const CourseScene& scene);
/// "Days of Europe/Vienna; growth only 02:00 to 06:00. About 1 d late."
QString courseText(const CourseScene& scene);
/// Is it long enough to be told in days?
bool isDays(const rollout::Stretch& whole);
/// Does the plan take days, hours or units, so that its calendar says more than its charts?
bool isLong(const rollout::Plan& plan);

} // namespace fairlead::ui
