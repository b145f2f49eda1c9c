#include "models/formats/yaml_reader.h"
#include "models/formats/yaml_stream.h"
#include "tests/formats/shown.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

const QString kFile = QStringLiteral("stream.yaml");

/// "1@1 a, 2@4 b": number, line and first key of each document.
QString outline(const std::vector<YamlPart>& parts)
{
    QStringList shownParts;
    for (const YamlPart& part : parts) {
        const QString key = !part.root   ? QStringLiteral("broken")
            : part.root->entries.empty() ? QStringLiteral("-")
                                         : part.root->entries.front().key;
        shownParts.append(QStringLiteral("%1@%2 %3").arg(part.number).arg(part.line).arg(key));
    }
    return shownParts.join(QStringLiteral(", "));
}

} // namespace

class TestYamlStream : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheDocuments_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("parts");

        QTest::newRow("one") << QByteArray("a: 1\n") << QStringLiteral("1@1 a");
        QTest::newRow("no line end") << QByteArray("a: 1") << QStringLiteral("1@1 a");
        QTest::newRow("two") << QByteArray("a: 1\n---\nb: 2\n") << QStringLiteral("1@1 a, 2@3 b");
        QTest::newRow("begins with a separator") << QByteArray("---\na: 1\n---\nb: 2\n") << QStringLiteral("1@2 a, 2@4 b");
        QTest::newRow("comment before") << QByteArray("# why\n\n---\na: 1\n") << QStringLiteral("1@4 a");
        QTest::newRow("comments alone are no document")
            << QByteArray("a: 1\n---\n# nothing\n---\nb: 2\n") << QStringLiteral("1@1 a, 2@5 b");
        QTest::newRow("separator at the end") << QByteArray("a: 1\n---\n") << QStringLiteral("1@1 a");
        QTest::newRow("text behind the separator") << QByteArray("--- {a: 1}\n--- {b: 2}\n") << QStringLiteral("1@1 a, 2@2 b");
        QTest::newRow("document end") << QByteArray("a: 1\n...\n---\nb: 2\n...\n") << QStringLiteral("1@1 a, 2@4 b");
        QTest::newRow("directive") << QByteArray("%YAML 1.2\n---\na: 1\n") << QStringLiteral("1@3 a");
        QTest::newRow("three dashes inside of a block") << QByteArray("a: |\n  ---\n  x\nb: 1\n") << QStringLiteral("1@1 a");
        QTest::newRow("Windows line ends") << QByteArray("a: 1\r\n---\r\nb: 2\r\n") << QStringLiteral("1@1 a, 2@3 b");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "a: 1\n---\nb: 2\n")
                                         << QStringLiteral("1@1 a, 2@3 b");
    }
    void findsTheDocuments()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, parts);
        Problems problems;
        const std::vector<YamlPart> read = readYamlStream(kFile, text, problems);
        QCOMPARE(shown(problems), QString());
        QCOMPARE(outline(read), parts);
    }

    void givesPlacesOfTheWholeFile()
    {
        Problems problems;
        const std::vector<YamlPart> parts = readYamlStream(kFile, "a: 1\n---\n# c\nb:\n  - x: 2\n", problems);
        QCOMPARE(parts.size(), std::size_t{2});
        const YamlEntry& entry = parts[1].root->entries.front();
        QCOMPARE(entry.keyAt, (Position{4, 1}));
        QCOMPARE(entry.value.items.front().entries.front().value.at, (Position{5, 8}));
    }

    void oneBrokenDocumentDoesNotHideTheOthers()
    {
        Problems problems;
        const std::vector<YamlPart> parts = readYamlStream(kFile, "a: 1\n---\nb: [1,\n---\nc: 3\nc: 4\n", problems);
        QCOMPARE(outline(parts), QStringLiteral("1@1 a, 2@3 broken, 3@5 c"));
        QCOMPARE(problems.size(), std::size_t{2});
        QCOMPARE(problems.front().code, QStringLiteral("syntax"));
        QVERIFY(problems.front().at.line >= 3 && problems.front().at.line <= 4);
        QCOMPARE(shown(problems.back()), QStringLiteral("6:1 duplicate-key"));
    }

    void anExtractSaysWhereItLeavesPartsOut_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("problems");
        QTest::addColumn<QString>("parts");

        QTest::newRow("at the margin") << QByteArray("a:\n...\n  b: 1\n") << QStringLiteral("2:1 elided") << QStringLiteral("1@1 a");
        QTest::newRow("indented, before keys") << QByteArray("a:\n  ...\n  b: 1\n") << QStringLiteral("2:3 elided")
                                               << QStringLiteral("1@1 a");
        QTest::newRow("indented, behind a list")
            << QByteArray("a:\n  - b: {}\n  ...\n") << QStringLiteral("3:3 elided") << QStringLiteral("1@1 a");
        QTest::newRow("in the second document")
            << QByteArray("a: 1\n---\nb:\n  ...\n  c: 1\n") << QStringLiteral("4:3 elided") << QStringLiteral("1@1 a, 2@3 b");
        QTest::newRow("and is broken besides") << QByteArray("a: b\n  ...\n    c: d: e\n") << QStringLiteral("2:3 elided, 3:6 syntax")
                                               << QStringLiteral("1@1 broken");
        QTest::newRow("in a block it is text") << QByteArray("a: |\n  one\n  ...\nb: 1\n") << QString() << QStringLiteral("1@1 a");
    }
    void anExtractSaysWhereItLeavesPartsOut()
    {
        QFETCH(QByteArray, text);
        Problems problems;
        const std::vector<YamlPart> parts = readYamlStream(kFile, text, problems);
        QTEST(shown(problems), "problems");
        QTEST(outline(parts), "parts");
        QCOMPARE(parts.back().elided, !problems.empty());
    }

    void aTemplateIsOneProblem()
    {
        Problems problems;
        readYamlStream(kFile, "name: {{ template \"x\" . }}\nimage: {{ .Values.image }}\n", problems);
        QCOMPARE(problems.size(), std::size_t{1});
        QCOMPARE(problems.front().code, QStringLiteral("template"));
        QCOMPARE(problems.front().at.line, 1);
    }

    void refusesTooManyDocumentsAndTooManyValues()
    {
        Problems problems;
        const std::vector<YamlPart> many = readYamlStream(kFile, QByteArray("a: 1\n---\n").repeated(kMostDocuments + 5), problems);
        QCOMPARE(static_cast<int>(many.size()), kMostDocuments);
        QCOMPARE(problems.back().code, QStringLiteral("too-many-documents"));

        problems.clear();
        const QByteArray large = "a: [" + QByteArray("1,").repeated(kMostValues / 3) + "1]\n---\n";
        const std::vector<YamlPart> heavy = readYamlStream(kFile, large.repeated(8), problems);
        QVERIFY(heavy.size() < 8);
        QCOMPARE(problems.back().code, QStringLiteral("too-many-values"));
    }

    void aFileOfCommentsIsEmpty()
    {
        Problems problems;
        QVERIFY(readYamlStream(kFile, "# nothing\n---\n# here\n", problems).empty());
        QCOMPARE(shown(problems), QStringLiteral("0:0 empty-file"));
    }
};

QTEST_GUILESS_MAIN(TestYamlStream)
#include "test_yaml_stream.moc"
