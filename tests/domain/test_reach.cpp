#include "models/domain/rollout/effect.h"
#include "models/domain/rollout/plan.h"
#include "models/domain/rollout/state.h"
#include "models/domain/rollout/task.h"

#include <QJsonDocument>
#include <QtTest>

using namespace fairlead;
using namespace std::chrono_literals;
using rollout::Ask;
using rollout::Reach;

namespace {

Ask ask(double weight, Reach reach = {})
{
    return {Percent::clamped(weight), std::move(reach)};
}

Reach units(const QStringList& names)
{
    Reach reach;
    reach.units = names;
    return reach;
}

rollout::Task task()
{
    return {QStringLiteral("smoke test"), QStringLiteral("GET"), QStringLiteral("http://preview.test/")};
}

} // namespace

class TestReach : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Values of Python's int(hashlib.md5(id.encode()).hexdigest(), 16) % 100.
    void theBucketIsTheHashModuloAHundred_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<int>("bucket");
        QTest::newRow("plain") << QStringLiteral("alice") << 0;
        QTest::newRow("digits") << QStringLiteral("user-12345") << 15;
        QTest::newRow("empty") << QStringLiteral("") << 66;
        QTest::newRow("umlaut") << QStringLiteral("Jörg") << 90;
        QTest::newRow("emoji") << QStringLiteral("🚀") << 41;
        QTest::newRow("mail") << QStringLiteral("m.vogel@example.org") << 14;
    }
    void theBucketIsTheHashModuloAHundred()
    {
        QFETCH(QString, user);
        QFETCH(int, bucket);
        QCOMPARE(rollout::flagBucket(user), bucket);
    }

    void bucketsAreEvenlyFilled()
    {
        std::array<int, 100> filled{};
        for (int i = 0; i < 100'000; ++i) {
            ++filled[static_cast<std::size_t>(rollout::flagBucket(QStringLiteral("user-%1").arg(i)))];
        }
        const auto [least, most] = std::ranges::minmax(filled);
        QVERIFY2(least > 850 && most < 1150, qPrintable(QStringLiteral("%1 to %2").arg(least).arg(most))); // 1,000 ± 4.7 deviations
    }

    void onlyWhatReachesMoreGrows()
    {
        Reach configured;
        configured.settings.insert(QStringLiteral("MODE"), QStringLiteral("x"));
        QVERIFY(rollout::grows(ask(10), ask(20)));
        QVERIFY(!rollout::grows(ask(20), ask(10)));
        QVERIFY(rollout::grows(ask(20, units({QStringLiteral("a")})), ask(10, units({QStringLiteral("a"), QStringLiteral("b")}))));
        QVERIFY(!rollout::grows(ask(0, units({QStringLiteral("a"), QStringLiteral("b")})), ask(0, units({QStringLiteral("b")}))));
        QVERIFY(!rollout::grows(ask(0), ask(0, configured)));
    }

    void whatIsReachedIsToldInWords()
    {
        Reach all = units({QStringLiteral("docs"), QStringLiteral("qa"), QStringLiteral("ops")});
        QCOMPARE(rollout::inWords(ask(0)), QStringLiteral("0\u00a0%"));
        QCOMPARE(rollout::inWords(ask(0, all)), QStringLiteral("docs, qa and ops"));
        QCOMPARE(rollout::inWords(ask(100, all)), QStringLiteral("100\u00a0%")); // they are among all
        all.segments = {QStringLiteral("beta")};
        all.units.clear();
        QCOMPARE(rollout::inWords(ask(25, all)), QStringLiteral("25\u00a0%; users in beta"));
    }

    void callsProveTheFirstPartsAndNotThoseThatJoin()
    {
        const Ask first = ask(0, units({QStringLiteral("docs")}));
        const Ask both = ask(0, units({QStringLiteral("docs"), QStringLiteral("qa")}));
        const auto proof = [](const Ask& asked, const Ask& before, double canaryCalls) {
            rollout::Observation seen;
            seen.weight = asked.weight;
            seen.reach = asked.reach;
            seen.canaryCalls = canaryCalls;
            seen.totalCalls = 200;
            seen.share = canaryCalls / seen.totalCalls;
            return static_cast<int>(rollout::proofOf(asked, before, seen, 50));
        };
        QCOMPARE(proof(first, {}, 20), static_cast<int>(rollout::Proof::Share));
        QCOMPARE(proof(first, {}, 0), static_cast<int>(rollout::Proof::None));
        QCOMPARE(proof(both, first, 20), static_cast<int>(rollout::Proof::ReadBack)); // may all be those of docs
        QCOMPARE(proof(both, first, 0), static_cast<int>(rollout::Proof::None));
        QCOMPARE(proof(first, both, 20), static_cast<int>(rollout::Proof::ReadBack));
        QCOMPARE(proof(ask(0), both, 20), static_cast<int>(rollout::Proof::None)); // requests still go astray
        QCOMPARE(proof(ask(0), both, 1), static_cast<int>(rollout::Proof::Share));
    }

    void historyGivesTheReachBack()
    {
        Reach reach = units({QStringLiteral("docs")});
        reach.mirror = Percent::clamped(12.5);
        reach.segments = {QStringLiteral("beta")};
        reach.settings.insert(QStringLiteral("MODE"), QStringLiteral("on"));
        QCOMPARE(*rollout::reachFromJson(rollout::toJson(reach)), reach);
        QVERIFY(rollout::toJson(Reach()).isEmpty());
        QVERIFY(!rollout::reachFromJson({{QStringLiteral("mirror"), 101}}).has_value());
    }

    void goingDownTheLastUnitGoesFirstAndEverythingAtTheEnd()
    {
        rollout::Descent descent{
            90s, 4, ask(0, units({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")})), Instant::fromMs(0)};
        QStringList seen;
        for (const Millis at : {0s, 30s, 60s, 90s}) {
            seen += descent.askAt(Instant::fromMs(at.count())).reach.units.join(QLatin1Char('+'));
        }
        QCOMPARE(seen, (QStringList{QStringLiteral("a+b"), QStringLiteral("a"), QString(), QString()}));
        QVERIFY(descent.askAt(Instant::fromMs(90'000)).isNothing());
    }

    void anAnswerIsGoodWhereAllThatIsExpectedHolds_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("why");
        QTest::newRow("good") << 200 << QByteArray(R"({"status": "ok", "parts": [{"up": true}]})") << QString();
        QTest::newRow("other status") << 503 << QByteArray("{}") << QStringLiteral("It answered 503, expected was 200 to 299.");
        QTest::newRow("other text") << 200 << QByteArray("maintenance") << QStringLiteral("Its answer does not contain “ok”.");
        QTest::newRow("no JSON") << 200 << QByteArray("ok") << QStringLiteral("Its answer is not JSON.");
        QTest::newRow("half a JSON") << 200 << QByteArray(R"({"status": "ok")") << QStringLiteral("Its answer is not JSON.");
        QTest::newRow("other value") << 200 << QByteArray(R"({"status": "ok", "parts": [{"up": false}]})")
                                     << QStringLiteral("/parts/0/up is false, expected was true.");
        QTest::newRow("nothing there") << 200 << QByteArray(R"({"status": "ok"})")
                                       << QStringLiteral("/parts/0/up is nothing, expected was true.");
    }
    void anAnswerIsGoodWhereAllThatIsExpectedHolds()
    {
        QFETCH(int, code);
        QFETCH(QByteArray, answer);
        QFETCH(QString, why);
        rollout::Task checked = task();
        checked.expected.text = QStringLiteral("ok");
        checked.expected.json.insert(QStringLiteral("/parts/0/up"), true);
        QCOMPARE(rollout::disappointment(checked, code, answer), why);
    }

    void aProgramIsGoodWithZeroUnlessSaidOtherwise()
    {
        rollout::Task program;
        program.program = {QStringLiteral("./smoke")};
        QCOMPARE(rollout::disappointment(program, 0, {}), QString());
        QCOMPARE(rollout::disappointment(program, 1, {}), QStringLiteral("It ended with 1, expected was 0."));
        program.expected.code = 3;
        QCOMPARE(rollout::disappointment(program, 3, {}), QString());
    }

    void historyGivesStepsOfEveryKindBack()
    {
        rollout::Task full = task();
        full.body = QStringLiteral("{}");
        full.expected = {201, QStringLiteral("ok"), {{QStringLiteral("/a~1b"), QJsonValue(3.5)}}};
        full.attempts = 4;
        full.pause = 250ms;
        rollout::Step verify;
        verify.kind = rollout::StepKind::Verify;
        verify.task = full;
        rollout::Step flag;
        flag.kind = rollout::StepKind::Flag;
        flag.weight = Percent::clamped(25);
        flag.reach.segments = {QStringLiteral("beta")};
        rollout::Step soak;
        soak.kind = rollout::StepKind::Soak;
        soak.samples = 30;
        rollout::Step part;
        part.kind = rollout::StepKind::Checklist;
        part.checklist = QStringLiteral("Sign-off");
        rollout::Step background;
        background.kind = rollout::StepKind::Analysis;
        rollout::Plan plan;
        plan.steps = {verify, flag, soak, part, background};
        for (const rollout::StepKind kind : {rollout::StepKind::Unit, rollout::StepKind::Mirror, rollout::StepKind::Configure}) {
            rollout::Step step;
            step.kind = kind;
            step.reach = units({QStringLiteral("docs")});
            step.reach.mirror = Percent::clamped(5);
            step.reach.settings.insert(QStringLiteral("A"), QStringLiteral("b"));
            plan.steps.push_back(step);
        }
        const auto back = rollout::planFromJson(rollout::toJson(plan));
        QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error().message));
        QCOMPARE(*back, plan);
    }
};

QTEST_GUILESS_MAIN(TestReach)
#include "test_reach.moc"
