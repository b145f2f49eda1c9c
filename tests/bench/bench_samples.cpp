// What the file of samples costs beside tables of SQLite: bytes at rest, an hour out of many millions, durable writing, and how long
// a sample may be lost.

#include "models/storage/read_only_history.h"
#include "models/storage/samples/sample_reader.h"
#include "models/storage/samples/sample_store.h"
#include "models/storage/sqlite_history.h"
#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <random>

using namespace fairlead;
using namespace fairlead::storage;
using bench::stop;

namespace {

constexpr int kSeries = 1'000;
constexpr qint64 kStart = 1'754'575'200'000;
constexpr qint64 kHour = 3'600'000;
constexpr int kQueries = 20; ///< a round and contender

template <typename T> T orStop(Result<T> result)
{
    if (!result) {
        stop(result.error().message);
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*result);
    }
}

/// One sample a second and series, a few milliseconds early or late; a latency in seconds, rounded to milliseconds.
class Source {
public:
    metrics::Sample next(qint64 second)
    {
        const auto jitter = static_cast<qint64>(m_random() % 11) - 5;
        return {Instant::fromMs(kStart + second * 1000 + jitter), static_cast<double>(200 + m_random() % 8192) / 1000.0};
    }

private:
    std::mt19937_64 m_random{1};
};

SeriesName nameOf(int series)
{
    return {QStringLiteral("release"), {QStringLiteral("metric_%1").arg(series), metrics::Role::Canary}};
}

/// @p seconds of all series, from @p first on.
std::vector<Portion> portionsOf(Source& source, qint64 first, qint64 seconds)
{
    std::vector<Portion> portions;
    for (int series = 0; series < kSeries; ++series) {
        Portion portion{nameOf(series), {}};
        portion.samples.reserve(static_cast<std::size_t>(seconds));
        for (qint64 second = first; second < first + seconds; ++second) {
            portion.samples.push_back(source.next(second));
        }
        portions.push_back(std::move(portion));
    }
    return portions;
}

/// A table with a row a sample, by SQLite alone.
class Table {
public:
    Table(const QString& path, const char* schema)
        : m_database(orStop(sqlite::Database::open(path, sqlite::Mode::ReadWrite, Millis(0))))
    {
        orStop(m_database.execute(schema));
        m_insert = orStop(m_database.prepare("INSERT INTO sample (series, at, value) VALUES (?, ?, ?)"));
    }

    void keep(const std::vector<Portion>& portions, bool bySeries)
    {
        orStop(m_database.execute("BEGIN"));
        if (bySeries) {
            for (std::size_t series = 0; series < portions.size(); ++series) {
                for (const metrics::Sample& sample : portions[series].samples) {
                    insert(series, sample);
                }
            }
        } else { // as they come in life
            for (std::size_t i = 0; i < portions.front().samples.size(); ++i) {
                for (std::size_t series = 0; series < portions.size(); ++series) {
                    insert(series, portions[series].samples[i]);
                }
            }
        }
        orStop(m_database.execute("COMMIT"));
    }
    void execute(const char* sql) { orStop(m_database.execute(sql)); }

    std::size_t read(int series, qint64 from, qint64 to)
    {
        if (!m_select) {
            m_select = orStop(m_database.prepare("SELECT at, value FROM sample WHERE series = ? AND at BETWEEN ? AND ? ORDER BY at"));
        }
        std::vector<metrics::Sample> samples;
        m_select->bind(1, qint64(series)).bind(2, from).bind(3, to);
        while (orStop(m_select->step())) {
            samples.push_back({Instant::fromMs(m_select->integer(0)), m_select->real(1)});
        }
        m_select->reset();
        return samples.size();
    }

private:
    void insert(std::size_t series, const metrics::Sample& sample)
    {
        m_insert.bind(1, static_cast<qint64>(series)).bind(2, sample.at.ms()).bind(3, sample.value);
        orStop(m_insert.run());
    }
    sqlite::Database m_database;
    sqlite::Statement m_insert;
    std::optional<sqlite::Statement> m_select;
};

