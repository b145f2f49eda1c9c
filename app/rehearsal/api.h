#pragma once

#include "app/rehearsal/simulation.h"
#include "models/base/clock.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>

#include <map>

namespace fairlead::rehearsal {

struct Request {
    QByteArray method;
    QString path; ///< decoded, without the query
    QHash<QString, QString> query;
    QByteArray ifMatch;
    QByteArray idempotencyKey;
    QByteArray body;
};

struct Answer {
    int status = 200;
    QJsonObject body;
    QHash<QByteArray, QByteArray> headers;
    Millis delay{}; ///< how long the server holds it back

    bool operator==(const Answer&) const = default;
};

struct Options {
    quint64 seed = 1;
    double callsPerSecond = 40.0;
    QStringList splits{QStringLiteral("data_analyst")};
    Faults faults;
    Millis tick = std::chrono::milliseconds(100); ///< how finely the traffic is made up
};

/// The practice target's HTTP API without its transport (resources/openapi/rehearsal.yaml).
class Api {
public:
    Api(Options options, const Clock& clock);

    Answer handle(const Request& request);

private:
    struct Split {
        rollout::Ask ask{};
        int revision = 1;
    };
    /// What was answered to a command with an Idempotency-Key, and for which request.
    struct Kept {
        QString path;
        QByteArray body;
        Answer answer;
    };

    Answer route(const Request& request);
    Answer split(const Request& request, const QString& name);
    Answer putSplit(const Request& request, const QString& name);
    Answer changeSplit(const Request& request, const QString& name);
    Answer metrics(const Request& request, const QString& name);
    Answer user(const Request& request, const QString& split, const QString& id);
    Answer faults(const Request& request);
    Answer splitAnswer(const QString& name);
    void reset();
    Millis sinceStart() const { return m_clock.elapsed() - m_startedAt; }

    Options m_options;
    const Clock& m_clock;
    Millis m_startedAt;
    Simulation m_simulation;
    std::map<QString, Split> m_splits;
    std::map<QByteArray, Kept> m_kept; ///< by Idempotency-Key
};

} // namespace fairlead::rehearsal
