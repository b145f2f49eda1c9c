#pragma once

#include "models/base/id.h"
#include "models/domain/rollout/task.h"

#include <QFuture>

namespace fairlead::ports {

/// A task of a plan with its placeholders filled in.
struct TaskCommand {
    CommandId id; ///< idempotency key of calls; programs find it in FAIRLEAD_COMMAND
    rollout::Task task;
};

struct TaskAnswer {
    QString text; ///< what came back, at most 2,000 characters
};

/// What carries out the tasks of plans: HTTP calls, and programs of this machine that the workspace allows. Thread: engine; futures
/// finish on the engine's thread. Every run ends by the task's time-out.
/// Errors: Unreachable (nothing was sent or started), Refused (the answer is not the expected one, or the program is not allowed),
/// Unknown (sent or started, and no answer in time).
class TaskRunner {
public:
    virtual ~TaskRunner() = default;

    virtual QFuture<Result<TaskAnswer>> run(TaskCommand command) = 0;
    /// The exact request or command line, for people to copy.
    virtual QString requestPreview(const TaskCommand& command) const = 0;
    /// "{target}" in addresses stands for this: the address of the release's target; empty where it has none.
    virtual QString targetAddress() const = 0;

protected:
    TaskRunner() = default;
    TaskRunner(const TaskRunner&) = default;
    TaskRunner& operator=(const TaskRunner&) = default;
};

} // namespace fairlead::ports
