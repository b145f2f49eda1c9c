#include "models/domain/rollout/retention.h"

#include <QtTest>

using namespace fairlead;
using namespace std::chrono_literals;
using namespace fairlead::rollout;

namespace {

const Instant kNow = Instant::fromMs(1'754'575'200'000);

State release(int number, Phase phase, int daysAgo, const QString& component = QStringLiteral("core/a"))
{
    State state;
    state.release.id = ReleaseId(QStringLiteral("r%1").arg(number));
    state.release.name = component;
    state.release.environment = QStringLiteral("production");
    state.release.manifest.component = component;
    state.release.manifest.version = QStringLiteral("1.%1.0").arg(number);
    state.phase = phase;
    state.registryChanged = phase == Phase::Activated;
    state.startedAt = kNow - 24h * (daysAgo + 1);
    if (isEnded(phase)) {
        state.endedAt = kNow - 24h * daysAgo;
    }
    state.lastRow = number;
    return state;
}

QStringList decisions(const std::vector<State>& releases, const RetentionRule& rule, const std::set<ReleaseId>& held = {})
{
    QStringList said;
    for (const Retained& one : retentionOf(releases, held, rule, kNow)) {
        said.append(one.id.text() + QLatin1Char(' ') + toString(one.why));
    }
    return said;
}

audit::Record holdRecord(const QString& release, bool held)
{
    audit::Record record;
    record.entry.kind = audit::kind::kLegalHold;
    record.entry.release = release;
    record.entry.data.insert(QStringLiteral("held"), held);
    return record;
}

} // namespace

class TestRetention : public QObject {
    Q_OBJECT

    const std::vector<State> m_releases{release(1, Phase::Activated, 500), release(2, Phase::RolledBack, 450),
        release(3, Phase::Activated, 420), release(4, Phase::Soaking, 0), release(5, Phase::RolledBack, 410, QStringLiteral("core/b"))};

private Q_SLOTS:
    void ageLetsGoOfWhatEndedLongAgoAndIsNotInProduction()
    {
        RetentionRule rule;
        rule.olderThan = 24h * 415;
        QCOMPARE(decisions(m_releases, rule),
            (QStringList{QStringLiteral("r4 under-way"), QStringLiteral("r5 too-young"), QStringLiteral("r3 in-production"),
                QStringLiteral("r2 goes"), QStringLiteral("r1 goes")}));
    }

    void theNewestOfEachComponentStay()
    {
        RetentionRule rule;
        rule.keepNewest = 3;
        QCOMPARE(decisions(m_releases, rule),
            (QStringList{QStringLiteral("r4 under-way"), QStringLiteral("r5 among-newest"), QStringLiteral("r3 in-production"),
                QStringLiteral("r2 among-newest"), QStringLiteral("r1 goes")}));
        rule.olderThan = 24h * 600;
        QVERIFY(!decisions(m_releases, rule).contains(QStringLiteral("r1 goes")));
    }

    void aLegalHoldOutweighsEverything()
    {
        RetentionRule rule;
        rule.keepNewest = 0;
        const std::set<ReleaseId> held{ReleaseId(QStringLiteral("r1")), ReleaseId(QStringLiteral("r4"))};
        const QStringList said = decisions(m_releases, rule, held);
        QVERIFY(said.contains(QStringLiteral("r1 legal-hold")));
        QVERIFY(said.contains(QStringLiteral("r4 legal-hold")));
        QVERIFY(said.contains(QStringLiteral("r2 goes")));
    }

    void aNamedReleaseGoesAlone()
    {
        RetentionRule rule;
        rule.only.insert(ReleaseId(QStringLiteral("r2")));
        const QStringList said = decisions(m_releases, rule);
        QVERIFY(said.contains(QStringLiteral("r2 goes")));
        QVERIFY(said.contains(QStringLiteral("r1 not-named")));
        QVERIFY(decisions(m_releases, RetentionRule()).filter(QStringLiteral("goes")).isEmpty());
    }

    void theLastWordOnAHoldCounts()
    {
        QCOMPARE(heldReleases({holdRecord(QStringLiteral("a"), true), holdRecord(QStringLiteral("b"), true),
                     holdRecord(QStringLiteral("a"), false)}),
            std::set<ReleaseId>{ReleaseId(QStringLiteral("b"))});
    }

    void theRuleIsSaidInWords()
    {
        RetentionRule rule;
        rule.olderThan = 24h * 400;
        rule.keepNewest = 20;
        QCOMPARE(rule.inWords(), QStringLiteral("older than 400d, the newest 20 of each component stay"));
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "test_retention.moc"
