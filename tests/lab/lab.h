#pragma once

#include "models/base/instant.h"
#include "tests/lab/child.h"

#include <QString>
#include <QTemporaryDir>
#include <QUrl>

#include <memory>
#include <optional>
#include <vector>

namespace fairlead::lab {

struct LabOptions {
    QString directory; ///< where everything lies, at most about 60 letters; empty: a temporary folder that goes with the lab
    bool prometheus = true;
    double load = 0.0; ///< requests a second at the frontend from the start on; 0: none
    double errorRate = 0.0; ///< of both services; the canary's can be changed later
};

/// Requests that HAProxy itself counted for each server since its start.
struct Served {
    qint64 stable = 0;
    qint64 canary = 0;

    Served operator-(const Served& earlier) const { return {stable - earlier.stable, canary - earlier.canary}; }
    qint64 total() const { return stable + canary; }
};

/// A command line that came to HAProxy's Runtime API.
struct RecordedLine {
    Instant at; ///< when it came, before it was passed on
    QByteArray text;
};

/// Real servers on free loopback ports, for tests and for trying things out:
/// two services (stable and canary), HAProxy before them (backend "app", servers "stable" and "canary", weights 100
/// and canary drained, round robin; "unit_docs" and "unit_qa" have the same servers), a recording relay before HAProxy's Runtime API, and
/// Prometheus that scrapes HAProxy and the services every second. All end with this object, and when the process is killed. Blocking;
/// thread: one that lives as long as the lab.
class Lab {
public:
    /// NotFound, naming Debian's package, where a server is not installed.
    static Result<std::unique_ptr<Lab>> start(const LabOptions& options = {});
    ~Lab();
    Lab(const Lab&) = delete;
    Lab& operator=(const Lab&) = delete;

    const QString& directory() const { return m_directory; }
    QUrl front() const; ///< where callers send their requests
    QUrl statistics() const; ///< HAProxy's own page
    QUrl prometheus() const;
    QString runtimeSocket() const; ///< path of HAProxy's own socket
    QString runtimeUnix() const { return QStringLiteral("unix:") + runtimeSocket(); }
    QString runtimeTcp() const;
    QString relayUnix() const; ///< the same Runtime API through the recording relay
    QString relayLog() const; ///< file with one "TIME<tab>LINE" for every command line
    QString canaryUrl() const { return m_canaryUrl; }

    /// One line to HAProxy's Runtime API, past the relay.
    Result<QByteArray> runtime(const QByteArray& line) const;
    Result<Served> served(const QString& backend = QStringLiteral("app")) const;
    /// Sends @p count requests to the frontend and returns what HAProxy made of them. Paths that begin with /docs and /qa go to the
    /// backends "unit_docs" and "unit_qa".
    Result<Served> sendRequests(int count, const QString& path = QStringLiteral("/"), const QString& backend = QStringLiteral("app")) const;
    /// Changes the canary: "error_rate", "latency_ms" or "quality".
    Result<void> setCanary(const QString& what, double value) const;
    /// One PromQL query; the raw answer.
    Result<QByteArray> query(const QString& promql) const;

    Result<void> startLoad(double rate);
    void stopLoad();
    void stopHaproxy();
    Result<void> restartHaproxy(); ///< on the same addresses, with the weights of its configuration
    void stopPrometheus();
    Result<void> restartPrometheus();

    std::vector<RecordedLine> recorded() const; ///< what is in relayLog()
    /// Lines of relayLog() without their times.
    QList<QByteArray> recordedLines() const;

private:
    Lab() = default;
    Result<void> startAll(const LabOptions& options);
    Result<void> startServices(double errorRate);
    Result<void> startHaproxy();
    Result<void> startRelay();
    Result<void> startPrometheus();
    QString logs() const { return m_directory + QStringLiteral("/logs"); }

    std::optional<QTemporaryDir> m_temporary;
    QString m_directory;
    QString m_stableUrl;
    QString m_canaryUrl;
    quint16 m_frontPort = 0;
    quint16 m_statisticsPort = 0;
    quint16 m_runtimePort = 0;
    quint16 m_prometheusPort = 0;
    // Ended in the reverse order: first who asks, last who answers.
    std::unique_ptr<Child> m_stable;
    std::unique_ptr<Child> m_canary;
    std::unique_ptr<Child> m_haproxy;
    std::unique_ptr<Child> m_relay;
    std::unique_ptr<Child> m_prometheus;
    std::unique_ptr<Child> m_load;
};

/// The PromQL with which a lab's Prometheus tells @p metric of one server ("canary" or "stable"); empty for unknown ones.
QString promqlFor(const QString& metric, const QString& server);

} // namespace fairlead::lab
