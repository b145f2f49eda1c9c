#include "tests/wiring/custody_fixture.h"

#include "models/formats/workspace.h"
#include "tests/fakes/files.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <set>

namespace fairlead::test {

namespace {

const QByteArray kPlan = R"(name: practice
poll_interval: 500ms
effect_deadline: 20s
min_calls_for_share: 20
gates: {min_samples: 2, fail_after: 3, stale_after: 10s}
steps:
  - setWeight: 10
  - soak: SOAK
  - gate: success_criteria
  - setWeight: 100
  - soak: 1s
  - gate: success_criteria
  - activate: registry
)";

const QByteArray kWorkspace = R"(workspace: Shared
person: ada
environments:
  - {name: practice, production: false}
targets:
  - {name: practice, driver: rehearsal, source: practice-metrics, url: "URL", split: data_analyst}
sources:
  - {name: practice-metrics, driver: rehearsal, url: "URL", split: data_analyst, window: 5s}
releases:
  - {manifest: manifests/data_analyst.yaml, environment: practice, target: practice, plan: practice}
)";

} // namespace

SharedWorkspace::SharedWorkspace(Millis soak)
{
    Result<std::unique_ptr<lab::Practice>> practice
        = lab::Practice::start({QStringLiteral("data_analyst")}, {QStringLiteral("--port"), QStringLiteral("0")}, m_folder.path());
    QVERIFY2(practice.has_value(), practice ? "" : qPrintable(practice.error().message));
    m_practice = std::move(*practice);
    m_changesBefore = changes();
    const QString sample = QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/sample/");
    for (const QString& folder : {QStringLiteral("components/"), QStringLiteral("manifests/")}) {
        QVERIFY(QDir().mkpath(directory() + QLatin1Char('/') + folder));
        const QStringList files = QDir(sample + folder).entryList(QDir::Files);
        for (const QString& file : files) {
            QVERIFY(QFile::copy(sample + folder + file, directory() + QLatin1Char('/') + folder + file));
        }
    }
    const QByteArray length = QByteArray::number(static_cast<qint64>(soak.count())) + "ms";
    writeFile(directory() + QStringLiteral("/plans/practice.yaml"), QByteArray(kPlan).replace("SOAK", length));
    writeFile(directory() + QStringLiteral("/workspace.yaml"), QByteArray(kWorkspace).replace("URL", m_practice->url().toUtf8()));
}

SharedWorkspace::~SharedWorkspace() = default;

workspace::Workspace SharedWorkspace::read() const
{
    const formats::LoadedWorkspace loaded = formats::readWorkspace(directory());
    return loaded.valid() ? *loaded.value : workspace::Workspace();
}

std::unique_ptr<QProcess> SharedWorkspace::ctl(const QStringList& words) const
{
    auto process = std::make_unique<QProcess>();
    process->start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairleadctl"),
        QStringList{QStringLiteral("rollout")} + words + QStringList{QStringLiteral("--workspace"), directory()});
    process->closeWriteChannel();
    return process;
}

std::unique_ptr<QProcess> SharedWorkspace::run() const
{
    return ctl({QStringLiteral("run"), QStringLiteral("practice"), QStringLiteral("--target"), QStringLiteral("practice")});
}

std::vector<audit::Record> SharedWorkspace::records() const
{
    const auto history = storage::ReadOnlyHistory::open(directory() + QStringLiteral("/history.db"));
    return history ? history->records({}).value_or(std::vector<audit::Record>()) : std::vector<audit::Record>();
}

int SharedWorkspace::count(const QString& kind) const
{
    const std::vector<audit::Record> rows = records();
    return static_cast<int>(std::ranges::count_if(rows, [&](const audit::Record& record) { return record.entry.kind == kind; }));
}

storage::Lease SharedWorkspace::lease() const
{
    const auto history = storage::ReadOnlyHistory::open(directory() + QStringLiteral("/history.db"));
    return history ? history->lease().value_or(storage::Lease()) : storage::Lease();
}

QStringList SharedWorkspace::breaches() const
{
    QStringList found;
    const auto history = storage::ReadOnlyHistory::open(directory() + QStringLiteral("/history.db"));
    if (!history || !history->verify() || !history->verify()->valid()) {
        found += QStringLiteral("The chain is broken.");
    }
    std::set<QString> intents;
    std::set<QString> outcomes;
    std::set<double> weights;
    int sent = 0;
    for (const audit::Record& record : records()) {
        const QJsonObject& data = record.entry.data;
        const QString command = data.value(QStringLiteral("command")).toString();
        if (record.entry.kind == audit::kind::kIntent) {
            found += intents.insert(command).second ? QStringList() : QStringList(QStringLiteral("Intent twice: %1").arg(command));
            const bool shifts = data.value(QStringLiteral("action")).toString() == QLatin1String("set-weight");
            sent += shifts ? 1 : 0;
            const double weight = data.value(QStringLiteral("weight")).toDouble();
            if (shifts && !weights.insert(weight).second) {
                found += QStringLiteral("Asked twice for %1 %.").arg(weight);
            }
        } else if (record.entry.kind == audit::kind::kOutcome) {
            found += outcomes.insert(command).second ? QStringList() : QStringList(QStringLiteral("Outcome twice: %1").arg(command));
        }
    }
    if (intents != outcomes) {
        found += QStringLiteral("%1 intents, %2 outcomes.").arg(intents.size()).arg(outcomes.size());
    }
    const int told = changes() - m_changesBefore;
    if (told != sent) {
        found += QStringLiteral("The target was told %1 times, the history says %2.").arg(told).arg(sent);
    }
    return found;
}

int SharedWorkspace::changes() const
{
    const auto split = m_practice->split(QStringLiteral("data_analyst"));
    return split ? split->second.mid(1).toInt() : -1;
}

bool waitForEnd(QProcess& process, int ms)
{
    return QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, ms);
}

} // namespace fairlead::test