constexpr const char* kTyped = "CREATE TABLE sample (series INTEGER NOT NULL, at INTEGER NOT NULL, value REAL NOT NULL)";
constexpr const char* kClustered = "CREATE TABLE sample (series INTEGER NOT NULL, at INTEGER NOT NULL, value REAL NOT NULL, "
                                   "PRIMARY KEY (series, at)) WITHOUT ROWID";

double bytesOf(const QString& path)
{
    return static_cast<double>(QFileInfo(path).size());
}

/// The same samples in three files.
struct Files {
    explicit Files(qint64 samples)
        : seconds(samples / kSeries)
        , typed(dir.filePath(QStringLiteral("typed.db")), kTyped)
        , clustered(dir.filePath(QStringLiteral("clustered.db")), kClustered)
    {
        std::fprintf(stderr, "Writing %lld samples three times …\n", static_cast<long long>(seconds * kSeries));
        constexpr qint64 kPiece = 750; // half a second of 1.5 million a second
        Source source;
        SampleStore store = orStop(SampleStore::open(ours()));
        std::vector<double> rates;
        for (qint64 first = 0; first < seconds; first += kPiece) {
            const auto portions = portionsOf(source, first, std::min(kPiece, seconds - first));
            const double count = static_cast<double>(portions.front().samples.size() * portions.size());
            QElapsedTimer timer;
            timer.start();
            orStop(store.keep(portions));
            writing += static_cast<double>(timer.nsecsElapsed()) / 1e9;
            written += count;
            typed.keep(portions, false);
        }
        orStop(store.compact());
        typed.execute("CREATE INDEX sample_by_series ON sample (series, at)");
        fillClustered();
    }

    /// In the order of its key, which is kinder to it than life is.
    void fillClustered()
    {
        SampleReader reader = orStop(SampleReader::open(ours()));
        const auto names = orStop(reader.names({}));
        for (const auto& [id, name] : names) {
            std::vector<Portion> one(static_cast<std::size_t>(kSeries));
            const int series = name.key.metric.mid(7).toInt();
            one[static_cast<std::size_t>(series)].samples = orStop(reader.range(id));
            clustered.keep(one, true);
        }
    }
    QString ours() const { return dir.filePath(QStringLiteral("ours.db")); }

    QTemporaryDir dir;
    qint64 seconds;
    Table typed;
    Table clustered;
    double written = 0.0;
    double writing = 0.0; ///< seconds
};

