#include "models/formats/samples_csv.h"

#include <QTest>

#include <cmath>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

/// "3:7 wrong-number, 4:1 wrong-time".
QString shown(const Problems& problems)
{
    QStringList parts;
    for (const Problem& problem : problems) {
        parts.append(QStringLiteral("%1:%2 %3").arg(problem.at.line).arg(problem.at.column).arg(problem.code));
    }
    return parts.join(QStringLiteral(", "));
}

/// "0=1.5 1000=nan|eu": milliseconds since 1970, values and labels.
QString shown(const SampleTable& table)
{
    QStringList parts;
    for (const CsvSample& sample : table.samples) {
        QString part = QStringLiteral("%1=%2").arg(sample.at.ms()).arg(sample.value);
        for (const QString& label : sample.labels) {
            part += QLatin1Char('|') + label;
        }
        parts.append(part);
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace

class TestSamplesCsv : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsSamples_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("samples");
        const auto row = [](const char* name, const char* bytes, const char* samples) {
            QTest::newRow(name) << QByteArray(bytes) << QString::fromUtf8(samples);
        };
        row("no rows", "time,value\n", "");
        row("in the order of the file", "time,value\n2,1\n1,2\n", "2000=1 1000=2");
        row("before 1970, to the millisecond", "time,value\n-1.0005,1\n0.0014,2\n", "-1001=1 1=2");
        row("ISO 8601", "time,value\n1970-01-01T01:00:00+01:00,1e3\n1970-01-01T00:00:00.5Z,-2\n", "0=1000 500=-2");
        row("no value", "time,value\n1,\n2,NaN\n3,nan\n", "1000=nan 2000=nan 3000=nan");
        row("infinite", "time,value\n1,Inf\n2,+inf\n3,-Infinity\n", "1000=inf 2000=inf 3000=-inf");
        row("labels", "time,value,zone,\"a,b\"\n1,2,eu,\"x \"\"y\"\", z\"\n", "1000=2|eu|x \"y\", z");
        row("spaces, comments, empty lines", "# from a scrape\nTime , Value\n\n 1 , 2 \n#3,4\n", "1000=2");
        row("BOM and Windows' line ends", "\xEF\xBB\xBFtime,value\r\n1,2\r\n", "1000=2");
        row("no last line end", "time,value\n1,2", "1000=2");
        row("line ends of old", "time,value\r1,2\r2,3", "1000=2 2000=3");
    }
    void readsSamples()
    {
        QFETCH(QByteArray, bytes);
        const Loaded<SampleTable> loaded = readSamplesCsv(QStringLiteral("samples.csv"), bytes);
        QCOMPARE(shown(loaded.problems), QString());
        QVERIFY(loaded.valid());
        QTEST(shown(*loaded.value), "samples");
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* name, const QByteArray& bytes, const char* problems) {
            QTest::newRow(name) << bytes << QString::fromUtf8(problems);
        };
        row("nothing", "", "0:0 empty-file");
        row("only comments", "# time,value\n\n", "0:0 empty-file");
        row("no header", "1,2\n2,3\n", "1:1 missing-column");
        row("columns the other way round", "value,time\n", "1:1 missing-column");
        row("one column", "time\n1\n", "1:1 missing-column");
        row("too many columns", "time,value\n1,2,3\n", "2:1 wrong-column-count");
        row("all that is wrong", "time,value\nnoon,1\n1,one\n2025-08-07T14:00:00,2\n5,6\n",
            "2:1 wrong-time, 3:3 wrong-number, 4:1 wrong-time");
        row("a comma in a number", "time,value\n1,\"0,5\"\n", "2:3 wrong-number");
        row("times beyond the calendar", "time,value\n1e300,1\nnan,1\ninf,1\n", "2:1 wrong-time, 3:1 wrong-time, 4:1 wrong-time");
        row("a quote that is not closed", "time,value\n1,\"2\n3,4\n", "2:3 unclosed-quote");
        row("not UTF-8", "time,value\n1,\xFF\n", "2:1 invalid-utf8");
    }
    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QByteArray, bytes);
        const Loaded<SampleTable> loaded = readSamplesCsv(QStringLiteral("samples.csv"), bytes);
        QVERIFY(!loaded.valid());
        QTEST(shown(loaded.problems), "problems");
        QCOMPARE(loaded.problems.front().file, QStringLiteral("samples.csv"));
    }

    void stopsAtAHundredProblems()
    {
        const Loaded<SampleTable> loaded
            = readSamplesCsv(QStringLiteral("samples.csv"), "time,value\n" + QByteArray("x,y\n").repeated(1000));
        QVERIFY(loaded.problems.size() >= 100 && loaded.problems.size() <= 101);
    }
};

QTEST_APPLESS_MAIN(TestSamplesCsv)
#include "test_samples_csv.moc"
