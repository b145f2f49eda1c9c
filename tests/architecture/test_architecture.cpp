#include "tests/architecture/layer_table.h"
#include "tests/architecture/rules.h"
#include "tests/architecture/source_text.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace fairlead::architecture;

namespace {

QString read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString sourceTree()
{
    return QStringLiteral(FAIRLEAD_SOURCE_DIR);
}

QString fixtureTree()
{
    return QStringLiteral(FAIRLEAD_TEST_DIR "/architecture/fixture");
}

const QtHeaders& qtHeaders()
{
    static const QtHeaders headers = readQtHeaders(QStringLiteral(FAIRLEAD_QT_HEADERS));
    return headers;
}

/// "file:line: rule" of every line of the fixture that says "breaks: rule".
QStringList marksOf(const QString& tree)
{
    QStringList marks;
    const QDir root(tree);
    QDirIterator it(tree, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString file = it.next();
        const QStringList lines = read(file).split(QLatin1Char('\n'));
        for (qsizetype i = 0; i < lines.size(); ++i) {
            const QString rule = lines[i].section(QStringLiteral("// breaks: "), 1);
            if (!rule.isEmpty()) {
                marks.append(QStringLiteral("%1:%2: %3").arg(root.relativeFilePath(file)).arg(i + 1).arg(rule));
            }
        }
    }
    marks.sort();
    return marks;
}

QString linesOf(const std::vector<Violation>& violations)
{
    QString text;
    for (const Violation& v : violations) {
        text += QStringLiteral("\n%1:%2: %3: %4").arg(v.file).arg(v.line).arg(v.rule, v.text);
    }
    return text;
}

} // namespace

class TestArchitecture : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTreeKeepsToTheLayersTable();
    void everyMarkedLineOfTheFixtureIsReportedAndNoOther();
    void aRoomWithoutAFolderIsReported();
    void aTableThatMakesNoSenseIsRefusedWithItsLine_data();
    void aTableThatMakesNoSenseIsRefusedWithItsLine();
    void aFileBelongsToTheLongestRoomOfItsPath();
    void aRoomIsNamedWithoutTheRoomsBelowIt();
    void qtHeadersAreKnownByTheirModule_data();
    void qtHeadersAreKnownByTheirModule();
    void wordsAboutCodeAreNotCode_data();
    void wordsAboutCodeAreNotCode();
};

void TestArchitecture::theTreeKeepsToTheLayersTable()
{
    const auto table = LayerTable::parse(read(QStringLiteral(FAIRLEAD_TEST_DIR "/architecture/layers.txt")));
    QVERIFY2(table, table ? "" : qPrintable(QStringLiteral("layers.txt: ") + table.error()));
    const std::vector<Violation> violations = violationsOf(sourceTree(), *table, qtHeaders());
    QVERIFY2(violations.empty(), qPrintable(linesOf(violations)));
}

void TestArchitecture::everyMarkedLineOfTheFixtureIsReportedAndNoOther()
{
    const auto table = LayerTable::parse(read(fixtureTree() + QStringLiteral("/layers.txt")));
    QVERIFY2(table, table ? "" : qPrintable(table.error()));
    QStringList found;
    for (const Violation& v : violationsOf(fixtureTree(), *table, qtHeaders())) {
        found.append(QStringLiteral("%1:%2: %3").arg(v.file).arg(v.line).arg(v.rule));
        QVERIFY(!v.text.isEmpty());
    }
    found.sort();
    const QStringList expected = marksOf(fixtureTree());
    QVERIFY(expected.size() > 20);
    const auto without = [](const QStringList& all, const QStringList& some) {
        QStringList rest;
        std::ranges::copy_if(all, std::back_inserter(rest), [&some](const QString& one) { return !some.contains(one); });
        return rest.join(QLatin1Char('\n'));
    };
    QCOMPARE(without(found, expected), QString());
    QCOMPARE(without(expected, found), QString());
    QCOMPARE(found.size(), expected.size());
}

void TestArchitecture::aRoomWithoutAFolderIsReported()
{
    const auto table = LayerTable::parse(QStringLiteral("longest-file: 9999\nroom models/gone:\n"));
    QVERIFY(table);
    const std::vector<Violation> violations = violationsOf(fixtureTree(), *table, qtHeaders());
    const Violation expected{QStringLiteral("layers.txt"), 2, QStringLiteral("room"), QStringLiteral("models/gone is no folder")};
    QVERIFY2(std::ranges::find(violations, expected) != violations.end(), qPrintable(linesOf(violations)));
}

