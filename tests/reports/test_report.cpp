#include "models/reports/report_json.h"
#include "models/reports/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include "golden.h"
#include "sample_release.h"

using namespace fairlead;
using namespace fairlead::test;
using namespace fairlead::reports;

class TestReport : public QObject {
    Q_OBJECT

    static Report built(const Journal& journal)
    {
        const auto report = buildReport(journal.records(), journal.verification(), journal.now() + std::chrono::minutes(40));
        if (!report) {
            qFatal("%s", qUtf8Printable(report.error().message));
        }
        return *report;
    }

    static Journal bare()
    {
        Journal journal(bareRelease());
        // The engine alone acts: nobody is named anywhere.
        journal.add(
            audit::kind::kReleasePrepared, QStringLiteral("engine"), {}, {{QStringLiteral("release"), rollout::toJson(bareRelease())}});
        return journal;
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void aFullReleaseIsToldAsInTheGoldenFile()
    {
        const Report report = built(activatedRelease());
        QCOMPARE(report.missing(), QStringList());
        compareWithGolden(jsonFile(report), QStringLiteral("activated.json"));
    }

    void aRolledBackReleaseIsToldAsInTheGoldenFile()
    {
        compareWithGolden(jsonFile(built(rolledBackRelease())), QStringLiteral("rolled_back.json"));
    }

    void aReleaseOfWhichNothingIsKnownIsToldAsInTheGoldenFile()
    {
        const Report report = built(bare());
        QCOMPARE(report.missing(),
            QStringList({QStringLiteral("optimizationMethod"), QStringLiteral("qualityScores"), QStringLiteral("deploymentTimestamps"),
                QStringLiteral("rollbackTested"), QStringLiteral("people"), QStringLiteral("businessJustification")}));
        compareWithGolden(jsonFile(report), QStringLiteral("all_missing.json"));
    }

    void scoresOfOneSideAloneAreMissingAndShown()
    {
        rollout::Release release = sampleRelease();
        release.manifest.baselineScores.clear();
        Journal journal(release);
        journal.prepare();
        const Field field = built(journal).fields.at(1);
        QVERIFY(field.missing);
        QVERIFY2(field.text.contains(QLatin1String("iff 0.92")) && field.text.contains(QLatin1String("before are missing")),
            qUtf8Printable(field.text));
    }

    void aTickedBoxAloneProvesNoTestedRollback()
    {
        rollout::Release release = sampleRelease();
        Journal journal(release);
        journal.prepare();
        QVERIFY(built(journal).fields.at(3).missing);
        journal.walkChecklist();
        const Field field = built(journal).fields.at(3);
        QVERIFY(!field.missing);
        QVERIFY2(field.text.contains(QStringLiteral("“Rollback procedures tested” done by s.lind")), qUtf8Printable(field.text));
        QVERIFY(field.text.contains(QLatin1String("1.4.2 restored in 38 s")));
    }

    void verdictsStandAtTheStageThatTheyClose()
    {
        const Report report = built(activatedRelease());
        QCOMPARE(report.gates.size(), std::size_t(3));
        for (const GateRow& row : report.gates) {
            QCOMPARE(row.cells.size(), std::size_t(5));
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                QCOMPARE(row.cells[i].stage, static_cast<int>(i));
            }
        }
        const Report failed = built(rolledBackRelease());
        QCOMPARE(failed.gates.front().cells.size(), std::size_t(3));
        QCOMPARE(gate::toString(failed.gates.front().cells.back().verdict.outcome), QStringLiteral("fail"));
    }

