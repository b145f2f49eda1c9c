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

class FencedTarget final : public ports::TrafficTarget {
public:
    FencedTarget(std::unique_ptr<ports::TrafficTarget> target, Fence& fence)
        : m_target(std::move(target))
        , m_fence(fence)
    {
    }
    ~FencedTarget() override
    {
        for (; m_mine > 0; --m_mine) {
            m_fence.end();
        }
    }
    FencedTarget(const FencedTarget&) = delete;
    FencedTarget& operator=(const FencedTarget&) = delete;

    QFuture<Result<ports::WeightAnswer>> setWeight(ports::WeightCommand command) override
    {
        if (!m_fence.isOpen()) {
            return notSent<ports::WeightAnswer>();
        }
        m_fence.begin();
        ++m_mine;
        QFuture<Result<ports::WeightAnswer>> answer = m_target->setWeight(std::move(command));
        whenDone(answer, &m_context, [this](const Result<ports::WeightAnswer>& /*answer*/) {
            --m_mine;
            m_fence.end();
        });
        return answer;
    }
    QFuture<Result<ports::SplitReading>> readSplit() override { return m_target->readSplit(); }
    QString requestPreview(const ports::WeightCommand& command) const override { return m_target->requestPreview(command); }

private:
    std::unique_ptr<ports::TrafficTarget> m_target;
    Fence& m_fence;
    int m_mine = 0; ///< commands that wait for their answer
    QObject m_context;
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

QFuture<Result<QString>> FencedRegistry::production(QString component)
{
    return m_registry.production(std::move(component));
}

QFuture<Result<QString>> FencedRegistry::setProduction(QString component, QString version)
{
    return m_fence.isOpen() ? m_registry.setProduction(std::move(component), std::move(version)) : notSent<QString>();
}

} // namespace fairlead::wiring
