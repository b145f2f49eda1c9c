#pragma once

#include "models/domain/workspace/workspace.h"

#include <QObject>
#include <QTimer>

namespace fairlead::wiring {

/// Does @p workspace use the practice target that Fairlead starts itself (url: embedded)?
bool needsPracticeTarget(const workspace::Workspace& workspace);
/// @p workspace with @p url in the place of "embedded".
workspace::Workspace withPracticeTarget(workspace::Workspace workspace, const QString& url);

/// Starts fairlead-rehearsal for a workspace, or finds the one again that an earlier run of the program left: it goes on
/// through a crash of the console, as a real target would, and ends itself after ten idle minutes.
/// Thread: the one it was made in; nothing blocks.
class PracticeTarget : public QObject {
    Q_OBJECT
public:
    /// @p directory is the workspace's; the address is kept in it as .fairlead-rehearsal.
    PracticeTarget(const QString& directory, QStringList extraArguments, QObject* parent = nullptr);

    void start();

Q_SIGNALS:
    void ready(const QString& url);
    void failed(const fairlead::Error& error);

private:
    void launch();
    void lookForLine();
    bool alive(const QByteArray& line) const;

    QString m_file;
    QStringList m_arguments;
    QTimer m_timer;
    int m_looks = 0;
};

} // namespace fairlead::wiring
