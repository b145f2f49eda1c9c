#include "models/formats/train_file.h"
#include "models/formats/workspace.h"
#include "tests/formats/shown.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

const QString kFile = QStringLiteral("trains/t.yaml");

QString read(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

void write(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes)
{
    const QString path = folder.filePath(name);
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// A workspace with releases of a, b and c to production.
void writeWorkspace(const QTemporaryDir& folder)
{
    QByteArray text = "workspace: W\nenvironments: [{name: production, production: true}]\n"
                      "targets: [{name: edge, driver: rehearsal, source: seen, url: embedded, split: s}]\n"
                      "sources: [{name: seen, driver: rehearsal, url: embedded, split: s, window: 10s}]\nreleases:\n";
    for (const QByteArray name : {"a", "b", "c"}) {
        write(folder, QStringLiteral("manifests/%1.yaml").arg(QString::fromUtf8(name)),
            read(QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/sample/manifests/data_analyst.yaml"))
                .replace(QStringLiteral("data_analyst"), QString::fromUtf8(name))
                .toUtf8());
        text += "  - {manifest: manifests/" + name + ".yaml, environment: production, target: edge, plan: canary}\n";
    }
    write(folder, QStringLiteral("workspace.yaml"), text);
}

QStringList problemsOf(const QTemporaryDir& folder)
{
    QStringList errors;
    const LoadedWorkspace loaded = readWorkspace(folder.path());
    for (const Problem& problem : loaded.problems) {
        if (problem.severity == Severity::Error) {
            errors += problem.file + QLatin1Char(' ') + shown(problem) + QStringLiteral(": ") + problem.message;
        }
    }
    return errors;
}

/// What the reader offers where nothing is near: all keys that it knows there.
QStringList readerKeys(const QByteArray& text)
{
    const Problems problems = readTrain(kFile, text).problems;
    for (const Problem& problem : problems) {
        if (problem.code == QLatin1String("unknown-key")) {
            QStringList keys = problem.help.section(QStringLiteral(": "), 1).chopped(1).split(QStringLiteral(", "));
            keys.sort();
            return keys;
        }
    }
    return {};
}

} // namespace

class TestTrainFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void problemsHaveTheirPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* name, const char* text, const char* problems) {
            QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(problems);
        };
        row("good", "name: t\ncars:\n  - {name: a, manifest: m, environment: e}\n", "");
        row("a stranger", "name: t\ncars:\n  - {name: a, manifest: m, environment: e, after: [b]}\n", "3:52 unknown-reference");
        row("itself", "name: t\ncars:\n  - {name: a, manifest: m, environment: e, after: [a]}\n", "3:52 cyclic-train");
        row("a circle",
            "name: t\ncars:\n  - {name: a, manifest: m, environment: e, after: [b]}\n  - {name: b, manifest: n, environment: e, after: "
            "[a]}\n",
            "3:52 cyclic-train");
        row("the same name", "name: t\ncars:\n  - {name: a, manifest: m, environment: e}\n  - {name: a, manifest: n, environment: e}\n",
            "4:12 duplicate-name");
        row("twice after",
            "name: t\ncars:\n  - {name: a, manifest: m, environment: e}\n  - {name: b, manifest: n, environment: e, after: [a, a]}\n",
            "4:55 duplicate-value");
        row("no cars", "name: t\ncars: []\n", "2:7 empty-list");
        row("an unknown key", "name: t\ncars:\n  - {name: a, manifest: m, environment: e, before: [b]}\n", "3:44 unknown-key");
        row("nothing", "", "0:0 empty-file");
    }

    void problemsHaveTheirPlace()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QString, problems);
        const Loaded<TrainDraft> loaded = readTrain(kFile, text);
        QCOMPARE(shown(loaded.problems), problems);
        QCOMPARE(loaded.valid(), problems.isEmpty());
    }

    void aCircleIsNamedWithItsPath()
    {
        const Loaded<TrainDraft> loaded = readTrain(kFile,
            "name: t\ncars:\n  - {name: a, manifest: m, environment: e, after: [c]}\n  - {name: b, manifest: n, environment: e, after: "
            "[a]}\n"
            "  - {name: c, manifest: o, environment: e, after: [b]}\n");
        QCOMPARE(loaded.problems.size(), std::size_t(1));
        QVERIFY2(loaded.problems.front().message.contains(QStringLiteral("a → c → b → a")), qPrintable(loaded.problems.front().message));
    }

    void aTrainIsReadWithItsReleases()
    {
        QTemporaryDir folder;
        writeWorkspace(folder);
        write(folder, QStringLiteral("trains/spring.yaml"),
            "name: spring\ncars:\n  - {name: web, manifest: manifests/b.yaml, environment: production, after: [schema]}\n"
            "  - {name: schema, manifest: manifests/a.yaml, environment: production}\n");
        QCOMPARE(problemsOf(folder), QStringList());
        const LoadedWorkspace loaded = readWorkspace(folder.path());
        QCOMPARE(loaded.counts.trains, 1);
        const std::vector<train::Train>& trains = loaded.value->trains;
        QCOMPARE(trains.size(), std::size_t(1));
        QCOMPARE(trains.front().name, QStringLiteral("spring"));
        QCOMPARE(train::order(trains.front()), (std::vector<std::size_t>{1, 0}));
        const train::Car& web = trains.front().cars.front();
        const auto release = workspace::assemble(*loaded.value, loaded.value->releases[1], ReleaseId(QStringLiteral("r")));
        QCOMPARE(web.title, release->title());
        QCOMPARE(web.component, release->manifest.component);
        QCOMPARE(web.target, QStringLiteral("edge"));
    }

    void trainsAndReleasesHaveToFit()
    {
        QTemporaryDir folder;
        writeWorkspace(folder);
        write(folder, QStringLiteral("trains/1.yaml"),
            "name: one\ncars:\n  - {name: a, manifest: manifests/a.yaml, environment: production}\n");
        write(folder, QStringLiteral("trains/2.yaml"),
            "name: two\ncars:\n  - {name: x, manifest: manifests/a.yaml, environment: production}\n"
            "  - {name: y, manifest: manifests/d.yaml, environment: production}\n"
            "  - {name: z, manifest: manifests/b.yaml, environment: staging}\n");
        write(folder, QStringLiteral("trains/3.yaml"),
            "name: one\ncars:\n  - {name: c, manifest: manifests/c.yaml, environment: production}\n");
        QCOMPARE(problemsOf(folder),
            (QStringList{QStringLiteral("trains/2.yaml 3:25 duplicate-car: a 2.0.0 is the car “a” of the train “one” already."),
                QStringLiteral(
                    "trains/2.yaml 4:25 unknown-reference: workspace.yaml has no release of “manifests/d.yaml” to “production”."),
                QStringLiteral("trains/2.yaml 5:25 unknown-reference: workspace.yaml has no release of “manifests/b.yaml” to “staging”."),
                QStringLiteral("trains/3.yaml 1:7 duplicate-name: There is another train “one”.")}));
    }

    void aManifestThatIsBrokenIsReportedOnce()
    {
        QTemporaryDir folder;
        writeWorkspace(folder);
        write(folder, QStringLiteral("manifests/a.yaml"), "deployment: [\n");
        write(folder, QStringLiteral("trains/1.yaml"),
            "name: one\ncars:\n  - {name: a, manifest: manifests/a.yaml, environment: production}\n");
        const QStringList problems = problemsOf(folder);
        QCOMPARE(problems.size(), 1);
        QVERIFY(problems.front().startsWith(QStringLiteral("manifests/a.yaml")));
    }

    void theReaderAndTheSchemaKnowTheSameKeys()
    {
        const QJsonObject schema
            = QJsonDocument::fromJson(read(QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/schema/train.schema.json")).toUtf8()).object();
        const auto keys = [](const QJsonObject& at) { return at.value(QStringLiteral("properties")).toObject().keys(); };
        QCOMPARE(readerKeys("name: t\nqqqqqqqqqqqq: 1\ncars: [{name: a, manifest: m, environment: e}]\n"), keys(schema));
        QCOMPARE(readerKeys("name: t\ncars: [{name: a, manifest: m, environment: e, qqqqqqqqqqqq: 1}]\n"),
            keys(schema.value(QStringLiteral("$defs")).toObject().value(QStringLiteral("car")).toObject()));
    }

    void theReaderTakesAndRefusesTheFormsThatTheSchemaDoes()
    {
        const QStringList lines = read(QStringLiteral(FAIRLEAD_TEST_DIR "/formats/train_forms.txt")).split(QLatin1Char('\n'));
        int forms = 0;
        for (const QString& line : lines) {
            const QString kind = line.section(QLatin1Char(' '), 0, 0);
            if (kind == QLatin1String("good") || kind == QLatin1String("bad")) {
                const Loaded<TrainDraft> loaded = readTrain(kFile, line.section(QLatin1Char(' '), 1).toUtf8());
                QVERIFY2(loaded.valid() == (kind == QLatin1String("good")), qPrintable(line + shown(loaded.problems)));
                ++forms;
            }
        }
        QVERIFY(forms > 10);
    }

    void theHelpPagesExampleIsRight()
    {
        const QString page = read(QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/help/trains.md"));
        const QString example = page.section(QStringLiteral("```yaml\n"), 1).section(QStringLiteral("```"), 0, 0);
        const Loaded<TrainDraft> loaded = readTrain(kFile, example.toUtf8());
        QCOMPARE(shown(loaded.problems), QString());
        QCOMPARE(loaded.value->cars.size(), std::size_t(3));
    }

    void brokenTrainsAreReadToTheEnd()
    {
        const QByteArray whole
            = "name: t\ncars:\n  - {name: a, manifest: m, environment: e}\n  - {name: b, manifest: n, environment: e, after: [a]}\n";
        for (qsizetype length = 0; length < whole.size(); ++length) {
            const Loaded<TrainDraft> loaded = readTrain(kFile, whole.left(length));
            QVERIFY(loaded.valid() != hasErrors(loaded.problems));
        }
    }
};

QTEST_GUILESS_MAIN(TestTrainFile)
#include "test_train_file.moc"
