#include "models/domain/gate/rule.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace fairlead;
using condition::Aggregate;
using condition::TextError;
using gate::Action;
using gate::CountOf;
using gate::NoDataPolicy;
using gate::Rule;
using gate::Window;
using namespace std::chrono_literals;

namespace {

QString spaced(QString text)
{
    return text.replace(QLatin1Char('~'), QChar(0x00A0));
}

QString shown(const std::vector<TextError>& errors)
{
    QStringList lines;
    for (const TextError& error : errors) {
        lines.append(QStringLiteral("%1+%2 %3 > %4").arg(error.column).arg(error.length).arg(error.message, error.help));
    }
    return lines.join(QLatin1Char('\n'));
}

Rule rule(const char* text)
{
    const auto read = Rule::parse(QString::fromUtf8(text));
    if (!read) {
        qFatal("%s", qPrintable(shown(read.error())));
    }
    return *read;
}

Window consecutive(int count, CountOf of)
{
    Window window;
    window.hits = count;
    window.ofLast = count;
    window.counts = of;
    return window;
}

} // namespace

class TestRuleText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyActionIsRead_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("action");
        QTest::newRow("alert team") << "alert team" << static_cast<int>(Action::Notify);
        QTest::newRow("notify") << "notify" << static_cast<int>(Action::Notify);
        QTest::newRow("log incident") << "log incident" << static_cast<int>(Action::LogIncident);
        QTest::newRow("investigate") << "investigate" << static_cast<int>(Action::Investigate);
        QTest::newRow("hold") << "hold" << static_cast<int>(Action::Hold);
        QTest::newRow("roll back") << "roll back" << static_cast<int>(Action::RollBack);
        QTest::newRow("in capitals") << "Roll Back" << static_cast<int>(Action::RollBack);
    }
    void everyActionIsRead()
    {
        QFETCH(QString, words);
        const auto read = Rule::parse(words + QStringLiteral(" when error_rate > 5%"));
        QVERIFY2(read.has_value(), read ? "" : qPrintable(shown(read.error())));
        QTEST(static_cast<int>(read->action), "action");
        QVERIFY(read->armed);
        QCOMPARE(read->window, Window());
        QVERIFY(read->noData == NoDataPolicy::Hold);
        // What an action is called is what a rule calls it.
        QVERIFY(Rule::parse(toString(read->action) + QStringLiteral(" when error_rate > 5%"))->action == read->action);
    }

    void everyWindowIsRead()
    {
        QCOMPARE(rule("hold when latency > 2s for 5 consecutive samples").window, consecutive(5, CountOf::Samples));
        QCOMPARE(rule("hold when latency > 2s for 10 consecutive calls").window, consecutive(10, CountOf::Calls));
        QCOMPARE(rule("hold when latency > 2s for 1 consecutive call").window, consecutive(1, CountOf::Calls));

        Window window = consecutive(3, CountOf::Samples);
        window.ofLast = 5;
        QCOMPARE(rule("hold when latency > 2s 3 of the last 5").window, window);
        QCOMPARE(rule("hold when latency > 2s 3 of last 5 samples").window, window);
        window.counts = CountOf::Calls;
        QCOMPARE(rule("hold when latency > 2s 3 of the last 5 calls").window, window);

        window = {};
        window.aggregate = Aggregate::Mean;
        window.overCount = 50;
        window.counts = CountOf::Calls;
        QCOMPARE(rule("hold when latency > 2s mean over 50 calls").window, window);
        window = {};
        window.aggregate = Aggregate::P95;
        window.overTime = 15min;
        QCOMPARE(rule("hold when latency > 2s p95 over 15m").window, window);

        window = {};
        window.sustained = 90min;
        QCOMPARE(rule("hold when latency > 2s for 1h30m").window, window);
        window = {};
        window.onlyFirst = 5min;
        QCOMPARE(rule("hold when latency > 2s in the first 5m").window, window);
        window = {};
        window.notBefore = 10min;
        QCOMPARE(rule("hold when latency > 2s after 10m").window, window);
        window = {};
        window.minSamples = 20;
        QCOMPARE(rule("hold when latency > 2s at least 20 samples").window, window);
    }

    void clausesStandInAnyOrderWithOrWithoutCommas()
    {
        const Rule plain = rule(
            "hold when latency > 2s p95 over 15m for 3 consecutive samples after 10m at least 20 samples until < 1s no data fires dry run");
        const Rule commas = rule("hold when latency > 2s, dry run, no data fires, until < 1s, at least 20 samples, after 10m, "
                                 "for 3 consecutive samples, p95 over 15m");
        QCOMPARE(commas.window, plain.window);
        QCOMPARE(plain.window.hits, 3);
        QCOMPARE(plain.window.overTime, std::optional<Millis>(15min));
        QVERIFY(!plain.armed && !commas.armed);
        QVERIFY(plain.noData == NoDataPolicy::Fire && commas.noData == NoDataPolicy::Fire);
        QVERIFY(plain.clear && commas.clear);
        QCOMPARE(plain.clear->echo(), commas.clear->echo());
        QCOMPARE(plain.clear->metrics(), QStringList{QStringLiteral("latency")});
    }

    void theConditionEndsWhereTheClausesBegin_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("condition");
        const auto row = [](const char* text, const char* condition) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(condition);
        };
        row("hold when p95(latency) > 500ms or error_rate > 0.1% for 5m", "p95(latency) > 500ms or error_rate > 0.1%");
        row("hold when (latency > 2s and error_rate > 1%) 3 of the last 5", "(latency > 2s and error_rate > 1%)");
        row("hold when calls drops by 60%..70% of baseline in the first 5m", "calls drops by 60%..70% of baseline");
        row("hold when quality < 70/100 mean over 50 calls", "quality < 70/100");
        row("hold when error_rate in 5%..10% in the first 5m", "error_rate in 5%..10%");
        row("hold when x > 3 2 of the last 3", "x > 3");
        row("hold when x > 150% of baseline, no data is ignored", "x > 150% of baseline");
        row("hold when `for` > 3 for 5m # with a comment", "`for` > 3");
    }
    void theConditionEndsWhereTheClausesBegin()
    {
        QFETCH(QString, text);
        const auto read = Rule::parse(text);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(shown(read.error())));
        QTEST(read->condition.text(), "condition");
        QVERIFY(Rule::parse(read->text) == read);
    }

    void saysInWordsWhatTheEngineWillDo_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("echo");
        const auto row
            = [](const char* text, const char* echo) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(echo); };
        row("alert team when latency > 2.5s for 5 consecutive calls",
            "Alerts the team when **5 calls in a row** each take longer than **2.5~s**. Clears after 5 calls in a row at or under 2.5~s. "
            "No data neither counts nor resets; the rollout holds.");
        row("roll back when latency > 3s for 10 consecutive calls",
            "Rolls back when **10 calls in a row** each take longer than **3~s**. No data neither counts nor resets; the rollout holds.");
        row("alert team when quality < 70/100 mean over 50 calls",
            "Alerts the team when the **mean quality of the last 50 calls** is under **70 of 100**. Waits for the first 50 calls. "
            "Clears at or above 70 of 100. No data neither counts nor resets; the rollout holds.");
        row("hold when calls drops by 60%..70% of baseline",
            "Holds the rollout when calls are **60~% to 70~% below baseline**. Clears when that is no longer so. "
            "No data neither counts nor resets; the rollout holds.");
        row("roll back when latency_p95 > 2s for 5 consecutive samples",
            "Rolls back when latency p95 is above **2~s** in **5 samples in a row**. No data neither counts nor resets; the rollout "
            "holds.");
        row("roll back when error_rate > 10% in the first 5m",
            "Rolls back when error rate is above **10~%** in the **first 5~min** of a phase. "
            "No data neither counts nor resets; the rollout holds.");
        row("roll back when error_rate > 1% for 5m",
            "Rolls back when error rate is above **1~%** for **5~min without a break**. No data neither counts nor resets; the rollout "
            "holds.");
        row("log incident when latency_p95 > 2s 3 of the last 5 samples, until < 1.5s, no data is ignored",
            "Logs an incident when latency p95 is above **2~s** in **3 of the last 5 samples**. "
            "Clears when latency p95 is under 1.5~s in 3 samples in a row. No data neither counts nor resets; the rollout goes on.");
        row("investigate when tokens_per_call > baseline * 1.5, at least 20 samples, after 10m, no data fires, dry run",
            "Asks for an investigation when tokens per call is **above 1.5 times baseline**. Begins to look **10~min** after a phase "
            "begins. "
            "Decides nothing before it has 20 samples. Clears when that is no longer so. **No data** fires it too. "
            "**Dry run**: it says so and does nothing.");
        row("hold when latency > 2s p95 over 15m",
            "Holds the rollout when the **p95 of latency over the last 15~min** is above **2~s**. Waits until samples cover 15~min. "
            "Clears at or under 2~s. No data neither counts nor resets; the rollout holds.");
        row("hold when p95(latency) > 500ms or error_rate > 0.1% for 3 consecutive samples",
            "Holds the rollout when **p95 of latency is above 500~ms or error rate is above 0.1~%** in **3 samples in a row**. "
            "Clears after 3 samples in a row in which that is not so. No data neither counts nor resets; the rollout holds.");
        row("notify when error_rate > 1%",
            "Alerts the team when error rate is above **1~%**. Clears at or under 1~%. No data neither counts nor resets; the rollout "
            "holds.");
    }
    void saysInWordsWhatTheEngineWillDo()
    {
        QFETCH(QString, text);
        QFETCH(QString, echo);
        const auto read = Rule::parse(text);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(shown(read.error())));
        QCOMPARE(read->echo(), spaced(echo));
    }

    /// What the guides of the field ask for, each in one line.
    void everyDemandOfTheGuidesIsARule_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text :
            {"hold when quality_score < 0.85", "alert team when quality_score < 0.80", "roll back when error_rate > 0.02",
                "investigate when token_usage > baseline * 1.5", "hold when token_usage > 150% of baseline",
                "roll back when p95(latency) > 500ms", "hold when system_error_rate > 0.1% or semantic_error_rate > 1%",
                "hold when cache_hit_rate < 70%", "hold when coherence < 0.7 or relevance < 0.6", "roll back when latency_p95 > +10%",
                "roll back when accuracy drops by > 5%", "roll back when error_rate > 1% for 5m",
                "hold when latency >= 1.5s mean over 100 calls", "hold when quality <= 75/100", "hold when cache_hits <= 35%",
                "hold when error_rate > baseline", "alert team when latency > 2.5s for 5 consecutive calls",
                "roll back when latency > 3s for 10 consecutive calls", "alert team when quality < 70/100 mean over 50 calls",
                "log incident when quality < 65/100 mean over 50 calls", "investigate when calls outside 30%..40% of baseline",
                "alert team when error_rate > 5%", "alert team when construction_time > 0.01s",
                "roll back when error_rate > 10% in the first 5m", "roll back when construction_time > 0.1s",
                "hold when error_rate >= 1% in the first 1h", "alert team when token_reduction < 20% for 1h",
                "alert team when complexity_ratio > 0.3 for 30m"}) {
            QTest::newRow(text) << QString::fromUtf8(text);
        }
    }
    void everyDemandOfTheGuidesIsARule()
    {
        QFETCH(QString, text);
        const auto read = Rule::parse(text);
        QVERIFY2(read.has_value(), read ? "" : qPrintable(shown(read.error())));
        QVERIFY(read->echo().endsWith(QLatin1Char('.')));
        QCOMPARE(read->echo().count(QStringLiteral("**")) % 2, 0);
    }

    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<int>>("columns");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("help");
        const auto row = [](const char* text, const QList<int>& columns, const char* says, const char* help) {
            QTest::newRow(text) << QString::fromUtf8(text) << columns << QString::fromUtf8(says) << QString::fromUtf8(help);
        };
        row("", {1}, "empty", "hold when");
        row("rollback when x > 1", {1}, "not an action", "roll back when");
        row("auto_rollback when x > 1", {1}, "not an action", "roll back when");
        row("page me when x > 1", {1}, "not an action", "alert team");
        row("page me", {1}, "not an action", "alert team");
        row("alert when x > 1", {1}, "not an action", "alert team when");
        row("hold", {5}, "“when” is missing", "when");
        row("hold if x > 1", {6}, "“when” is missing", "when");
        row("hold when", {10}, "comparison is missing", "error_rate < 0.01");
        row("hold when > 3s", {11}, "names no metric", "metric first");
        row("hold when for 5m", {11}, "comparison is missing", "error_rate < 0.01");
        row("hold when calls drops by 2s..70% of baseline", {26}, "A time (2s) cannot start a range that ends in %", "60%..70%");
        row("  hold when latency > 5%", {24}, "is a time", "2s");
        row("hold when latency > 3s for 10 calls", {28}, "in a row or in total", "10 consecutive calls, or 10 of the last");
        row("hold when latency > 3s for 10+ consecutive calls", {30}, "says no more", "for 10 consecutive calls");
        row("hold when latency > 3s for 10", {28}, "no unit", "for 5m");
        row("hold when latency > 3s for 5 minutes", {30}, "not a unit", "for 5m");
        row("hold when latency > 3s for", {27}, "number is missing", "for 5m");
        row("hold when latency > 3s for ever", {28}, "not a number", "for 5m");
        row("hold when latency > 3s for 2.5 consecutive calls", {28}, "whole number", "consecutive");
        row("hold when latency > 3s for 0 consecutive calls", {28}, "whole number", "consecutive");
        row("hold when latency > 3s for 100001 consecutive calls", {28}, "whole number", "consecutive");
        row("hold when latency > 3s for 5 consecutive", {41}, "samples or calls", "samples, or calls");
        row("hold when latency > 3s for 5% ", {28}, "whole number", "for 5m");
        row("hold when latency > 3s for 0s", {28}, "between a millisecond and a year", "for 5m");
        row("hold when latency > 3s for 9000h", {28}, "between a millisecond and a year", "for 5m");
        row("hold when latency > 3s 7 of the last 5", {24}, "never happens", "5 of the last 7");
        row("hold when latency > 3s 3 of the 5", {33}, "“last” is missing", "3 of the last 5");
        row("hold when latency > 3s mean over 50", {36}, "samples or calls", "50 calls");
        row("hold when latency > 3s mean over", {33}, "number is missing", "50 calls");
        row("hold when latency > 3s count over 5m", {24}, "no value of the metric", "count(latency)");
        row("hold when p95(latency) > 3s mean over 5m", {1}, "summed up already", "p95 over 15m");
        row("hold when latency > 3s in the 5m", {31}, "“first” is missing", "in the first 5m");
        row("hold when latency > 3s after lunch", {30}, "not a length of time", "after 10m");
        row("hold when latency > 3s after 5", {30}, "no unit of time", "after 10m");
        row("hold when latency > 3s in the first 5m after 5m", {24}, "over before", "longer");
        row("hold when latency > 3s at least 20", {35}, "“samples” is missing", "20 samples");
        row("hold when latency > 3s no data", {31}, "what no data does", "no data holds");
        row("hold when latency > 3s no data is fine", {32}, "what no data does", "no data holds");
        row("hold when latency > 3s dry", {27}, "“run” is missing", "dry run");
        row("hold when latency > 3s until < 5%", {33}, "is a time", "2s");
        row("hold when a > 3 and b > 3 until < 5", {33}, "names no metric", "metric first");
        row("hold when latency > 3s for 5m for 6m", {31}, "second time", "away");
        row("hold when latency > 3s for 5 consecutive calls 3 of the last 5 calls", {48}, "second time", "away");
        row("hold when latency > 3s for 5 consecutive calls mean over 5 samples", {60}, "either samples or calls", "same word");
        row("hold when latency > 3s for 5m and x > 1", {31}, "not part of a rule", "before the clauses");
        row("hold when latency > 3s please", {24}, "not part of a rule", "for 5 consecutive calls");
        row("hold when (latency > 3s for 5m", {11}, "not closed", ")");
        row("hold when latency > 5% for 10 calls, after lunch", {22, 28, 44}, "is a time", "2s");
        row("hodl when latency > 5% for 10 calls", {1, 22, 28}, "not an action", "hold");
    }
    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QString, text);
        QFETCH(QList<int>, columns);
        QFETCH(QString, says);
        QFETCH(QString, help);
        const auto read = Rule::parse(text);
        QVERIFY(!read.has_value());
        QList<int> found;
        for (const TextError& error : read.error()) {
            found.append(error.column);
        }
        QVERIFY2(found == columns, qPrintable(shown(read.error())));
        QVERIFY2(read.error().front().message.contains(says), qPrintable(shown(read.error())));
        QVERIFY2(read.error().front().help.contains(help), qPrintable(shown(read.error())));
    }

    void aTextIsReadLineByLine()
    {
        const std::vector<gate::RuleLine> lines
            = gate::readRules(QStringLiteral("# latency\r\n\r\nhold when latency > 2s # the limit of the contract\n   \nhold when latency "
                                             "> 5%\nroll back when error_rate > 2%"));
        QCOMPARE(lines.size(), std::size_t(6));
        for (std::size_t i = 0; i < lines.size(); ++i) {
            QCOMPARE(lines[i].line, static_cast<int>(i) + 1);
        }
        for (const std::size_t empty : {0U, 1U, 3U}) {
            QVERIFY(!lines[empty].rule && lines[empty].errors.empty());
        }
        QCOMPARE(lines[0].text, QStringLiteral("# latency"));
        QVERIFY(lines[2].rule && lines[2].errors.empty());
        QCOMPARE(lines[2].rule->text, QStringLiteral("hold when latency > 2s"));
        QVERIFY(!lines[4].rule);
        QCOMPARE(lines[4].errors.front().column, 22);
        QVERIFY(lines[5].rule);
        QCOMPARE(gate::readRules(QString()).size(), std::size_t(1));
    }

    /// What the help page shows is what is read.
    void theHelpPageIsTrue()
    {
        QFile page(QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/help/conditions.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        static const QRegularExpression code(QStringLiteral("`` (.+?) ``|`([^`]+)`"));
        QString section;
        int read = 0;
        for (const QString& line : QString::fromUtf8(page.readAll()).split(QLatin1Char('\n'))) {
            section = line.startsWith(QLatin1Char('#')) ? line : section;
            if (Rule::parse(line)) {
                ++read; // one of the whole rules
            }
            QRegularExpressionMatchIterator found = code.globalMatch(line.section(QLatin1Char('|'), 1, 1));
            while (line.startsWith(QLatin1Char('|')) && found.hasNext()) {
                const QRegularExpressionMatch match = found.next();
                const QString text = match.captured(1) + match.captured(2);
                const QString whole = section == QLatin1String("## Conditions") ? QStringLiteral("hold when ") + text
                    : text.contains(QLatin1Char(' ')) && Rule::parse(text + QStringLiteral(" when x > 1"))
                    ? text + QStringLiteral(" when x > 1")
                    : QStringLiteral("hold when latency > 3s ") + text;
                if (section == QLatin1String("### Units") || text == QLatin1String("notify") || text == QLatin1String("investigate")
                    || text == QLatin1String("hold")) {
                    continue;
                }
                const auto rule = Rule::parse(whole);
                QVERIFY2(rule.has_value(), qPrintable(whole + QLatin1Char('\n') + (rule ? QString() : shown(rule.error()))));
                ++read;
            }
        }
        QVERIFY2(read > 45, qPrintable(QString::number(read)));
    }
};

QTEST_APPLESS_MAIN(TestRuleText)
#include "test_rule_text.moc"
