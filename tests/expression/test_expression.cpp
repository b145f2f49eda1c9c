#include "models/domain/expression/words.h"
#include "tests/expression/expression_table.h"

using namespace fairlead;
using namespace fairlead::expression;

namespace {

constexpr ExpressionRow kPrecedence[] = {
    {"1 + 2 * 3", "0", "json", "7", "int"},
    {"(1 + 2) * 3", "0", "json", "9", "int"},
    {"2 ** 3 ** 2", "0", "json", "512", "float64"},
    {"-2 ** 2", "0", "json", "-4", "float64"},
    {"2 ^ 2 * 3", "0", "json", "12", "float64"},
    {"1 + 2..4", "0", "json", "[3 4]", "[]int"},
    {"10 - 4 - 3", "0", "json", "3", "int"},
    {"7 % 4 * 2", "0", "json", "6", "int"},
    {"true || false && false", "0", "json", "true", "bool"},
    {"true or false and false", "0", "json", "true", "bool"},
    {"not true or true", "0", "json", "true", "bool"},
    {"!(1 == 2) && 3 != 4", "0", "json", "true", "bool"},
    {"not (1 > 2)", "0", "json", "true", "bool"},
    {"1 < 2 == true", "0", "json", "true", "bool"},
    {"1 < 2 < 3", "0", "json", "true", "bool"},
    {"1 < 3 < 2", "0", "json", "false", "bool"},
    {"1 <= 1 <= 1 <= 0", "0", "json", "false", "bool"},
    {"1 in [1, 2] and 3 not in [1, 2]", "0", "json", "true", "bool"},
    {"'abc' not contains 'd'", "0", "json", "true", "bool"},
    {"true ? 1 : false ? 2 : 3", "0", "json", "1", "int"},
    {"false ? 1 : false ? 2 : 3", "0", "json", "3", "int"},
    {"nil ?? nil ?? 5", "0", "json", "5", "int"},
    {"1 + nil ?? 5", "0", "json", "6", "int"},
    {"(nil ?? 5) == 5", "0", "json", "true", "bool"},
    {"1 | string() | len()", "0", "json", "1", "int"},
    {"[3, 1] | sort() | first()", "0", "json", "1", "int"},
    {"let x = 2; let y = 3; x * y", "0", "json", "6", "int"},
    {"if result > 1 { 'high' } else if result > 0 { 'some' } else { 'none' }", "1", "float", "some", "string"},
    {"1; 2;", "0", "json", "2", "int"},
    {"5 // the rest is a remark", "0", "json", "5", "int"},
    {"5 /* a remark */ + 1", "0", "json", "6", "int"},
};

constexpr ExpressionRow kLiterals[] = {
    {"0x1F + 0b11 + 0o17 + 1_000", "0", "json", "1049", "int"},
    {"010", "0", "json", "10", "int"},
    {".5", "0", "json", "0.5", "float64"},
    {"1e3", "0", "json", "1000", "float64"},
    {"1.", "0", "json", "1", "float64"},
    {"9223372036854775807", "0", "json", "9223372036854775807", "int"},
    {"9223372036854775807 + 1", "0", "json", "-9223372036854775808", "int"},
    {"'it\\'s' + \"\\\"\"", "0", "json", "it's\"", "string"},
    {"'\\u00e9\\x41\\101\\u{1F600}'", "0", "json",
        "\xc3\xa9"
        "AA\xf0\x9f\x98\x80",
        "string"},
    {"`a``b\\n`", "0", "json", "a`b\\n", "string"},
    {"[1, 'a', nil, true,]", "0", "json", "[1 a <nil> true]", "[]any"},
    {"{a: 1, 'b c': 2, 3: 4, ('d' + 'e'): 5}", "0", "json", "map[3:4 a:1 b c:2 de:5]", "map[string]any"},
    {"{a: 1}.a", "0", "json", "1", "int"},
    {"nil", "0", "json", "<nil>", "nil"},
};

constexpr ExpressionRow kAccess[] = {
    {"result[0]", "[0.5, 0.7]", "floats", "0.5", "float64"},
    {"result[-1]", "[0.5, 0.7]", "floats", "0.7", "float64"},
    {"result[1:]", "[1, 2, 3]", "floats", "[2 3]", "[]float64"},
    {"result[:-1]", "[1, 2, 3]", "floats", "[1 2]", "[]float64"},
    {"result[:]", "[1]", "json", "[1]", "[]any"},
    {"result[2:1]", "[1, 2, 3]", "json", "[]", "[]any"},
    {"result[-9:9]", "[1, 2, 3]", "json", "[1 2 3]", "[]any"},
    {"result.a.b[1]", R"({"a": {"b": [1, 2]}})", "json", "2", "float64"},
    {"result['a.b']", R"({"a.b": 1})", "json", "1", "float64"},
    {"result.missing", "{}", "json", "<nil>", "nil"},
    {"result.missing?.deeper.still", "{}", "json", "<nil>", "nil"},
    {"result.list?.[0]", "{}", "json", "<nil>", "nil"},
    {"(result.missing?.x ?? 3) == 3", "{}", "json", "true", "bool"},
    {"result.not", R"({"not": 1})", "json", "1", "float64"},
    {"$env.result", "3", "json", "3", "float64"},
    {"$env['result']", "3", "json", "3", "float64"},
    {"$env?.nothing", "3", "json", "<nil>", "nil"},
    {"'result' in $env", "3", "json", "true", "bool"},
    {"'abcdef'[1:3]", "0", "json", "bc", "string"},
};

constexpr ExpressionRow kPredicates[] = {
    {"all(result, {# < 5})", "[1, 4]", "floats", "true", "bool"},
    {"all(result, # < 5)", "[]", "floats", "true", "bool"},
    {"any(result, {# > 6})", "[1, 7]", "floats", "true", "bool"},
    {"any(result, true)", "[]", "floats", "false", "bool"},
    {"none(result, # > 6)", "[1]", "floats", "true", "bool"},
    {"one(result, # == 1)", "[1, 1]", "floats", "false", "bool"},
    {"all(result, {.ok and .n > 1})", R"([{"ok": true, "n": 2}])", "json", "true", "bool"},
    {"filter(1..10, # % 2 == 0)", "0", "json", "[2 4 6 8 10]", "[]any"},
    {"map(result, {# * 2})", "[1, 2]", "floats", "[2 4]", "[]any"},
    {"map(['a', 'b'], #index)", "0", "json", "[0 1]", "[]any"},
    {"map(1..2, {let n = #; map(1..2, {# * n})})", "0", "json", "[[1 2] [2 4]]", "[]any"},
    {"map(1..2, {1; #})", "0", "json", "[1 2]", "[]any"},
    {"count(result, # > 1)", "[1, 2, 3]", "floats", "2", "int"},
    {"count([true, false, true])", "0", "json", "2", "int"},
    {"sum(result)", "[1, 2.5]", "floats", "3.5", "float64"},
    {"sum(result) == 0", "[]", "floats", "true", "bool"},
    {"sum(result, .a)", R"([{"a": 2}, {"a": 3}])", "json", "5", "float64"},
    {"find(1..5, # > 2)", "0", "json", "3", "int"},
    {"find(1..5, # > 9)", "0", "json", "<nil>", "nil"},
    {"findIndex(1..5, # > 2)", "0", "json", "2", "int"},
    {"findLast(1..5, # < 4)", "0", "json", "3", "int"},
    {"findLastIndex(1..5, # < 4)", "0", "json", "2", "int"},
    {"reduce(1..5, #acc + #)", "0", "json", "15", "int"},
    {"reduce([], #acc + #, 7)", "0", "json", "7", "int"},
    {"reduce(1..3, #acc + #index, 10)", "0", "json", "13", "int"},
    {"sortBy(result, .a)", R"([{"a": 2}, {"a": 1}])", "json", "[map[a:1] map[a:2]]", "[]any"},
    {"sortBy(1..3, -#)", "0", "json", "[3 2 1]", "[]any"},
    {"sortBy(1..3, #, 'desc')", "0", "json", "[3 2 1]", "[]any"},
    {"groupBy(1..4, # % 2)", "0", "json", "map[0:[2 4] 1:[1 3]]", "map[any][]any"},
    {"groupBy(1..4, # % 2)[1]", "0", "json", "[1 3]", "[]any"},
};

} // namespace

