#include "models/domain/checklist/checklist.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::checklist;

namespace {

const QString kRelease = QStringLiteral("0198-release");

Item item(const char* id, int depth, bool ticked = false, bool blocking = true)
{
    Item made;
    made.id = QString::fromLatin1(id);
    made.text = made.id.toUpper();
    made.depth = depth;
    made.ticked = ticked;
    made.blocking = blocking;
    return made;
}

audit::Record answer(const char* id, const char* state, const char* note = "", qint64 row = 1)
{
    audit::Record record;
    record.row = row;
    record.at = Instant::fromMs(1000 * row);
    record.entry.kind = audit::kind::kChecklistAnswer;
    record.entry.who = QStringLiteral("m.vogel");
    record.entry.release = kRelease;
    record.entry.data = {{QStringLiteral("item"), QString::fromLatin1(id)}, {QStringLiteral("state"), QString::fromLatin1(state)},
        {QStringLiteral("note"), QString::fromLatin1(note)}};
    return record;
}

/// a, b with b1 and b2 (which has b2x), c; as a text drawing of what the guide holds.
Run run()
{
    Run made;
    made.release = kRelease;
    made.checklist.name = QStringLiteral("guide");
    made.checklist.phases = {{QStringLiteral("One"), 3, {item("a", 0), item("b", 0), item("b1", 1), item("b2", 1), item("b2x", 2)}},
        {QStringLiteral("Two"), 9, {item("c", 0), item("note", 0, false, false)}}};
    return made;
}

Run answered(const QStringList& answers)
{
    Run made = run();
    qint64 row = 0;
    for (const QString& each : answers) {
        const QStringList parts = each.split(QLatin1Char('='));
        made = apply(made, answer(parts.at(0).toLatin1().constData(), parts.at(1).toLatin1().constData(), "why", ++row));
    }
    return made;
}

QString drawn(const std::vector<State>& states)
{
    QStringList words;
    for (const State state : states) {
        words.append(toString(state));
    }
    return words.join(QLatin1Char(' '));
}

QString held(const Run& made)
{
    QStringList ids;
    for (const Item& each : holding(made)) {
        ids.append(each.id);
    }
    return ids.join(QLatin1Char(' '));
}

} // namespace

