#include "models/formats/markdown_checklist.h"
#include "tests/formats/shown.h"

#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

const QString kFile = QStringLiteral("checklists/guide.md");

/// A guide as a drawing: "3 Title" for a phase, "  5 [x] text" for an item, indented by its depth.
QString drawn(const checklist::Template& checklist)
{
    QString text;
    for (const checklist::Phase& phase : checklist.phases) {
        text += QStringLiteral("%1 %2\n").arg(phase.line).arg(phase.title);
        for (const checklist::Item& item : phase.items) {
            const QString box = item.ticked ? QStringLiteral("[x]") : QStringLiteral("[ ]");
            text += QString(2 * item.depth + 2, QLatin1Char(' ')) + QStringLiteral("%1 %2 %3\n").arg(item.line).arg(box, item.text);
        }
    }
    return text;
}

QStringList idsOf(const checklist::Template& checklist)
{
    QStringList ids;
    for (const checklist::Phase& phase : checklist.phases) {
        for (const checklist::Item& item : phase.items) {
            ids.append(item.id);
        }
    }
    return ids;
}

const QByteArray kGuide = "# Guide\n" // line 1
                          "\n"
                          "## Pre-Deployment Checklist\n"
                          "\n"
                          "### Component Requirements\n" // 5
                          "- [ ] Built with `make` and **tested**\n"
                          "- [ ] All thresholds are met:\n"
                          "  - [ ] IFF ≥ 0.85\n"
                          "  - [x] TLP ≥ 0.80\n"
                          "    * [X] measured twice\n" // 10
                          "- [ ] Certificate is valid\n"
                          "\n"
                          "  ```bash\n"
                          "  check --all\n"
                          "    # two lines\n" // 15
                          "  ```\n"
                          "\n"
                          "### System Requirements\n"
                          "1. [ ] Team is told\n"
                          "2. [ ] Monitoring\n" // 20
                          "   runs\n"
                          "\n"
                          "```bash\n"
                          "watch\n"
                          "```\n" // 25
                          "\n"
                          "- ✅ Error rate < 1%\n"
                          "- no box\n"
                          "\n"
                          "## Later\n" // 30
                          "- [ ] Team is told\n"
                          "- ✅ Nobody complains\n"
                          "\n"
                          "```\n"
                          "- [ ] not an item\n" // 35
                          "```\n"
                          "<!--\n"
                          "- [ ] nor this\n"
                          "-->\n";

} // namespace

