#include "models/formats/mojibake.h"
#include "models/formats/nearest.h"
#include "models/formats/yaml_map.h"
#include "tests/formats/shown.h"

#include <QElapsedTimer>
#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

const QString kFile = QStringLiteral("file.yaml");

/// The tree as text: scalars with their place and a Q when quoted.
QString drawn(const YamlNode& node)
{
    const QString place = QStringLiteral("@%1:%2").arg(node.at.line).arg(node.at.column);
    QStringList parts;
    switch (node.kind) {
    case YamlNode::Kind::Null: return QStringLiteral("null") + place;
    case YamlNode::Kind::Scalar: return (node.quoted ? QStringLiteral("Q") : QString()) + node.text + place;
    case YamlNode::Kind::Sequence:
        for (const YamlNode& item : node.items) {
            parts.append(drawn(item));
        }
        return QLatin1Char('[') + parts.join(QStringLiteral(", ")) + QLatin1Char(']');
    case YamlNode::Kind::Map:
        for (const YamlEntry& entry : node.entries) {
            parts.append(
                QStringLiteral("%1@%2:%3=%4").arg(entry.key).arg(entry.keyAt.line).arg(entry.keyAt.column).arg(drawn(entry.value)));
        }
        return QLatin1Char('{') + parts.join(QStringLiteral(", ")) + QLatin1Char('}');
    }
    return {};
}

QString read(const QByteArray& bytes, Problems& problems)
{
    const std::optional<YamlDocument> document = readYaml(kFile, bytes, problems);
    return document ? drawn(document->root) : QStringLiteral("refused");
}

} // namespace

class TestYamlReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryValueAsWrittenWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("tree");
        const auto row
            = [](const char* name, const QByteArray& yaml, const char* tree) { QTest::newRow(name) << yaml << QString::fromUtf8(tree); };
        row("scalars are never guessed", "v: 1.10\nn: no\nd: 2025-08-07\no: 010\nx: 1e3\n",
            "{v@1:1=1.10@1:4, n@2:1=no@2:4, d@3:1=2025-08-07@3:4, o@4:1=010@4:4, x@5:1=1e3@5:4}");
        row("quotes", "a: \"x\"\nb: 'it''s'\n", "{a@1:1=Qx@1:4, b@2:1=Qit's@2:4}");
        row("nothing", "a:\nb: ~\nc: null\n", "{a@1:1=null@1:1, b@2:1=null@2:4, c@3:1=null@3:4}");
        row("columns count characters", "é: ≥\nb: [📊, y]\n", "{é@1:1=≥@1:4, b@2:1=[📊@2:5, y@2:8]}");
        row("lists and maps", "a:\n  - b: 1\n    c: 2\n  - [x, {y: z}]\n",
            "{a@1:1=[{b@2:5=1@2:8, c@3:5=2@3:8}, [x@4:6, {y@4:10=z@4:13}]]}");
        row("BOM",
            "\xEF\xBB\xBF"
            "a: 1\n",
            "{a@1:1=1@1:4}");
        row("Windows line ends", "a: 1\r\nb: 2\r\n", "{a@1:1=1@1:4, b@2:1=2@2:4}");
        row("old Macintosh line ends", "a: 1\rb: 2\r", "{a@1:1=1@1:4, b@2:1=2@2:4}");
        row("begin and end of the document are marked", "%YAML 1.2\n---\na: 1\n...\n", "{a@3:1=1@3:4}");
        row("anchors", "a: &x [1]\nb: *x\n", "{a@1:1=[1@1:8], b@2:1=[1@1:8]}");
        row("tabs inside of values and blocks", "a: x\ty\nb: |\n  \tz\n", "{a@1:1=x\ty@1:4, b@2:1=Q\tz\n@2:4}");
        row("a text by its tag", "a: !!str 1\n", "{a@1:1=Q1@1:4}");
    }

    void keepsEveryValueAsWrittenWithItsPlace()
    {
        QFETCH(QByteArray, yaml);
        Problems problems;
        const QString tree = read(yaml, problems);
        QCOMPARE(shown(problems), QString());
        QTEST(tree, "tree");
    }

    void reportsAllProblemsOfTheForm_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* name, const QByteArray& yaml, const char* problems) {
            QTest::newRow(name) << yaml << QString::fromUtf8(problems);
        };
        row("every tab", "a:\n\tb: 1\n  \tc: 2\n", "2:1 tab-indent, 3:3 tab-indent");
        row("every duplicate, nested ones too", "a: 1\nb:\n  c: 1\n  c: 2\n  c: 3\na: 2\n",
            "4:3 duplicate-key, 5:3 duplicate-key, 6:1 duplicate-key");
        row("a tag", "a: !!python/object:os.system x\n", "1:4 unknown-tag");
        row("keys that are no words", "? [a]\n: b\n: c\n\"\": d\n", "1:3 bad-key, 3:1 bad-key, 4:1 bad-key");
        row("mojibake", "a: x\nb: \"â‰¥ 0.85\"\n", "2:5 mojibake?");
        row("an invisible character", "a: x\nb\xE2\x80\x8B: 1\n", "2:2 hidden-character?");
    }

    void reportsAllProblemsOfTheForm()
    {
        QFETCH(QByteArray, yaml);
        Problems problems;
        read(yaml, problems);
        QTEST(shown(problems), "problems");
        QVERIFY(std::ranges::none_of(
            problems, [](const Problem& each) { return each.message.isEmpty() || each.help.isEmpty() || each.file != kFile; }));
    }

    void endsEarlyWhateverIsNested_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::newRow("brackets") << "a: " + QByteArray("[").repeated(100'000);
        QTest::newRow("braces") << QByteArray("{a: ").repeated(100'000);
        QTest::newRow("dashes") << QByteArray("- ").repeated(100'000);
        QTest::newRow("question marks") << QByteArray("? ").repeated(100'000);
        QByteArray indented;
        for (int i = 0; i < 500; ++i) {
            indented += QByteArray(i, ' ') + "a:\n";
        }
        QTest::newRow("indentation") << indented;
    }

    void endsEarlyWhateverIsNested()
    {
        QFETCH(QByteArray, yaml);
        Problems problems;
        QCOMPARE(read(yaml, problems), QStringLiteral("refused"));
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems.front().code, QStringLiteral("too-deep"));
    }

    void takesTheDeepestNestingThatIsAllowed()
    {
        Problems problems;
        const auto brackets = [](int count) { return QByteArray("[").repeated(count) + "x" + QByteArray("]").repeated(count); };
        QVERIFY(read(brackets(kDeepestNesting), problems) != QLatin1String("refused"));
        QVERIFY(problems.empty());
        QCOMPARE(read(brackets(kDeepestNesting + 1), problems), QStringLiteral("refused"));
    }

    void boundsWhatAliasesMultiply()
    {
        QByteArray bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 30; ++i) {
            const QByteArray alias = "*a" + QByteArray::number(i - 1);
            bomb += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + (alias + ", ").repeated(9) + alias + "]\n";
        }
        Problems problems;
        QCOMPARE(read(bomb, problems), QStringLiteral("refused"));
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems.front().code, QStringLiteral("too-many-values"));
    }

    void pointsIntoATextOnlyWhereItStandsAsWritten()
    {
        Problems problems;
        const std::optional<YamlDocument> document = readYaml(kFile, "a: \"≥ x\"\nb: \"\\u2265 x\"\nc: plain\n", problems);
        QVERIFY(document.has_value());
        const YamlScribe scribe(*document, problems);
        QCOMPARE(scribe.within(document->root.entries.at(0).value, 3), (Position{1, 7}));
        QCOMPARE(scribe.within(document->root.entries.at(1).value, 3), (Position{2, 4}));
        QCOMPARE(scribe.within(document->root.entries.at(2).value, 3), (Position{3, 6}));
    }

    void suggestsTheNearestWord_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("found");
        QTest::newRow("a letter too few") << QStringLiteral("ownr") << QStringLiteral("owner");
        QTest::newRow("two letters swapped") << QStringLiteral("vesrion") << QStringLiteral("version");
        QTest::newRow("another case") << QStringLiteral("Owner") << QStringLiteral("owner");
        QTest::newRow("another style") << QStringLiteral("rollback-owner") << QStringLiteral("rollback_owner");
        QTest::newRow("nothing near") << QStringLiteral("colour") << QString();
        QTest::newRow("a single letter is near to everything") << QStringLiteral("x") << QString();
        QTest::newRow("no word") << QString() << QString();
    }

    void suggestsTheNearestWord()
    {
        QFETCH(QString, word);
        QTEST(nearest(word, {QStringLiteral("owner"), QStringLiteral("rollback_owner"), QStringLiteral("version")}), "found");
        QCOMPARE(nearest(word, {}), QString());
    }

    void putsBrokenEncodingsRight_data()
    {
        QTest::addColumn<QString>("broken");
        QTest::addColumn<QString>("repaired");
        QTest::addColumn<int>("repairs");
        const auto row = [](const char* name, const char* broken, const char* repaired, int repairs) {
            QTest::newRow(name) << QString::fromUtf8(broken) << QString::fromUtf8(repaired) << repairs;
        };
        row("greater or equal", "IFF â‰¥ 0.85", "IFF ≥ 0.85", 1);
        row("a tick", "âœ… done", "✅ done", 1);
        row("an emoji of four bytes", "ðŸ“Š chart", "📊 chart", 1);
        row("an arrow", "25% â†’ 50%", "25% → 50%", 1);
        row("a dash and quotes", "a â€“ â€œbâ€\xC2\x9D", "a – “b”", 3);
        row("Latin-1, with control characters", "x \xC3\xA2\xC2\x89\xC2\xA5 y", "x ≥ y", 1);
        row("broken twice", "Ã¢â€°Â¥ 1", "≥ 1", 1);
        row("several lines", "â‰¥\nok\nâ‰¤", "≥\nok\n≤", 2);
        row("text that is right stays", "≥ Straße naïve São “x” – … Ångström ÂB", "≥ Straße naïve São “x” – … Ångström ÂB", 0);
        row("nothing", "", "", 0);
    }

    void putsBrokenEncodingsRight()
    {
        QFETCH(QString, broken);
        const Repair repair = repairMojibake(broken);
        QTEST(repair.text, "repaired");
        QTEST(static_cast<int>(repair.repairs.size()), "repairs");
    }
};

QTEST_APPLESS_MAIN(TestYamlReader)
#include "test_yaml_reader.moc"
