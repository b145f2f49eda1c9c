#include "models/formats/manifest.h"
#include "models/formats/source_text.h"
#include "tests/formats/shown.h"
#include "tests/hostile/disk_snapshot.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

const QByteArray kManifest = "deployment:\n" // line 1
                             "  component: personas/data_analyst_v2\n"
                             "  version: 2.0.0\n"
                             "  replaces: personas/data_analyst\n"
                             "  rollback_to: personas/data_analyst_v1\n" // 5
                             "  quality_scores:\n"
                             "    iff: 0.92\n"
                             "    tlp: 0.88\n"
                             "  deployment_strategy: canary\n"
                             "  canary_percentage: 10\n" // 10
                             "  success_criteria:\n"
                             "    error_rate: \"< 0.01\"\n"
                             "    latency_p95: \"< 2s\"\n";

QByteArray with(const char* before, const QByteArray& after)
{
    QByteArray changed = kManifest;
    return changed.replace(before, after);
}

QByteArray utf16(bool bigEndian, bool bom)
{
    QByteArray bytes = bom ? (bigEndian ? QByteArray("\xFE\xFF") : QByteArray("\xFF\xFE")) : QByteArray();
    for (const char c : kManifest) {
        bytes += bigEndian ? QByteArray(1, '\0') + c : QByteArray(1, c) + '\0';
    }
    return bytes;
}

QByteArray aliasBomb()
{
    QByteArray text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const QByteArray last = QByteArray::number(i - 1);
        text
            += "a" + QByteArray::number(i) + ": &a" + QByteArray::number(i) + " [" + ("*a" + last + ", ").repeated(9) + "*a" + last + "]\n";
    }
    return text + kManifest;
}

void row(const char* name, const QByteArray& bytes, const char* problems)
{
    QTest::newRow(name) << bytes << QString::fromLatin1(problems);
}

void filesThatAreNoText()
{
    row("empty", "", "0:0 empty-file");
    row("blanks only", " \n \n", "0:0 empty-file");
    row("comments only", "# later\n", "0:0 empty-file");
    row("BOM and nothing else", "\xEF\xBB\xBF", "0:0 empty-file");
    row("UTF-16 little-endian with BOM", utf16(false, true), "1:1 utf-16");
    row("UTF-16 big-endian with BOM", utf16(true, true), "1:1 utf-16");
    row("UTF-16 without BOM", utf16(false, false), "1:1 utf-16");
    row("binary",
        QByteArray("\x7F"
                   "ELF\x02\x01\x01\0\0\0\0\xFF\xFE",
            13)
            + QByteArray(200, '\xC3'),
        "1:1 binary-file");
    row("a NUL in the middle", with("2.0.0", QByteArray("2.0\0.0", 6)), "3:15 binary-file");
    row("Latin-1",
        with("data_analyst_v2",
            "donn\xE9"
            "es"),
        "2:27 invalid-utf8");
    row("a cut UTF-8 sequence", kManifest + "# \xE2\x89", "14:3 invalid-utf8");
    row("an overlong UTF-8 sequence", kManifest + "# \xC0\xAF", "14:3 invalid-utf8");
    row("an escape sequence of a terminal", with("canary\n", "canary \x1B[31m\n"), "9:31 control-character");
    row("10 MB", kManifest + "#" + QByteArray(10LL * 1024 * 1024, 'x'), "0:0 too-large");
}

