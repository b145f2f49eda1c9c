#include "models/formats/alerts/promql/duration.h"
#include "models/formats/alerts/promql/parser.h"
#include "models/formats/alerts/promql/regex_syntax.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::formats::alerts;
using namespace fairlead::formats::alerts::promql;
using namespace std::chrono_literals;

class TestPromql : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acceptsWhatPrometheusAccepts_data()
    {
        QTest::addColumn<QString>("expr");
        const auto valid = [](const char* expr) { QTest::newRow(expr) << QString::fromUtf8(expr); };
        for (const char* expr :
            {"1", "-.5e-3", "0x1F", "+Inf", "nan", "08", "1.", "\"text\"", "`raw \\ text`", "'it\\'s \\x41\\u00e9\\101'"}) {
            valid(expr);
        }
        for (const char* expr : {"up", "job:up:sum", ":a", "up{}", "up{job=\"a\",}", "{job=\"a\"}", "{job!=\"\"}", "{job!~\".*\"}",
                 "{__name__=~\"a.*\"}", "up{a=~\"x|y\", b!~'z', c!=\"\"}", "sum", "by", "offset offset 5m", "and and and", "start > end"}) {
            valid(expr);
        }
        for (const char* expr :
            {"up[5m]", "up[1d2h3m] offset -1h", "up offset 5m @ 1.5", "up @ start()", "up @ -3", "up[5m] @ end() offset 1w",
                "rate(up[5m])[1h:]", "rate(up[5m])[1h:1m] offset 1d", "max_over_time(up[5m : 30s])", "(up)[5m:1m]"}) {
            valid(expr);
        }
        for (const char* expr : {"sum(up)", "sum by (a) (up)", "sum(up) by (a, b,)", "sum without () (up)", "SUM(up) BY (on, bool)",
                 "topk(3, up)", "quantile(0.9, up) by (x)", "count_values(\"v\", up)", "stddev(up)", "group(up)"}) {
            valid(expr);
        }
        for (const char* expr : {"a + b * c ^ d", "a > bool 1", "1 > bool 2", "a / on (x) group_left (y) b", "a * ignoring() group_right b",
                 "a and b or c unless d", "a atan2 b", "-a ^ 2", "a - -1", "+up", "1 + 2 # sum\n + 3", "a == on() b", "x + on () 1"}) {
            valid(expr);
        }
        for (const char* expr : {"time()", "pi() > bool 3", "day_of_week()", "hour(vector(1))", "round(up)", "round(up, 5)",
                 "label_replace(up, \"a\", \"$1\", \"b\", \"(.*)\")", "label_join(up, \"a\", \",\")",
                 "label_join(up, \"a\", \",\", \"b\", \"c\", \"d\")", "histogram_quantile(0.9, sum by (le) (rate(x[5m])))",
                 "clamp(up, 0, 1)", "absent(up{job=\"a\"})", "scalar(up) > bool 1", "quantile_over_time(0.5, up[1h])"}) {
            valid(expr);
        }
    }

    void acceptsWhatPrometheusAccepts()
    {
        QFETCH(const QString, expr);
        const auto parsed = parseExpression(expr);
        QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(parsed.error().front().message));
        QCOMPARE(parsed->text, expr);
        QCOMPARE(parsed->whole().start, 0);
    }

    void namesTheFirstFaultAndItsPlace_data()
    {
        QTest::addColumn<QString>("expr");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* expr, int column, const char* message) {
            QTest::newRow(expr) << QString::fromUtf8(expr) << column << QString::fromUtf8(message);
        };
        row("", 1, "no expression");
        row("# only a comment", 1, "no expression");
        row("up ==", 6, "the end of the expression");
        row("(up", 4, "never closed");
        row("up)", 3, "closes nothing");
        row("sum(up", 7, "never closed");
        row("up{job=\"a\"", 11, "never closed");
        row("up{job=\"a}", 8, "never closed");
        row("up{job=~\"a(?=b)\"}", 9, "lookaround");
        row("up{job=~\"(a)\\\\1\"}", 9, "back reference");
        row("up{job=~\"a{1001}\"}", 9, "repetitions");
        row("up{\"job\"=\"a\"}", 4, "the name of a label");
        row("up{job==\"a\"}", 8, "a text in quotes");
        row("up{job \"a\"}", 8, "“=”");
        row("up{__name__=\"a\"}", 1, "twice");
        row("{job=~\".*\"}", 1, "every series");
        row("up[5]", 4, "with a unit");
        row("up[5m", 6, "never closed");
        row("up[0s]", 4, "greater than 0");
        row("up[1h1d]", 4, "not a length of time");
        row("up[5m:1m:1m]", 9, "inside of brackets");
        row("sum(up)[5m]", 8, "behind a metric only");
        row("up offset 5m[5m]", 13, "behind the range");
        row("up offset 5m offset 5m", 14, "second time");
        row("sum(up) offset 5m", 9, "behind a metric, a range or a subquery only");
        row("up offset 5", 11, "a length of time");
        row("up @ 1e40", 6, "not a time");
        row("up @ x", 6, "a time in seconds");
        row("rate(up)", 6, "takes type range vector, but this is of type instant vector");
        row("sum(up[5m])", 5, "takes type instant vector");
        row("nope(up)", 1, "no function “nope”");
        row("abss(up)", 1, "did you mean “abs”");
        row("abs(up, up)", 1, "takes 1 arguments, and 2 are given");
        row("round(up, 1, 2)", 1, "1 to 2 arguments");
        row("label_join(up, \"a\")", 1, "at least 3 arguments");
        row("topk(up)", 1, "two arguments");
        row("sum()", 1, "one argument");
        row("sum(up,)", 7, "no comma behind the last");
        row("count_values(5, up)", 14, "takes type string");
        row("a + bool b", 3, "comparisons only");
        row("1 > 2", 3, "bool");
        row("a and 1", 3, "not scalars");
        row("a and on (x) group_left b", 3, "no group_left");
        row("a + on (x) group_left (x) b", 3, "in one only");
        row("a + on (x) 1", 3, "two instant vectors only");
        row("\"a\" + up", 1, "of type string");
        row("-\"a\"", 1, "of type string");
        row("a + on b", 8, "“(” and labels");
        row("sum by a (up)", 8, "“(” and labels");
        row("sum by (1) (up)", 9, "the name of a label");
        row("a $ b", 3, "not a sign of PromQL");
        row("a ! b", 3, "After “!”");
        row("a =~ 1", 3, "in braces only");
        row("1e400 > up", 1, "too large");
        row("1_000 > up", 1, "neither a number");
        row("up{a=\"\\q\"}", 6, "is not an escape");
        row("up{a=\"\\uD800\"}", 6, "names no character");
        row("a b", 3, "does not belong here");
        row("up > 5m", 6, "the length of time “5m”");
        row("[5m]", 1, "a metric, a function or a number");
    }

    void namesTheFirstFaultAndItsPlace()
    {
        QFETCH(const QString, expr);
        QFETCH(const int, column);
        QFETCH(const QString, message);
        const auto parsed = parseExpression(expr);
        QVERIFY(!parsed);
        const Fault& first = parsed.error().front();
        QVERIFY2(first.message.contains(message), qPrintable(first.message));
        QCOMPARE(first.offset + 1, column);
    }

    void collectsFaultsOfPartsInTheOrderOfTheText()
    {
        const auto parsed = parseExpression(QStringLiteral("rate(a) + sum(b[5m]) + abs(\"c\")"));
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().size(), std::size_t(3));
        QVERIFY(parsed.error().at(0).offset < parsed.error().at(1).offset && parsed.error().at(1).offset < parsed.error().at(2).offset);
    }

    void operatorsBindAsInPrometheus_data()
    {
        QTest::addColumn<QString>("expr");
        QTest::addColumn<int>("op"); // of the whole
        QTest::addColumn<int>("at"); // column of that operator
        QTest::newRow("product before sum") << QStringLiteral("a + b * c") << static_cast<int>(Token::Add) << 3;
        QTest::newRow("from the left") << QStringLiteral("a - b - c") << static_cast<int>(Token::Sub) << 7;
        QTest::newRow("power from the right") << QStringLiteral("a ^ b ^ c") << static_cast<int>(Token::Pow) << 3;
        QTest::newRow("sum before comparison") << QStringLiteral("a > b + c") << static_cast<int>(Token::Greater) << 3;
        QTest::newRow("and before or") << QStringLiteral("a or b and c") << static_cast<int>(Token::Or) << 3;
        QTest::newRow("comparison before and") << QStringLiteral("a > b and c") << static_cast<int>(Token::And) << 7;
        QTest::newRow("sign like product") << QStringLiteral("-a * b") << static_cast<int>(Token::Mul) << 4;
        QTest::newRow("power before sign, then product") << QStringLiteral("2 ^ -a * b") << static_cast<int>(Token::Mul) << 8;
    }

    void operatorsBindAsInPrometheus()
    {
        QFETCH(const QString, expr);
        QFETCH(const int, op);
        QFETCH(const int, at);
        const auto parsed = parseExpression(expr);
        QVERIFY(parsed);
        QCOMPARE(parsed->whole().kind, Node::Kind::Binary);
        QCOMPARE(static_cast<int>(parsed->whole().op), op);
        QCOMPARE(parsed->whole().opAt + 1, at);
    }

    void depthIsBounded()
    {
        const auto nested
            = [](int levels) { return QString(levels, QLatin1Char('(')) + QStringLiteral("up") + QString(levels, QLatin1Char(')')); };
        QVERIFY(parseExpression(nested(kDeepestExpression - 1)));
        const auto tooDeep = parseExpression(nested(kDeepestExpression + 1));
        QVERIFY(!tooDeep);
        QVERIFY(tooDeep.error().front().message.contains(QStringLiteral("nested deeper")));
        QVERIFY(!parseExpression(QString(1 << 20, QLatin1Char('('))));
        QVERIFY(!parseExpression(QString(1 << 20, QLatin1Char('-'))));
    }

    void longChainsNeedNoStack()
    {
        QString chain = QStringLiteral("a");
        for (int i = 0; i < 100'000; ++i) {
            chain += QStringLiteral("+a");
        }
        QVERIFY(parseExpression(chain));
    }

    void readsDurationsAsPrometheusWritesThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("millis"); // -1: refused
        QTest::addColumn<QString>("again");
        const auto row = [](const char* text, qint64 millis, const char* again) {
            QTest::newRow(text) << QString::fromUtf8(text) << millis << QString::fromUtf8(again);
        };
        row("0", 0, "0s");
        row("0s", 0, "0s");
        row("5m", 300'000, "5m");
        row("90m", 5'400'000, "1h30m");
        row("1d2h", 93'600'000, "1d2h");
        row("1h30m", 5'400'000, "1h30m");
        row("250ms", 250, "250ms");
        row("1y", 31'536'000'000, "1y");
        row("2w", 1'209'600'000, "2w");
        row("", -1, "");
        row("5", -1, "");
        row("1.5h", -1, "");
        row("30m2h", -1, "");
        row("5m5m", -1, "");
        row("-5m", -1, "");
        row("5 m", -1, "");
        row("5M", -1, "");
        row("300y", -1, "");
        row("99999999999999999999s", -1, "");
    }

    void readsDurationsAsPrometheusWritesThem()
    {
        QFETCH(const QString, text);
        QFETCH(const qint64, millis);
        QFETCH(const QString, again);
        const Result<Millis> read = parsePrometheusDuration(text);
        QCOMPARE(read.has_value() ? read->count() : -1, millis);
        if (read) {
            QCOMPARE(toPrometheusDuration(*read), again);
        }
    }

    void regularExpressionsAreThoseOfRe2_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<bool>("empty");
        const auto row = [](const char* pattern, bool valid, bool empty = false) {
            QTest::newRow(pattern) << QString::fromUtf8(pattern) << valid << empty;
        };
        for (const char* pattern :
            {"a", "a+", "[a-z]", "[]a]", "[^]]", "(?i)a", "(?P<n>a)", "\\d\\pL\\p{Greek}\\P{Lu}", "[[:alpha:]]", "a{2}", "a{2,3}?",
                "\\x41\\x{1F600}\\101", "a{,3}", "{", "a{x", "\\Qa.b\\E", "(?s-i:a)", "a??b", "\\-", "[\\w-]", "(a{10}){100}", "\\b"}) {
            row(pattern, true);
        }
        for (const char* pattern : {"", "a*", "(a|)", "a?", "^$", "\\A\\z", "\\B", "(a*)+", "a{0}", "(?:)", "(?i)", "a|b*"}) {
            row(pattern, true, true);
        }
        for (const char* pattern : {"(", ")", "(?=a)", "(?!a)", "(?<=a)", "(?<n>a)", "(?P=n)", "\\1", "\\8", "a**", "a*+", "*a", "a|*",
                 "[a", "[z-a]", "[[:nope:]]", "\\p{Nope}", "\\", "\\y", "\\Z", "a{1001}", "a{3,2}", "(a{100}){100}", "(?P<n>a)(?P<n>b)",
                 "(?x)a", "\\x{110000}", "(?>a)", "(?#c)", "\\é", "(?i)*"}) {
            row(pattern, false);
        }
    }

    void regularExpressionsAreThoseOfRe2()
    {
        QFETCH(const QString, pattern);
        QFETCH(const bool, valid);
        QFETCH(const bool, empty);
        const RegexSyntax syntax = readRegex(pattern);
        QVERIFY2(syntax.fault.isEmpty() == valid, qPrintable(syntax.fault));
        if (valid) {
            QCOMPARE(syntax.matchesEmpty, empty);
        }
    }
};

QTEST_GUILESS_MAIN(TestPromql)
#include "test_promql.moc"