void TestArchitecture::aTableThatMakesNoSenseIsRefusedWithItsLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("error");
    QTest::newRow("no colon") << "everywhere: QtCore\nroom models/base" << "line 2: not \"word: …\" or \"room PATH: …\"";
    QTest::newRow("twice") << "room a:\nroom a:" << "line 2: a stands twice";
    QTest::newRow("nameless") << "library: x.h" << "line 1: a library needs a name";
    QTest::newRow("unknown key") << "floor: a" << "line 1: nothing is known of \"floor\"";
    QTest::newRow("no number") << "longest-file: some" << "line 1: longest-file needs a number of lines";
    QTest::newRow("unknown word") << "room a: b" << "line 1: \"b\" is no room, Qt module or library of this table";
    QTest::newRow("cycle of two") << "room a: b\nroom b: a" << "line 1: a cycle of rooms: a → b → a";
    QTest::newRow("cycle by a parent") << "room x/a: y\nroom y: x" << "line 1: a cycle of rooms: x/a → y → x/a";
    QTest::newRow("cycle of three") << "room a: b\nroom b: c\nroom c: b" << "line 2: a cycle of rooms: b → c → b";
}

void TestArchitecture::aTableThatMakesNoSenseIsRefusedWithItsLine()
{
    QFETCH(const QString, text);
    QFETCH(const QString, error);
    const auto table = LayerTable::parse(text);
    QVERIFY(!table);
    QCOMPARE(table.error(), error);
}

void TestArchitecture::aFileBelongsToTheLongestRoomOfItsPath()
{
    const auto table = LayerTable::parse(QStringLiteral("room a:\nroom a/b: a\nroom ab:\n"));
    QVERIFY2(table, table ? "" : qPrintable(table.error()));
    QCOMPARE(table->roomOf(QStringLiteral("a/x.h")), QStringLiteral("a"));
    QCOMPARE(table->roomOf(QStringLiteral("a/b/c/x.h")), QStringLiteral("a/b"));
    QCOMPARE(table->roomOf(QStringLiteral("ab/x.h")), QStringLiteral("ab"));
    QCOMPARE(table->roomOf(QStringLiteral("abc/x.h")), QString());
}

void TestArchitecture::aRoomIsNamedWithoutTheRoomsBelowIt()
{
    const auto table = LayerTable::parse(QStringLiteral("room m/r:\nroom m/r/pdf:\nroom room: m/r\nroom folder: m\n"));
    QVERIFY2(table, table ? "" : qPrintable(table.error()));
    QVERIFY(table->mayInclude(QStringLiteral("room"), QStringLiteral("m/r")));
    QVERIFY(!table->mayInclude(QStringLiteral("room"), QStringLiteral("m/r/pdf")));
    QVERIFY(table->mayInclude(QStringLiteral("folder"), QStringLiteral("m/r/pdf")));
    QVERIFY(!table->mayInclude(QStringLiteral("m/r"), QStringLiteral("m/r/pdf")));
}

void TestArchitecture::qtHeadersAreKnownByTheirModule_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QString>("module");
    QTest::newRow("class") << "QWidget" << "QtWidgets";
    QTest::newRow("header file") << "qsqlquery.h" << "QtSql";
    QTest::newRow("network") << "QNetworkAccessManager" << "QtNetwork";
    QTest::newRow("server") << "QHttpServer" << "QtHttpServer";
    QTest::newRow("charts") << "QChartView" << "QtCharts";
}

void TestArchitecture::qtHeadersAreKnownByTheirModule()
{
    QFETCH(const QString, header);
    QFETCH(const QString, module);
    QCOMPARE(qtHeaders().value(header), QStringList{module});
}

void TestArchitecture::wordsAboutCodeAreNotCode_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::newRow("line comment") << "a; // tr(1)\nb;" << "a;         \nb;";
    QTest::newRow("block comment") << "a /* x\ny */ b" << "a     \n     b";
    QTest::newRow("string") << "f(\"tr(1)\");" << "f(\"     \");";
    QTest::newRow("escaped quote") << "f(\"\\\"//\"); b" << "f(\"    \"); b";
    QTest::newRow("character") << "f('\"'); // x" << "f(' ');     ";
    QTest::newRow("digit separator") << "1'000'000; // x" << "1'000'000;     ";
    QTest::newRow("hexadecimal separator") << "0xff'ff; \"x\"" << "0xff'ff; \" \"";
    QTest::newRow("prefixed character") << "u'x' // y" << "u' '     ";
    QTest::newRow("raw string") << "R\"(a\"//b)\" c" << "R\"       \" c";
    QTest::newRow("raw string with mark") << "R\"m(a)\")m\" c" << "R\"       \" c";
    QTest::newRow("slashes in a string") << "\"http://x\"; y" << "\"        \"; y";
}

void TestArchitecture::wordsAboutCodeAreNotCode()
{
    QFETCH(const QString, text);
    QFETCH(const QString, code);
    QCOMPARE(SourceText(text).code(), code);
}

QTEST_GUILESS_MAIN(TestArchitecture)
#include "test_architecture.moc"
