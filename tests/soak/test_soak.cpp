#include "tests/soak/soak.h"

#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;

/// A short soak for every day; ./dev soak is the long one.
class TestSoak final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void killedFiveTimesNothingIsRepeatedOrLost()
    {
        lab::LabOptions lab;
        lab.load = 150.0;
        const auto started = lab::Lab::start(lab);
        QVERIFY2(started, started ? "" : qPrintable(started.error().message));
        test::SoakOptions options;
        options.kills = 5;
        options.soakSeconds = 0.5;
        options.weights = {25, 100};
        options.breaches = false;
        const QTemporaryDir folder;
        const test::SoakRound round = test::soakRound(**started, folder.path(), 20250807, options);
        QVERIFY2(round.complaints.isEmpty(), qPrintable(round.complaints.join(QLatin1Char('\n'))));
        QCOMPARE(round.end, QStringLiteral("activated"));
        QVERIFY(round.kills > 0);
    }
};

QTEST_GUILESS_MAIN(TestSoak)
#include "test_soak.moc"