class TestChecklist : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsNestedItems() { QCOMPARE(run().checklist.itemCount(), 7); }

    void namesOfStatesReadBack()
    {
        for (const State state : {State::Open, State::Done, State::NotApplicable, State::Failed, State::Waived}) {
            QVERIFY(stateFromString(toString(state)) == state);
        }
        QVERIFY(!stateFromString(QStringLiteral("Done")));
        QVERIFY(!stateFromString(QString()));
    }

    void aBoxTickedInTheGuideIsDoneUntilAnswered()
    {
        Run made = run();
        made.checklist.phases[0].items[0].ticked = true;
        const Item first = made.checklist.phases[0].items[0];
        QVERIFY(made.stateOf(first) == State::Done);
        made = apply(made, answer("a", "failed"));
        QVERIFY(made.stateOf(first) == State::Failed);
        made = apply(made, answer("a", "open", "", 2));
        QVERIFY(made.stateOf(first) == State::Open);
    }

    void keepsEveryAnswerNewestLast()
    {
        const Run made = apply(apply(run(), answer("a", "failed", "no rights", 4)), answer("a", "done", "", 9));
        const std::vector<Answer>& answers = made.answers.at(QStringLiteral("a"));
        QCOMPARE(answers.size(), std::size_t(2));
        QCOMPARE(answers[0], (Answer{State::Failed, QStringLiteral("m.vogel"), Instant::fromMs(4000), QStringLiteral("no rights"), 4}));
        QVERIFY(answers[1].state == State::Done);
        QCOMPARE(answers[1].row, qint64(9));
    }

    void ignoresWhatIsNotForIt_data()
    {
        QTest::addColumn<QString>("what");
        QTest::newRow("another release") << QStringLiteral("release");
        QTest::newRow("another kind") << QStringLiteral("kind");
        QTest::newRow("an unknown item") << QStringLiteral("item");
        QTest::newRow("an unknown state") << QStringLiteral("state");
    }

    void ignoresWhatIsNotForIt()
    {
        QFETCH(QString, what);
        audit::Record record = answer(what == QLatin1String("item") ? "zz" : "a", what == QLatin1String("state") ? "maybe" : "done");
        if (what == QLatin1String("release")) {
            record.entry.release = QStringLiteral("other");
        } else if (what == QLatin1String("kind")) {
            record.entry.kind = audit::kind::kPaused;
        }
        QCOMPARE(apply(run(), record), run());
    }

    void aParentShowsTheWorstOfItselfAndItsChildren_data()
    {
        QTest::addColumn<QString>("answers");
        QTest::addColumn<QString>("shown"); // a b b1 b2 b2x
        QTest::newRow("nothing answered") << QString() << QStringLiteral("open open open open open");
        QTest::newRow("a grandchild fails") << QStringLiteral("b=done,b1=done,b2=done,b2x=failed")
                                            << QStringLiteral("open failed done failed failed");
        QTest::newRow("failed is worse than open") << QStringLiteral("b1=failed") << QStringLiteral("open failed failed open open");
        QTest::newRow("open is worse than waived")
            << QStringLiteral("b=done,b1=waived,b2=done") << QStringLiteral("open open waived open open");
        QTest::newRow("waived is worse than done")
            << QStringLiteral("b=done,b1=waived,b2=done,b2x=done") << QStringLiteral("open waived waived done done");
        QTest::newRow("not applicable beside done is done")
            << QStringLiteral("b=not-applicable,b1=not-applicable,b2=not-applicable,b2x=done")
            << QStringLiteral("open done not-applicable done done");
        QTest::newRow("not applicable when all are")
            << QStringLiteral("b=not-applicable,b1=not-applicable,b2=not-applicable,b2x=not-applicable")
            << QStringLiteral("open not-applicable not-applicable not-applicable not-applicable");
        QTest::newRow("a neighbour does not count")
            << QStringLiteral("a=failed,b=done,b1=done,b2=done,b2x=done") << QStringLiteral("failed done done done done");
    }

    void aParentShowsTheWorstOfItselfAndItsChildren()
    {
        QFETCH(QString, answers);
        const Run made = answered(answers.split(QLatin1Char(','), Qt::SkipEmptyParts));
        QTEST(drawn(shownStates(made, made.checklist.phases.front())), "shown");
    }

    void theStartIsHeldByWhatIsOpenOrFailed_data()
    {
        QTest::addColumn<QString>("answers");
        QTest::addColumn<QString>("held");
        QTest::newRow("nothing answered: children for their parents") << QString() << QStringLiteral("a b1 b2x c");
        QTest::newRow("a child settled") << QStringLiteral("b1=done") << QStringLiteral("a b2x c");
        QTest::newRow("children settled, the parent is not answered")
            << QStringLiteral("b1=done,b2=done,b2x=waived") << QStringLiteral("a b c");
        QTest::newRow("a parent answered does not settle its children") << QStringLiteral("b=done") << QStringLiteral("a b1 b2x c");
        QTest::newRow("a failed item holds, and so does a failed parent")
            << QStringLiteral("a=failed,b=failed,b1=done") << QStringLiteral("a b b2x c");
        QTest::newRow("waived and not applicable do not hold") << QStringLiteral("a=waived,c=not-applicable") << QStringLiteral("b1 b2x");
        QTest::newRow("all settled; what does not block may stay open")
            << QStringLiteral("a=done,b=done,b1=done,b2=done,b2x=done,c=done") << QString();
        QTest::newRow("opened again") << QStringLiteral("a=done,b=done,b1=done,b2=done,b2x=done,c=done,c=open") << QStringLiteral("c");
    }

    void theStartIsHeldByWhatIsOpenOrFailed()
    {
        QFETCH(QString, answers);
        QTEST(held(answered(answers.split(QLatin1Char(','), Qt::SkipEmptyParts))), "held");
    }

    void aWaiverAndNotApplicableNeedAReason_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("note");
        QTest::addColumn<bool>("allowed");
        const QString why = QStringLiteral("no traffic at night");
        for (const char* state : {"open", "done", "failed"}) {
            QTest::addRow("%s without a note", state) << QString::fromLatin1(state) << QString() << true;
        }
        for (const char* state : {"waived", "not-applicable"}) {
            QTest::addRow("%s without a note", state) << QString::fromLatin1(state) << QString() << false;
            QTest::addRow("%s with blanks", state) << QString::fromLatin1(state) << QStringLiteral(" \n\t") << false;
            QTest::addRow("%s with a reason", state) << QString::fromLatin1(state) << why << true;
        }
    }

    void aWaiverAndNotApplicableNeedAReason()
    {
        QFETCH(QString, state);
        QFETCH(QString, note);
        const Result<void> checked = checkAnswer(stateFromString(state).value(), note);
        QTEST(checked.has_value(), "allowed");
        if (!checked) {
            QVERIFY(checked.error().code == ErrorCode::InvalidInput);
        }
    }
};

QTEST_APPLESS_MAIN(TestChecklist)
#include "test_checklist.moc"
