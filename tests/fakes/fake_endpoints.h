#pragma once

#include "models/ports/component_registry.h"
#include "models/ports/endpoints.h"

#include <QPromise>

#include <deque>
#include <memory>

namespace fairlead::test {

template <typename T> QFuture<Result<T>> answered(Result<T> value)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

/// A service with its traffic split and its metrics, as a test wants it. Shared by target and source.
struct FakeService {
    double weight = 0.0; ///< what the target says
    double followed = 0.0; ///< what requests do
    bool follows = true; ///< requests follow the weight at once
    std::optional<Error> answer; ///< what setWeight answers instead of doing it
    bool doesItAnyway = false; ///< … after it did it
    bool silent = false; ///< setWeight never answers
    std::optional<Error> splitError;
    std::optional<Error> metricError;
    double errorRate = 0.004;
    double canaryCalls = 0.0;
    double baselineCalls = 0.0;
    std::vector<double> sent; ///< weights in the order in which they arrived
    rollout::Reach reach; ///< what the target says besides its weight
    std::deque<Result<QString>> taskAnswers; ///< of the next tasks, in order; "200 ok" when there are none left
    QStringList tasks; ///< requests of the tasks that were carried out
    Instant now;

    void serve(double calls)
    {
        const double apart = std::min(1.0, 0.1 * static_cast<double>(reach.units.size()));
        const double share = follows ? apart + (1.0 - apart) * weight / 100.0 : followed / 100.0;
        canaryCalls += calls * share;
        baselineCalls += calls * (1.0 - share);
    }
};

class FakeTarget final : public ports::TrafficTarget {
public:
    explicit FakeTarget(std::shared_ptr<FakeService> service)
        : m_service(std::move(service))
    {
    }
    ports::Abilities abilities() const override { return {true, true, true, true, {}}; }
    QFuture<Result<ports::WeightAnswer>> setWeight(ports::WeightCommand command) override
    {
        m_service->sent.push_back(command.weight.value());
        if (!m_service->answer || m_service->doesItAnyway) {
            m_service->weight = command.weight.value();
            m_service->reach = command.reach;
        }
        if (m_service->silent) {
            auto promise = std::make_shared<QPromise<Result<ports::WeightAnswer>>>();
            promise->start();
            m_unanswered.push_back(promise);
            return promise->future();
        }
        if (m_service->answer) {
            return answered<ports::WeightAnswer>(std::unexpected(*m_service->answer));
        }
        return answered<ports::WeightAnswer>(ports::WeightAnswer{QStringLiteral("ok"), Millis(38)});
    }
    QFuture<Result<ports::SplitReading>> readSplit() override
    {
        if (m_service->splitError) {
            return answered<ports::SplitReading>(std::unexpected(*m_service->splitError));
        }
        return answered<ports::SplitReading>(ports::SplitReading{
            Percent::clamped(m_service->weight), m_service->canaryCalls, m_service->baselineCalls, QString(), m_service->reach});
    }
    QString requestPreview(const ports::WeightCommand& command) const override
    {
        return QStringLiteral("set %1").arg(command.weight.value());
    }

private:
    std::shared_ptr<FakeService> m_service;
    std::vector<std::shared_ptr<QPromise<Result<ports::WeightAnswer>>>> m_unanswered;
};

class FakeTasks final : public ports::TaskRunner {
public:
    explicit FakeTasks(std::shared_ptr<FakeService> service)
        : m_service(std::move(service))
    {
    }
    QFuture<Result<ports::TaskAnswer>> run(ports::TaskCommand command) override
    {
        m_service->tasks.append(requestPreview(command));
        Result<QString> text = QStringLiteral("200 ok");
        if (!m_service->taskAnswers.empty()) {
            text = m_service->taskAnswers.front();
            m_service->taskAnswers.pop_front();
        }
        return answered<ports::TaskAnswer>(
            text ? Result<ports::TaskAnswer>(ports::TaskAnswer{*text}) : Result<ports::TaskAnswer>(std::unexpected(text.error())));
    }
    QString requestPreview(const ports::TaskCommand& command) const override
    {
        return command.task.method + QLatin1Char(' ') + command.task.url;
    }
    QString targetAddress() const override { return QStringLiteral("http://target.test"); }

private:
    std::shared_ptr<FakeService> m_service;
};

class FakeSource final : public ports::MetricSource {
public:
    explicit FakeSource(std::shared_ptr<FakeService> service)
        : m_service(std::move(service))
    {
    }
    QFuture<Result<metrics::Readings>> read() override
    {
        if (m_service->metricError) {
            return answered<metrics::Readings>(std::unexpected(*m_service->metricError));
        }
        const auto reading = [this](const QString& metric, metrics::Role role, double value) {
            return metrics::Reading{{metric, role}, {m_service->now, value}};
        };
        return answered<metrics::Readings>(metrics::Readings{reading(metrics::kErrorRate, metrics::Role::Canary, m_service->errorRate),
            reading(metrics::kErrorRate, metrics::Role::Baseline, 0.0037), reading(metrics::kCalls, metrics::Role::Canary, 200.0)});
    }

private:
    std::shared_ptr<FakeService> m_service;
};

class FakeEndpoints final : public ports::EndpointFactory {
public:
    explicit FakeEndpoints(std::shared_ptr<FakeService> service)
        : m_service(std::move(service))
    {
    }
    Result<std::unique_ptr<ports::TrafficTarget>> makeTarget(const workspace::Target&) override
    {
        return std::make_unique<FakeTarget>(m_service);
    }
    Result<std::unique_ptr<ports::MetricSource>> makeSource(const workspace::Source&) override
    {
        return std::make_unique<FakeSource>(m_service);
    }
    std::unique_ptr<ports::TaskRunner> makeTasks(const workspace::Workspace&, const workspace::Target&) override
    {
        return std::make_unique<FakeTasks>(m_service);
    }

private:
    std::shared_ptr<FakeService> m_service;
};

class FakeRegistry final : public ports::ComponentRegistry {
public:
    QFuture<Result<QString>> production(QString) override { return answered<QString>(version); }
    QFuture<Result<QString>> setProduction(QString, QString wanted) override
    {
        if (error) {
            return answered<QString>(std::unexpected(*error));
        }
        ++changes;
        version = wanted;
        return answered<QString>(QStringLiteral("production: %1").arg(wanted));
    }
    QString version = QStringLiteral("1.4.2");
    std::optional<Error> error;
    int changes = 0;
};

} // namespace fairlead::test
