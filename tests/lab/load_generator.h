#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QUrl>

namespace fairlead::lab {

struct LoadOptions {
    QUrl url;
    double rate = 0.0; ///< requests a second; 0: as many as the connections allow
    qint64 total = 0; ///< ends after so many; 0: goes on
    int connections = 16; ///< most that are open at once
};

/// Sends GET requests, each on a connection of its own, so that a proxy deals out every one anew.
class LoadGenerator final : public QObject {
    Q_OBJECT

public:
    explicit LoadGenerator(LoadOptions options, QObject* parent = nullptr);

    void start();
    qint64 sent() const { return m_sent; }
    qint64 good() const { return m_good; } ///< answered below 400
    qint64 failed() const { return m_failed; } ///< answered 400 and up, or not at all

Q_SIGNALS:
    void finished();

private:
    void fill();
    void request();
    void settle(const QByteArray& answer);

    LoadOptions m_options;
    QTimer m_tick;
    QElapsedTimer m_clock; ///< since the last fill
    double m_budget = 0.0; ///< requests that the rate allows now
    qint64 m_sent = 0;
    qint64 m_good = 0;
    qint64 m_failed = 0;
};

} // namespace fairlead::lab
