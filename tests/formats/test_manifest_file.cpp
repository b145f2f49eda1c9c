#include "models/formats/manifest.h"
#include "tests/formats/shown.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

const QString kFile = QStringLiteral("deployment_manifest.yaml");

/// The manifest of the deployment guide, step 2.1, as people copy it.
const QByteArray kManifest = R"(deployment:
  component: personas/analysts/data_analyst_v2_optimized
  version: 2.0.0
  replaces: personas/analysts/data_analyst
  rollback_to: personas/analysts/data_analyst_v1_backup
  
  quality_scores:
    iff: 0.92
    tlp: 0.88
    aoc: 0.75
    bc: 0.95
    te: 0.81
    overall: 0.862
  
  optimization_method: hybrid
  certificate_id: eval_2025_08_06_xyz123
  
  deployment_strategy: canary
  canary_percentage: 10
  success_criteria:
    error_rate: "< 0.01"
    latency_p95: "< 2s"
    quality_score: "> 0.85"
)";

QByteArray with(const char* before, const char* after)
{
    QByteArray changed = kManifest;
    return changed.replace(before, after);
}

} // namespace

class TestManifestFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheGuidesManifestVerbatim()
    {
        const Loaded<rollout::Manifest> loaded = readManifest(kFile, kManifest);
        QCOMPARE(shown(loaded.problems), QString());
        QVERIFY(loaded.valid());
        const rollout::Manifest& manifest = *loaded.value;
        QCOMPARE(manifest.component, QStringLiteral("personas/analysts/data_analyst_v2_optimized"));
        QCOMPARE(manifest.version, QStringLiteral("2.0.0"));
        QCOMPARE(manifest.replaces, QStringLiteral("personas/analysts/data_analyst"));
        QCOMPARE(manifest.rollbackTo, QStringLiteral("personas/analysts/data_analyst_v1_backup"));
        QCOMPARE(manifest.qualityScores.size(), 6);
        QCOMPARE(manifest.qualityScores.value(QStringLiteral("te")), 0.81);
        QCOMPARE(manifest.optimizationMethod, QStringLiteral("hybrid"));
        QCOMPARE(manifest.certificateId, QStringLiteral("eval_2025_08_06_xyz123"));
        QCOMPARE(manifest.strategy, QStringLiteral("canary"));
        QCOMPARE(manifest.canaryPercentage.value(), 10.0);
        QVERIFY(manifest.baselineScores.isEmpty() && manifest.businessJustification.isEmpty() && manifest.rollbackTested.isEmpty());
        QCOMPARE(loaded.at, (Position{2, 14}));
    }

    void successCriteriaBecomeGatesInTheirOrder()
    {
        const rollout::Manifest manifest = readManifest(kFile, kManifest).value.value();
        QCOMPARE(manifest.successCriteria.size(), std::size_t(3));
        QCOMPARE(manifest.successCriteria[0].metric, QStringLiteral("error_rate"));
        QCOMPARE(manifest.successCriteria[0].condition.threshold()->bound, 0.01);
        QCOMPARE(manifest.successCriteria[1].metric, QStringLiteral("latency_p95"));
        QCOMPARE(manifest.successCriteria[1].condition.threshold()->bound, 2.0);
        QCOMPARE(manifest.successCriteria[2].condition.text(), QStringLiteral("> 0.85"));
        QVERIFY(manifest.successCriteria[2].condition.threshold()->comparator == condition::Comparator::Greater);
    }

    void readsWhatRecordsNeedBesides()
    {
        const QByteArray more = kManifest
            + "  business_justification: >-\n    Analysts wait less,\n    and it costs less.\n"
              "  rollback_tested: 5 Aug 2025, 38 s\n"
              "  quality_scores_before:\n    iff: 0.86\n    te: -0.1\n";
        const Loaded<rollout::Manifest> loaded = readManifest(kFile, more);
        QCOMPARE(shown(loaded.problems), QString());
        QCOMPARE(loaded.value->businessJustification, QStringLiteral("Analysts wait less, and it costs less."));
        QCOMPARE(loaded.value->rollbackTested, QStringLiteral("5 Aug 2025, 38 s"));
        QCOMPARE(loaded.value->baselineScores.value(QStringLiteral("te")), -0.1);
    }

    void whatIsWrittenReadsBackEqual()
    {
        rollout::Manifest manifest = readManifest(kFile, kManifest).value.value();
        QCOMPARE(readManifest(kFile, writeManifest(manifest)).value.value(), manifest);
        manifest.version = QStringLiteral("1.10");
        manifest.businessJustification = QStringLiteral("Says \"yes\": no # comment\nsecond line \\ with a tab\tand ≥");
        manifest.rollbackTested = QStringLiteral("- not a list");
        manifest.optimizationMethod = QStringLiteral("null");
        manifest.baselineScores = {{QStringLiteral("iff"), 0.1}, {QStringLiteral("te"), -1.0 / 3.0}};
        manifest.canaryPercentage = Percent::clamped(12.5);
        const QByteArray written = writeManifest(manifest);
        const Loaded<rollout::Manifest> again = readManifest(kFile, written);
        QVERIFY2(again.valid(), written.constData());
        QCOMPARE(*again.value, manifest);
    }

    void keepsVersionsAsWritten_data()
    {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QString>("version");
        QTest::newRow("a number") << QByteArray("1.10") << QStringLiteral("1.10");
        QTest::newRow("looks octal") << QByteArray("010") << QStringLiteral("010");
        QTest::newRow("looks like a power") << QByteArray("1e3") << QStringLiteral("1e3");
        QTest::newRow("looks like a date") << QByteArray("2025-08-07") << QStringLiteral("2025-08-07");
        QTest::newRow("quoted") << QByteArray("\"2.0\"") << QStringLiteral("2.0");
        QTest::newRow("a truth value elsewhere") << QByteArray("no") << QStringLiteral("no");
    }

    void keepsVersionsAsWritten()
    {
        QFETCH(QByteArray, written);
        const Loaded<rollout::Manifest> loaded = readManifest(kFile, with("2.0.0", written.constData()));
        QCOMPARE(shown(loaded.problems), QString());
        QTEST(loaded.value->version, "version");
    }

    void pointsIntoTheTextOfACriterion_data()
    {
        QTest::addColumn<QByteArray>("criterion");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* criterion, const char* problems) {
            QTest::newRow(criterion) << QByteArray(criterion) << QString::fromLatin1(problems);
        };
        row("\"< 0,01\"", "21:21 bad-condition"); // the line's 18th character is the quote
        row("\"0.01\"", "21:18 bad-condition");
        row("< 2s", "21:20 bad-condition");
        row("\"   < fast\"", "21:23 bad-condition");
        row("'< 5'", "21:20 bad-condition");
        row("0.01", "21:17 bad-condition");
        row("\"\\x3c 0,01\"", "21:17 bad-condition");
        row("[1]", "21:17 wrong-type");
        row("", "21:5 missing-value");
    }

    void pointsIntoTheTextOfACriterion()
    {
        QFETCH(QByteArray, criterion);
        const Loaded<rollout::Manifest> loaded = readManifest(kFile, with("\"< 0.01\"", criterion.constData()));
        QVERIFY(!loaded.valid());
        QTEST(shown(loaded.problems), "problems");
    }

    void reportsAllProblemsAtOnce()
    {
        const QByteArray broken = "deployment:\n"
                                  "  component: has blanks in it\n"
                                  "  verison: 2.0.0\n"
                                  "  quality_scores:\n"
                                  "    iff: high\n"
                                  "    tlp: 1.5\n"
                                  "  rollback_to: ../etc/passwd\n"
                                  "  deployment_strategy: blue_green\n"
                                  "  canary_percentage: 150\n"
                                  "  success_criteria:\n"
                                  "    error_rate: \"< 2s\"\n"
                                  "extra: 1\n";
        const Loaded<rollout::Manifest> loaded = readManifest(kFile, broken);
        QVERIFY(!loaded.valid());
        QCOMPARE(shown(loaded.problems),
            QStringLiteral("12:1 unknown-key, 2:14 bad-name, 1:1 missing-key, 7:16 bad-name, 5:10 wrong-type, 6:10 out-of-range, "
                           "8:24 unsupported-strategy, 9:22 out-of-range, 11:21 bad-condition, 3:3 unknown-key"));
        QCOMPARE(loaded.problems.back().help, QStringLiteral("Did you mean “version”?"));
    }

    void warnsOfAnOverallScoreThatIsNotTheMean()
    {
        const Loaded<rollout::Manifest> loaded = readManifest(kFile, with("overall: 0.862", "overall: 0.9"));
        QVERIFY(loaded.valid());
        QCOMPARE(shown(loaded.problems), QStringLiteral("8:5 overall-differs?"));
    }

    void aReleaseNeedsACriterion()
    {
        QByteArray none = kManifest;
        none = none.left(none.indexOf("    error_rate")).replace("success_criteria:", "success_criteria: {}");
        const Loaded<rollout::Manifest> loaded = readManifest(kFile, none);
        QCOMPARE(shown(loaded.problems), QStringLiteral("20:3 no-criteria"));
    }
};

QTEST_APPLESS_MAIN(TestManifestFile)
#include "test_manifest_file.moc"
