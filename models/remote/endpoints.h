#pragma once

#include "models/base/clock.h"
#include "models/ports/endpoints.h"

#include <memory>

class QNetworkAccessManager;

namespace fairlead::remote {

/// Makes the drivers of this version: targets "rehearsal" and "haproxy", sources "rehearsal" and "prometheus".
/// Thread: may be made anywhere; the thread of the first make… call (engine) owns the network from then on,
/// and drivers are made, used and destroyed there. Drivers may outlive the factory, but not the clock.
class Endpoints final : public ports::EndpointFactory {
public:
    /// @p practiceTarget: where the practice target of this program listens; it stands for the url "embedded".
    explicit Endpoints(const Clock& clock, QString practiceTarget = {});
    ~Endpoints() override;
    Endpoints(const Endpoints&) = delete;
    Endpoints& operator=(const Endpoints&) = delete;

    Result<std::unique_ptr<ports::TrafficTarget>> makeTarget(const workspace::Target& target) override;
    Result<std::unique_ptr<ports::MetricSource>> makeSource(const workspace::Source& source) override;
    std::unique_ptr<ports::TaskRunner> makeTasks(const workspace::Workspace& workspace, const workspace::Target& target) override;

    /// True where makeTarget (makeSource) knows the driver.
    static bool knowsTarget(const QString& driver);
    static bool knowsSource(const QString& driver);

private:
    const std::shared_ptr<QNetworkAccessManager>& network();
    QMap<QString, QString> resolved(QMap<QString, QString> settings) const;

    const Clock& m_clock;
    QString m_practiceTarget;
    std::shared_ptr<QNetworkAccessManager> m_network; ///< shared with the drivers; made at the first need
};

} // namespace fairlead::remote
