#pragma once

#include "models/base/clock.h"
#include "models/ports/history_store.h"

#include <QObject>
#include <QString>

namespace fairlead::wiring {

enum class ReportFormat { Pdf, Json };

struct WrittenReport {
    QString file; ///< absolute
    qint64 bytes = 0;
    QStringList missing; ///< keys of the six fields that are missing
};

/// Writes the report of one release from the history: reads its records, checks the chain, builds the report on the pool,
/// renders it (PDF by the program fairlead-pdf) and records that it was written. Thread: the one it was made in.
class ReportWriter : public QObject {
    Q_OBJECT
public:
    /// References outlive this. @p person is who asked.
    ReportWriter(ports::HistoryStore& history, const Clock& clock, QString person, QObject* parent = nullptr);

    /// Ends in written() or failed(). @p file is replaced whole or stays as it was.
    void write(const QString& release, ReportFormat format, const QString& file);

Q_SIGNALS:
    void written(const fairlead::wiring::WrittenReport& report);
    /// The record that it was written.
    void recorded(const fairlead::audit::Record& record);
    void failed(const fairlead::Error& error);

private:
    struct Job;
    void build(const std::shared_ptr<Job>& job);
    void render(const std::shared_ptr<Job>& job);
    void renderPdf(const std::shared_ptr<Job>& job);
    void finish(const std::shared_ptr<Job>& job);

    ports::HistoryStore& m_history;
    const Clock& m_clock;
    QString m_person;
};

} // namespace fairlead::wiring
