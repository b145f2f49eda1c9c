#include "models/base/id.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QUuid>

#include <type_traits>

using namespace fairlead;

// An id of a release given where one of a command is wanted must not compile.
static_assert(!std::is_convertible_v<ReleaseId, CommandId>);
static_assert(!std::is_constructible_v<CommandId, ReleaseId>);
static_assert(!std::is_convertible_v<QString, ReleaseId>);

class TestId : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anIdIsAnRfc9562VersionSevenUuid_data();
    void anIdIsAnRfc9562VersionSevenUuid();
    void idsOfLaterTimesSortLater();
    void idsOfOneMillisecondDiffer();
    void anIdMadeFromNothingIsEmpty();
};

void TestId::anIdIsAnRfc9562VersionSevenUuid_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("beginning");
    QTest::newRow("the epoch") << qint64(0) << "00000000-0000-7";
    QTest::newRow("one millisecond") << qint64(1) << "00000000-0001-7";
    // The time of the example in RFC 9562, appendix A.6.
    QTest::newRow("RFC example") << qint64(0x017f22e279b0) << "017f22e2-79b0-7";
    QTest::newRow("all 48 bits") << qint64(0xffffffffffff) << "ffffffff-ffff-7";
}

void TestId::anIdIsAnRfc9562VersionSevenUuid()
{
    QFETCH(const qint64, ms);
    QFETCH(const QString, beginning);
    static const QRegularExpression shape(QStringLiteral("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
    // Several, since a wrong variant would show in some random numbers only.
    for (int i = 0; i < 64; ++i) {
        const QString id = makeUuidV7(ms);
        QVERIFY2(shape.match(id).hasMatch(), qPrintable(id));
        QVERIFY2(id.startsWith(beginning), qPrintable(id));
        QCOMPARE(QUuid::fromString(id).toString(QUuid::WithoutBraces), id);
    }
}

void TestId::idsOfLaterTimesSortLater()
{
    ReleaseId before;
    for (qint64 ms = 1'754'575'216'000; ms < 1'754'575'216'100; ++ms) {
        const auto id = ReleaseId::create(ms);
        QVERIFY2(before < id, qPrintable(before.text() + QStringLiteral(" < ") + id.text()));
        before = id;
    }
}

void TestId::idsOfOneMillisecondDiffer()
{
    QSet<QString> seen;
    for (int i = 0; i < 10'000; ++i) {
        seen.insert(makeUuidV7(1'754'575'216'000));
    }
    QCOMPARE(seen.size(), 10'000);
}

void TestId::anIdMadeFromNothingIsEmpty()
{
    QVERIFY(ReleaseId().isEmpty());
    QVERIFY(!ReleaseId(QStringLiteral("x")).isEmpty());
    QCOMPARE(ReleaseId(QStringLiteral("x")).text(), QStringLiteral("x"));
    QVERIFY(ReleaseId(QStringLiteral("x")) == ReleaseId(QStringLiteral("x")));
}

QTEST_GUILESS_MAIN(TestId)
#include "test_id.moc"
