#include "models/storage/sqlite_history.h"

#include "models/storage/note_table.h"
#include "models/storage/old_samples.h"
#include "models/storage/record_table.h"
#include "models/storage/sample_keeper.h"
#include "models/storage/store_reader.h"
#include "models/storage/store_writer.h"

#include <QPromise>

namespace fairlead::storage {

namespace {

/// Records that need no lease: they are about the history itself, and no release acts on them.
bool isWrittenBeside(const QString& kind)
{
    return kind == audit::kind::kReportWritten || kind == audit::kind::kLegalHold || kind == audit::kind::kSamplesForgotten;
}

/// What another thread will say, once; copies are the same answer.
template <typename T> class Answer {
public:
    Answer() { m_promise->start(); }
    QFuture<T> future() const { return m_promise->future(); }
    void operator()(T value) const
    {
        m_promise->addResult(std::move(value));
        m_promise->finish();
    }

private:
    std::shared_ptr<QPromise<T>> m_promise = std::make_shared<QPromise<T>>();
};

} // namespace

SqliteHistory::SqliteHistory(const Clock& clock)
    : m_clock(clock)
    , m_writer(std::make_unique<StoreWriter>(clock))
    , m_samples(std::make_unique<SampleKeeper>())
    , m_reader(std::make_unique<StoreReader>())
    , m_pager(std::make_unique<StoreReader>())
{
    m_writerThread.setObjectName(QStringLiteral("store"));
    m_samplesThread.setObjectName(QStringLiteral("store-samples"));
    m_readerThread.setObjectName(QStringLiteral("store-reader"));
    m_pagerThread.setObjectName(QStringLiteral("store-pager"));
    m_writer->moveToThread(&m_writerThread);
    m_samples->moveToThread(&m_samplesThread);
    m_reader->moveToThread(&m_readerThread);
    QObject::connect(m_writer.get(), &StoreWriter::gathered, m_samples.get(), &SampleKeeper::keep, Qt::QueuedConnection);
    QObject::connect(m_writer.get(), &StoreWriter::lastGathered, m_samples.get(), [] { }, Qt::BlockingQueuedConnection);
    m_pager->moveToThread(&m_pagerThread);
    m_writerThread.start();
    m_samplesThread.start();
    m_readerThread.start();
    m_pagerThread.start();
}

Result<std::unique_ptr<SqliteHistory>> SqliteHistory::open(const QString& path, const Clock& clock, const Options& options)
{
    std::unique_ptr<SqliteHistory> history(new SqliteHistory(clock));
    const Result<void> opened = history->openAll(path, options);
    if (!opened) {
        return std::unexpected(opened.error());
    }
    return history;
}

Result<void> SqliteHistory::openAll(const QString& path, const Options& options)
{
    Result<void> opened;
    QMetaObject::invokeMethod(m_writer.get(), [&] { opened = m_writer->open(path, options); }, Qt::BlockingQueuedConnection);
    if (!opened) {
        return opened;
    }
    const SampleOptions samples{options.busyTimeout, samplefile::kPageSize, options.maxPages};
    QMetaObject::invokeMethod(
        m_samples.get(), [&] { opened = m_samples->open(samplefile::pathBeside(path), samples); }, Qt::BlockingQueuedConnection);
    if (!opened) {
        return opened;
    }
    // Nobody else uses either connection yet.
    QMetaObject::invokeMethod(
        m_writer.get(), [&] { opened = moveOldSamples(m_writer->connection(), m_samples->store()); }, Qt::BlockingQueuedConnection);
    if (!opened) {
        return opened;
    }
    for (StoreReader* reader : {m_reader.get(), m_pager.get()}) {
        if (opened) {
            QMetaObject::invokeMethod(reader, [&, reader] { opened = reader->open(path, options); }, Qt::BlockingQueuedConnection);
        }
    }
    return opened;
}

SqliteHistory::~SqliteHistory()
{
    // The events of an object are delivered in order: all calls made so far are carried out before close(). The writer goes
    // first, because it hands samples on to their keeper and reads on to the reader.
    QMetaObject::invokeMethod(m_writer.get(), [this] { m_writer->close(); }, Qt::BlockingQueuedConnection);
    QMetaObject::invokeMethod(m_samples.get(), [this] { m_samples->close(); }, Qt::BlockingQueuedConnection);
    QMetaObject::invokeMethod(m_reader.get(), [this] { m_reader->close(); }, Qt::BlockingQueuedConnection);
    QMetaObject::invokeMethod(m_pager.get(), [this] { m_pager->close(); }, Qt::BlockingQueuedConnection);
    for (QThread* thread : {&m_writerThread, &m_samplesThread, &m_readerThread, &m_pagerThread}) {
        thread->quit();
        thread->wait();
    }
}

template <typename T, typename Work> QFuture<T> SqliteHistory::write(Work work)
{
    const Answer<T> answer;
    QMetaObject::invokeMethod(
        m_writer.get(),
        [answer, work = std::move(work), writer = m_writer.get()]() mutable {
            writer->settle(); // what was asked before comes before
            answer(work(*writer));
        },
        Qt::QueuedConnection);
    return answer.future();
}

template <typename T, typename Write, typename Outcome> QFuture<T> SqliteHistory::together(Write work, Outcome outcome)
{
    const Answer<T> answer;
    StoreWriter::Job job{
        std::move(work), [answer, outcome = std::move(outcome)](const Result<void>& committed) { answer(outcome(committed)); }};
    QMetaObject::invokeMethod(
        m_writer.get(), [job = std::move(job), writer = m_writer.get()] { writer->enqueue(job); }, Qt::QueuedConnection);
    return answer.future();
}

template <typename T, typename Work> QFuture<T> SqliteHistory::read(StoreReader& by, Work work)
{
    const Answer<T> answer;
    auto inReader = [answer, work = std::move(work), reader = &by] { answer(work(reader->history())); };
    // By way of the writer, so that the read sees everything that was asked before it.
    QMetaObject::invokeMethod(
        m_writer.get(),
        [inReader = std::move(inReader), reader = &by, writer = m_writer.get()] {
            writer->settle();
            QMetaObject::invokeMethod(reader, inReader, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
    return answer.future();
}

template <typename T, typename Work> QFuture<T> SqliteHistory::lookUp(Work work)
{
    const Answer<T> answer;
    // Not by way of the writer: what a table asks for was reported as recorded before.
    QMetaObject::invokeMethod(
        m_pager.get(), [answer, work = std::move(work), pager = m_pager.get()] { answer(work(pager->history())); }, Qt::QueuedConnection);
    return answer.future();
}

QFuture<Result<audit::Record>> SqliteHistory::append(audit::Entry entry)
{
    const Instant at = m_clock.now();
    if (isWrittenBeside(entry.kind)) {
        return write<Result<audit::Record>>(
            [entry = std::move(entry), at](StoreWriter& writer) mutable { return writer.appendBeside(std::move(entry), at); });
    }
    auto record = std::make_shared<Result<audit::Record>>();
    return together<Result<audit::Record>>(
        [entry = std::move(entry), at, record](Connection& connection) {
            *record = appendRecord(connection, entry, at);
            return *record ? Result<void>() : std::unexpected(record->error());
        },
        [record](const Result<void>& committed) { return committed ? *record : std::unexpected(committed.error()); });
}

QFuture<Result<std::vector<audit::Record>>> SqliteHistory::records(ports::RecordQuery query)
{
    return read<Result<std::vector<audit::Record>>>(
        *m_pager, [query = std::move(query)](const ReadOnlyHistory& history) { return history.records(query); });
}

QFuture<Result<ports::RecordPage>> SqliteHistory::page(ports::PageQuery query)
{
    return lookUp<Result<ports::RecordPage>>([query = std::move(query)](const ReadOnlyHistory& history) { return history.page(query); });
}

QFuture<Result<audit::Context>> SqliteHistory::context(qint64 row)
{
    return lookUp<Result<audit::Context>>([row](const ReadOnlyHistory& history) { return history.context(row); });
}

QFuture<Result<ports::RecordHits>> SqliteHistory::search(ports::RecordSearch search)
{
    auto promise = std::make_shared<StoreReader::SearchPromise>();
    promise->start();
    QFuture<Result<ports::RecordHits>> future = promise->future();
    QMetaObject::invokeMethod(
        m_pager.get(),
        [promise, search = std::move(search), pager = m_pager.get()]() mutable { pager->search(std::move(search), promise); },
        Qt::QueuedConnection);
    return future;
}

QFuture<Result<audit::Verification>> SqliteHistory::verify()
{
    return read<Result<audit::Verification>>(*m_reader, [](const ReadOnlyHistory& history) { return history.verify(); });
}

void SqliteHistory::keepReadings(QString release, metrics::Readings readings)
{
    QMetaObject::invokeMethod(
        m_writer.get(),
        [release = std::move(release), readings = std::move(readings), writer = m_writer.get()]() mutable {
            writer->keepReadings(std::move(release), std::move(readings));
        },
        Qt::QueuedConnection);
}

QFuture<Result<metrics::Readings>> SqliteHistory::readings(QString release)
{
    // Samples that wait for their batch are part of the answer. If they cannot be written the older ones are still readable;
    // the batch is tried again, and the log says so.
    const Answer<Result<metrics::Readings>> answer;
    auto inReader = [answer, release = std::move(release), reader = m_reader.get()] { answer(reader->history().readings(release)); };
    // By way of both that write, so that each has written what was asked of it before.
    auto inSamples = [inReader = std::move(inReader), reader = m_reader.get(), samples = m_samples.get()] {
        samples->flush();
        QMetaObject::invokeMethod(reader, inReader, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(
        m_writer.get(),
        [inSamples = std::move(inSamples), writer = m_writer.get(), samples = m_samples.get()] {
            writer->flush();
            QMetaObject::invokeMethod(samples, inSamples, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
    return answer.future();
}

QFuture<Result<Forgotten>> SqliteHistory::forgetSamples(QString release)
{
    const Answer<Result<Forgotten>> answer;
    QMetaObject::invokeMethod(
        m_samples.get(), [answer, release = std::move(release), samples = m_samples.get()] { answer(samples->store().forget(release)); },
        Qt::QueuedConnection);
    return answer.future();
}

QFuture<Result<void>> SqliteHistory::keepNote(QString key, QString value)
{
    return together<Result<void>>(
        [key = std::move(key), value = std::move(value)](Connection& connection) { return storage::keepNote(connection, key, value); },
        [](const Result<void>& committed) { return committed; });
}

QFuture<Result<Lease>> SqliteHistory::claim(Claim claim)
{
    return write<Result<Lease>>([claim = std::move(claim)](StoreWriter& writer) { return writer.lease().claim(claim); });
}

QFuture<Result<void>> SqliteHistory::giveBack()
{
    return write<Result<void>>([](StoreWriter& writer) { return writer.giveBack(); });
}

QFuture<Result<void>> SqliteHistory::ask(workspace::Wish wish)
{
    return write<Result<void>>([wish = std::move(wish)](StoreWriter& writer) { return writer.lease().ask(wish); });
}

void SqliteHistory::follow(QString why)
{
    QMetaObject::invokeMethod(
        m_writer.get(), [why = std::move(why), writer = m_writer.get()] { writer->lease().follow(why); }, Qt::QueuedConnection);
}

LeaseKeeper& SqliteHistory::lease()
{
    return m_writer->lease();
}

QFuture<Result<News>> SqliteHistory::news(NewsQuery query)
{
    return read<Result<News>>(*m_reader, [query = std::move(query)](const ReadOnlyHistory& history) { return history.news(query); });
}

QFuture<Result<QString>> SqliteHistory::note(QString key)
{
    return write<Result<QString>>([key = std::move(key)](const StoreWriter& writer) { return writer.note(key); });
}

} // namespace fairlead::storage