class TestExpression : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void operatorsBindAsTheReferenceSays_data() { addRows(kPrecedence); }
    void operatorsBindAsTheReferenceSays() { checkRow(); }
    void literalsAreRead_data() { addRows(kLiterals); }
    void literalsAreRead() { checkRow(); }
    void membersAreFound_data() { addRows(kAccess); }
    void membersAreFound() { checkRow(); }
    void predicatesRunForEachElement_data() { addRows(kPredicates); }
    void predicatesRunForEachElement() { checkRow(); }

    void aFaultIsAtItsColumn_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("column");
        QTest::newRow("nothing at all") << QString() << 1;
        QTest::newRow("a side is missing") << QStringLiteral("len(result) > 0 &&") << 19;
        QTest::newRow("a bracket is open") << QStringLiteral("(1 + 2") << 7;
        QTest::newRow("a bracket too many") << QStringLiteral("1)") << 2;
        QTest::newRow("an index is missing") << QStringLiteral("result[]") << 8;
        QTest::newRow("three equal signs") << QStringLiteral("result === 1") << 10;
        QTest::newRow("two values in a row") << QStringLiteral("a b") << 3;
        QTest::newRow("an unknown name") << QStringLiteral("result > 1 and results > 2") << 16;
        QTest::newRow("an unknown function") << QStringLiteral("1 + foo(2)") << 5;
        QTest::newRow("an unknown pointer") << QStringLiteral("filter(result, #index > 0)") << 16;
        QTest::newRow("a pointer outside of a predicate") << QStringLiteral("# > 1") << 1;
        QTest::newRow("a quote is open") << QStringLiteral("result == 'abc") << 15;
        QTest::newRow("an unknown escape") << QStringLiteral("'\\q'") << 3;
        QTest::newRow("a strange character") << QStringLiteral("result > 1 @ 2") << 12;
        QTest::newRow("a broken number") << QStringLiteral("12abc") << 3;
        QTest::newRow("a number of more than 64 bits") << QStringLiteral("1 + 9223372036854775808") << 5;
        QTest::newRow("a remark is open") << QStringLiteral("1 /* 2") << 3;
        QTest::newRow("?? without brackets") << QStringLiteral("result ?? 1 == 1") << 13;
        QTest::newRow("a name that is taken") << QStringLiteral("let result = 1; 2") << 5;
        QTest::newRow("a predicate of parts without braces") << QStringLiteral("map(result, 1; 2)") << 14;
        QTest::newRow("too few arguments") << QStringLiteral("all(result)") << 11;
        QTest::newRow("a divisor of zero") << QStringLiteral("true or 1 % 0 == 1") << 11;
        QTest::newRow("a broken pattern") << QStringLiteral("'a' matches '('") << 13;
        QTest::newRow("a pattern that looks ahead") << QStringLiteral("'a' matches '(?=a)'") << 13;
        QTest::newRow("a pattern that refers back") << QStringLiteral("'aa' matches '(a)\\\\1'") << 14;
    }
    void aFaultIsAtItsColumn()
    {
        QFETCH(QString, text);
        QFETCH(int, column);
        const std::expected<Expression, Faults> read = Expression::parse(text);
        QVERIFY(!read);
        QCOMPARE(read.error().front().column, column);
        QVERIFY(read.error().front().message.endsWith(QLatin1Char('.')));
    }

    void namesAreThoseOfTheSurroundings()
    {
        const auto read = Expression::parse(QStringLiteral("asFloat(result) > 1 and let x = result; isNaN(x)"));
        QVERIFY(!read); // a variable stands at the beginning of an expression, or in brackets
        const auto bracketed = Expression::parse(QStringLiteral("asFloat(result) > 1 and (let x = 2.0; isNaN(x))"));
        QVERIFY(bracketed);
        QCOMPARE(bracketed->names(), QStringList({QStringLiteral("asFloat"), QStringLiteral("result"), QStringLiteral("isNaN")}));
    }

    void wordsAreMadeOfTheParts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        const auto row
            = [](const char* text, const char* words) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(words); };
        row("result[0]>=0.95", "result[0] is at least 0.95");
        row("len(result) > 0 && all(result, {# < 5})", "len(result) is over 0 and for each # of result, # is under 5");
        row("result.a == 'x' or !(result.b)", "result.a is 'x' or it is not so that result.b");
        row("(isNaN(result) or result < 1) and true", "(isNaN(result) or result is under 1) and true");
        row("result?.a not in [1, 2]", "it is not so that result?.a is in [1, 2]");
        row("result[1:] | sum() != 3 * (1 + 2)", "sum(result[1:]) is not 3 * (1 + 2)");
    }
    void wordsAreMadeOfTheParts()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        const auto read = Expression::parse(text);
        QVERIFY(read);
        QCOMPARE(inWords(*read), words);
    }
};

QTEST_APPLESS_MAIN(TestExpression)
#include "test_expression.moc"
