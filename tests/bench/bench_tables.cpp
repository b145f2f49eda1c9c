// Tables over a history of a million rows, search in it, and 100,000 live rows sorted and filtered
//
// The end of the table, jumps and memory beside QSqlTableModel and a plain repaint (G9); search beside LIKE (G10); sorting and filtering
// beside QSortFilterProxyModel (G11). The history is made here, in bulk by SQL and
// not sealed, since no table looks at hashes. bench_tables --make FILE ROWS leaves one behind, for trying the console on it.

#include "models/base/clock.h"
#include "models/items/record_filter.h"
#include "models/storage/sqlite_history.h"
#include "tests/bench/long_history.h"
#include "tests/bench/tables.h"

#include <QApplication>
#include <QHeaderView>
#include <QProcess>
#include <QRandomGenerator>
#include <QScrollBar>
#include <QSqlDatabase>
#include <QSqlTableModel>
#include <QTableView>
#include <QTemporaryDir>

#include <cstdio>

using namespace fairlead;
using bench::stop;

namespace {

constexpr qint64 kRows = 1'000'000;
constexpr int kRounds = 5;
constexpr int kJumps = 40;

/// One way to show the history in a view of its own.
class Shown {
public:
    virtual ~Shown() = default;
    virtual void fetchAll() { }
    virtual bool isHere(int /*row*/) const { return true; }

    void show(QAbstractItemModel& model)
    {
        view.setModel(&model);
        view.verticalHeader()->hide();
        view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
        view.verticalHeader()->setDefaultSectionSize(30);
        view.resize(1100, 800);
        view.show();
        settle(0);
    }
    void repaint() { view.viewport()->repaint(); }
    /// The row is here and painted.
    void settle(int row)
    {
        do {
            QCoreApplication::processEvents(QEventLoop::AllEvents);
        } while (!isHere(row));
        repaint();
    }
    void jump(int row)
    {
        view.scrollTo(view.model()->index(row, 0), QAbstractItemView::PositionAtCenter);
        settle(row);
    }
    void toTheEnd()
    {
        fetchAll();
        view.scrollToBottom();
        settle(view.model()->rowCount() - 1);
    }
    QTableView view;
};

/// What the console does.
class Paged final : public Shown {
public:
    explicit Paged(storage::SqliteHistory& history)
        : m_rows(m_records)
    {
        m_rows.setStore(history);
        ports::RecordQuery newest;
        newest.newestFirst = true;
        newest.limit = 64;
        QFuture<Result<std::vector<audit::Record>>> records = history.records(newest);
        records.waitForFinished();
        m_records.addRecords(records.result().value());
        show(m_rows);
    }
    ~Paged() override { view.setModel(nullptr); }
    bool isHere(int row) const override { return m_rows.recordAt(row) != nullptr; }

private:
    items::RecordModel m_records;
    items::RecordFilterModel m_rows;
};

/// What Qt's own model does with the same file.
class Sql final : public Shown {
public:
    explicit Sql(const QString& path)
        : m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("table")))
    {
        m_database.setDatabaseName(path);
        if (!m_database.open()) {
            stop(QStringLiteral("the history does not open"));
        }
        m_model = std::make_unique<QSqlTableModel>(nullptr, m_database);
        m_model->setTable(QStringLiteral("record"));
        m_model->setSort(0, Qt::DescendingOrder);
        m_model->select();
        show(*m_model);
    }
    ~Sql() override
    {
        view.setModel(nullptr);
        m_model.reset();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(QStringLiteral("table"));
    }
    void fetchAll() override
    {
        while (m_model->canFetchMore()) {
            m_model->fetchMore();
        }
    }

private:
    QSqlDatabase m_database;
    std::unique_ptr<QSqlTableModel> m_model;
};

double timeOf(const std::function<void()>& work)
{
    return *bench::milliseconds(work)();
}

void measureEnd(bench::Report& report, storage::SqliteHistory& history, const QString& path)
{
    const auto medians = bench::interleaved({{QStringLiteral("ours"),
                                                 [&] {
                                                     Paged shown(history);
                                                     return std::optional(timeOf([&] { shown.toTheEnd(); }));
                                                 }},
                                                {QStringLiteral("naive"),
                                                    [&] {
                                                        Sql shown(path);
                                                        return std::optional(timeOf([&] { shown.toTheEnd(); }));
                                                    },
                                                    3},
                                                {QStringLiteral("floor"),
                                                    [&] {
                                                        Paged shown(history);
                                                        shown.toTheEnd();
                                                        return std::optional(timeOf([&] { shown.repaint(); }));
                                                    }}},
        report.runs(kRounds));
    bench::Measure measure{.id = QStringLiteral("G9a"),
        .what = QStringLiteral("to the end of 1 M rows, loaded and painted; naive: QSqlTableModel, floor: a repaint"),
        .unit = QStringLiteral("ms"),
        .ours = medians.at(QStringLiteral("ours")),
        .naive = medians.at(QStringLiteral("naive")),
        .floor = medians.at(QStringLiteral("floor")),
        .goal = QStringLiteral("at least 200 times faster than QSqlTableModel")};
    measure.met = measure.timesBetterThan(*measure.naive) >= 200;
    report.add(measure);
}

