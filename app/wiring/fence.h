#pragma once

#include "models/ports/component_registry.h"
#include "models/ports/endpoints.h"
#include "models/storage/lease_keeper.h"

#include <atomic>

namespace fairlead::wiring {

/// Lets commands out only while the lease is ours. The store refuses records of a holder that was overtaken; this stops what was
/// recorded just before a process was suspended, and would be sent when it wakes up. Thread: any.
class Fence {
public:
    /// @p lease outlives this.
    explicit Fence(const storage::LeaseKeeper& lease)
        : m_lease(lease)
    {
    }

    void open() { m_open = true; }
    void close() { m_open = false; }
    bool isOpen() const { return m_open && m_lease.mayAct(); }

    void begin() { ++m_underWay; }
    void end() { --m_underWay; }
    /// A command is with its target.
    bool isBusy() const { return m_underWay > 0; }

private:
    const storage::LeaseKeeper& m_lease;
    std::atomic<bool> m_open = true;
    std::atomic<int> m_underWay = 0;
};

/// Drivers behind a fence. Thread: engine; all outlive this.
class FencedEndpoints final : public ports::EndpointFactory {
public:
    FencedEndpoints(ports::EndpointFactory& endpoints, Fence& fence)
        : m_endpoints(endpoints)
        , m_fence(fence)
    {
    }
    Result<std::unique_ptr<ports::TrafficTarget>> makeTarget(const workspace::Target& target) override;
    Result<std::unique_ptr<ports::MetricSource>> makeSource(const workspace::Source& source) override;
    std::unique_ptr<ports::TaskRunner> makeTasks(const workspace::Workspace& workspace, const workspace::Target& target) override;

private:
    ports::EndpointFactory& m_endpoints;
    Fence& m_fence;
};

/// The registry behind a fence.
class FencedRegistry final : public ports::ComponentRegistry {
public:
    FencedRegistry(ports::ComponentRegistry& registry, Fence& fence)
        : m_registry(registry)
        , m_fence(fence)
    {
    }
    QFuture<Result<QString>> production(QString component) override;
    QFuture<Result<QString>> setProduction(QString component, QString version) override;

private:
    ports::ComponentRegistry& m_registry;
    Fence& m_fence;
};

} // namespace fairlead::wiring
