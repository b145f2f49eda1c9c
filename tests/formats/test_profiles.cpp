#include "models/formats/profiles.h"
#include "tests/formats/shown.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

const QByteArray kProfile = "name: Mine\n"
                            "summary: one line\n"
                            "basis: >\n"
                            "  Two lines\n"
                            "  of text.\n"
                            "rules:\n"
                            "  - roll back when error_rate > 2%\n"
                            "  - \"hold when latency > 3s for 10 consecutive calls\"\n";

std::vector<gate::RuleSet> builtIn()
{
    Problems problems;
    std::vector<gate::RuleSet> sets = readProfiles(kBuiltInProfiles, problems);
    return problems.empty() ? sets : std::vector<gate::RuleSet>();
}

bool write(const QDir& folder, const QString& name, const QByteArray& bytes)
{
    QFile file(folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class TestProfiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesWithAProfileForEachGuide()
    {
        Problems problems;
        const std::vector<gate::RuleSet> sets = readProfiles(kBuiltInProfiles, problems);
        QCOMPARE(shownWithFiles(problems), QStringList());
        QStringList names;
        for (const gate::RuleSet& set : sets) {
            names.append(set.name);
            QVERIFY2(!set.summary.isEmpty() && set.basis.size() > 100, qPrintable(set.name));
        }
        QCOMPARE(names,
            (QStringList{QStringLiteral("Optimised component"), QStringLiteral("Statistical quality gates"),
                QStringLiteral("Latency suite"), QStringLiteral("Prompt constructor"), QStringLiteral("Model selection")}));
    }

    void theResourceHoldsEveryFile()
    {
        const QDir files(QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/profiles"));
        Problems problems;
        std::vector<gate::RuleSet> fromFiles = readProfiles(files.path(), problems);
        QVERIFY(problems.empty());
        std::vector<gate::RuleSet> fromResource = builtIn();
        std::ranges::sort(fromFiles, {}, &gate::RuleSet::name);
        std::ranges::sort(fromResource, {}, &gate::RuleSet::name);
        QVERIFY(fromFiles == fromResource);
    }

    void everyRuleParsesEchoesAndReadsBackAsItself_data()
    {
        QTest::addColumn<QString>("line");
        for (const gate::RuleSet& set : builtIn()) {
            const QStringList lines = set.text.split(QLatin1Char('\n'));
            for (const QString& line : lines) {
                QTest::newRow(qPrintable(line)) << line;
            }
        }
    }

    void everyRuleParsesEchoesAndReadsBackAsItself()
    {
        QFETCH(QString, line);
        const auto rule = gate::Rule::parse(line);
        QVERIFY2(rule.has_value(), rule ? "" : qPrintable(rule.error().front().message));
        QCOMPARE(rule->text, line);
        const QString echo = rule->echo();
        QVERIFY2(echo.endsWith(QLatin1Char('.')) && echo != line, qPrintable(echo));
        const auto again = gate::Rule::parse(rule->text);
        QVERIFY(again.has_value());
        QVERIFY(*again == *rule && again->window == rule->window && again->condition == rule->condition && again->action == rule->action);
        QCOMPARE(again->echo(), echo);
    }

    void theNumbersAreThoseOfTheGuides_data()
    {
        QTest::addColumn<QString>("rule");
        const QStringList rules{QStringLiteral("hold when error_rate >= 1%"), QStringLiteral("hold when latency_p95 >= 2s"),
            QStringLiteral("hold when quality_score <= 0.85"), QStringLiteral("alert team when quality_score < 0.80"),
            QStringLiteral("roll back when error_rate > 2%"), QStringLiteral("investigate when tokens_per_call > baseline * 1.5"),
            QStringLiteral("roll back when error_rate > 1% for 5m"), QStringLiteral("roll back when accuracy drops by > 5%"),
            QStringLiteral("alert team when latency > 2.5s for 5 consecutive calls"),
            QStringLiteral("roll back when latency > 3s for 10 consecutive calls"),
            QStringLiteral("alert team when quality_score < 70/100 mean over 50 calls"),
            QStringLiteral("roll back when error_rate > 10% in the first 5m"),
            QStringLiteral("alert team when token_reduction < 30% for 1h")};
        for (const QString& rule : rules) {
            QTest::newRow(qPrintable(rule)) << rule;
        }
    }

    void theNumbersAreThoseOfTheGuides()
    {
        QFETCH(QString, rule);
        const std::vector<gate::RuleSet> sets = builtIn();
        QVERIFY(std::ranges::any_of(sets, [&](const gate::RuleSet& set) { return set.text.split(QLatin1Char('\n')).contains(rule); }));
    }

    void readsAProfile()
    {
        const Loaded<gate::RuleSet> loaded = readProfile(QStringLiteral("mine.yaml"), kProfile);
        QCOMPARE(shown(loaded.problems), QString());
        QCOMPARE(loaded.value->name, QStringLiteral("Mine"));
        QCOMPARE(loaded.value->basis, QStringLiteral("Two lines of text."));
        QCOMPARE(loaded.value->text, QStringLiteral("roll back when error_rate > 2%\nhold when latency > 3s for 10 consecutive calls"));
        QCOMPARE(loaded.at, (Position{1, 7}));
    }

    void refusesWhatIsNoProfile_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("problems");
        const auto row = [](const char* name, const QByteArray& from, const QByteArray& to, const char* problems) {
            QByteArray bytes = kProfile;
            QTest::newRow(name) << bytes.replace(from, to) << problems;
        };
        row("a rule with an error, where it stands", "error_rate > 2%", "error_rate > 2s", "7:34 bad-rule");
        row("in quotes", "latency > 3s for", "latency > 3% for", "8:27 bad-rule");
        row("two errors", "error_rate > 2%\n", "error_rate > 2s\n  - jump when x > 1\n", "7:34 bad-rule, 8:5 bad-rule");
        row("no rules", "  - roll back when error_rate > 2%\n  - \"hold when latency > 3s for 10 consecutive calls\"\n", "  []\n",
            "7:3 no-rules");
        row("a list in the list", "roll back when error_rate > 2%", "[a]", "7:5 wrong-type");
        row("no basis", "basis: >\n  Two lines\n  of text.\n", "", "1:1 missing-key");
        row("a key that nobody knows", "summary:", "sumary:", "1:1 missing-key, 2:1 unknown-key");
        row("no map", kProfile, "- a\n", "1:1 wrong-type");
        row("nothing", kProfile, "", "0:0 empty-file");
    }

    void refusesWhatIsNoProfile()
    {
        QFETCH(QByteArray, bytes);
        const Loaded<gate::RuleSet> loaded = readProfile(QStringLiteral("mine.yaml"), bytes);
        QTEST(shown(loaded.problems), "problems");
        QVERIFY(!loaded.valid());
    }

    void oneBadProfileDoesNotSilenceTheOthers()
    {
        const QTemporaryDir temporary;
        const QDir folder(temporary.path());
        QVERIFY(write(folder, QStringLiteral("b.yaml"), kProfile) && write(folder, QStringLiteral("a.yaml"), "name: x\n")
            && write(folder, QStringLiteral("readme.txt"), "no profile"));
        Problems problems;
        const std::vector<gate::RuleSet> sets = readProfiles(folder.path(), problems);
        QCOMPARE(sets.size(), std::size_t(1));
        QCOMPARE(sets.front().name, QStringLiteral("Mine"));
        QVERIFY(!problems.empty() && std::ranges::all_of(problems, [](const Problem& p) { return p.file == QLatin1String("a.yaml"); }));
    }

    void aFolderThatIsNotThereIsSaid()
    {
        Problems problems;
        QVERIFY(readProfiles(QStringLiteral("/nowhere/at/all"), problems).empty());
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems.front().code, QStringLiteral("missing-file"));
    }
};

QTEST_GUILESS_MAIN(TestProfiles)

#include "test_profiles.moc"
