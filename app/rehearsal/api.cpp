#include "app/rehearsal/api.h"

#include "app/rehearsal/parts.h"
#include "models/base/duration.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <cmath>

namespace fairlead::rehearsal {

namespace {

using namespace std::chrono_literals;

constexpr qsizetype kMaxBody = qsizetype(64) << 10;
/// Keys are kept for the last so many commands; a console that resends does so within seconds.
constexpr std::size_t kMaxKept = 10'000;
constexpr int kMostNames = 100;
constexpr double kMedianOfP95 = 0.55; ///< latencies lie alike at all times
constexpr double kP99OfP95 = 1.4;

Answer problem(int status, const QString& code, const QString& message, const QString& help = {})
{
    Answer answer;
    answer.status = status;
    answer.body = {{QStringLiteral("code"), code}, {QStringLiteral("message"), message}, {QStringLiteral("help"), help}};
    return answer;
}

Answer notAllowed(const QByteArray& allowed)
{
    Answer answer = problem(405, QStringLiteral("method-not-allowed"),
        QStringLiteral("This address does not take that method. It takes: %1.").arg(QString::fromLatin1(allowed)));
    answer.headers.insert("Allow", allowed);
    return answer;
}

QByteArray etagOf(int revision)
{
    return "\"r" + QByteArray::number(revision) + '"';
}

QJsonObject toJson(const Side& side)
{
    const auto rate = [&side](double value) { return side.calls > 0 ? QJsonValue(value) : QJsonValue(QJsonValue::Null); };
    return {{QStringLiteral("calls"), side.calls}, {QStringLiteral("error_rate"), rate(side.errorRate)},
        {QStringLiteral("latency_p50"), rate(kMedianOfP95 * side.latencyP95)}, {QStringLiteral("latency_p95"), rate(side.latencyP95)},
        {QStringLiteral("latency_p99"), rate(kP99OfP95 * side.latencyP95)}, {QStringLiteral("quality_score"), rate(side.quality)},
        {QStringLiteral("tokens_per_call"), rate(side.tokens)}};
}

QJsonArray partsToJson(const Window& window)
{
    QJsonArray parts;
    // The two sides waver each in its own way, and with the numbers of the window, so that equal windows give equal parts.
    const auto wobble = [](const Side& side) { return std::sin(side.tokens); };
    const std::vector<Part> canary = partsOf(window.canary, wobble(window.canary));
    const std::vector<Part> baseline = partsOf(window.baseline, wobble(window.baseline));
    for (std::size_t i = 0; i < canary.size(); ++i) {
        parts.append(QJsonObject{{QStringLiteral("model"), canary[i].model}, {QStringLiteral("canary"), toJson(canary[i].side)},
            {QStringLiteral("baseline"), toJson(baseline[i].side)}});
    }
    return parts;
}

std::expected<QJsonObject, Answer> readObject(const QByteArray& body)
{
    if (body.size() > kMaxBody) {
        return std::unexpected(problem(413, QStringLiteral("too-large"), QStringLiteral("The body is over 64 KiB.")));
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(body, &error);
    if (!document.isObject()) {
        return std::unexpected(problem(400, QStringLiteral("not-json"),
            QStringLiteral("The body must be a JSON object: %1.")
                .arg(error.error == QJsonParseError::NoError ? QStringLiteral("it is something else") : error.errorString())));
    }
    return document.object();
}

/// Names of units and segments: distinct identifiers.
std::expected<QStringList, Answer> readNames(const QJsonObject& body, const QString& key)
{
    static const QRegularExpression identifier(QStringLiteral("^[A-Za-z0-9_.:-]{1,80}$"));
    QStringList names;
    const QJsonValue value = body.value(key);
    const QJsonArray array = value.toArray();
    for (const QJsonValue& each : array) {
        names.append(each.toString());
        if (!identifier.match(names.last()).hasMatch() || names.count(names.last()) > 1 || names.size() > kMostNames) {
            return std::unexpected(problem(422, QStringLiteral("bad-name"),
                QStringLiteral("%1 must be at most %2 different names of letters, digits and _ . : -.").arg(key).arg(kMostNames)));
        }
    }
    if (!value.isUndefined() && !value.isArray()) {
        return std::unexpected(problem(400, QStringLiteral("wrong-type"), QStringLiteral("%1 must be a list of names.").arg(key)));
    }
    return names;
}

std::expected<Percent, Answer> readShare(const QJsonValue& value, const QString& key)
{
    if (!value.isDouble()) {
        return std::unexpected(problem(400, QStringLiteral("wrong-type"), QStringLiteral("%1 must be there and be a number.").arg(key)));
    }
    const auto share = Percent::create(value.toDouble());
    if (!share) {
        return std::unexpected(problem(422, QStringLiteral("out-of-range"), QStringLiteral("%1 must be between 0 and 100.").arg(key)));
    }
    return *share;
}

/// The body of a PUT: the weight, and what else of the new version is wished for; what is absent is wished away.
std::expected<rollout::Ask, Answer> readAsk(const QJsonObject& body)
{
    const QStringList fields{QStringLiteral("weight"), QStringLiteral("mirror"), QStringLiteral("units"), QStringLiteral("segments"),
        QStringLiteral("settings")};
    const QStringList keys = body.keys();
    for (const QString& key : keys) {
        if (!fields.contains(key)) {
            return std::unexpected(problem(400, QStringLiteral("unknown-field"),
                QStringLiteral("\"%1\" is not a field of a split. There are: %2.").arg(key, fields.join(QStringLiteral(", ")))));
        }
    }
    const auto weight = readShare(body.value(fields[0]), fields[0]);
    const auto mirror = readShare(body.value(fields[1]).toDouble(body.contains(fields[1]) ? -1 : 0), fields[1]);
    for (const auto* share : {&weight, &mirror}) {
        if (!*share) {
            return std::unexpected(share->error());
        }
    }
    const auto units = readNames(body, fields[2]);
    const auto segments = readNames(body, fields[3]);
    for (const auto* names : {&units, &segments}) {
        if (!*names) {
            return std::unexpected(names->error());
        }
    }
    rollout::Ask ask{*weight, {*mirror, *units, *segments, {}}};
    const QJsonObject settings = body.value(fields[4]).toObject();
    for (auto it = settings.begin(); it != settings.end(); ++it) {
        if (!it.value().isString() || settings.size() > kMostNames) {
            return std::unexpected(
                problem(400, QStringLiteral("wrong-type"), QStringLiteral("settings must be at most %1 texts by name.").arg(kMostNames)));
        }
        ask.reach.settings.insert(it.key(), it.value().toString());
    }
    return ask;
}

} // namespace

Api::Api(Options options, const Clock& clock)
    : m_options(std::move(options))
    , m_clock(clock)
    , m_startedAt(clock.elapsed())
    , m_simulation(m_options.seed, m_options.callsPerSecond, m_options.splits, m_options.tick)
{
    reset();
}

Answer Api::handle(const Request& request)
{
    Answer answer = route(request);
    answer.headers.insert("Cache-Control", "no-store");
    if (request.path.startsWith(QLatin1String("/v1/splits/"))) {
        for (const Fault& fault : m_simulation.faults()) {
            answer.delay = fault.kind == FaultKind::SlowAnswer ? fault.delay : answer.delay;
        }
    }
    return answer;
}

Answer Api::route(const Request& request)
{
    if (request.path == QLatin1String("/v1/health")) {
        const QJsonObject health{{QStringLiteral("status"), QStringLiteral("ok")},
            {QStringLiteral("service"), QStringLiteral("fairlead-rehearsal")},
            {QStringLiteral("version"), QStringLiteral(FAIRLEAD_VERSION)}, {QStringLiteral("seed"), static_cast<qint64>(m_options.seed)},
            {QStringLiteral("uptime_s"), static_cast<double>(sinceStart().count()) / 1000.0}};
        return request.method == "GET" ? Answer{200, health, {}, {}} : notAllowed("GET");
    }
    if (request.path == QLatin1String("/v1/faults")) {
        return faults(request);
    }
    if (request.path == QLatin1String("/v1/reset")) {
        if (request.method != "POST") {
            return notAllowed("POST");
        }
        reset();
        return {200, {{QStringLiteral("status"), QStringLiteral("ok")}}, {}, {}};
    }
    const QStringList parts = request.path.split(QLatin1Char('/'));
    const bool ofSplit = parts.size() >= 4 && parts[1] == QLatin1String("v1") && parts[2] == QLatin1String("splits");
    if (ofSplit && !m_splits.contains(parts[3])) {
        return problem(404, QStringLiteral("no-such-split"), QStringLiteral("There is no split \"%1\".").arg(parts[3]),
            QStringLiteral("There are: %1.").arg(m_simulation.splits().join(QStringLiteral(", "))));
    }
    if (ofSplit && parts.size() == 4) {
        return split(request, parts[3]);
    }
    if (ofSplit && parts.size() == 5 && parts[4] == QLatin1String("metrics")) {
        return metrics(request, parts[3]);
    }
    if (ofSplit && parts.size() == 6 && parts[4] == QLatin1String("users") && !parts[5].isEmpty()) {
        return user(request, parts[3], parts[5]);
    }
    return problem(404, QStringLiteral("no-such-address"), QStringLiteral("There is nothing at %1.").arg(request.path));
}

Answer Api::split(const Request& request, const QString& name)
{
    if (request.method == "PUT") {
        return putSplit(request, name);
    }
    return request.method == "GET" ? splitAnswer(name) : notAllowed("GET, PUT");
}

Answer Api::putSplit(const Request& request, const QString& name)
{
    if (request.idempotencyKey.isEmpty()) {
        return changeSplit(request, name);
    }
    // Before If-Match: the command itself has changed the revision, so its repetition would not match any more.
    if (const auto kept = m_kept.find(request.idempotencyKey); kept != m_kept.end()) {
        if (kept->second.path != request.path || kept->second.body != request.body) {
            return problem(422, QStringLiteral("key-reused"), QStringLiteral("This Idempotency-Key was used for another request."),
                QStringLiteral("Give every command a key of its own."));
        }
        Answer answer = kept->second.answer;
        answer.headers.insert("Idempotency-Replayed", "true");
        return answer;
    }
    Answer answer = changeSplit(request, name);
    // Only what acted is kept: a command that was refused may be sent again.
    if (answer.status == 200) {
        if (m_kept.size() >= kMaxKept) {
            // Keys are UUIDv7, so the smallest is the oldest.
            m_kept.erase(m_kept.begin());
        }
        m_kept.emplace(request.idempotencyKey, Kept{request.path, request.body, answer});
    }
    return answer;
}

Answer Api::changeSplit(const Request& request, const QString& name)
{
    const auto body = readObject(request.body);
    if (!body) {
        return body.error();
    }
    const auto ask = readAsk(*body);
    if (!ask) {
        return ask.error();
    }
    Split& split = m_splits.at(name);
    if (!request.ifMatch.isEmpty() && request.ifMatch != "*" && request.ifMatch != etagOf(split.revision)) {
        Answer answer = problem(412, QStringLiteral("changed-meanwhile"),
            QStringLiteral("The split is at revision r%1, not at the one you read.").arg(split.revision),
            QStringLiteral("Read it again, then decide again."));
        answer.headers.insert("ETag", etagOf(split.revision));
        return answer;
    }
    split.ask = *ask;
    ++split.revision;
    m_simulation.setAsk(name, *ask, sinceStart());
    return splitAnswer(name);
}

Answer Api::splitAnswer(const QString& name)
{
    const Split& split = m_splits.at(name);
    const Totals totals = m_simulation.totals(name, sinceStart());
    Answer answer;
    answer.body = rollout::toJson(split.ask.reach);
    answer.body.insert(QStringLiteral("name"), name);
    answer.body.insert(QStringLiteral("weight"), split.ask.weight.value());
    answer.body.insert(QStringLiteral("revision"), QStringLiteral("r%1").arg(split.revision));
    answer.body.insert(QStringLiteral("calls_total"),
        QJsonObject{{QStringLiteral("canary"), totals.canary}, {QStringLiteral("baseline"), totals.baseline}});
    answer.headers.insert("ETag", etagOf(split.revision));
    return answer;
}

Answer Api::user(const Request& request, const QString& name, const QString& id)
{
    if (request.method != "GET") {
        return notAllowed("GET");
    }
    const rollout::Ask& ask = m_splits.at(name).ask;
    const QString segment = request.query.value(QStringLiteral("segment"));
    const int bucket = rollout::flagBucket(id);
    const bool isIn = bucket < ask.weight.value() || (!segment.isEmpty() && ask.reach.segments.contains(segment));
    const QString version = isIn ? QStringLiteral("canary") : QStringLiteral("baseline");
    return {200, {{QStringLiteral("user"), id}, {QStringLiteral("bucket"), bucket}, {QStringLiteral("version"), version}}, {}, {}};
}

Answer Api::metrics(const Request& request, const QString& name)
{
    if (request.method != "GET") {
        return notAllowed("GET");
    }
    const auto length = parseDuration(request.query.value(QStringLiteral("window"), QStringLiteral("10s")));
    if (!length || *length < 1s || *length > 10min) {
        return problem(400, QStringLiteral("bad-window"), QStringLiteral("window must be a length between 1s and 10m, such as 10s."));
    }
    if (acting(m_simulation.faults(), FaultKind::SilentFeed, m_splits.at(name).ask.weight.value()) != nullptr) {
        return problem(503, QStringLiteral("silent-feed"), QStringLiteral("The metrics are not available now."));
    }
    const Window window = m_simulation.window(name, sinceStart(), *length);
    const auto share = window.share();
    Answer answer;
    answer.body
        = {{QStringLiteral("at"), m_clock.now().toIso()}, {QStringLiteral("window_s"), static_cast<double>(window.length.count()) / 1000.0},
            {QStringLiteral("share"), share ? QJsonValue(*share) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("canary"), toJson(window.canary)}, {QStringLiteral("baseline"), toJson(window.baseline)},
            {QStringLiteral("parts"), partsToJson(window)}};
    return answer;
}

Answer Api::faults(const Request& request)
{
    if (request.method != "GET" && request.method != "PUT" && request.method != "DELETE") {
        return notAllowed("GET, PUT, DELETE");
    }
    if (request.method == "PUT") {
        const auto body = readObject(request.body);
        if (!body) {
            return body.error();
        }
        const QJsonValue list = body->value(QLatin1String("faults"));
        if (!list.isArray() || body->size() != 1) {
            return problem(400, QStringLiteral("wrong-type"), QStringLiteral("The body must have one field, faults, which is a list."));
        }
        Faults faults;
        const QJsonArray entries = list.toArray();
        for (const QJsonValue& entry : entries) {
            const auto fault = faultFromJson(entry.toObject());
            if (!fault) {
                return problem(422, QStringLiteral("bad-fault"), fault.error().message);
            }
            faults.push_back(*fault);
        }
        m_simulation.setFaults(std::move(faults), sinceStart());
    } else if (request.method == "DELETE") {
        m_simulation.setFaults({}, sinceStart());
    }
    QJsonArray list;
    for (const Fault& fault : m_simulation.faults()) {
        list.append(rehearsal::toJson(fault));
    }
    return {200, {{QStringLiteral("faults"), list}}, {}, {}};
}

void Api::reset()
{
    m_startedAt = m_clock.elapsed();
    m_simulation = Simulation(m_options.seed, m_options.callsPerSecond, m_options.splits, m_options.tick);
    m_simulation.setFaults(m_options.faults, Millis(0));
    m_kept.clear();
    m_splits.clear();
    for (const QString& name : m_options.splits) {
        m_splits.emplace(name, Split{});
    }
}

} // namespace fairlead::rehearsal
