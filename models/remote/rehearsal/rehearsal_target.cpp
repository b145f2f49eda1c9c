#include "models/remote/rehearsal/rehearsal_target.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace fairlead::remote::rehearsal {

namespace {

QByteArray bodyOf(const ports::WeightCommand& command)
{
    QJsonObject body = rollout::toJson(command.reach);
    body.insert(QStringLiteral("weight"), command.weight.value());
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

} // namespace

RehearsalTarget::RehearsalTarget(Config config, const Clock& clock, std::shared_ptr<QNetworkAccessManager> network)
    : m_config(std::move(config))
    , m_clock(clock)
    , m_client(std::move(network))
{
}

RehearsalTarget::~RehearsalTarget() = default;

ports::Abilities RehearsalTarget::abilities() const
{
    ports::Abilities abilities;
    abilities.mirror = true;
    abilities.segments = true;
    abilities.settings = true;
    abilities.anyUnit = true;
    return abilities;
}

QFuture<Result<ports::WeightAnswer>> RehearsalTarget::setWeight(ports::WeightCommand command)
{
    auto pending = Pending<ports::WeightAnswer>::create();
    const Millis startedAt = m_clock.elapsed();
    if (!m_revision.isEmpty()) {
        put(command, startedAt, pending);
        return pending->future();
    }
    fetch([this, pending, command = std::move(command), startedAt](const Result<Split>& split) {
        if (!split) {
            // Only a question was asked so far: whatever became of it, nothing was changed.
            const ErrorCode code = split.error().code == ErrorCode::Unknown ? ErrorCode::Unreachable : split.error().code;
            pending->finish(fail(code, split.error().message + QStringLiteral(" No weight was changed."), split.error().where));
            return;
        }
        put(command, startedAt, pending);
    });
    return pending->future();
}

QFuture<Result<ports::SplitReading>> RehearsalTarget::readSplit()
{
    auto pending = Pending<ports::SplitReading>::create();
    fetch([pending](const Result<Split>& split) {
        pending->finish(split ? Result<ports::SplitReading>(split->reading) : std::unexpected(split.error()));
    });
    return pending->future();
}

QString RehearsalTarget::requestPreview(const ports::WeightCommand& command) const
{
    const QString condition = m_revision.isEmpty() ? QString() : QStringLiteral(" -H 'If-Match: %1'").arg(QString::fromLatin1(m_revision));
    return QStringLiteral("curl -X PUT -H 'Content-Type: application/json' -H 'Idempotency-Key: %1'%2 -d '%3' %4")
        .arg(command.id.text(), condition, QString::fromUtf8(bodyOf(command)), m_config.splitUrl().toString());
}

void RehearsalTarget::fetch(std::function<void(Result<Split>)> done)
{
    HttpRequest request;
    request.url = m_config.splitUrl();
    request.timeout = m_config.timeout;
    m_client.send(request, [this, done = std::move(done)](const Result<HttpAnswer>& answer) {
        auto split = answer ? rehearsal::readSplit(*answer, m_config.where) : std::unexpected(answer.error());
        if (split) {
            m_revision = split->revision;
        }
        done(std::move(split));
    });
}

void RehearsalTarget::put(const ports::WeightCommand& command, Millis startedAt, const PendingAnswer& pending)
{
    HttpRequest request;
    request.verb = "PUT";
    request.url = m_config.splitUrl();
    request.timeout = m_config.timeout;
    request.body = bodyOf(command);
    request.headers = {{"Idempotency-Key", command.id.text().toLatin1()}, {"If-Match", m_revision}};
    m_client.send(request, [this, startedAt, pending](const Result<HttpAnswer>& answer) {
        if (!answer) {
            // It may have changed the split, so that the revision is not to be trusted any more.
            m_revision.clear();
        }
        pending->finish(answer ? judge(*answer, m_clock.elapsed() - startedAt) : std::unexpected(answer.error()));
    });
}

Result<ports::WeightAnswer> RehearsalTarget::judge(const HttpAnswer& answer, Millis took)
{
    if (answer.status != 200) {
        m_revision.clear();
        // A server that broke down while it worked on the command may have carried it out.
        return std::unexpected(errorOf(answer, ErrorCode::Unknown, m_config.where));
    }
    m_revision = answer.etag;
    return ports::WeightAnswer{QStringLiteral("200 %1").arg(QString::fromUtf8(answer.body.left(1900)).trimmed()), took};
}

} // namespace fairlead::remote::rehearsal
