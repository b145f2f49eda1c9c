#pragma once

#include <QByteArray>
#include <QFile>
#include <QObject>
#include <QString>

class QIODevice;
class QLocalServer;
class QTcpServer;

namespace fairlead::lab {

enum class RelayMode {
    Pass, ///< both ways, untouched
    Mute, ///< takes the line, passes nothing on and never answers
    CutBefore, ///< hangs up when a line came, without passing it on
    CutAfter, ///< passes the line on, and hangs up before the answer
};

/// Stands in front of a Runtime API socket and writes every command line, with its time, to a file before it is
/// passed on: what HAProxy was told, seen from outside of whoever told it. One "TIME<tab>LINE" a line.
/// Thread: the one it was made on.
class RecordingRelay final : public QObject {
    Q_OBJECT

public:
    /// @p target: path of HAProxy's own socket. @p logFile is appended to.
    RecordingRelay(QString target, const QString& logFile, QObject* parent = nullptr);
    ~RecordingRelay() override;

    bool listenUnix(const QString& path);
    /// The port; 0 where it could not listen.
    quint16 listenTcp(quint16 port = 0);
    /// Lines that begin with @p beginning meet @p mode, all others pass.
    void setFaultyFrom(QByteArray beginning, RelayMode mode);

private:
    void serve(QIODevice* client);
    void take(QIODevice* client, QIODevice* server);
    void record(const QByteArray& line);

    QString m_target;
    QFile m_log;
    QByteArray m_faultyBeginning;
    RelayMode m_mode = RelayMode::Pass; ///< of lines that begin so
    QLocalServer* m_local = nullptr; ///< a child
    QTcpServer* m_tcp = nullptr; ///< a child
};

} // namespace fairlead::lab
