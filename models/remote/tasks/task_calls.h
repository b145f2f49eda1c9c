#pragma once

#include "models/ports/task_runner.h"
#include "models/remote/http/http_client.h"

#include <QStringList>

#include <memory>

namespace fairlead::remote {

/// Carries out tasks: calls by HTTP, with the command's id as Idempotency-Key; programs without a shell, in a folder, with an
/// environment of PATH, HOME, LANG, TZ and the id alone. A program is run only where the workspace allows it by exactly the name that the
/// plan has. One that outlasts its time is killed, and what became of it is unknown. Of what comes back 64 KiB are looked at.
class TaskCalls final : public ports::TaskRunner {
public:
    struct Config {
        QString directory; ///< where programs run
        QStringList allowedPrograms;
        QString targetAddress; ///< what "{target}" stands for; may be empty
    };

    TaskCalls(Config config, std::shared_ptr<QNetworkAccessManager> network);
    ~TaskCalls() override;

    QFuture<Result<ports::TaskAnswer>> run(ports::TaskCommand command) override;
    QString requestPreview(const ports::TaskCommand& command) const override;
    QString targetAddress() const override { return m_config.targetAddress; }

private:
    QFuture<Result<ports::TaskAnswer>> call(const ports::TaskCommand& command);

    Config m_config;
    HttpClient m_client;
    std::unique_ptr<QObject> m_programs; ///< parent of those that run; destroyed first, so that they end
};

} // namespace fairlead::remote
