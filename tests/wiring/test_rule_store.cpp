#include "app/wiring/rule_store.h"
#include "models/formats/profile_writer.h"
#include "models/formats/profiles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace fairlead;
using namespace fairlead::wiring;

namespace {

gate::RuleSet ours()
{
    return {QStringLiteral("Voice agent: ramp"), QStringLiteral("3 s × 10"), QStringLiteral("“10+” is in a row: that's agreed."),
        QStringLiteral("# agreed with the voice team: 3 s, not 2\n\nroll back when latency > 3s for 10 consecutive calls")};
}

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class TestRuleStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenIsReadBackCommentsIncluded()
    {
        const auto read = formats::readProfile(QStringLiteral("mine.yaml"), formats::writeProfile(ours()));
        QVERIFY(read.valid());
        QCOMPARE(read.value->name, ours().name);
        QCOMPARE(read.value->summary, ours().summary);
        QCOMPARE(read.value->basis, ours().basis);
        QCOMPARE(read.value->text, ours().text);
    }

    void whatIsWrongInABlockIsNamedWithItsPlace()
    {
        gate::RuleSet set = ours();
        set.text += QStringLiteral("\nhold when calls drops by 2s..70%");
        const QByteArray bytes = formats::writeProfile(set);
        const auto read = formats::readProfile(QStringLiteral("mine.yaml"), bytes);
        QVERIFY(!read.valid());
        const QList<QByteArray> lines = bytes.split('\n');
        const Problem& problem = read.problems.front();
        QCOMPARE(problem.code, QStringLiteral("bad-rule"));
        QVERIFY2(lines.at(problem.at.line - 1).contains("2s..70%"), qPrintable(toText(problem)));
        QVERIFY2(lines.at(problem.at.line - 1).mid(problem.at.column - 1).startsWith("2s"), qPrintable(toText(problem)));
    }

    void aSetGetsAFileOfItsName()
    {
        const QTemporaryDir workspace;
        const Result<QString> file = writeRuleSet(workspace.path(), ours());
        QVERIFY(file.has_value());
        QCOMPARE(*file, QStringLiteral("rules/voice-agent-ramp.yaml"));
        const RuleSets sets = readRuleSets(workspace.path());
        QCOMPARE(sets.own.size(), std::size_t(1));
        QCOMPARE(sets.own.front(), ours());
        QVERIFY(sets.builtIn.size() >= 5);
        QVERIFY(writeRuleSet(workspace.path(), ours()).has_value()); // its own file may be written again
    }

    void nothingOfOthersIsOverwritten()
    {
        const QTemporaryDir workspace;
        QVERIFY(QDir(workspace.path()).mkpath(QStringLiteral("rules")));
        const QString path = workspace.filePath(QStringLiteral("rules/voice-agent-ramp.yaml"));
        QVERIFY(write(path, "name: Somebody else's\n"));
        const Result<QString> file = writeRuleSet(workspace.path(), ours());
        QVERIFY(!file.has_value());
        QCOMPARE(toString(file.error().code), toString(ErrorCode::Conflict));
        QFile left(path);
        QVERIFY(left.open(QIODevice::ReadOnly));
        QCOMPARE(left.readAll(), QByteArray("name: Somebody else's\n"));
        gate::RuleSet builtIn = readRuleSets(workspace.path()).builtIn.front();
        QCOMPARE(toString(writeRuleSet(workspace.path(), builtIn).error().code), toString(ErrorCode::Conflict));
        builtIn.name = QStringLiteral("…");
        QCOMPARE(toString(writeRuleSet(workspace.path(), builtIn).error().code), toString(ErrorCode::InvalidInput));
    }

    void alertsOfPrometheusBecomeRulesAndWhatCannotStaysAsAComment()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("edge.yml"));
        QVERIFY(write(file,
            "groups:\n- name: edge\n  rules:\n  - alert: HighErrors\n    expr: error_ratio > 0.02\n    for: 5m\n"
            "  - alert: Strange\n    expr: a and on (job) b\n"));
        const Result<ImportedRules> imported = importRules(file);
        QVERIFY2(imported.has_value(), imported ? "" : qPrintable(imported.error().message));
        QCOMPARE(imported->notCarriedOver, 1);
        int rules = 0;
        for (const gate::RuleLine& line : gate::readRules(imported->set.text)) {
            QVERIFY(line.errors.empty());
            rules += line.rule ? 1 : 0;
        }
        QCOMPARE(rules, 1);
        QVERIFY2(imported->set.text.contains(QStringLiteral("# Strange could not be carried over")), qPrintable(imported->set.text));
        QVERIFY(writeRuleSet(folder.path(), imported->set).has_value());
    }

    void aBrokenFileIsRefusedWithLineAndColumn()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("edge.yml"));
        QVERIFY(write(file, "groups:\n- name: edge\n  rules:\n  - alert: X\n    expr: rate(\n"));
        const Result<ImportedRules> imported = importRules(file);
        QVERIFY(!imported.has_value());
        QVERIFY2(imported.error().message.startsWith(QStringLiteral("edge.yml:5:")), qPrintable(imported.error().message));
        QVERIFY(!importRules(folder.filePath(QStringLiteral("absent.yml"))).has_value());
    }
};

QTEST_GUILESS_MAIN(TestRuleStore)
#include "test_rule_store.moc"
