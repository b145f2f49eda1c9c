#include "models/base/problem.h"

#include <QTest>

using namespace fairlead;

class TestProblem : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aProblemIsOneLineThatEditorsUnderstand_data();
    void aProblemIsOneLineThatEditorsUnderstand();
    void onlyErrorsMakeAFileUnusable_data();
    void onlyErrorsMakeAFileUnusable();
};

void TestProblem::aProblemIsOneLineThatEditorsUnderstand_data()
{
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("warning");
    QTest::addColumn<QString>("help");
    QTest::addColumn<QString>("text");
    QTest::newRow("line and column") << 3 << 7 << false << "Remove one." << "plan.yaml:3:7: error: The key stands twice. Remove one.";
    QTest::newRow("line alone") << 3 << 0 << false << "Remove one." << "plan.yaml:3: error: The key stands twice. Remove one.";
    QTest::newRow("no place") << 0 << 0 << false << "Remove one." << "plan.yaml: error: The key stands twice. Remove one.";
    QTest::newRow("warning") << 3 << 7 << true << "Remove one." << "plan.yaml:3:7: warning: The key stands twice. Remove one.";
    QTest::newRow("no help") << 3 << 7 << false << "" << "plan.yaml:3:7: error: The key stands twice.";
}

void TestProblem::aProblemIsOneLineThatEditorsUnderstand()
{
    QFETCH(const int, line);
    QFETCH(const int, column);
    QFETCH(const bool, warning);
    QFETCH(const QString, help);
    QFETCH(const QString, text);
    const Problem problem{QStringLiteral("plan.yaml"), {line, column}, warning ? Severity::Warning : Severity::Error,
        QStringLiteral("duplicate-key"), QStringLiteral("The key stands twice."), help};
    QCOMPARE(toText(problem), text);
}

void TestProblem::onlyErrorsMakeAFileUnusable_data()
{
    QTest::addColumn<QList<bool>>("warnings");
    QTest::addColumn<bool>("unusable");
    QTest::newRow("none") << QList<bool>{} << false;
    QTest::newRow("warnings") << QList<bool>{true, true} << false;
    QTest::newRow("one error") << QList<bool>{false} << true;
    QTest::newRow("an error behind a warning") << QList<bool>{true, false} << true;
}

void TestProblem::onlyErrorsMakeAFileUnusable()
{
    QFETCH(const QList<bool>, warnings);
    QFETCH(const bool, unusable);
    Problems problems;
    for (const bool warning : warnings) {
        Problem problem;
        problem.severity = warning ? Severity::Warning : Severity::Error;
        problems.push_back(problem);
    }
    QCOMPARE(hasErrors(problems), unusable);
}

QTEST_GUILESS_MAIN(TestProblem)
#include "test_problem.moc"
