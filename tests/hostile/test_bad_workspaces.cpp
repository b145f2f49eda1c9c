#include "models/formats/workspace.h"
#include "tests/formats/shown.h"
#include "tests/hostile/disk_snapshot.h"

#include <QDir>
#include <QMap>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <memory>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

using Files = QMap<QString, QByteArray>;

const QString kRoot = QStringLiteral("workspace.yaml");
const QString kManifest = QStringLiteral("manifests/checkout.yaml");
const QString kPlan = QStringLiteral("plans/quick.yaml");
const QString kCheckout = QStringLiteral("components/checkout.yaml");
const QString kCart = QStringLiteral("components/cart.yaml");
const QString kGuide = QStringLiteral("checklists/guide.md");
const QString kCalendar = QStringLiteral("calendar.yaml");

/// A small workspace without a problem; every case breaks one place of it.
Files goodFiles()
{
    return {{kRoot,
                "workspace: Small\n" // line 1
                "environments:\n"
                "  - name: staging\n"
                "    production: false\n"
                "targets:\n" // 5
                "  - name: edge\n"
                "    driver: haproxy\n"
                "    source: prom\n"
                "    address: \"tcp:127.0.0.1:9999\"\n"
                "    backend: app\n" // 10
                "    baseline_server: stable\n"
                "    canary_server: canary\n"
                "sources:\n"
                "  - name: prom\n"
                "    driver: prometheus\n" // 15
                "    url: http://127.0.0.1:9090\n"
                "    metrics:\n"
                "      error_rate: {canary: errors_canary, baseline: errors_stable}\n"
                "releases:\n"
                "  - manifest: manifests/checkout.yaml\n" // 20
                "    environment: staging\n"
                "    target: edge\n"
                "    plan: quick\n"
                "    checklist: guide#Before\n"},
        {kManifest,
            "deployment:\n"
            "  component: shop/checkout\n"
            "  version: 2.0.0\n"
            "  rollback_to: shop/checkout\n"
            "  deployment_strategy: canary\n"
            "  canary_percentage: 10\n"
            "  success_criteria:\n"
            "    error_rate: \"< 1%\"\n"},
        {kPlan,
            "name: quick\n"
            "steps:\n"
            "  - setWeight: 10\n"
            "  - soak: 1m\n"
            "  - gate: success_criteria\n"
            "  - setWeight: 100\n"
            "  - soak: 1m\n"
            "  - gate: success_criteria\n"
            "  - activate: registry\n"},
        {kCheckout, "name: shop/checkout\nowner: shop\nversions: [1.9.0, 2.0.0]\nproduction: 1.9.0\ndependencies: [shop/cart]\n"},
        {kCart, "name: shop/cart\nowner: shop\nversions: [1.0.0]\nproduction: 1.0.0\n"},
        {kGuide, "# Guide\n## Before\n- [ ] Team is told\n## After\n- [ ] Report is stored\n"},
        {kCalendar,
            "deployment_schedule:\n"
            "  - date: 2025-08-07\n"
            "    component: shop/checkout\n"
            "    version: 2.0.0\n"
            "    window: \"14:00-16:00 UTC\"\n"
            "    owner: shop\n"
            "    rollback_owner: oncall\n"}};
}

void writeFiles(const QString& directory, const Files& files)
{
    for (auto it = files.constBegin(); it != files.constEnd(); ++it) {
        const QFileInfo info(directory + QLatin1Char('/') + it.key());
        QVERIFY(QDir().mkpath(info.path()));
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(it.value()) == it.value().size());
    }
}

void row(const char* name, const QString& file, const char* before, const QByteArray& after, const char* problem)
{
    QTest::newRow(name) << file << QByteArray(before) << after << QString::fromUtf8(problem);
}

