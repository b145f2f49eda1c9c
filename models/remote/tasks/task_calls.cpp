#include "models/remote/tasks/task_calls.h"

#include "models/remote/pending.h"
#include "models/remote/tasks/program_run.h"

namespace fairlead::remote {

namespace {

constexpr qint64 kMostAnswer = qint64(64) << 10;

/// What the answer means for the command: good, or Refused with why.
Result<ports::TaskAnswer> judge(const rollout::Task& task, int code, const QByteArray& answer)
{
    const QString text = QStringLiteral("%1 %2").arg(code).arg(QString::fromUtf8(answer.left(1900)).simplified()).trimmed();
    const QString why = rollout::disappointment(task, code, answer);
    if (!why.isEmpty()) {
        return fail(ErrorCode::Refused, QStringLiteral("%1 It said: %2").arg(why, text));
    }
    return ports::TaskAnswer{text};
}

/// As a shell would need it, for people to copy.
QString quoted(QString argument)
{
    return QLatin1Char('\'') + argument.replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
}

} // namespace

TaskCalls::TaskCalls(Config config, std::shared_ptr<QNetworkAccessManager> network)
    : m_config(std::move(config))
    , m_client(std::move(network))
    , m_programs(std::make_unique<QObject>())
{
}

TaskCalls::~TaskCalls() = default;

QFuture<Result<ports::TaskAnswer>> TaskCalls::run(ports::TaskCommand command)
{
    if (command.task.isCall()) {
        return call(command);
    }
    auto pending = Pending<ports::TaskAnswer>::create();
    if (const QString& name = command.task.program.constFirst(); !m_config.allowedPrograms.contains(name)) {
        pending->finish(fail(ErrorCode::Refused,
            QStringLiteral(
                "The workspace does not allow %1. Nothing was started. Add it to allow_programs in workspace.yaml if it is meant to.")
                .arg(name)));
        return pending->future();
    }
    auto future = pending->future();
    ProgramRun::start(
        command.task.program, m_config.directory, command.id.text(), command.task.timeout,
        [pending, task = command.task](const Result<ProgramRun::Ended>& ended) {
            pending->finish(ended ? judge(task, ended->code, ended->output) : std::unexpected(ended.error()));
        },
        m_programs.get());
    return future;
}

QFuture<Result<ports::TaskAnswer>> TaskCalls::call(const ports::TaskCommand& command)
{
    auto pending = Pending<ports::TaskAnswer>::create();
    HttpRequest request;
    request.verb = command.task.method.toLatin1();
    request.url = QUrl(command.task.url, QUrl::StrictMode);
    request.body = command.task.body.toUtf8();
    request.timeout = command.task.timeout;
    request.maxBytes = kMostAnswer;
    if (!request.url.isValid() || request.url.host().isEmpty()) {
        pending->finish(fail(ErrorCode::Refused,
            QStringLiteral("“%1” is no address. Nothing was sent. Is the target one with an address that “{target}” can stand for?")
                .arg(command.task.url)));
        return pending->future();
    }
    if (request.verb != "GET" && request.verb != "HEAD") {
        request.headers = {{"Idempotency-Key", command.id.text().toLatin1()}};
    }
    m_client.send(request, [pending, task = command.task](const Result<HttpAnswer>& answer) {
        pending->finish(answer ? judge(task, answer->status, answer->body) : std::unexpected(answer.error()));
    });
    return pending->future();
}

QString TaskCalls::requestPreview(const ports::TaskCommand& command) const
{
    const rollout::Task& task = command.task;
    if (task.isCall()) {
        const bool reads = task.method == QLatin1String("GET") || task.method == QLatin1String("HEAD");
        const QString key = reads ? QString() : QStringLiteral(" -H 'Idempotency-Key: %1'").arg(command.id.text());
        const QString body
            = task.body.isEmpty() ? QString() : QStringLiteral(" -H 'Content-Type: application/json' -d %1").arg(quoted(task.body));
        return QStringLiteral("curl -X %1%2%3 %4").arg(task.method, key, body, quoted(task.url));
    }
    QStringList words;
    words.reserve(task.program.size());
    for (const QString& word : task.program) {
        words.append(quoted(word));
    }
    return words.join(QLatin1Char(' '));
}

} // namespace fairlead::remote
