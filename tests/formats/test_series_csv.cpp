#include "models/formats/series_csv.h"
#include "tests/formats/shown.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

const QString kFile = QStringLiteral("samples.csv");
const SeriesWanted kWanted{{QStringLiteral("latency"), QStringLiteral("error_rate")}, metrics::Role::Canary};

/// "latency 0=1 1000=2; calls 0=9": milliseconds since 1970 and values.
QString shown(const gate::Series& series)
{
    QStringList parts;
    for (const auto& [key, window] : series) {
        QString part = key.metric + (key.role == metrics::Role::Baseline ? QStringLiteral("(baseline)") : QString());
        for (const metrics::Sample& sample : window.samples()) {
            part += QStringLiteral(" %1=%2").arg(sample.at.ms()).arg(sample.value);
        }
        parts.append(part);
    }
    return parts.join(QStringLiteral("; "));
}

} // namespace

class TestSeriesCsv : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsSeries_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("series");
        const auto row
            = [](const char* name, const char* bytes, const char* series) { QTest::newRow(name) << QByteArray(bytes) << series; };
        row("seconds since 1970", "time,value\n0,1.5\n1,2\n1.25,3\n", "latency 0=1.5 1000=2 1250=3");
        row("ISO 8601", "time,value\n1970-01-01T00:00:01Z,1\n1970-01-01T01:00:02+01:00,2\n1970-01-01T00:00:02.500Z,3",
            "latency 1000=1 2000=2 2500=3");
        row("labels are passed over", "time,value,pod\n0,1,a\n1,2,b\n", "latency 0=1 1000=2");
        row("a column that names the metric", "time,value,metric\n0,1,latency\n0,0.5,error_rate\n0,9,other\n1,2,latency\n",
            "error_rate 0=0.5; latency 0=1 1000=2");
        row("a column for a further metric", "time,value,error_rate,other\n0,1,0.5,7\n1,2,,7\n", "error_rate 0=0.5; latency 0=1 1000=2");
        row("calls are always read", "time,value,calls\n0,1,10\n1,2,20\n", "calls 0=10 1000=20; latency 0=1 1000=2");
        row("NaN, nothing and Inf", "time,value\n0,NaN\n1,\n2,+Inf\n3,-inf\n", "latency 0=nan 1000=nan 2000=inf 3000=-inf");
        row("out of order", "time,value\n2,3\n0,1\n1,2\n", "latency 0=1 1000=2 2000=3");
        row("the same time three times", "time,value\n5,1\n5,2\n5,3\n5.001,4\n", "latency 5000=1 5001=2 5002=3 5003=4");
        row("quotes, CRLF, BOM and empty lines", "\xEF\xBB\xBF\"time\",\"value\"\r\n\r\n\"0\",1\r\n\r\n1,\"2\"\r\n", "latency 0=1 1000=2");
        row("a label with a comma", "time,value,note\n0,1,\"a, b\"\n", "latency 0=1");
    }

    void readsSeries()
    {
        QFETCH(QByteArray, bytes);
        const Loaded<gate::Series> loaded = readSeriesCsv(kFile, bytes, kWanted);
        QVERIFY2(loaded.valid(), qPrintable(formats::shown(loaded.problems)));
        QCOMPARE(formats::shown(loaded.problems), QString());
        QTEST(shown(*loaded.value), "series");
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("problems");
        const auto row
            = [](const char* name, const char* bytes, const char* problems) { QTest::newRow(name) << QByteArray(bytes) << problems; };
        row("no header", "0,1\n", "1:1 missing-column");
        row("a time that is none", "time,value\nnoon,1\n1,2\n", "2:1 wrong-time");
        row("a time without a zone", "time,value\n2025-08-07T14:00:00,1\n", "2:1 wrong-time");
        row("milliseconds since 1970", "time,value\n1754575200000,1\n", "2:1 wrong-time");
        row("a value with a unit", "time,value\n0,1\n1,250ms\n", "3:3 wrong-number");
        row("both in one row", "time,value\nx,y\n", "2:1 wrong-time, 2:3 wrong-number");
        row("a comma for a point", "time,value\n0,1,5\n", "2:1 wrong-column-count");
        row("a row without its metric", "time,value,metric\n0,1,latency\n0,1,\n", "3:0 no-metric");
        row("a further value that is none", "time,value,calls\n0,1,many\n", "2:0 wrong-number");
        row("nothing", "", "0:0 empty-file");
    }

    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QByteArray, bytes);
        const Loaded<gate::Series> loaded = readSeriesCsv(kFile, bytes, kWanted);
        QTEST(formats::shown(loaded.problems), "problems");
        QVERIFY(!loaded.valid());
        for (const Problem& problem : loaded.problems) {
            QVERIFY(!problem.help.isEmpty() && problem.file == kFile);
        }
    }

    void warnsWhereTheMetricIsNotInTheFile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("rows of others") << QByteArray("time,value,metric\n0,1,other\n");
        QTest::newRow("a header alone") << QByteArray("time,value\n");
    }

    void warnsWhereTheMetricIsNotInTheFile()
    {
        QFETCH(QByteArray, bytes);
        const Loaded<gate::Series> loaded = readSeriesCsv(kFile, bytes, kWanted);
        QCOMPARE(formats::shown(loaded.problems), QStringLiteral("0:0 no-samples?"));
        QVERIFY(loaded.valid() && loaded.value->empty());
    }

    void aFileFullOfErrorsIsToldInAHundred()
    {
        QByteArray bytes = "time,value,calls\n";
        for (int i = 0; i < 5000; ++i) {
            bytes += "0,1,x\n";
        }
        QCOMPARE(readSeriesCsv(kFile, bytes, kWanted).problems.size(), std::size_t(100));
    }

    void aBaselineIsReadForItsRole()
    {
        const SeriesWanted wanted{kWanted.metrics, metrics::Role::Baseline};
        QCOMPARE(shown(*readSeriesCsv(kFile, "time,value\n0,1\n", wanted).value), QStringLiteral("latency(baseline) 0=1"));
    }

    /// Each row put in its place one by one would take minutes; the time-out of the test is a minute.
    void aLongFileMayRunBackwards()
    {
        QByteArray bytes = "time,value\n";
        for (int i = 300'000; i > 0; --i) {
            bytes += QByteArray::number(i) + ",1\n";
        }
        const Loaded<gate::Series> loaded = readSeriesCsv(kFile, bytes, kWanted);
        QVERIFY(loaded.valid());
        QCOMPARE(loaded.value->begin()->second.samples().size(), std::size_t(300'000));
    }
};

QTEST_GUILESS_MAIN(TestSeriesCsv)

#include "test_series_csv.moc"
