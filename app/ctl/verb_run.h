#pragma once

#include "app/wiring/session.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

namespace fairlead::ctl {

/// One verb of a person to one release.
struct AskedVerb {
    ReleaseId release;
    QString kind; ///< of the record that it leaves
    std::function<void(engine::Engine&)> ask; ///< runs on the engine's thread
    Millis patience{}; ///< how long its effect is awaited
};

/// How it went.
struct VerbEnd {
    bool done = false; ///< its record is written
    bool settled = false; ///< and nothing that it set going is under way any more
    QString refused; ///< why it was not done
    rollout::State state;
};

/// Asks the engine for one verb as soon as it knows where the release stands, waits for the record and for the effect.
/// Thread: main.
class VerbRun : public QObject {
    Q_OBJECT
public:
    VerbRun(wiring::Session& session, AskedVerb asked, QObject* parent = nullptr);

Q_SIGNALS:
    void ended(const fairlead::ctl::VerbEnd& end);

private:
    void follow(const rollout::Snapshot& snapshot);
    void take(const std::vector<audit::Record>& records);
    void refuse(const Error& error);
    void finish();

    wiring::Session& m_session;
    AskedVerb m_asked;
    VerbEnd m_end;
    QTimer m_patience;
    bool m_acted = false; ///< this program has held the workspace
    bool m_sent = false;
    bool m_over = false;
};

} // namespace fairlead::ctl