void measureJumps(bench::Report& report, storage::SqliteHistory& history, const QString& path)
{
    Paged paged(history);
    Sql sql(path);
    sql.fetchAll();
    QRandomGenerator random(42);
    const auto anywhere = [&random] { return random.bounded(static_cast<int>(kRows)); };
    const auto medians = bench::interleaved({{QStringLiteral("ours"), bench::milliseconds([&] { paged.jump(anywhere()); }, kJumps)},
                                                {QStringLiteral("naive"), bench::milliseconds([&] { sql.jump(anywhere()); }, kJumps)},
                                                {QStringLiteral("floor"), bench::milliseconds([&] { paged.repaint(); }, kJumps)}},
        report.runs(kRounds));
    bench::Measure measure{.id = QStringLiteral("G9b"),
        .what = QStringLiteral("a jump to any row, loaded and painted; naive: QSqlTableModel with all rows fetched, floor: a repaint"),
        .unit = QStringLiteral("ms"),
        .ours = medians.at(QStringLiteral("ours")),
        .naive = medians.at(QStringLiteral("naive")),
        .floor = medians.at(QStringLiteral("floor")),
        .goal = QStringLiteral("at most 1.5 times a repaint")};
    measure.met = measure.ours <= 1.5 * *measure.floor;
    report.add(measure);
}

/// Memory of a process of its own that has been at the end and at some places between.
double memoryOf(const QString& way, const QString& path)
{
    QProcess process;
    process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--memory"), way, path});
    if (!process.waitForFinished(120'000) || process.exitCode() != 0) {
        stop(QStringLiteral("no memory was measured"));
    }
    return process.readAllStandardOutput().trimmed().toDouble();
}

int tellMemory(const QString& way, const QString& path)
{
    const SystemClock clock;
    const auto history = way == QLatin1String("ours") ? storage::SqliteHistory::open(path, clock).value() : nullptr;
    const std::unique_ptr<Shown> shown
        = history ? std::unique_ptr<Shown>(std::make_unique<Paged>(*history)) : std::unique_ptr<Shown>(std::make_unique<Sql>(path));
    shown->toTheEnd();
    QRandomGenerator random(7);
    for (int i = 0; i < 4 * items::RecordPages::kPages; ++i) {
        shown->jump(random.bounded(static_cast<int>(kRows)));
    }
    std::printf("%.0f\n", bench::residentBytes());
    return 0;
}

void measureMemory(bench::Report& report, const QString& path)
{
    const auto mb = [&path](const char* way) { return [&path, way] { return std::optional(memoryOf(QLatin1String(way), path) / 1e6); }; };
    const auto medians = bench::interleaved({{QStringLiteral("ours"), mb("ours")}, {QStringLiteral("naive"), mb("naive"), 1}}, 3);
    bench::Measure measure{.id = QStringLiteral("G9c"),
        .what = QStringLiteral("memory of the process after the end and 512 jumps; naive: QSqlTableModel"),
        .unit = QStringLiteral("MB"),
        .ours = medians.at(QStringLiteral("ours")),
        .naive = medians.at(QStringLiteral("naive")),
        .goal = QStringLiteral("at least 12 times less than QSqlTableModel")};
    measure.met = measure.timesBetterThan(*measure.naive) >= 12;
    report.add(measure);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == QLatin1String("--memory")) {
        return tellMemory(words.value(2), words.value(3));
    }
    if (words.value(1) == QLatin1String("--make")) {
        bench::makeLongHistory(words.value(2), words.value(3).toLongLong());
        return 0;
    }
    bench::Report report(argc, argv);
    bench::measureSorting(report);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("history.db"));
    bench::makeLongHistory(path, kRows);
    bench::measureSearch(report, path);
    measureMemory(report, path);
    const SystemClock clock;
    const auto history = storage::SqliteHistory::open(path, clock);
    if (!history) {
        stop(history.error().message);
    }
    measureEnd(report, **history, path);
    measureJumps(report, **history, path);
    return report.finish();
}
