#include "models/base/clock.h"
#include "models/storage/sqlite_history.h"
#include "tests/ui/sample_history.h"
#include "tests/ui/strict.h"
#include "ui/common/link_button.h"
#include "ui/common/widgets.h"
#include "ui/history/code_box.h"
#include "ui/history/filter_chip.h"
#include "ui/history/history_panel.h"
#include "ui/history/record_detail.h"
#include "ui/history/record_rows.h"
#include "ui/history/record_words.h"
#include "ui/history/timeline_view.h"
#include "ui/history/verdict_lines.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonArray>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::ui;

namespace {

template <typename Widget> Widget* named(const QWidget& parent, const QString& name)
{
    const auto all = parent.findChildren<Widget*>();
    for (Widget* widget : all) {
        if (widget->accessibleName() == name) {
            return widget;
        }
    }
    return nullptr;
}

/// The panel with the story in it, shown.
struct Shown {
    explicit Shown(bool withRecords = true)
    {
        panel.resize(1256, 828);
        if (withRecords) {
            panel.setReleases({sample::earlierRelease(), sample::release()});
            panel.addRecords(sample::history());
            panel.setNow(sample::kNow);
        }
        panel.show();
        panel.activateWindow();
        if (!QTest::qWaitForWindowActive(&panel, 30000)) {
            qFatal("The window did not become active.");
        }
    }
    QTableView& table() const { return *panel.findChild<QTableView*>(); }
    QString cell(int row, int column) const { return table().model()->index(row, column).data(Qt::AccessibleTextRole).toString(); }
    QLineEdit& words() const { return *panel.findChild<QLineEdit*>(); }
    int rowOf(qint64 number) const
    {
        for (int row = 0; row < table().model()->rowCount(); ++row) {
            if (cell(row, items::RecordModel::RowColumn) == QString::number(number)) {
                return row;
            }
        }
        return -1;
    }
    Theme theme{Scheme::Light};
    HistoryPanel panel{theme};
};

} // namespace

class TestHistoryPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tests::failOnOurWarnings(); }

    void rareVerbsHaveWords()
    {
        for (const QString& kind :
            {audit::kind::kSkipped, audit::kind::kByHand, audit::kind::kApproved, audit::kind::kAborted, audit::kind::kParked,
                audit::kind::kRetried, audit::kind::kOverdue, audit::kind::kQuarantineLifted, audit::kind::kLineStopped,
                audit::kind::kLineReleased, audit::kind::kTrainStarted, audit::kind::kTrainHeld, audit::kind::kTrainContinued,
                audit::kind::kTrainResumed, audit::kind::kTrainRollback, audit::kind::kTrainEnded, audit::kind::kNote}) {
            QVERIFY2(whatText(kind) != kind, qPrintable(kind));
        }
        audit::Record record;
        record.entry
            = {audit::kind::kByHand, {}, {}, {}, QStringLiteral("demo"), {{QStringLiteral("weight"), 15}, {QStringLiteral("plan"), 25}}};
        QCOMPARE(whyText(record, nullptr), QStringLiteral("15\u00a0%, the plan says 25\u00a0%; demo"));
        record.entry = {audit::kind::kPromoted, {}, {}, {}, QStringLiteral("hotfix"),
            {{QStringLiteral("full"), true},
                {QStringLiteral("skipped"), QJsonArray{QStringLiteral("a soak"), QStringLiteral("the gates")}}}};
        QCOMPARE(whyText(record, nullptr), QStringLiteral("left out: a soak, the gates; hotfix"));
    }

    void teachesWhenThereIsNoEvent()
    {
        const Shown shown(false);
        auto* empty = named<EmptyState>(shown.panel, QStringLiteral("No event yet"));
        QVERIFY(empty && empty->isVisible());
        QVERIFY(!shown.table().isVisible());
        QVERIFY(!named<ActionButton>(shown.panel, QStringLiteral("Report…"))->isEnabled());
    }

    void showsTheNewestEventFirstAndSelectsIt()
    {
        const Shown shown;
        QCOMPARE(shown.table().model()->rowCount(), static_cast<int>(sample::history().size()));
        QCOMPARE(shown.cell(0, items::RecordModel::RowColumn), QStringLiteral("32"));
        QCOMPARE(shown.table().currentIndex().row(), 0);
        QCOMPARE(shown.cell(0, items::RecordModel::TimeColumn), QStringLiteral("7 Aug 14:33:20"));
    }

    void anotherYearIsSaid()
    {
        Shown shown(false);
        std::vector<audit::Record> records = sample::longHistory(3);
        records[0].at = records[0].at - std::chrono::days(400);
        records[1].at = records[1].at - std::chrono::hours(1); // the same year begins at its midnight: the one before
        records[2].at = records[2].at + std::chrono::days(30);
        shown.panel.addRecords(records);
        QTRY_COMPARE(shown.table().model()->rowCount(), 3);
        const auto* rows = static_cast<const RecordRows*>(shown.table().model());
        const auto shortTime = [&](int row) { return rows->shortTime(*rows->recordOf(rows->index(row, 0))); };
        QCOMPARE(shortTime(0), QStringLiteral("00:00:03"));
        QCOMPARE(shortTime(1), QStringLiteral("31 Dec 2024"));
        QCOMPARE(shortTime(2), QStringLiteral("28 Nov 2023"));
        QCOMPARE(shown.cell(2, items::RecordModel::TimeColumn), QStringLiteral("28 Nov 2023 00:00:01"));
    }

    void saysIntentAnswerAndEffectInWords()
    {
        const Shown shown;
        const auto why = [&](qint64 row) { return shown.cell(shown.rowOf(row), items::RecordModel::WhyColumn); };
        const auto outcome = [&](qint64 row) { return shown.cell(shown.rowOf(row), items::RecordModel::OutcomeColumn); };
        QCOMPARE(why(29), QStringLiteral("Send 25\u00a0%; gate at 10 % passed"));
        QCOMPARE(outcome(29), QStringLiteral("Written"));
        QCOMPARE(why(30), QStringLiteral("200 OK, after 38\u00a0ms"));
        QCOMPARE(outcome(30), QStringLiteral("Accepted"));
        QCOMPARE(why(31), QStringLiteral("24.8\u00a0% observed after 18\u00a0s, asked 25\u00a0%"));
        QCOMPARE(outcome(31), QStringLiteral("Effective"));
        QCOMPARE(outcome(10), QStringLiteral("Unknown"));
        QCOMPARE(outcome(11), QStringLiteral("Not effective"));
        QCOMPARE(why(27), QStringLiteral("3 of 3 gates pass"));
    }

    void detailShowsRequestAnswerEffectAndWhatTheScreenShowed()
    {
        Shown shown;
        QVERIFY(shown.panel.showRow(30));
        auto* detail = shown.panel.findChild<RecordDetail*>();
        auto* request = named<CodeBox>(*detail, QStringLiteral("Request"));
        auto* answer = named<CodeBox>(*detail, QStringLiteral("Answer"));
        QVERIFY(request->isVisible() && request->toPlainText().startsWith(QStringLiteral("curl -X PUT")));
        QVERIFY(answer->isVisible() && answer->toPlainText().contains(QStringLiteral("r41")));
        QCOMPARE(detail->findChild<VerdictLines*>()->accessibleDescription(),
            QStringLiteral("Error rate under 1\u00a0%: 0.4\u00a0%, Pass; Latency p95 under 2\u00a0s: 1.63\u00a0s, Pass; "
                           "Quality score above 0.85: 0.871, Pass"));
        QTest::mouseClick(named<ActionButton>(*detail, QStringLiteral("Copy as curl")), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), request->toPlainText());

        auto* effect = named<LinkButton>(*detail, QStringLiteral("Effect: row 31: 24.8\u00a0% after 18\u00a0s"));
        QVERIFY(effect && effect->isVisible());
        QTest::mouseClick(effect, Qt::LeftButton);
        QCOMPARE(shown.table().currentIndex().row(), shown.rowOf(31));
        QVERIFY(named<TextLabel>(*detail, QStringLiteral("Who: engine")));
    }

    void leavesOutWhatARecordDoesNotHold()
    {
        Shown shown;
        QVERIFY(shown.panel.showRow(25));
        auto* detail = shown.panel.findChild<RecordDetail*>();
        QVERIFY(!named<CodeBox>(*detail, QStringLiteral("Request"))->isVisible());
        QVERIFY(!detail->findChild<VerdictLines*>()->isVisible());
        QVERIFY(!named<ActionButton>(*detail, QStringLiteral("Copy request"))->isVisible());
        QVERIFY(!shown.panel.showRow(999));
    }

    void filtersByWordsAsTheyAreTyped()
    {
        Shown shown;
        QTest::keyClick(&shown.panel, Qt::Key_F, Qt::ControlModifier);
        QVERIFY(shown.words().hasFocus());
        QTest::keyClicks(&shown.words(), QStringLiteral("EFFECT seen 24.8"));
        QCOMPARE(shown.table().model()->rowCount(), 1); // what stands in the row is found, also where it was made from numbers
        QCOMPARE(shown.cell(0, items::RecordModel::RowColumn), QStringLiteral("31"));
        shown.words().clear();
        QTest::keyClicks(&shown.words(), QStringLiteral("vogel"));
        QCOMPARE(shown.table().model()->rowCount(), 2);
        QTest::keyClicks(&shown.words(), QStringLiteral(" zebra"));
        QVERIFY(named<EmptyState>(shown.panel, QStringLiteral("No event fits the filters"))->isVisible());
        QTest::mouseClick(named<ActionButton>(shown.panel, QStringLiteral("Clear filters")), Qt::LeftButton);
        QCOMPARE(shown.table().model()->rowCount(), 32);
        QVERIFY(shown.words().text().isEmpty());
    }

    void narrowsToOneRelease()
    {
        Shown shown;
        shown.panel.showRelease(sample::earlierRelease().id);
        QCOMPARE(shown.table().model()->rowCount(), 13);
        QCOMPARE(named<FilterChip>(shown.panel, QStringLiteral("Release"))->accessibleDescription(), QStringLiteral("engineer 2.6.0"));
        QVERIFY(shown.panel.showRow(30)); // of the other release: the filter gives way
        QCOMPARE(shown.table().model()->rowCount(), 32);
    }

    void timelineTellsWhatHappened()
    {
        Shown shown;
        auto* timeline = shown.panel.findChild<TimelineView*>();
        QCOMPARE(timeline->sentence(),
            QStringLiteral("10\u00a0% from 14:00:14 to 14:33:02\u00a0UTC; 25\u00a0% from 14:33:02 to 14:41:22\u00a0UTC; "
                           "now, 2\u00a0min behind the plan (2\u00a0min\u00a04\u00a0s held or paused)"));
        shown.panel.showRelease(sample::earlierRelease().id);
        QVERIFY(timeline->sentence().endsWith(QStringLiteral("rolled back, 0 % seen at 09:14:02\u00a0UTC")));
    }

    void timelineWorksByKeyboard()
    {
        Shown shown;
        shown.panel.showRelease(sample::earlierRelease().id);
        auto* timeline = shown.panel.findChild<TimelineView*>();
        QTest::keyClick(timeline, Qt::Key_End);
        QVERIFY(timeline->accessibleDescription().startsWith(QStringLiteral("Ended at 09:14:02")));
        QTest::keyClick(timeline, Qt::Key_Left);
        QTest::keyClick(timeline, Qt::Key_Left);
        QTest::keyClick(timeline, Qt::Key_Return);
        QCOMPARE(shown.cell(shown.table().currentIndex().row(), items::RecordModel::RowColumn), QStringLiteral("8"));
    }

    void saysWhatTheChainIs_data()
    {
        QTest::addColumn<qint64>("checked");
        QTest::addColumn<qint64>("broken");
        QTest::addColumn<QString>("pill");
        QTest::addColumn<bool>("newer");
        QTest::newRow("unbroken") << qint64(32) << qint64(0) << QStringLiteral("Chain unbroken, rows 1 to 32") << false;
        QTest::newRow("newer rows since") << qint64(30) << qint64(0) << QStringLiteral("Chain unbroken, rows 1 to 30") << true;
        QTest::newRow("nothing to check") << qint64(0) << qint64(0) << QStringLiteral("Chain unbroken, no rows") << true;
        QTest::newRow("broken") << qint64(32) << qint64(12) << QStringLiteral("Chain broken at row 12") << false;
    }

    void saysWhatTheChainIs()
    {
        QFETCH(qint64, checked);
        QFETCH(qint64, broken);
        QFETCH(QString, pill);
        QFETCH(bool, newer);
        Shown shown;
        QVERIFY(named<StatusPill>(shown.panel, QStringLiteral("Chain not verified yet")));
        audit::Verification verification{checked, QByteArray(32, 'a'), {}};
        if (broken > 0) {
            verification.firstBroken = audit::Break{broken, QStringLiteral("Row 12 was changed.")};
        }
        shown.panel.showVerification(verification, sample::kNow, Millis(100));
        QVERIFY(named<StatusPill>(shown.panel, pill));
        QCOMPARE(shown.panel.findChild<Banner*>()->isVisible(), broken > 0);
        bool says = false;
        const auto labels = shown.panel.findChildren<TextLabel*>();
        for (const TextLabel* label : labels) {
            says = says
                || (label->text().contains(QStringLiteral("newer rows not checked")) && label->text().contains(QStringLiteral("0.1 s")));
        }
        QCOMPARE(says, newer);
        if (broken > 0) {
            Q_EMIT shown.panel.findChild<Banner*>()->actionTriggered();
            QCOMPARE(shown.table().currentIndex().row(), shown.rowOf(12));
        }
    }

    void asksForVerificationAndReports()
    {
        Shown shown;
        const QSignalSpy verify(&shown.panel, &HistoryPanel::verifyRequested);
        const QSignalSpy report(&shown.panel, &HistoryPanel::reportRequested);
        QTest::keyClick(&shown.panel, Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::mouseClick(named<ActionButton>(shown.panel, QStringLiteral("Verify now")), Qt::LeftButton);
        QCOMPARE(verify.size(), 2);
        shown.panel.showRelease(sample::earlierRelease().id);
        QTest::mouseClick(named<ActionButton>(shown.panel, QStringLiteral("Report…")), Qt::LeftButton);
        QCOMPARE(report.size(), 1);
        QCOMPARE(report[0][0].value<ReleaseId>(), sample::earlierRelease().id);
    }

    void keepsTheSelectionWhenEventsArrive()
    {
        Shown shown(false);
        std::vector<audit::Record> records = sample::history();
        const std::vector<audit::Record> later(records.begin() + 30, records.end());
        records.resize(30);
        shown.panel.addRecords(records);
        QVERIFY(shown.panel.showRow(29));
        auto* detail = shown.panel.findChild<RecordDetail*>();
        QVERIFY(!named<LinkButton>(*detail, QStringLiteral("Effect: row 31: 24.8\u00a0% after 18\u00a0s")));
        shown.panel.addRecords(later);
        QCOMPARE(shown.table().currentIndex().row(), shown.rowOf(29));
        QVERIFY(named<LinkButton>(*detail, QStringLiteral("Effect: row 31: 24.8\u00a0% after 18\u00a0s")));
    }

    void fetchesTheRowsOfALongHistoryAsTheyAreSeen()
    {
        const QTemporaryDir folder;
        const SystemClock clock;
        const auto history = storage::SqliteHistory::open(folder.filePath(QStringLiteral("history.db")), clock).value();
        std::vector<audit::Record> records;
        for (const audit::Record& told : sample::longHistory(600)) {
            QFuture<Result<audit::Record>> written = history->append(told.entry);
            written.waitForFinished();
            records.push_back(written.result().value());
        }
        Shown shown(false);
        shown.panel.setStore(*history);
        shown.panel.addRecords({records.begin() + 500, records.end()}); // the end of it, as the engine tells
        QCOMPARE(shown.table().model()->rowCount(), 600);
        QVERIFY(shown.panel.showRow(3));
        QTRY_VERIFY(named<TextLabel>(*shown.panel.findChild<RecordDetail*>(), QStringLiteral("Who: ") + records[2].entry.who));
        QCOMPARE(shown.cell(597, items::RecordModel::RowColumn), QStringLiteral("3"));
        QTRY_COMPARE(shown.cell(597, items::RecordModel::WhoColumn), records[2].entry.who);
        const auto saysCount = [&](const QString& words) {
            const auto labels = shown.panel.findChildren<TextLabel*>();
            return std::any_of(labels.begin(), labels.end(), [&](const TextLabel* label) { return label->text() == words; });
        };
        QVERIFY(saysCount(QStringLiteral("600 events")));
        const auto vogels
            = std::ranges::count(records, QStringLiteral("m.vogel"), [](const audit::Record& each) { return each.entry.who; });
        QTest::keyClicks(&shown.words(), QStringLiteral("\"m.vogel\""));
        QTRY_VERIFY(saysCount(QStringLiteral("%1 of 600 events").arg(vogels)));
        shown.words().clear();
        QTRY_COMPARE(shown.table().model()->rowCount(), 600);
        QTest::keyClicks(&shown.words(), QStringLiteral("zebra"));
        QTRY_VERIFY(named<EmptyState>(shown.panel, QStringLiteral("No event fits the filters"))->isVisible());
    }

    void holdsAHundredThousandEvents()
    {
        Shown shown(false);
        shown.panel.addRecords(sample::longHistory(100'000));
        QTRY_COMPARE_WITH_TIMEOUT(shown.table().model()->rowCount(), 100'000, 60'000);
        shown.table().scrollToBottom();
        QVERIFY(!shown.panel.grab().isNull());
        QTest::keyClicks(&shown.words(), QStringLiteral("m.vogel event"));
        const QModelIndex first = shown.table().model()->index(0, items::RecordModel::RowColumn);
        QTRY_COMPARE_WITH_TIMEOUT(shown.table().model()->rowCount(), 14'285, 60'000);
        QCOMPARE(first.data().toString(), QStringLiteral("99,995"));
    }
};

QTEST_MAIN(TestHistoryPanel)
#include "test_history_panel.moc"