class TestMarkdownChecklist : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsPhasesNestingTicksAndLines()
    {
        const Loaded<Guide> loaded = importChecklist(kFile, kGuide);
        QCOMPARE(shown(loaded.problems), QString());
        QCOMPARE(drawn(loaded.value->checklist),
            QStringLiteral("5 Component Requirements\n"
                           "  6 [ ] Built with make and tested\n"
                           "  7 [ ] All thresholds are met:\n"
                           "    8 [ ] IFF ≥ 0.85\n"
                           "    9 [x] TLP ≥ 0.80\n"
                           "      10 [x] measured twice\n"
                           "  11 [ ] Certificate is valid\n"
                           "18 System Requirements\n"
                           "  19 [ ] Team is told\n"
                           "  20 [ ] Monitoring runs\n"
                           "30 Later\n"
                           "  31 [ ] Team is told\n"));
        QCOMPARE(loaded.value->checklist.name, QStringLiteral("guide"));
        QCOMPARE(loaded.value->checklist.source, kFile);
        QCOMPARE(loaded.value->checklist.itemCount(), 9);
        QCOMPARE(loaded.value->criteria, 2);
        QVERIFY(loaded.value->repairs.isEmpty());
    }

    void codeBlocksThatFollowAreCommands()
    {
        const checklist::Template read = importChecklist(kFile, kGuide).value->checklist;
        QCOMPARE(read.phases[0].items[5].commands, QStringList{QStringLiteral("check --all\n  # two lines")});
        QCOMPARE(read.phases[1].items[1].commands, QStringList{QStringLiteral("watch")});
        QCOMPARE(read.phases[2].items[0].commands, QStringList{QStringLiteral("- [ ] not an item")});
        QVERIFY(read.phases[1].items[0].commands.isEmpty());
    }

    void idsComeFromPhaseAndTextNotFromThePlace()
    {
        const QStringList ids = idsOf(importChecklist(kFile, kGuide).value->checklist);
        QCOMPARE(ids.at(0), QStringLiteral("component-requirements/built-with-make-and-tested"));
        QCOMPARE(ids.at(2), QStringLiteral("component-requirements/iff-0-85"));
        QStringList moved = idsOf(importChecklist(kFile, "\n\n- [ ] New one\n\n" + kGuide).value->checklist);
        QCOMPARE(moved.takeFirst(), QStringLiteral("guide/new-one"));
        QCOMPARE(moved, ids);
    }

    void equalTextsGetDifferentIds()
    {
        const QByteArray guide = "# A\n- [ ] Test\n- [ ] test!\n- [ ] Test 2\n- [ ] ≥\n- [ ] ≤\n# B\n- [ ] Test\n# A\n- [ ] Test\n";
        QCOMPARE(idsOf(importChecklist(kFile, guide).value->checklist),
            (QStringList{QStringLiteral("a/test"), QStringLiteral("a/test-2"), QStringLiteral("a/test-2-2"), QStringLiteral("a/item"),
                QStringLiteral("a/item-2"), QStringLiteral("b/test"), QStringLiteral("a/test-3")}));
    }

    void takesOneSection_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<int>("items");
        QTest::addColumn<int>("criteria");
        QTest::newRow("with its lower headings") << QStringLiteral("Pre-Deployment Checklist") << 8 << 1;
        QTest::newRow("in any case") << QStringLiteral("pre-deployment checklist") << 8 << 1;
        QTest::newRow("a lower heading") << QStringLiteral("System Requirements") << 2 << 1;
        QTest::newRow("the last one") << QStringLiteral("Later") << 1 << 1;
        QTest::newRow("the whole guide") << QStringLiteral("Guide") << 9 << 2;
    }

    void takesOneSection()
    {
        QFETCH(QString, section);
        const Loaded<Guide> loaded = importChecklist(kFile, kGuide, section);
        QVERIFY(loaded.valid());
        QTEST(loaded.value->checklist.itemCount(), "items");
        QTEST(loaded.value->criteria, "criteria");
        QCOMPARE(loaded.value->checklist.name, QStringLiteral("guide#") + section);
        const QStringList all = idsOf(importChecklist(kFile, kGuide).value->checklist);
        QVERIFY(std::ranges::all_of(idsOf(loaded.value->checklist), [&](const QString& id) { return all.contains(id); }));
    }

    void namesTheNearestHeadingWhenASectionIsNotThere()
    {
        const Loaded<Guide> loaded = importChecklist(kFile, kGuide, QStringLiteral("Pre-Deploment Checklist"));
        QVERIFY(!loaded.valid());
        QCOMPARE(loaded.problems.front().code, QStringLiteral("unknown-section"));
        QCOMPARE(loaded.problems.front().help, QStringLiteral("Did you mean “Pre-Deployment Checklist”?"));
    }

    void aBrokenEncodingIsPutRightAndSaid_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("item");
        QTest::addColumn<QString>("repair");
        QTest::newRow("UTF-8 taken for Windows-1252")
            << QByteArray("# A\n- [ ] IFF â‰¥ 0.85\n") << QStringLiteral("IFF ≥ 0.85") << QStringLiteral("Line 2: “â‰¥” was read as “≥”.");
        QTest::newRow("Windows-1252") << QByteArray("# A\n- [ ] gr\xF6\xDF"
                                                    "er \x96 5\n")
                                      << QStringLiteral("größer – 5")
                                      << QStringLiteral("The file is not UTF-8; it was read as Windows-1252.");
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE#\0 \0A\0\n\0-\0 \0[\0 \0]\0 \0e\"\n\0", 24) << QString(QChar(0x2265))
                                << QStringLiteral("The file is UTF-16; it was read as such.");
    }

    void aBrokenEncodingIsPutRightAndSaid()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, item);
        QFETCH(QString, repair);
        const Loaded<Guide> loaded = importChecklist(kFile, bytes);
        QCOMPARE(shown(loaded.problems), QString());
        QCOMPARE(loaded.value->checklist.phases.front().items.front().text, item);
        QCOMPARE(loaded.value->repairs, QStringList{repair});
    }

    void aWholeGuideInABrokenEncodingGivesTheSameChecklist()
    {
        QString broken;
        for (const char byte : kGuide) {
            broken += fromByte(static_cast<uchar>(byte));
        }
        const Loaded<Guide> right = importChecklist(kFile, kGuide);
        const Loaded<Guide> repaired = importChecklist(kFile, broken.toUtf8());
        QCOMPARE(repaired.value->checklist, right.value->checklist);
        QCOMPARE(repaired.value->criteria, right.value->criteria);
        QCOMPARE(repaired.value->repairs.size(), 4);
    }

    void saysWhatItCannotRead_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("problems");
        QTest::addColumn<bool>("valid");
        QTest::newRow("nothing") << QByteArray() << QStringLiteral("0:0 empty-file") << false;
        QTest::newRow("blanks") << QByteArray(" \n\n") << QStringLiteral("0:0 empty-file") << false;
        QTest::newRow("binary") << QByteArray("\x7F"
                                              "ELF\0\0\1",
            7) << QStringLiteral("1:1 binary-file")
                                << false;
        QTest::newRow("no boxes") << QByteArray("# Title\n- text\n") << QStringLiteral("0:0 no-items?") << true;
        QTest::newRow("lost characters") << QByteArray("# A\n- [ ] IFF \xEF\xBF\xBD 1\n") << QStringLiteral("2:11 lost-characters?")
                                         << true;
        QTest::newRow("too large") << QByteArray(6LL * 1024 * 1024, 'x') << QStringLiteral("0:0 too-large") << false;
    }

    void saysWhatItCannotRead()
    {
        QFETCH(QByteArray, bytes);
        const Loaded<Guide> loaded = importChecklist(kFile, bytes);
        QTEST(shown(loaded.problems), "problems");
        QTEST(loaded.valid(), "valid");
    }

    void readsAnyMarkdownWithoutEnd_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nested lists") << QByteArray("- ").repeated(3'000) + "[ ] x";
        QTest::newRow("nested quotes") << QByteArray(">").repeated(3'000) + "- [ ] x";
        QTest::newRow("entities") << QByteArray("# &#0; &#x110000; &#x41; &amp; &nope;\n- [ ] &#65; &ge; 1\n");
        QTest::newRow("headings without text") << QByteArray("#\n- [ ] x\n##\n- [ ] y\n");
    }

    void readsAnyMarkdownWithoutEnd()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(importChecklist(kFile, bytes).valid());
    }

private:
    /// What a program shows that takes UTF-8 for Windows-1252.
    static QChar fromByte(uchar byte)
    {
        static const QMap<uchar, char16_t> high{{0x89, u'\u2030'}, {0x85, u'\u2026'}, {0x9C, u'\u0153'}};
        return high.contains(byte) ? QChar(high.value(byte)) : QChar(static_cast<ushort>(byte));
    }
};

QTEST_APPLESS_MAIN(TestMarkdownChecklist)
#include "test_markdown_checklist.moc"