void measureRest(bench::Report& report, Files& files)
{
    const double count = static_cast<double>(files.seconds * kSeries);
    for (Table* table : {&files.typed, &files.clustered}) {
        table->execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    bench::Measure measure{.id = QStringLiteral("G6"), .what = QStringLiteral("bytes a sample at rest"), .unit = QStringLiteral("B")};
    measure.ours = bytesOf(files.ours()) / count;
    measure.naive = bytesOf(files.dir.filePath(QStringLiteral("typed.db"))) / count;
    measure.floor = (13.0 + std::log2(11.0)) / 8.0; // what the source draws
    measure.peers.insert({QStringLiteral("clustered table"), bytesOf(files.dir.filePath(QStringLiteral("clustered.db"))) / count});
    measure.goal = QStringLiteral("at most 3.0");
    measure.met = measure.ours <= 3.0;
    report.add(measure);
}

void measureRange(bench::Report& report, Files& files)
{
    QElapsedTimer opening;
    opening.start();
    SampleReader reader = orStop(SampleReader::open(files.ours()));
    const qint64 opened = opening.nsecsElapsed();
    const auto names = orStop(reader.names({}));
    std::vector<qint64> ids(static_cast<std::size_t>(kSeries));
    for (const auto& [id, name] : names) {
        ids[static_cast<std::size_t>(name.key.metric.mid(7).toInt())] = id;
    }
    std::mt19937 random(4);
    std::vector<std::pair<int, qint64>> asked;
    for (int i = 0; i < kQueries; ++i) {
        const qint64 latest = std::max<qint64>(1, files.seconds * 1000 - kHour);
        asked.emplace_back(random() % kSeries, kStart + static_cast<qint64>(random()) % latest);
    }
    const auto all = [&asked](const auto& query) {
        return [&asked, query] {
            std::size_t found = 0;
            for (const auto& [series, from] : asked) {
                found += query(series, from);
            }
            if (found == 0) {
                stop(QStringLiteral("nothing was found"));
            }
        };
    };
    const auto ours = [&](int series, qint64 from) {
        const Stretch stretch{Instant::fromMs(from), Instant::fromMs(from + kHour)};
        return orStop(reader.range(ids[static_cast<std::size_t>(series)], stretch)).size();
    };
    const auto typed = [&](int series, qint64 from) { return files.typed.read(series, from, from + kHour); };
    const auto clustered = [&](int series, qint64 from) { return files.clustered.read(series, from, from + kHour); };
    const QString ourName = QStringLiteral("ours");
    const auto figures
        = bench::interleaved({{ourName, bench::milliseconds(all(ours), 10)}, {QStringLiteral("typed"), bench::milliseconds(all(typed))},
                                 {QStringLiteral("clustered"), bench::milliseconds(all(clustered))}},
            report.runs(9));
    bench::Measure measure{.id = QStringLiteral("G7"), .what = QStringLiteral("an hour of one series, warm"), .unit = QStringLiteral("ms")};
    measure.ours = figures.at(ourName) / kQueries;
    measure.naive = figures.at(QStringLiteral("typed")) / kQueries;
    measure.peers.insert({QStringLiteral("clustered table"), figures.at(QStringLiteral("clustered")) / kQueries});
    measure.goal = QStringLiteral("150 × a typed table with an index, 10 × a clustered one");
    measure.met = *measure.naive >= 150 * measure.ours && measure.peers.begin()->second >= 10 * measure.ours;
    report.add(measure);
    bench::Measure open{
        .id = QStringLiteral("G7-open"), .what = QStringLiteral("opening the file of samples"), .unit = QStringLiteral("ms")};
    open.ours = static_cast<double>(opened) / 1e6;
    report.add(open);
}

/// Durable samples a second, a batch after the other.
std::function<std::optional<double>()> rateOf(
    const std::vector<std::vector<Portion>>& batches, std::function<void(const std::vector<Portion>&)> keep)
{
    return [&batches, keep = std::move(keep)]() -> std::optional<double> {
        double count = 0.0;
        QElapsedTimer timer;
        timer.start();
        for (const auto& batch : batches) {
            keep(batch);
            count += static_cast<double>(batch.size() * batch.front().samples.size());
        }
        return count / (static_cast<double>(timer.nsecsElapsed()) / 1e9);
    };
}

void measureWriting(bench::Report& report, const Files& files)
{
    bench::Measure sustained{.id = QStringLiteral("G8"),
        .what = QStringLiteral("durable writing, sorted and packed, of all samples"),
        .unit = QStringLiteral("samples/s")};
    sustained.ours = files.written / files.writing;
    sustained.goal = QStringLiteral("1.5 million a second");
    sustained.met = sustained.ours >= 1.5e6;
    sustained.better = bench::Better::More;
    report.add(sustained);

    Source source;
    std::vector<std::vector<Portion>> batches;
    for (int i = 0; i < 20; ++i) {
        batches.push_back(portionsOf(source, i * 20, 20)); // 20,000 samples: each goes through the tail
    }
    std::vector<std::vector<Portion>> few{portionsOf(source, 0, 1)};
    const QTemporaryDir dir;
    SampleStore store = orStop(SampleStore::open(dir.filePath(QStringLiteral("ours.db"))));
    Table table(dir.filePath(QStringLiteral("table.db")), kClustered);
    Table single(dir.filePath(QStringLiteral("single.db")), kTyped);
    std::FILE* file = std::fopen(qPrintable(dir.filePath(QStringLiteral("floor"))), "wb");
    const QString ours = QStringLiteral("ours");
    const auto figures
        = bench::interleaved({{ours, rateOf(batches, [&](const auto& batch) { orStop(store.keep(batch)); })},
                                 {QStringLiteral("one by one"),
                                     rateOf(few,
                                         [&](const auto& batch) {
                                             for (const Portion& portion : batch) {
                                                 single.keep({portion}, true);
                                             }
                                         })},
                                 {QStringLiteral("clustered table"),
                                     rateOf(batches,
                                         [&](const auto& batch) {
                                             table.execute("DELETE FROM sample");
                                             table.keep(batch, false);
                                         })},
                                 {QStringLiteral("floor"),
                                     rateOf(batches,
                                         [&](const auto& batch) {
                                             for (const Portion& portion : batch) {
                                                 std::fwrite(portion.samples.data(), sizeof(metrics::Sample), portion.samples.size(), file);
                                             }
                                             std::fflush(file);
                                             fdatasync(fileno(file));
                                         })}},
            report.runs(5));
    std::fclose(file);
    bench::Measure tail{.id = QStringLiteral("G8-tail"),
        .what = QStringLiteral("durable writing through the tail, 20,000 a batch"),
        .unit = QStringLiteral("samples/s")};
    tail.ours = figures.at(ours);
    tail.naive = figures.at(QStringLiteral("one by one"));
    tail.floor = figures.at(QStringLiteral("floor"));
    tail.peers.insert({QStringLiteral("clustered table"), figures.at(QStringLiteral("clustered table"))});
    tail.goal = QStringLiteral("1.5 million a second");
    tail.met = tail.ours >= 1.5e6;
    tail.better = bench::Better::More;
    report.add(tail);
}

/// The longest that a sample was handed over and not yet on disk, where another process would find it.
void measureWindow(bench::Report& report)
{
    const QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("history.db"));
    const SystemClock clock;
    const auto history = orStop(SqliteHistory::open(path, clock));
    const auto beside = orStop(ReadOnlyHistory::open(path));
    QElapsedTimer timer;
    timer.start();
    std::vector<qint64> handed;
    std::size_t seen = 0;
    double worst = 0.0;
    while (timer.elapsed() < 15'000) {
        if (static_cast<qint64>(handed.size()) * 100 <= timer.elapsed()) { // 10 Hz
            const auto number = static_cast<qint64>(handed.size());
            history->keepReadings(QStringLiteral("r"), {{{metrics::kCalls, metrics::Role::Canary}, {Instant::fromMs(number), 1.0}}});
            handed.push_back(timer.elapsed());
        }
        const std::size_t now = orStop(beside.readings(QStringLiteral("r"))).size();
        for (; seen < now; ++seen) {
            worst = std::max(worst, static_cast<double>(timer.elapsed() - handed[seen]));
        }
        QThread::msleep(2);
    }
    bench::Measure window{
        .id = QStringLiteral("G8-window"), .what = QStringLiteral("longest time until a sample was on disk"), .unit = QStringLiteral("ms")};
    window.ours = worst;
    window.goal = QStringLiteral("at most 1,000");
    window.met = worst <= 1000.0 && seen > 100;
    report.add(window);
}

