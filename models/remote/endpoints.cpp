#include "models/remote/endpoints.h"

#include "models/remote/haproxy/haproxy_target.h"
#include "models/remote/prometheus/prometheus_source.h"
#include "models/remote/rehearsal/rehearsal_source.h"
#include "models/remote/rehearsal/rehearsal_target.h"
#include "models/remote/tasks/task_calls.h"

#include <QNetworkAccessManager>

namespace fairlead::remote {

namespace {

const QLatin1String kRehearsal("rehearsal");
const QLatin1String kHaproxy("haproxy");
const QLatin1String kPrometheus("prometheus");

/// Turns a checked configuration into a driver, or hands its error on.
template <typename Port, typename Config, typename Make> Result<std::unique_ptr<Port>> built(const Result<Config>& config, const Make& make)
{
    if (!config) {
        return std::unexpected(config.error());
    }
    return Result<std::unique_ptr<Port>>(make(*config));
}

} // namespace

Endpoints::Endpoints(const Clock& clock, QString practiceTarget)
    : m_clock(clock)
    , m_practiceTarget(std::move(practiceTarget))
{
}

Endpoints::~Endpoints() = default;

Result<std::unique_ptr<ports::TrafficTarget>> Endpoints::makeTarget(const workspace::Target& target)
{
    const Settings settings(QStringLiteral("target %1").arg(target.name), target.settings);
    if (target.driver == kHaproxy) {
        return built<ports::TrafficTarget>(haproxy::Config::fromSettings(settings),
            [this](const haproxy::Config& config) { return std::make_unique<haproxy::HaproxyTarget>(config, m_clock); });
    }
    if (target.driver == kRehearsal) {
        return built<ports::TrafficTarget>(rehearsal::Config::forTarget({settings.where(), resolved(target.settings)}),
            [this](const rehearsal::Config& config) { return std::make_unique<rehearsal::RehearsalTarget>(config, m_clock, network()); });
    }
    return fail(ErrorCode::Unsupported, QStringLiteral("There is no target driver \"%1\". Use rehearsal or haproxy.").arg(target.driver),
        settings.where());
}

Result<std::unique_ptr<ports::MetricSource>> Endpoints::makeSource(const workspace::Source& source)
{
    const Settings settings(QStringLiteral("source %1").arg(source.name), source.settings);
    if (source.driver == kPrometheus) {
        return built<ports::MetricSource>(prometheus::Config::fromSettings(settings, source.metrics),
            [this](const prometheus::Config& config) { return std::make_unique<prometheus::PrometheusSource>(config, network()); });
    }
    if (source.driver == kRehearsal) {
        return built<ports::MetricSource>(rehearsal::Config::forSource({settings.where(), resolved(source.settings)}),
            [this](const rehearsal::Config& config) { return std::make_unique<rehearsal::RehearsalSource>(config, network()); });
    }
    return fail(ErrorCode::Unsupported, QStringLiteral("There is no source driver \"%1\". Use rehearsal or prometheus.").arg(source.driver),
        settings.where());
}

std::unique_ptr<ports::TaskRunner> Endpoints::makeTasks(const workspace::Workspace& workspace, const workspace::Target& target)
{
    const QString address = resolved(target.settings).value(QStringLiteral("url"));
    return std::make_unique<TaskCalls>(TaskCalls::Config{workspace.directory, workspace.allowedPrograms, address}, network());
}

bool Endpoints::knowsTarget(const QString& driver)
{
    return driver == kHaproxy || driver == kRehearsal;
}

bool Endpoints::knowsSource(const QString& driver)
{
    return driver == kPrometheus || driver == kRehearsal;
}

QMap<QString, QString> Endpoints::resolved(QMap<QString, QString> settings) const
{
    QString& url = settings[QStringLiteral("url")];
    if (url == QLatin1String("embedded") && !m_practiceTarget.isEmpty()) {
        url = m_practiceTarget;
    }
    return settings;
}

const std::shared_ptr<QNetworkAccessManager>& Endpoints::network()
{
    if (!m_network) {
        m_network = std::make_shared<QNetworkAccessManager>();
    }
    return m_network;
}

} // namespace fairlead::remote
