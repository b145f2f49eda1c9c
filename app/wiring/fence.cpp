#include "app/wiring/fence.h"

#include "models/base/future.h"

#include <QPromise>

namespace fairlead::wiring {

namespace {

/// Unreachable: nothing left this machine.
template <typename T> QFuture<Result<T>> notSent()
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(fail(ErrorCode::Unreachable,
        QStringLiteral("Not sent: this program does not hold the workspace any more, or could not write to it for some seconds.")));
    promise.finish();
    return promise.future();
}

/// Counts what is out, so that a hand-over can wait for it. Ends its count when it is destroyed: answers may never come then.
class Outgoing {
public:
    explicit Outgoing(Fence& fence)
        : m_fence(fence)
    {
    }
    ~Outgoing()
    {
        for (; m_mine > 0; --m_mine) {
            m_fence.end();
        }
    }
    Outgoing(const Outgoing&) = delete;
    Outgoing& operator=(const Outgoing&) = delete;

    /// What @p send gives, or that nothing was sent because the fence is closed.
    template <typename T, typename Send> QFuture<Result<T>> pass(const Send& send)
    {
        if (!m_fence.isOpen()) {
            return notSent<T>();
        }
        m_fence.begin();
        ++m_mine;
        QFuture<Result<T>> answer = send();
        whenDone(answer, &m_context, [this](const Result<T>& /*answer*/) {
            --m_mine;
            m_fence.end();
        });
        return answer;
    }

private:
    Fence& m_fence;
    int m_mine = 0; ///< commands that wait for their answer
    QObject m_context;
};

class FencedTarget final : public ports::TrafficTarget {
public:
    FencedTarget(std::unique_ptr<ports::TrafficTarget> target, Fence& fence)
        : m_target(std::move(target))
        , m_outgoing(fence)
    {
    }

    ports::Abilities abilities() const override { return m_target->abilities(); }
    QFuture<Result<ports::WeightAnswer>> setWeight(ports::WeightCommand command) override
    {
        return m_outgoing.pass<ports::WeightAnswer>([&] { return m_target->setWeight(std::move(command)); });
    }
    QFuture<Result<ports::SplitReading>> readSplit() override { return m_target->readSplit(); }
    QString requestPreview(const ports::WeightCommand& command) const override { return m_target->requestPreview(command); }

private:
    std::unique_ptr<ports::TrafficTarget> m_target;
    Outgoing m_outgoing;
};

class FencedTasks final : public ports::TaskRunner {
public:
    FencedTasks(std::unique_ptr<ports::TaskRunner> tasks, Fence& fence)
        : m_tasks(std::move(tasks))
        , m_outgoing(fence)
    {
    }

    QFuture<Result<ports::TaskAnswer>> run(ports::TaskCommand command) override
    {
        return m_outgoing.pass<ports::TaskAnswer>([&] { return m_tasks->run(std::move(command)); });
    }
    QString requestPreview(const ports::TaskCommand& command) const override { return m_tasks->requestPreview(command); }
    QString targetAddress() const override { return m_tasks->targetAddress(); }

private:
    std::unique_ptr<ports::TaskRunner> m_tasks;
    Outgoing m_outgoing;
};

} // namespace

Result<std::unique_ptr<ports::TrafficTarget>> FencedEndpoints::makeTarget(const workspace::Target& target)
{
    Result<std::unique_ptr<ports::TrafficTarget>> made = m_endpoints.makeTarget(target);
    if (!made) {
        return made;
    }
    return std::make_unique<FencedTarget>(std::move(*made), m_fence);
}

Result<std::unique_ptr<ports::MetricSource>> FencedEndpoints::makeSource(const workspace::Source& source)
{
    return m_endpoints.makeSource(source);
}

std::unique_ptr<ports::TaskRunner> FencedEndpoints::makeTasks(const workspace::Workspace& workspace, const workspace::Target& target)
{
    return std::make_unique<FencedTasks>(m_endpoints.makeTasks(workspace, target), m_fence);
}

QFuture<Result<QString>> FencedRegistry::production(QString component)
{
    return m_registry.production(std::move(component));
}

QFuture<Result<QString>> FencedRegistry::setProduction(QString component, QString version)
{
    return m_fence.isOpen() ? m_registry.setProduction(std::move(component), std::move(version)) : notSent<QString>();
}

} // namespace fairlead::wiring
