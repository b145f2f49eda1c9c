#include "models/items/release_timeline.h"

#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using namespace fairlead::items;
namespace kind = audit::kind;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const Instant kStart = Instant::fromIso(QStringLiteral("2025-08-07T14:00:00Z")).value();

rollout::Release release()
{
    rollout::Release made;
    made.id = ReleaseId(QStringLiteral("r1"));
    made.plan = rollout::Plan::canary(Percent::clamped(10));
    return made;
}

/// Records of one release, each a time after kStart.
class Story {
public:
    Story& add(Millis after, const QString& name, const QJsonObject& data = {}, const QString& why = {})
    {
        audit::Record record;
        record.row = static_cast<qint64>(m_records.size()) + 1;
        record.at = kStart + after;
        record.entry = {name, QStringLiteral("engine"), QStringLiteral("r1"), {}, why, data};
        m_records.push_back(record);
        return *this;
    }
    Story& step(Millis after, int number) { return add(after, kind::kStepEntered, {{QStringLiteral("step"), number}}); }

    std::vector<audit::Record>& records() { return m_records; }
    ReleaseTimeline at(Millis after) const { return timelineOf(release(), m_records, kStart + after); }

private:
    std::vector<audit::Record> m_records;
};

} // namespace

class TestReleaseTimeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void hasNothingToDrawBeforeAnythingHappened()
    {
        const ReleaseTimeline line = timelineOf(release(), {}, kStart);
        QVERIFY(line.isEmpty());
        QVERIFY(line.plan.empty());
        QVERIFY(line.state.phase == rollout::Phase::ToStart);
    }

    void plansFromTheWindowUntilItStarts()
    {
        rollout::Release planned = release();
        planned.window = Span::create(kStart, kStart + minutes(120)).value();
        const ReleaseTimeline line = timelineOf(planned, {}, kStart - minutes(30));
        QCOMPARE(line.plan.front().from, kStart);
        QCOMPARE(line.plan.back().to, kStart + minutes(90));
        QVERIFY(line.happened.empty());
    }

    void laysThePlanOverWhatHappened()
    {
        Story story;
        story.add(seconds(0), kind::kStarted).step(seconds(1), 0).step(seconds(40), 1).step(minutes(33), 3);
        const ReleaseTimeline line = story.at(minutes(41));
        QCOMPARE(line.plan.size(), std::size_t(6));
        QCOMPARE(line.plan[1].from, kStart + minutes(30));
        QCOMPARE(line.plan[1].to, kStart + minutes(45));
        QCOMPARE(line.happened.size(), std::size_t(2));
        QCOMPARE(line.happened[0].weight, Percent::clamped(10));
        QCOMPARE(line.happened[0].to, kStart + minutes(33));
        QCOMPARE(line.happened[1].from, kStart + minutes(33));
        QCOMPARE(line.happened[1].to, kStart + minutes(41));
        QCOMPARE(line.behind, Millis(minutes(3)));
        QCOMPARE(line.from, kStart);
        QCOMPARE(line.to, kStart + minutes(90));
    }

    void isBehindByAnEndThatHasPassed()
    {
        Story story;
        story.add(seconds(0), kind::kStarted).step(seconds(0), 0).step(seconds(40), 1);
        QCOMPARE(story.at(minutes(30)).behind, Millis(0));
        QCOMPARE(story.at(minutes(37)).behind, Millis(minutes(7)));
    }

    void marksWhereTheClockStoodStill()
    {
        Story story;
        story.add(seconds(0), kind::kStarted).step(seconds(0), 0).step(seconds(40), 1);
        story.add(minutes(10), kind::kHeld, {}, QStringLiteral("no data")).add(minutes(12), kind::kContinued);
        story.add(minutes(15), kind::kPaused, {}, QStringLiteral("lunch"));
        const ReleaseTimeline line = story.at(minutes(16));
        QCOMPARE(line.gaps.size(), std::size_t(2));
        QCOMPARE(line.gaps[0], (TimelineGap{false, QStringLiteral("no data"), kStart + minutes(10), kStart + minutes(12)}));
        QCOMPARE(line.gaps[1], (TimelineGap{true, QStringLiteral("lunch"), kStart + minutes(15), kStart + minutes(16)}));
        QCOMPARE(line.held, Millis(minutes(3)));
    }

    void endsWithTheRollback()
    {
        Story story;
        story.add(seconds(0), kind::kStarted).step(seconds(0), 0).step(seconds(40), 1);
        story.add(minutes(4), kind::kRollbackDecided)
            .add(minutes(5), kind::kEnded, {{QStringLiteral("result"), QStringLiteral("rolled-back")}});
        const ReleaseTimeline line = story.at(minutes(60));
        QVERIFY(line.state.phase == rollout::Phase::RolledBack);
        QCOMPARE(line.happened.size(), std::size_t(1));
        QCOMPARE(line.happened[0].to, kStart + minutes(4));
        QCOMPARE(line.marks.size(), std::size_t(2));
        QCOMPARE(line.marks[0].kind, TimelineMarkKind::Rollback);
        QCOMPARE(line.marks[1].kind, TimelineMarkKind::Ended);
        QCOMPARE(line.marks[1].row, 5);
    }

    void leavesOutOtherReleasesAndTheFuture()
    {
        Story story;
        story.add(seconds(0), kind::kStarted).step(seconds(0), 0).add(minutes(1), kind::kIntent).add(minutes(50), kind::kIntent);
        story.records()[2].entry.release = QStringLiteral("r2");
        const ReleaseTimeline line = story.at(minutes(20));
        QVERIFY(line.marks.empty());
        QCOMPARE(story.at(minutes(50)).marks.size(), std::size_t(1));
    }
};

QTEST_APPLESS_MAIN(TestReleaseTimeline)
#include "test_release_timeline.moc"
