#include "models/formats/component.h"
#include "models/formats/component_edit.h"

#include <QtTest>

using namespace fairlead;

class TestComponentEdit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onlyTheProductionVersionChanges_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const QByteArray head = "# kept by hand\nname: personas/a   # path\nowner: team\n";
        QTest::newRow("known version, comment kept")
            << head + "versions: [1.4.2, 2.0.0]\nproduction: 1.4.2  # since May\ncandidate: 2.0.0\n"
            << head + "versions: [1.4.2, 2.0.0]\nproduction: \"2.0.0\"  # since May\ncandidate: 2.0.0\n";
        QTest::newRow("new version in a flow list") << head + "versions: [1.4.2]\nproduction: 1.4.2\n"
                                                    << head + "versions: [1.4.2, \"2.0.0\"]\nproduction: \"2.0.0\"\n";
        QTest::newRow("new version in a block list") << head + "versions:\n  - 1.4.2\nproduction: 1.4.2\n"
                                                     << head + "versions:\n  - 1.4.2\n  - \"2.0.0\"\nproduction: \"2.0.0\"\n";
        QTest::newRow("no production yet, no line feed at the end")
            << head + "versions: [2.0.0]" << head + "versions: [2.0.0]\nproduction: \"2.0.0\"\n";
        QTest::newRow("quoted before") << head + "versions: ['1.4.2', '2.0.0']\nproduction: '1.4.2'\n"
                                       << head + "versions: ['1.4.2', '2.0.0']\nproduction: \"2.0.0\"\n";
    }
    void onlyTheProductionVersionChanges()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const Result<QByteArray> edited = formats::withProduction(QStringLiteral("a.yaml"), before, QStringLiteral("2.0.0"));
        QVERIFY2(edited.has_value(), edited ? "" : qPrintable(edited.error().message));
        QCOMPARE(*edited, after);
        QCOMPARE(*formats::withProduction(QStringLiteral("a.yaml"), *edited, QStringLiteral("2.0.0")), after); // twice is harmless
    }

    void aFileThatIsNoComponentIsRefusedWithItsPlace()
    {
        const Result<QByteArray> edited = formats::withProduction(QStringLiteral("a.yaml"), "name: [", QStringLiteral("2.0.0"));
        QVERIFY(!edited.has_value());
        QVERIFY(edited.error().message.contains(QStringLiteral("a.yaml:1")));
    }

    void aLayoutThatCannotBeEditedSafelyIsLeftAlone()
    {
        const QByteArray flow = "{name: personas/a, owner: team, versions: [1.4.2, 2.0.0], production: 1.4.2}\n";
        const Result<QByteArray> edited = formats::withProduction(QStringLiteral("a.yaml"), flow, QStringLiteral("2.0.0"));
        QVERIFY(!edited.has_value());
        QCOMPARE(toString(edited.error().code), QStringLiteral("unsupported"));
    }
};

QTEST_GUILESS_MAIN(TestComponentEdit)
#include "test_component_edit.moc"
