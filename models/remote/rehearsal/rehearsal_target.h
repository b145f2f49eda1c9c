#pragma once

#include "models/base/clock.h"
#include "models/ports/traffic_target.h"
#include "models/remote/pending.h"
#include "models/remote/rehearsal/rehearsal_api.h"

#include <functional>

namespace fairlead::remote::rehearsal {

/// Shifts traffic of one split of the practice target. Thread: engine.
/// The command's id goes along as Idempotency-Key: the same command sent twice acts once and gets the same answer.
/// If-Match carries the revision that was read last (read first where none was): a split that somebody else
/// changed since then is Conflict, and the revision is forgotten, so that the next command reads it anew.
class RehearsalTarget final : public ports::TrafficTarget {
public:
    RehearsalTarget(Config config, const Clock& clock, std::shared_ptr<QNetworkAccessManager> network);
    ~RehearsalTarget() override;

    ports::Abilities abilities() const override;
    QFuture<Result<ports::WeightAnswer>> setWeight(ports::WeightCommand command) override;
    QFuture<Result<ports::SplitReading>> readSplit() override;
    QString requestPreview(const ports::WeightCommand& command) const override;

private:
    using PendingAnswer = std::shared_ptr<Pending<ports::WeightAnswer>>;

    void fetch(std::function<void(Result<Split>)> done);
    void put(const ports::WeightCommand& command, Millis startedAt, const PendingAnswer& pending);
    Result<ports::WeightAnswer> judge(const HttpAnswer& answer, Millis took);

    Config m_config;
    const Clock& m_clock;
    QByteArray m_revision; ///< of the last answer; empty where it must be read first
    HttpClient m_client; ///< destroyed first, so that calls in flight end while the rest is there
};

} // namespace fairlead::remote::rehearsal