    void whatDidNotGoThePlainWayIsListed()
    {
        Journal journal(sampleRelease());
        journal.prepare();
        journal.walkChecklist();
        journal.start();
        journal.add(audit::kind::kIntent, QStringLiteral("engine"), {},
            {{QStringLiteral("command"), QStringLiteral("c1")}, {QStringLiteral("weight"), 10}});
        journal.add(audit::kind::kOutcome, QStringLiteral("haproxy"), QStringLiteral("no answer in 10 s"),
            {{QStringLiteral("command"), QStringLiteral("c1")}, {QStringLiteral("outcome"), QStringLiteral("unknown")}});
        journal.add(audit::kind::kEffect, QStringLiteral("engine"), QStringLiteral("observed 0 %"),
            {{QStringLiteral("command"), QStringLiteral("c1")}, {QStringLiteral("effect"), QStringLiteral("not-effective")}});
        journal.add(audit::kind::kSourceLost, QStringLiteral("prometheus"), QStringLiteral("Connection refused"));
        journal.add(audit::kind::kPaused, QStringLiteral("j.okafor"), QStringLiteral("Let us look at it first"));
        journal.wait(std::chrono::minutes(3)).add(audit::kind::kResumed, QStringLiteral("j.okafor"), QStringLiteral("Fine"));
        journal.add(audit::kind::kReconciled, QStringLiteral("engine"), QStringLiteral("Read back 10 %."));
        const Report report = built(journal);
        QStringList texts;
        for (const Deviation& deviation : report.deviations) {
            texts.append(deviation.text);
        }
        const QStringList expected{QStringLiteral("Checklist item “Token Efficiency (TE) ≥ 0.15 improvement” waived. Measured at 0.14; "
                                                  "accepted by j.okafor for this release."),
            QStringLiteral("The command for 10\u00a0% got no answer: unknown whether it was carried out. no answer in 10 s."),
            QStringLiteral("The command for 10\u00a0% was not effective in time. observed 0 %."),
            QStringLiteral("The metric source was lost. Connection refused."), QStringLiteral("Paused. Let us look at it first."),
            QStringLiteral("The engine found its place again after a stop. Read back 10 %.")};
        QCOMPARE(texts, expected);
        QCOMPARE(report.interruptions.size(), std::size_t(1));
        QVERIFY(report.interruptions.front().paused);
        QCOMPARE(*report.interruptions.front().to - report.interruptions.front().from, Millis(std::chrono::minutes(3)));
    }

    void machinesAreNoPeople()
    {
        const Report report = built(activatedRelease());
        QStringList names;
        for (const Person& person : report.people) {
            names.append(person.name);
        }
        QCOMPARE(names, QStringList({QStringLiteral("optimization_team"), QStringLiteral("s.lind"), QStringLiteral("m.vogel")}));
    }

    void withoutAPreparedReleaseThereIsNoReport()
    {
        QCOMPARE(toString(buildReport({}, {}, Instant()).error().code), toString(ErrorCode::NotFound));
        Journal journal(sampleRelease());
        journal.start();
        QCOMPARE(toString(buildReport(journal.records(), {}, Instant()).error().code), toString(ErrorCode::NotFound));
        Journal broken(sampleRelease());
        broken.add(audit::kind::kReleasePrepared, QStringLiteral("m.vogel"), {}, {{QStringLiteral("unreadable"), QStringLiteral("{")}});
        QCOMPARE(toString(buildReport(broken.records(), {}, Instant()).error().code), toString(ErrorCode::Corrupt));
    }

    void recordsOfOtherReleasesAreLeftOut()
    {
        Journal journal = activatedRelease();
        auto records = journal.records();
        const std::size_t own = records.size();
        audit::Record foreign = records.back();
        foreign.entry.release = QStringLiteral("another");
        records.push_back(foreign);
        const auto report = buildReport(records, journal.verification(), journal.now());
        QCOMPARE(report->events.size(), own);
    }

    void whatWasWrittenIsReadBackAsTheSameReport()
    {
        for (const Journal& journal : {activatedRelease(), rolledBackRelease(), bare()}) {
            const Report report = built(journal);
            const auto read = reportFromJson(jsonFile(report));
            QVERIFY2(read, read ? "" : qUtf8Printable(read.error().message));
            QCOMPARE(jsonFile(*read), jsonFile(report));
            QCOMPARE(dataHash(*read), dataHash(report));
        }
    }

