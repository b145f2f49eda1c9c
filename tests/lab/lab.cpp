#include "tests/lab/lab.h"

#include "tests/lab/probe.h"
#include "tests/lab/server_files.h"

#include <QDir>
#include <QFile>

namespace fairlead::lab {

namespace {

constexpr int kReadyMs = 60'000; // Prometheus finds its targets up to 5 s after it is ready; slow machines take longer

QUrl local(quint16 port, const QString& path = {})
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(port).arg(path));
}

Result<void> writeFile(const QString& path, const QByteArray& text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
        return fail(ErrorCode::Storage, file.errorString(), path);
    }
    return {};
}

} // namespace

QString promqlFor(const QString& metric, const QString& server)
{
    const QString counted = QStringLiteral("haproxy_server_http_responses_total{proxy=\"app\"%1}[10s]");
    const auto ofServer
        = [&counted, &server](const QString& more = {}) { return counted.arg(QStringLiteral(",server=\"%1\"%2").arg(server, more)); };
    const QString version = QStringLiteral("{version=\"%1\"}").arg(server);
    if (metric == QLatin1String("error_rate")) {
        return QStringLiteral("sum(rate(%1)) / sum(rate(%2))").arg(ofServer(QStringLiteral(",code=\"5xx\"")), ofServer());
    }
    if (metric == QLatin1String("latency_p95")) {
        return QStringLiteral("histogram_quantile(0.95, sum by (le) (rate(lab_request_duration_seconds_bucket%1[10s])))").arg(version);
    }
    if (metric == QLatin1String("quality_score")) {
        return QStringLiteral("max(lab_quality_score%1)").arg(version);
    }
    if (metric == QLatin1String("tokens_per_call")) {
        return QStringLiteral("max(lab_tokens_per_call%1)").arg(version);
    }
    if (metric == QLatin1String("share")) {
        return QStringLiteral("sum(rate(%1)) / sum(rate(%2))").arg(ofServer(), counted.arg(QString()));
    }
    return metric == QLatin1String("calls") ? QStringLiteral("sum(increase(%1))").arg(ofServer()) : QString();
}

Result<std::unique_ptr<Lab>> Lab::start(const LabOptions& options)
{
    std::unique_ptr<Lab> lab(new Lab);
    if (const auto started = lab->startAll(options); !started) {
        return std::unexpected(started.error());
    }
    return lab;
}

Lab::~Lab()
{
    for (auto* child : {&m_load, &m_prometheus, &m_relay, &m_haproxy, &m_canary, &m_stable}) {
        child->reset();
    }
}

Result<void> Lab::startAll(const LabOptions& options)
{
    m_directory = options.directory;
    if (m_directory.isEmpty()) {
        m_temporary.emplace(QDir::tempPath() + QStringLiteral("/fairlead-lab-XXXXXX"));
        m_directory = m_temporary->path();
    }
    m_directory = QDir(m_directory).absolutePath();
    if (!QDir().mkpath(logs())) {
        return fail(ErrorCode::Storage, QStringLiteral("The folder cannot be made."), m_directory);
    }
    auto done = startServices(options.errorRate);
    done = done ? startHaproxy() : done;
    done = done ? startRelay() : done;
    if (done && options.prometheus) {
        done = startPrometheus();
    }
    return done && options.load > 0.0 ? startLoad(options.load) : done;
}

QUrl Lab::front() const
{
    return local(m_frontPort, QStringLiteral("/"));
}

QUrl Lab::statistics() const
{
    return local(m_statisticsPort, QStringLiteral("/stats"));
}

QUrl Lab::prometheus() const
{
    return local(m_prometheusPort);
}

QString Lab::runtimeSocket() const
{
    return m_directory + QStringLiteral("/admin.sock");
}

QString Lab::runtimeTcp() const
{
    return QStringLiteral("tcp:127.0.0.1:%1").arg(m_runtimePort);
}

QString Lab::relayUnix() const
{
    return QStringLiteral("unix:%1/relay.sock").arg(m_directory);
}

QString Lab::relayLog() const
{
    return m_directory + QStringLiteral("/runtime-commands.log");
}

Result<QByteArray> Lab::runtime(const QByteArray& line) const
{
    return runtimeRequest(runtimeSocket(), line);
}

