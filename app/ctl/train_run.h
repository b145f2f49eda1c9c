#pragma once

#include "app/wiring/session.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace fairlead::ctl {

/// One verb of a person to a train.
struct AskedTrain {
    QString name;
    QString kind; ///< of the record that it leaves
    std::function<void(engine::Engine&)> ask; ///< runs on the engine's thread
    Millis patience{}; ///< how long the train is followed
};

/// How it went.
struct TrainEnd {
    bool done = false; ///< the record of the verb is written
    bool rests = false; ///< the train has arrived, is back or is held
    QString refused; ///< why it was not done
    train::Snapshot train;
};

/// Asks the engine for one verb to a train as soon as it knows where the train stands, and follows the train until it has arrived, is
/// back or is held, or until the patience is over. Thread: main.
class TrainRun : public QObject {
    Q_OBJECT
public:
    TrainRun(wiring::Session& session, AskedTrain asked, QObject* parent = nullptr);

Q_SIGNALS:
    void ended(const fairlead::ctl::TrainEnd& end);

private:
    void follow(const train::Snapshot& train);
    void take(const std::vector<audit::Record>& records);
    void fail(const Error& error);
    void finish();
    bool rests(const train::Snapshot& train) const;

    wiring::Session& m_session;
    AskedTrain m_asked;
    TrainEnd m_end;
    QTimer m_patience;
    QString m_said;
    bool m_sent = false;
    bool m_over = false;
};

} // namespace fairlead::ctl
