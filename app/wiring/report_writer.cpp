#include "app/wiring/report_writer.h"

#include "app/wiring/programs.h"
#include "models/base/future.h"
#include "models/reports/report.h"
#include "models/reports/report_json.h"

#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QSaveFile>
#include <QTimer>
#include <QtConcurrentRun>

namespace fairlead::wiring {

namespace {

constexpr Millis kLongest = std::chrono::minutes(2);

struct Built {
    QByteArray json;
    QStringList missing;
    QString title;
};

Result<Built> buildBytes(const std::vector<audit::Record>& records, const audit::Verification& chain, Instant at)
{
    const Result<reports::Report> report = reports::buildReport(records, chain, at);
    if (!report) {
        return std::unexpected(report.error());
    }
    return Built{reports::jsonFile(*report), report->missing(), report->release.title()};
}

} // namespace

struct ReportWriter::Job {
    QString release;
    ReportFormat format = ReportFormat::Json;
    QString file;
    std::vector<audit::Record> records;
    audit::Verification chain;
    Built built;
};

ReportWriter::ReportWriter(ports::HistoryStore& history, const Clock& clock, QString person, QObject* parent)
    : QObject(parent)
    , m_history(history)
    , m_clock(clock)
    , m_person(std::move(person))
{
}

void ReportWriter::write(const QString& release, ReportFormat format, const QString& file)
{
    const auto job = std::make_shared<Job>();
    job->release = release;
    job->format = format;
    job->file = QFileInfo(file).absoluteFilePath();
    ports::RecordQuery query;
    query.release = release;
    whenDone(m_history.records(query), this, [this, job](const Result<std::vector<audit::Record>>& records) {
        if (!records) {
            Q_EMIT failed(records.error());
            return;
        }
        job->records = *records;
        whenDone(m_history.verify(), this, [this, job](const Result<audit::Verification>& chain) {
            if (!chain) {
                Q_EMIT failed(chain.error());
                return;
            }
            job->chain = *chain;
            build(job);
        });
    });
}

void ReportWriter::build(const std::shared_ptr<Job>& job)
{
    const auto work = [records = job->records, chain = job->chain, at = m_clock.now()] { return buildBytes(records, chain, at); };
    whenDone(QtConcurrent::run(work), this, [this, job](const Result<Built>& built) {
        if (!built) {
            Q_EMIT failed(built.error());
            return;
        }
        job->built = *built;
        render(job);
    });
}

void ReportWriter::render(const std::shared_ptr<Job>& job)
{
    if (job->format == ReportFormat::Pdf) {
        renderPdf(job);
        return;
    }
    QSaveFile file(job->file);
    if (!file.open(QIODevice::WriteOnly) || file.write(job->built.json) != job->built.json.size() || !file.commit()) {
        Q_EMIT failed({ErrorCode::Storage, QStringLiteral("The report cannot be written: %1.").arg(file.errorString()), job->file});
        return;
    }
    finish(job);
}

void ReportWriter::renderPdf(const std::shared_ptr<Job>& job)
{
    const Result<QString> program = findProgram(QStringLiteral("fairlead-pdf"));
    if (!program) {
        Q_EMIT failed(program.error());
        return;
    }
    auto* process = new QProcess(this);
    connect(process, &QProcess::errorOccurred, this, [this, process, job](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            process->deleteLater();
            Q_EMIT failed({ErrorCode::Storage, QStringLiteral("The report is not written: %1.").arg(process->errorString()), job->file});
        }
    });
    connect(process, &QProcess::finished, this, [this, process, job](int code, QProcess::ExitStatus status) {
        process->deleteLater();
        if (status == QProcess::NormalExit && code == 0) {
            finish(job);
            return;
        }
        const QString said = QString::fromUtf8(process->readAllStandardError()).trimmed();
        Q_EMIT failed({ErrorCode::Storage, QStringLiteral("The report is not written. %1").arg(said), job->file});
    });
    QTimer::singleShot(kLongest, process, &QProcess::kill);
    process->start(*program, {QStringLiteral("-o"), job->file, QStringLiteral("-")});
    process->write(job->built.json);
    process->closeWriteChannel();
}

void ReportWriter::finish(const std::shared_ptr<Job>& job)
{
    const WrittenReport report{job->file, QFileInfo(job->file).size(), job->built.missing};
    const QString format = job->format == ReportFormat::Pdf ? QStringLiteral("PDF") : QStringLiteral("JSON");
    const audit::Entry entry{audit::kind::kReportWritten, m_person, job->release, job->built.title,
        QStringLiteral("%1, %2 bytes: %3").arg(format).arg(report.bytes).arg(QFileInfo(job->file).fileName()),
        QJsonObject{{QStringLiteral("file"), QFileInfo(job->file).fileName()}, {QStringLiteral("bytes"), report.bytes}}};
    whenDone(m_history.append(entry), this, [this, report](const Result<audit::Record>& record) {
        if (record) {
            Q_EMIT recorded(*record);
            Q_EMIT written(report);
        } else {
            Q_EMIT failed(record.error());
        }
    });
}

} // namespace fairlead::wiring