Result<Served> Lab::served(const QString& backend) const
{
    const QByteArray name = backend.toUtf8();
    const auto answer = runtime("show stat " + name + " 4 -1");
    if (!answer) {
        return std::unexpected(answer.error());
    }
    Served served;
    for (const QByteArray& line : answer->split('\n')) {
        const QList<QByteArray> fields = line.split(',');
        constexpr qsizetype kSessionsTotal = 7; // "stot" in HAProxy's CSV
        if (line.startsWith(name + ",stable,")) {
            served.stable = fields.value(kSessionsTotal).toLongLong();
        } else if (line.startsWith(name + ",canary,")) {
            served.canary = fields.value(kSessionsTotal).toLongLong();
        }
    }
    return served;
}

Result<Served> Lab::sendRequests(int count, const QString& path, const QString& backend) const
{
    const auto before = served(backend);
    const auto program = ownProgram(QStringLiteral("fairlead-lab-load"));
    if (!before || !program) {
        return std::unexpected(before ? program.error() : before.error());
    }
    auto load = Child::start(QStringLiteral("requests"), *program,
        {QStringLiteral("--url"), front().resolved(QUrl(path)).toString(), QStringLiteral("--total"), QString::number(count)}, logs());
    if (!load) {
        return std::unexpected(load.error());
    }
    if (const auto done = (*load)->readLine(120'000); !done) {
        return std::unexpected(done.error());
    }
    const auto after = served(backend);
    return after ? Result<Served>(*after - *before) : after;
}

Result<void> Lab::setCanary(const QString& what, double value) const
{
    const auto answer = httpRequest("PUT", QUrl(QStringLiteral("%1/control?%2=%3").arg(m_canaryUrl, what).arg(value)));
    if (!answer) {
        return std::unexpected(answer.error());
    }
    if (answer->status != 200) {
        return fail(ErrorCode::Refused, QString::fromUtf8(answer->body), m_canaryUrl);
    }
    return {};
}

Result<QByteArray> Lab::query(const QString& promql) const
{
    QUrl url = prometheus();
    url.setPath(QStringLiteral("/api/v1/query"));
    url.setQuery(QStringLiteral("query=") + QString::fromLatin1(QUrl::toPercentEncoding(promql)), QUrl::StrictMode);
    const auto answer = httpRequest("GET", url);
    return answer ? Result<QByteArray>(answer->body) : std::unexpected(answer.error());
}

Result<void> Lab::startServices(double errorRate)
{
    const auto program = ownProgram(QStringLiteral("fairlead-lab-app"));
    if (!program) {
        return std::unexpected(program.error());
    }
    const auto start = [&](const QString& name, std::unique_ptr<Child>& child, QString& url) -> Result<void> {
        auto started = Child::start(
            name, *program, {QStringLiteral("--name"), name, QStringLiteral("--error-rate"), QString::number(errorRate)}, logs());
        if (!started) {
            return std::unexpected(started.error());
        }
        const auto ready = (*started)->readLine();
        if (!ready) {
            return std::unexpected(ready.error());
        }
        child = std::move(*started);
        url = ready->section(QLatin1Char(' '), 2, 2);
        return {};
    };
    const auto stable = start(QStringLiteral("stable"), m_stable, m_stableUrl);
    return stable ? start(QStringLiteral("canary"), m_canary, m_canaryUrl) : stable;
}

Result<void> Lab::startHaproxy()
{
    const auto program = findProgram(QStringLiteral("haproxy"), QStringLiteral("haproxy"));
    if (!program) {
        return std::unexpected(program.error());
    }
    m_frontPort = freePort();
    m_statisticsPort = freePort();
    m_runtimePort = freePort();
    return restartHaproxy();
}

Result<void> Lab::restartHaproxy()
{
    const auto portOf = [](const QString& url) { return static_cast<quint16>(QUrl(url).port()); };
    const HaproxyPorts ports{m_frontPort, m_statisticsPort, m_runtimePort, portOf(m_stableUrl), portOf(m_canaryUrl)};
    const QString config = m_directory + QStringLiteral("/haproxy.cfg");
    const auto program = findProgram(QStringLiteral("haproxy"), QStringLiteral("haproxy"));
    const auto written = writeFile(config, haproxyConfig(runtimeSocket(), ports));
    if (!program || !written) {
        return std::unexpected(program ? written.error() : program.error());
    }
    auto child = Child::start(QStringLiteral("haproxy"), *program, {QStringLiteral("-db"), QStringLiteral("-f"), config}, logs());
    if (!child) {
        return std::unexpected(child.error());
    }
    m_haproxy = std::move(*child);
    const bool ready = waitUntil([this] { return !m_haproxy->isRunning() || runtime("show version").has_value(); }, kReadyMs);
    if (!ready || !m_haproxy->isRunning()) {
        return fail(ErrorCode::Unreachable, QStringLiteral("HAProxy did not start: %1").arg(m_haproxy->complaints()), config);
    }
    const auto drained
        = runtime("set server app/canary state drain;set server unit_docs/canary state drain;set server unit_qa/canary state drain");
    return drained ? Result<void>() : std::unexpected(drained.error());
}

void Lab::stopHaproxy()
{
    m_haproxy.reset();
}

Result<void> Lab::startRelay()
{
    const auto program = ownProgram(QStringLiteral("fairlead-lab-relay"));
    if (!program) {
        return std::unexpected(program.error());
    }
    auto child = Child::start(QStringLiteral("relay"), *program,
        {QStringLiteral("--listen"), m_directory + QStringLiteral("/relay.sock"), QStringLiteral("--to"), runtimeSocket(),
            QStringLiteral("--log"), relayLog()},
        logs());
    if (!child) {
        return std::unexpected(child.error());
    }
    m_relay = std::move(*child);
    const auto ready = m_relay->readLine();
    return ready ? Result<void>() : std::unexpected(ready.error());
}

Result<void> Lab::startPrometheus()
{
    m_prometheusPort = freePort();
    return restartPrometheus();
}

Result<void> Lab::restartPrometheus()
{
    const auto portOf = [](const QString& url) { return static_cast<quint16>(QUrl(url).port()); };
    const auto program = findProgram(QStringLiteral("prometheus"), QStringLiteral("prometheus"));
    const QString config = m_directory + QStringLiteral("/prometheus.yml");
    const auto written
        = writeFile(config, prometheusConfig({m_frontPort, m_statisticsPort, m_runtimePort, portOf(m_stableUrl), portOf(m_canaryUrl)}));
    if (!program || !written) {
        return std::unexpected(program ? written.error() : program.error());
    }
    const QString address = QStringLiteral("127.0.0.1:%1").arg(m_prometheusPort);
    auto child = Child::start(QStringLiteral("prometheus"), *program,
        {QStringLiteral("--config.file=") + config, QStringLiteral("--storage.tsdb.path=%1/prometheus").arg(m_directory),
            QStringLiteral("--web.listen-address=") + address, QStringLiteral("--web.external-url=http://") + address,
            QStringLiteral("--log.level=warn")},
        logs());
    if (!child) {
        return std::unexpected(child.error());
    }
    m_prometheus = std::move(*child);
    const bool ready = waitUntil(
        [this] {
            const auto up = m_prometheus->isRunning() ? query(QStringLiteral("sum(up)")) : Result<QByteArray>(QByteArray());
            return !m_prometheus->isRunning() || (up && up->contains("\"3\"]"));
        },
        kReadyMs);
    if (!ready || !m_prometheus->isRunning()) {
        return fail(ErrorCode::Unreachable, QStringLiteral("Prometheus did not start: %1").arg(m_prometheus->complaints()), config);
    }
    return {};
}

void Lab::stopPrometheus()
{
    m_prometheus.reset();
}

Result<void> Lab::startLoad(double rate)
{
    const auto program = ownProgram(QStringLiteral("fairlead-lab-load"));
    if (!program) {
        return std::unexpected(program.error());
    }
    auto child = Child::start(QStringLiteral("load"), *program,
        {QStringLiteral("--url"), front().toString(), QStringLiteral("--rate"), QString::number(rate)}, logs());
    if (!child) {
        return std::unexpected(child.error());
    }
    m_load = std::move(*child);
    return {};
}

void Lab::stopLoad()
{
    m_load.reset();
}

std::vector<RecordedLine> Lab::recorded() const
{
    std::vector<RecordedLine> lines;
    QFile file(relayLog());
    if (!file.open(QIODevice::ReadOnly)) {
        return lines;
    }
    const QList<QByteArray> all = file.readAll().split('\n');
    lines.reserve(static_cast<std::size_t>(all.size()));
    for (const QByteArray& line : all) {
        if (const qsizetype tab = line.indexOf('\t'); tab >= 0) {
            lines.push_back({Instant::fromIso(QString::fromLatin1(line.left(tab))).value_or(Instant()), line.mid(tab + 1)});
        }
    }
    return lines;
}

QList<QByteArray> Lab::recordedLines() const
{
    QList<QByteArray> texts;
    const std::vector<RecordedLine> lines = recorded();
    texts.reserve(static_cast<qsizetype>(lines.size()));
    for (const RecordedLine& line : lines) {
        texts.append(line.text);
    }
    return texts;
}

} // namespace fairlead::lab