void formsOfTheWorkspaceFile()
{
    row("empty", kRoot, "", "", "workspace.yaml 0:0 empty-file");
    row("binary", kRoot, "", QByteArray("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16), "workspace.yaml 2:1 binary-file");
    row("an unknown key", kRoot, "targets:", "tragets:", "workspace.yaml 1:1 missing-key");
    row("an unknown key is named too", kRoot, "releases:", "realeses:", "workspace.yaml 19:1 unknown-key");
    row("a duplicate key", kRoot, "sources:", "workspace: Other\nsources:", "workspace.yaml 13:1 duplicate-key");
    row("a tab", kRoot, "    production", "\tproduction", "workspace.yaml 4:1 tab-indent");
    row("no for a truth value", kRoot, "production: false", "production: no", "workspace.yaml 4:17 wrong-type");
    row("a truth value in quotes", kRoot, "production: false", "production: \"false\"", "workspace.yaml 4:17 wrong-type");
    row("a map for a list", kRoot, "  - name: staging\n    production", "  staging:\n    production", "workspace.yaml 3:3 wrong-type");
    row("words for targets", kRoot, "environments:\n", "environments:\n  - production\n", "workspace.yaml 3:5 wrong-type");
    row("two of one name", kRoot, "targets:", "  - {name: staging, production: true}\ntargets:", "workspace.yaml 5:12 duplicate-name");
}

void endpointsThatDoNotFit()
{
    row("an unknown driver", kRoot, "driver: haproxy", "driver: haprox", "workspace.yaml 7:13 unknown-driver");
    row("a driver of the wrong kind", kRoot, "driver: prometheus", "driver: haproxy", "workspace.yaml 15:13 unknown-driver");
    row("a setting of another driver", kRoot, "    backend: app", "    backend: app\n    split: a", "workspace.yaml 11:5 unknown-key");
    row("a missing setting", kRoot, "    backend: app\n", "", "workspace.yaml 6:5 missing-key");
    row("an address without a port", kRoot, "tcp:127.0.0.1:9999", "tcp:127.0.0.1", "workspace.yaml 9:14 bad-address");
    row("an address with an impossible port", kRoot, "tcp:127.0.0.1:9999", "tcp:127.0.0.1:99999", "workspace.yaml 9:14 bad-address");
    row("a relative socket", kRoot, "tcp:127.0.0.1:9999", "unix:admin.sock", "workspace.yaml 9:14 bad-address");
    row("a URL without a scheme", kRoot, "http://127.0.0.1:9090", "localhost:9090", "workspace.yaml 16:10 bad-url");
    row("a URL of a file", kRoot, "http://127.0.0.1:9090", "file:///etc/passwd", "workspace.yaml 16:10 bad-url");
    row("a password in a URL", kRoot, "http://127", "http://me:secret@127", "workspace.yaml 16:10 bad-url");
    row("a bad duration", kRoot, "    metrics:", "    timeout: 3\n    metrics:", "workspace.yaml 17:14 bad-duration");
    row("no query", kRoot, "{canary: errors_canary, baseline: errors_stable}", "errors", "workspace.yaml 18:19 wrong-type");
    row("no metrics", kRoot, "      error_rate: {canary: errors_canary, baseline: errors_stable}\n", "      {}\n",
        "workspace.yaml 17:5 missing-value");
}

void referencesThatLeadNowhere()
{
    row("a source that does not exist", kRoot, "source: prom\n", "source: prmo\n", "workspace.yaml 8:13 unknown-reference");
    row("an environment that does not exist", kRoot, "environment: staging", "environment: prod", "workspace.yaml 21:18 unknown-reference");
    row("a target that does not exist", kRoot, "target: edge", "target: edgy", "workspace.yaml 22:13 unknown-reference");
    row("a plan that does not exist", kRoot, "plan: quick", "plan: slow", "workspace.yaml 23:11 unknown-reference");
    row("a checklist that does not exist", kRoot, "guide#Before", "gide#Before", "workspace.yaml 24:16 unknown-reference");
    row("a section that does not exist", kRoot, "guide#Before", "guide#Beforr", "workspace.yaml 24:16 unknown-section");
    row("a manifest that does not exist", kRoot, "manifests/checkout.yaml", "manifests/chekout.yaml", "workspace.yaml 20:15 missing-file");
    row("a path that climbs out", kRoot, "manifests/checkout.yaml", "../checkout.yaml", "workspace.yaml 20:15 path-escapes");
    row("a path that climbs out on a detour", kRoot, "manifests/checkout.yaml", "manifests/../../x.yaml",
        "workspace.yaml 20:15 path-escapes");
    row("an absolute path", kRoot, "manifests/checkout.yaml", "/etc/passwd", "workspace.yaml 20:15 path-escapes");
    row("a folder for a manifest", kRoot, "manifests/checkout.yaml", "manifests", "manifests 0:0 is-directory");
    row("a release twice", kRoot, "releases:\n",
        "releases:\n  - {manifest: manifests/checkout.yaml, environment: staging, target: edge, plan: quick}\n",
        "workspace.yaml 21:5 duplicate-release");
}

void otherFilesThatAreBroken()
{
    row("a broken manifest", kManifest, "canary_percentage: 10", "canary_percentage: 150", "manifests/checkout.yaml 6:22 out-of-range");
    row("a broken plan", kPlan, "soak: 1m\n  - gate: success_criteria\n  - setWeight",
        "soak: one\n  - gate: success_criteria\n  - setWeight", "plans/quick.yaml 4:11 bad-duration");
    row("a plan whose weights fall", kPlan, "setWeight: 100", "setWeight: 5", "plans/quick.yaml 6:5 bad-step-order");
    row("a broken component", kCart, "owner: shop", "owner: {a: b}", "components/cart.yaml 2:8 wrong-type");
    row("a component twice", kCart, "shop/cart", "shop/checkout", "components/checkout.yaml 1:7 duplicate-name");
    row("a broken calendar", kCalendar, "2025-08-07", "tomorrow", "calendar.yaml 2:11 bad-date");
    row("a window without a zone", kCalendar, " UTC", "", "calendar.yaml 5:14 bad-zone");
    row("a freeze of an environment that does not exist", kCalendar, "deployment_schedule:\n",
        "freezes:\n  - {name: A, from: 2025-12-24 UTC, to: 2025-12-26 UTC, environments: [stagin]}\ndeployment_schedule:\n",
        "calendar.yaml 2:72 unknown-reference");
    row("a binary guide", kGuide, "", QByteArray("PK\3\4\0\0", 6), "checklists/guide.md 1:3 binary-file");
    row("a guide of 10 MB", kGuide, "", QByteArray(10LL * 1024 * 1024, 'x'), "checklists/guide.md 0:0 too-large");
    row("a component of 10 MB", kCart, "", QByteArray(10LL * 1024 * 1024, '#'), "components/cart.yaml 0:0 too-large");
}

} // namespace

class TestBadWorkspaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void theBaseOfAllCasesIsValid()
    {
        writeFiles(m_folder->path(), goodFiles());
        const LoadedWorkspace loaded = readWorkspace(m_folder->path());
        QCOMPARE(shownWithFiles(loaded.problems), QStringList());
        QVERIFY(loaded.valid());
        QCOMPARE(loaded.counts, (WorkspaceCounts{2, 1, 1, 1, 1}));
    }

    void isRefusedWithItsPlaceAndChangesNothing_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("before"); // empty: the whole file is replaced by the next
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("problem");
        formsOfTheWorkspaceFile();
        endpointsThatDoNotFit();
        referencesThatLeadNowhere();
        otherFilesThatAreBroken();
    }

    void isRefusedWithItsPlaceAndChangesNothing()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, problem);
        Files files = goodFiles();
        QVERIFY(files.value(file).contains(before));
        files[file] = before.isEmpty() ? after : files.value(file).replace(before, after);
        writeFiles(m_folder->path(), files);
        const QStringList snapshot = tests::snapshotOf(m_folder->path());

        const LoadedWorkspace loaded = readWorkspace(m_folder->path());

        QVERIFY(!loaded.valid());
        const QStringList found = shownWithFiles(loaded.problems);
        QVERIFY2(found.contains(problem), qPrintable(found.join(QLatin1Char('\n'))));
        for (const Problem& each : loaded.problems) {
            QVERIFY2(!each.help.isEmpty(), qPrintable(toText(each)));
        }
        QCOMPARE(tests::snapshotOf(m_folder->path()), snapshot);
    }

    void warnsOfWhatMayBeMeant_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<QString>("problem");
        row("a dependency that does not exist", kCheckout, "[shop/cart]", "[shop/cort]",
            "components/checkout.yaml 5:16 missing-dependency?");
        row("dependencies in a circle", kCart, "production: 1.0.0\n", "production: 1.0.0\ndependencies: [shop/checkout]\n",
            "components/cart.yaml 1:7 cyclic-dependency?");
        row("a plan for an unknown component", kCalendar, "shop/checkout", "shop/chekout", "calendar.yaml 3:16 unknown-component?");
        row("a freeze of an unknown component", kCalendar, "deployment_schedule:\n",
            "freezes:\n  - {name: A, from: 2025-12-24 UTC, to: 2025-12-26 UTC, components: [shop/chekout]}\ndeployment_schedule:\n",
            "calendar.yaml 2:70 unknown-component?");
        row("a phase's gate that nobody measures", kPlan, "steps:\n",
            "phases:\n- name: a\n  success_criteria: {cache_hit_rate: \"> 35%\"}\n  steps:\n", "workspace.yaml 22:13 unmeasured-metric?");
        row("another first weight after an approval", kPlan, "  - setWeight: 10\n", "  - approval: 1\n  - setWeight: 20\n",
            "workspace.yaml 23:11 canary-differs?");
        row("a gate that nobody measures", kManifest, "error_rate: \"< 1%\"", "latency_p95: \"< 2s\"",
            "workspace.yaml 22:13 unmeasured-metric?");
        row("another first weight", kManifest, "canary_percentage: 10", "canary_percentage: 5", "workspace.yaml 23:11 canary-differs?");
        row("a guide without boxes", kGuide, "- [ ] Report is stored\n", "", "");
    }

    void warnsOfWhatMayBeMeant()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(QString, problem);
        Files files = goodFiles();
        QVERIFY(files.value(file).contains(before));
        files[file].replace(before, after);
        writeFiles(m_folder->path(), files);
        const LoadedWorkspace loaded = readWorkspace(m_folder->path());
        QVERIFY(loaded.valid());
        QCOMPARE(shownWithFiles(loaded.problems).join(QLatin1Char('\n')), problem);
    }

    void allProblemsOfAllFilesComeAtOnce()
    {
        Files files = goodFiles();
        files[kRoot].replace("plan: quick", "plan: quik").replace("source: prom\n", "source: pro\n");
        files[kCart].replace("owner", "ower");
        files[kPlan].replace("soak: 1m\n  - gate: success_criteria\n  - activate", "soak: 1\n  - gate: success_criteria\n  - activate");
        files[kCalendar].replace("16:00 UTC", "16:00 PST");
        writeFiles(m_folder->path(), files);
        QCOMPARE(shownWithFiles(readWorkspace(m_folder->path()).problems),
            (QStringList{QStringLiteral("components/cart.yaml 1:1 missing-key"), QStringLiteral("components/cart.yaml 2:1 unknown-key"),
                QStringLiteral("plans/quick.yaml 7:11 bad-duration"), QStringLiteral("calendar.yaml 5:26 bad-zone"),
                QStringLiteral("workspace.yaml 8:13 unknown-reference"), QStringLiteral("workspace.yaml 23:11 unknown-reference")}));
    }

    void namesTheNearestThatExists()
    {
        Files files = goodFiles();
        files[kRoot].replace("plan: quick", "plan: quik");
        writeFiles(m_folder->path(), files);
        const LoadedWorkspace loaded = readWorkspace(m_folder->path());
        QCOMPARE(loaded.problems.front().message, QStringLiteral("There is no plan “quik”."));
        QCOMPARE(loaded.problems.front().help, QStringLiteral("Did you mean “quick”?"));
    }

    void longCirclesAreFoundOnce()
    {
        Files files = goodFiles();
        constexpr int kLength = 300;
        for (int i = 0; i < kLength; ++i) {
            const QByteArray next = QByteArray::number((i + 1) % kLength).rightJustified(3, '0');
            const QByteArray own = QByteArray::number(i).rightJustified(3, '0');
            files.insert(QStringLiteral("components/ring%1.yaml").arg(i),
                "name: ring/n" + own + "\nowner: x\nversions: [1]\ndependencies: [ring/n" + next + "]\n");
        }
        files.insert(
            QStringLiteral("components/leads_in.yaml"), "name: ring/leads_in\nowner: x\nversions: [1]\ndependencies: [ring/n007]\n");
        writeFiles(m_folder->path(), files);
        const LoadedWorkspace loaded = readWorkspace(m_folder->path());
        QVERIFY(loaded.valid());
        QCOMPARE(loaded.problems.size(), std::size_t(1));
        QCOMPARE(loaded.problems.front().code, QStringLiteral("cyclic-dependency"));
        QVERIFY(loaded.problems.front().message.size() < 1'000);
    }

    void whatIsNoFolderIsNamed()
    {
        writeFiles(m_folder->path(), {{QStringLiteral("file"), "x"}});
        QCOMPARE(readWorkspace(m_folder->filePath(QStringLiteral("none"))).problems.front().code, QStringLiteral("missing-folder"));
        QCOMPARE(readWorkspace(m_folder->filePath(QStringLiteral("file"))).problems.front().code, QStringLiteral("missing-folder"));
        QCOMPARE(shownWithFiles(readWorkspace(m_folder->path()).problems), QStringList{QStringLiteral("workspace.yaml 0:0 missing-file")});
    }

    void aLinkThatLeadsOutIsNotFollowed()
    {
        QTemporaryDir outside;
        Files files = goodFiles();
        writeFiles(outside.path(), {{QStringLiteral("m.yaml"), files.take(kManifest)}, {QStringLiteral("c.yaml"), files.take(kCart)}});
        writeFiles(m_folder->path(), files);
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("manifests")));
        QVERIFY(QFile::link(outside.filePath(QStringLiteral("m.yaml")), m_folder->filePath(kManifest)));
        QVERIFY(QFile::link(outside.filePath(QStringLiteral("c.yaml")), m_folder->filePath(kCart)));
        const QStringList found = shownWithFiles(readWorkspace(m_folder->path()).problems);
        QVERIFY2(found.contains(QStringLiteral("workspace.yaml 20:15 path-escapes")), qPrintable(found.join(QLatin1Char('\n'))));
        QVERIFY2(found.contains(QStringLiteral("components/cart.yaml 0:0 path-escapes")), qPrintable(found.join(QLatin1Char('\n'))));
    }

    void aPipeAmongTheFilesDoesNotHang()
    {
        writeFiles(m_folder->path(), goodFiles());
        QCOMPARE(mkfifo(QFile::encodeName(m_folder->filePath(QStringLiteral("components/pipe.yaml"))).constData(), 0600), 0);
        const QStringList found = shownWithFiles(readWorkspace(m_folder->path()).problems);
        QCOMPARE(found, QStringList{QStringLiteral("components/pipe.yaml 0:0 not-a-file")});
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_APPLESS_MAIN(TestBadWorkspaces)
#include "test_bad_workspaces.moc"