void measurePages(bench::Report& report)
{
    for (const int size : {4096, 8192, 16'384, 32'768, 65'536}) {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("ours.db"));
        SampleOptions options;
        options.pageSize = size;
        Source source;
        {
            SampleStore store = orStop(SampleStore::open(path, options));
            orStop(store.keep(portionsOf(source, 0, 3072)));
        }
        SampleReader reader = orStop(SampleReader::open(path));
        const auto read = [&] {
            for (qint64 id = 1; id <= kSeries; id += 50) {
                orStop(reader.range(id, {Instant::fromMs(kStart), Instant::fromMs(kStart + kHour)}));
            }
        };
        bench::Measure measure{.id = QStringLiteral("pages-%1").arg(size),
            .what = QStringLiteral("bytes a sample, pages of %1").arg(size),
            .unit = QStringLiteral("B")};
        measure.ours = bytesOf(path) / (3072.0 * kSeries);
        measure.ratios.insert({QStringLiteral("µs a range"),
            bench::interleaved({{QStringLiteral("r"), bench::milliseconds(read, 5)}}, 5).begin()->second * 1000.0 / 20});
        report.add(measure);
    }
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    bench::Report report(argc, argv);
    // A number of samples for those in a hurry.
    const qint64 samples = report.arguments().isEmpty() ? 50'000'000 : report.arguments().constFirst().toLongLong();
    if (samples < 5'000'000) {
        stop(QStringLiteral("bench_samples [SAMPLES]: at least 5,000,000, for an hour of 1,000 series"));
    }
    measurePages(report);
    measureWindow(report);
    Files files(samples);
    measureRest(report, files);
    measureRange(report, files);
    measureWriting(report, files);
    return report.finish();
}