void formsThatAreNoYaml()
{
    row("a tab as indentation", with("  version", "\tversion"), "3:1 tab-indent");
    row("tabs in two lines", with("  version", "\tversion").replace("    iff", "  \tiff"), "3:1 tab-indent, 7:3 tab-indent");
    row("an unclosed quote at the end", with("\"< 2s\"", "\"< 2s"), "13:18 unclosed-quote");
    row("an unclosed quote in the middle", with("\"< 0.01\"", "\"< 0.01"), "12:17 unclosed-quote");
    row("an unclosed bracket", with("0.92", "[0.92"), "8:8 syntax");
    row("wrong indentation", with("  version", "   version"), "3:11 syntax");
    row("a condition without quotes that YAML reads as a block", with("\"< 0.01\"", "> 0.85"), "12:19 syntax");
    row("a colon in a value", with("canary\n", "canary: fast\n"), "9:30 syntax");
    row("two documents", kManifest + "---\n" + kManifest, "14:1 multiple-documents");
    row("an alias without its anchor", with("canary\n", "*other\n"), "9:24 syntax");
    row("deep nesting of brackets", with("0.92", QByteArray("[").repeated(2'000) + QByteArray("]").repeated(2'000)), "7:71 too-deep");
    row("deep nesting of braces", with("0.92", QByteArray("{a: ").repeated(100'000)), "7:254 too-deep");
    row("deep nesting of dashes", QByteArray("- ").repeated(100'000), "1:129 too-deep");
    row("an alias bomb", aliasBomb(), "5:5 too-many-values");
    row("an alias inside of itself", "deployment: &d {component: *d}\n", "1:28 recursive-alias");
    row("a tag that would make an object", with("2.0.0", "!!python/object:os.system 1"), "3:12 unknown-tag");
}

void keysThatDoNotFit()
{
    row("no map", "just a line\n", "1:1 wrong-type");
    row("a list", "- deployment\n", "1:1 wrong-type");
    row("another root", "deploymnt: {}\n", "1:1 missing-key, 1:1 unknown-key");
    row("the deployment is a word", "deployment: soon\n", "1:13 wrong-type");
    row("the deployment is empty", "deployment:\n", "1:1 missing-value");
    row("a duplicate key", with("  replaces", "  version: 2.0.1\n  replaces"), "4:3 duplicate-key");
    row("a duplicate criterion", kManifest + "    error_rate: \"< 0.5\"\n", "14:5 duplicate-key");
    row("an unknown key", with("  replaces", "  replace"), "4:3 unknown-key");
    row("a merge key", with("  replaces", "  <<: {a: 1}\n  replaces"), "4:3 unknown-key");
    row("a key that is a list", with("  replaces", "  ? [x]\n  : y\n  replaces"), "4:5 bad-key");
    row("missing keys", "deployment: {component: a}\n",
        "1:1 missing-key, 1:1 missing-key, 1:1 missing-key, 1:1 missing-key, 1:1 missing-key");
}

void valuesThatDoNotFit()
{
    row("a list for a text", with("2.0.0", "[2, 0, 0]"), "3:12 wrong-type");
    row("no version", with("2.0.0", ""), "3:3 missing-value");
    row("null for a version", with("2.0.0", "null"), "3:3 missing-value");
    row("a version of several lines", with("2.0.0", "\"2.0.0\\n3.0.0\""), "3:12 bad-value");
    row("a version with blanks", with("2.0.0", "two point oh"), "3:12 bad-version");
    row("a component that climbs", with("personas/data_analyst_v2", "../../etc/passwd"), "2:14 bad-name");
    row("a score that is NaN", with("0.92", ".nan"), "7:10 wrong-type");
    row("a score that is infinite", with("0.92", ".inf"), "7:10 wrong-type");
    row("a score beyond all doubles", with("0.92", "1e999"), "7:10 wrong-type");
    row("a score above one", with("0.92", "92"), "7:10 out-of-range");
    row("a negative score", with("0.92", "-0.1"), "7:10 out-of-range");
    row("a score with a comma", with("0.92", "0,92"), "7:10 wrong-type");
    row("yes for a number", with(": 10\n", ": yes\n"), "10:22 wrong-type");
    row("a weight of 150", with(": 10\n", ": 150\n"), "10:22 out-of-range");
    row("a negative weight", with(": 10\n", ": -10\n"), "10:22 out-of-range");
    row("a weight of zero", with(": 10\n", ": 0\n"), "10:22 out-of-range");
    row("an octal-looking weight", with(": 10\n", ": 010\n"), "10:22 bad-value");
    row("a hexadecimal weight", with(": 10\n", ": 0x0A\n"), "10:22 bad-value");
    row("a weight in quotes", with(": 10\n", ": \"10\"\n"), "10:22 wrong-type");
    row("a weight with its sign", with(": 10\n", ": 10%\n"), "10:22 wrong-type");
    row("a date for a number", with(": 10\n", ": 2025-08-07\n"), "10:22 wrong-type");
    row("another strategy", with("canary\n", "big-bang\n"), "9:24 unsupported-strategy");
    row("no criteria", with("    error_rate: \"< 0.01\"\n    latency_p95: \"< 2s\"\n", "    {}\n"), "11:3 no-criteria");
    row("a criterion in the wrong unit", with("\"< 0.01\"", "\"< 2s\""), "12:21 bad-condition");
    row("a criterion without a unit", with("\"< 2s\"", "\"< 2\""), "13:22 bad-condition");
    row("a criterion without a comparison", with("\"< 0.01\"", "0.01"), "12:17 bad-condition");
    row("an expression", with("\"< 0.01\"", "\"> baseline * fast\""), "12:31 bad-condition");
}

} // namespace

class TestBadManifests : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBaseOfAllCasesIsValid() { QVERIFY(readManifest(QStringLiteral("m.yaml"), kManifest).valid()); }

    void isRefusedWithItsPlaceAndChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("problems");
        filesThatAreNoText();
        formsThatAreNoYaml();
        keysThatDoNotFit();
        valuesThatDoNotFit();
    }

    void isRefusedWithItsPlaceAndChangesNothing()
    {
        QFETCH(QByteArray, bytes);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("manifest.yaml"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        const QStringList before = tests::snapshotOf(folder.path());

        const Loaded<QByteArray> source = readSourceFile(path, QStringLiteral("manifest.yaml"));
        Loaded<rollout::Manifest> loaded;
        loaded.problems = source.problems;
        if (source.value) {
            loaded = readManifest(QStringLiteral("manifest.yaml"), *source.value);
        }

        QVERIFY(!loaded.valid());
        QTEST(shown(loaded.problems), "problems");
        for (const Problem& problem : loaded.problems) {
            QCOMPARE(problem.file, QStringLiteral("manifest.yaml"));
            QVERIFY(!problem.message.isEmpty());
            QVERIFY(!problem.help.isEmpty());
            QVERIFY(problem.message.size() + problem.help.size() < 500);
        }
        QCOMPARE(tests::snapshotOf(folder.path()), before);
    }

    void isReadWithAWarningAtMost_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("problems");
        row("a BOM", "\xEF\xBB\xBF" + kManifest, "");
        row("two BOMs", "\xEF\xBB\xBF\xEF\xBB\xBF" + kManifest, "");
        row("Windows line ends", QByteArray(kManifest).replace("\n", "\r\n"), "");
        row("begin and end marks", "%YAML 1.2\n---\n" + kManifest + "...\n", "");
        row("an octal-looking version", with("2.0.0", "010"), "");
        row("a version that looks like a number", with("2.0.0", "1.10"), "");
        row("a truth value as a version", with("2.0.0", "no"), "");
        row("mojibake in a comment", kManifest + "# â‰¥ 0.85\n", "14:3 mojibake?");
        row("an invisible character",
            kManifest
                + "# a\xE2\x80\x8B"
                  "b\n",
            "14:4 hidden-character?");
        row("tabs in a block of text", kManifest + "  business_justification: |\n    a\n    \tb\n", "");
    }

    void isReadWithAWarningAtMost()
    {
        QFETCH(QByteArray, bytes);
        const Loaded<rollout::Manifest> loaded = readManifest(QStringLiteral("m.yaml"), bytes);
        QTEST(shown(loaded.problems), "problems");
        QVERIFY(loaded.valid());
    }

    void whatIsNoReadableFileIsNamed()
    {
        QTemporaryDir folder;
        const auto codeOf = [&](const QString& name) {
            const Loaded<QByteArray> loaded = readSourceFile(folder.filePath(name), name);
            return loaded.value ? QStringLiteral("read") : loaded.problems.front().code;
        };
        QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("dir.yaml")));
        QCOMPARE(mkfifo(QFile::encodeName(folder.filePath(QStringLiteral("pipe.yaml"))).constData(), 0600), 0);
        QVERIFY(QFile::link(folder.filePath(QStringLiteral("gone.yaml")), folder.filePath(QStringLiteral("link.yaml"))));
        QCOMPARE(codeOf(QStringLiteral("none.yaml")), QStringLiteral("missing-file"));
        QCOMPARE(codeOf(QStringLiteral("link.yaml")), QStringLiteral("missing-file"));
        QCOMPARE(codeOf(QStringLiteral("dir.yaml")), QStringLiteral("is-directory"));
        QCOMPARE(codeOf(QStringLiteral("pipe.yaml")), QStringLiteral("not-a-file"));
    }

    void aFileWithoutPermissionIsNamed()
    {
        if (geteuid() == 0) {
            QSKIP("root may read every file");
        }
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("m.yaml"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QVERIFY(file.setPermissions(QFileDevice::Permissions()));
        QCOMPARE(readSourceFile(path, path).problems.front().code, QStringLiteral("unreadable"));
    }

    void everyPrefixOfAManifestIsReadOrRefused()
    {
        for (qsizetype length = 0; length < kManifest.size(); ++length) {
            const Loaded<rollout::Manifest> loaded = readManifest(QStringLiteral("m.yaml"), kManifest.left(length));
            QVERIFY2(loaded.valid() != hasErrors(loaded.problems), qPrintable(QString::number(length)));
        }
    }

    void everyByteChangedIsReadOrRefused()
    {
        for (qsizetype at = 0; at < kManifest.size(); ++at) {
            for (const char byte : {'\0', '\t', '"', '[', '{', '&', '*', '\xFF', '-', ':', '\n'}) {
                QByteArray changed = kManifest;
                changed[at] = byte;
                const Loaded<rollout::Manifest> loaded = readManifest(QStringLiteral("m.yaml"), changed);
                QVERIFY2(loaded.valid() != hasErrors(loaded.problems), qPrintable(QStringLiteral("%1 %2").arg(at).arg(int(byte))));
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestBadManifests)
#include "test_bad_manifests.moc"