    void hostileReportsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        const Report report = built(activatedRelease());
        const auto changed = [&report](const QString& key, const QJsonValue& value) {
            QJsonObject json = toJson(report);
            json.insert(key, value);
            return QJsonDocument(json).toJson();
        };
        const QString invalid = toString(ErrorCode::InvalidInput);
        const QString corrupt = toString(ErrorCode::Corrupt);
        QJsonArray events = toJson(report).value(QStringLiteral("events")).toArray();
        QJsonObject event = events.at(0).toObject();
        event.insert(QStringLiteral("hash"), QStringLiteral("zz"));
        QJsonArray badHash = events;
        badHash.replace(0, event);
        QTest::newRow("nothing") << QByteArray() << invalid;
        QTest::newRow("no JSON") << QByteArray("%PDF-1.4") << invalid;
        QTest::newRow("a list") << QByteArray("[]") << invalid;
        QTest::newRow("an empty object") << QByteArray("{}") << invalid;
        QTest::newRow("cut off") << jsonFile(report).chopped(10) << invalid;
        QTest::newRow("of a later schema") << changed(QStringLiteral("schema"), QStringLiteral("fairlead.report/2"))
                                           << toString(ErrorCode::Unsupported);
        QTest::newRow("a time without zone") << changed(QStringLiteral("writtenAt"), QStringLiteral("2025-08-07T14:00:00")) << invalid;
        QTest::newRow("no events") << changed(QStringLiteral("events"), QJsonArray()) << toString(ErrorCode::NotFound);
        QTest::newRow("events that are no list") << changed(QStringLiteral("events"), 5) << toString(ErrorCode::NotFound);
        QTest::newRow("a hash that is none") << changed(QStringLiteral("events"), badHash) << invalid;
        QTest::newRow("another result") << changed(QStringLiteral("result"), QStringLiteral("rolled-back")) << corrupt;
        QTest::newRow("nothing missing in the list, yet")
            << changed(QStringLiteral("missing"), QJsonArray{QStringLiteral("people")}) << corrupt;
        QTest::newRow("an unknown key") << changed(QStringLiteral("extra"), 1) << corrupt;
        QTest::newRow("deeply nested") << QByteArray(100'000, '[') << invalid;
    }

    void hostileReportsAreRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        const auto read = reportFromJson(bytes);
        QVERIFY(!read);
        QCOMPARE(toString(read.error().code), code);
        QVERIFY(!read.error().message.isEmpty());
    }

    void lengthsAreSaidInTwoUnits_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing") << qint64(0) << "0 s";
        QTest::newRow("a part of a second") << qint64(400) << "0.4 s";
        QTest::newRow("seconds") << qint64(38'000) << "38 s";
        QTest::newRow("under a minute") << qint64(59'999) << "59 s";
        QTest::newRow("a minute") << qint64(60'000) << "1 min";
        QTest::newRow("minutes and seconds") << qint64(125'000) << "2 min 5 s";
        QTest::newRow("hours and minutes") << qint64(5'700'000) << "1 h 35 min";
        QTest::newRow("an hour and a second") << qint64(3'601'000) << "1 h";
        QTest::newRow("days") << qint64(90'000'000) << "1 d 1 h";
    }

    void lengthsAreSaidInTwoUnits()
    {
        QFETCH(qint64, ms);
        QFETCH(QString, words);
        QCOMPARE(lengthInWords(Millis(ms)).replace(QChar(0xa0), QLatin1Char(' ')), words);
    }

    void countsHaveSeparators()
    {
        QCOMPARE(countInWords(17'902), QStringLiteral("17,902"));
        QCOMPARE(countInWords(999), QStringLiteral("999"));
        QCOMPARE(scoreInWords(0.862), QStringLiteral("0.862"));
        QCOMPARE(scoreInWords(0.9), QStringLiteral("0.90"));
        QCOMPARE(scoreInWords(0.12345), QStringLiteral("0.1235"));
    }
};

QTEST_GUILESS_MAIN(TestReport)
#include "test_report.moc"
