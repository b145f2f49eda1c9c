#include "models/formats/component.h"
#include "tests/formats/shown.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

const QString kFile = QStringLiteral("components/data_analyst.yaml");

const QByteArray kComponent = "name: personas/analysts/data_analyst\n"
                              "owner: optimization_team\n"
                              "tags: [analyst, hybrid]\n"
                              "versions: [1.4.2, 1.10, 2.0.0]\n"
                              "dependencies:\n"
                              "  - core/base_agent\n"
                              "  - core/task_executor\n"
                              "production: 1.10\n"
                              "candidate: 2.0.0\n"
                              "backup: v1_backup\n"
                              "status: production\n"
                              "scores: {iff: 0.92, te: 0.35}\n";

} // namespace

class TestComponentFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsAComponent()
    {
        const Loaded<ComponentFile> loaded = readComponent(kFile, kComponent);
        QCOMPARE(shown(loaded.problems), QString());
        const registry::Component& component = loaded.value->component;
        QCOMPARE(component.name, QStringLiteral("personas/analysts/data_analyst"));
        QCOMPARE(component.shortName(), QStringLiteral("data_analyst"));
        QCOMPARE(component.owner, QStringLiteral("optimization_team"));
        QCOMPARE(component.tags, (QStringList{QStringLiteral("analyst"), QStringLiteral("hybrid")}));
        QCOMPARE(component.versions, (QStringList{QStringLiteral("1.4.2"), QStringLiteral("1.10"), QStringLiteral("2.0.0")}));
        QCOMPARE(component.dependencies, (QStringList{QStringLiteral("core/base_agent"), QStringLiteral("core/task_executor")}));
        QCOMPARE(component.production, QStringLiteral("1.10"));
        QCOMPARE(component.candidate, QStringLiteral("2.0.0"));
        QCOMPARE(component.backup, QStringLiteral("v1_backup"));
        QVERIFY(component.status == registry::DeploymentStatus::Production);
        QCOMPARE(component.scores.value(QStringLiteral("te")), 0.35);
        QCOMPARE(component.file, kFile);
        QCOMPARE(loaded.value->dependencyPlaces.at(1), (Position{7, 5}));
        QCOMPARE(loaded.at, (Position{1, 7}));
    }

    void needsOnlyNameOwnerAndVersions()
    {
        QVERIFY(readComponent(kFile, "name: a\nowner: b\nversions: [1]\n").valid());
        QCOMPARE(shown(readComponent(kFile, "tags: []\n").problems), QStringLiteral("1:1 missing-key, 1:1 missing-key, 1:1 missing-key"));
    }

    void refusesWhatDoesNotFit_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* before, const char* after, const char* problems) {
            QTest::newRow(QByteArray(after).simplified().constData())
                << QByteArray(before) << QByteArray(after) << QString::fromLatin1(problems);
        };
        row("production: 1.10", "production: 1.1", "8:13 unknown-version");
        row("candidate: 2.0.0", "candidate: 3.0.0", "9:12 unknown-version");
        row("status: production", "status: prodution", "11:9 unknown-status");
        row("name: personas/analysts", "name: /personas/analysts", "1:7 bad-name");
        row("name: personas/analysts", "name: personas/../analysts", "1:7 bad-name");
        row("[1.4.2,", "[1.4.2, 1.4.2,", "4:19 duplicate-value");
        row("[1.4.2,", "[one two,", "4:12 bad-version");
        row("[1.4.2,", "[{a: b},", "4:12 wrong-type");
        row("- core/base_agent", "- personas/analysts/data_analyst", "6:5 self-dependency");
        row("tags: [analyst, hybrid]", "tags: analyst", "3:7 wrong-type");
        row("iff: 0.92", "iff: 92", "12:15 out-of-range");
        row("iff: 0.92", "iff: .inf", "12:15 wrong-type");
        row("owner: optimization_team", "owner: [a, b]", "2:8 wrong-type");
        row("backup", "bakup", "10:1 unknown-key");
    }

    void refusesWhatDoesNotFit()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QByteArray text = kComponent;
        QVERIFY(text.contains(before));
        const Loaded<ComponentFile> loaded = readComponent(kFile, text.replace(before, after));
        QVERIFY(!loaded.valid());
        QTEST(shown(loaded.problems), "problems");
    }
};

QTEST_APPLESS_MAIN(TestComponentFile)
#include "test_component_file.moc"
