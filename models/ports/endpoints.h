#pragma once

#include "models/domain/workspace/workspace.h"
#include "models/ports/metric_source.h"
#include "models/ports/task_runner.h"
#include "models/ports/traffic_target.h"

#include <memory>

namespace fairlead::ports {

/// Makes drivers by name. Implemented by models/remote; tests give their own. Thread: engine.
class EndpointFactory {
public:
    virtual ~EndpointFactory() = default;

    /// Unsupported for a driver it does not know, InvalidInput for settings that do not fit.
    virtual Result<std::unique_ptr<TrafficTarget>> makeTarget(const workspace::Target& target) = 0;
    virtual Result<std::unique_ptr<MetricSource>> makeSource(const workspace::Source& source) = 0;
    /// For the tasks of releases on @p target. Programs run in the workspace's folder, and only those that it allows.
    virtual std::unique_ptr<TaskRunner> makeTasks(const workspace::Workspace& workspace, const workspace::Target& target) = 0;

protected:
    EndpointFactory() = default;
    EndpointFactory(const EndpointFactory&) = default;
    EndpointFactory& operator=(const EndpointFactory&) = default;
};

} // namespace fairlead::ports
