#include "models/domain/expression/go_number.h"
#include "models/domain/expression/go_time.h"
#include "tests/expression/expression_table.h"

using namespace fairlead;
using namespace fairlead::expression;

namespace {

constexpr ExpressionRow kNumbers[] = {
    {"abs(-3)", "0", "json", "3", "int"},
    {"abs(-3.5)", "0", "json", "3.5", "float64"},
    {"abs('x')", "0", "json", "1", ""},
    {"ceil(1.2) + floor(1.8)", "0", "json", "3", "float64"},
    {"round(2.5)", "0", "json", "3", "float64"},
    {"round(-2.5)", "0", "json", "-3", "float64"},
    {"round(7)", "0", "json", "7", "float64"},
    {"int('12') + int(3.9)", "0", "json", "15", "int"},
    {"int('1.5')", "0", "json", "1", ""},
    {"int(true)", "0", "json", "1", ""},
    {"float('1.5')", "0", "json", "1.5", "float64"},
    {"float(result)", "\"x\"", "json", "1", ""},
    {"max(1, 2.5, [7, [9]])", "0", "json", "9", "int"},
    {"min(3, 2.5)", "0", "json", "2.5", "float64"},
    {"max(result)", "[]", "floats", "<nil>", "nil"},
    {"max()", "0", "json", "1", ""},
    {"max(1, 'a')", "0", "json", "1", ""},
    {"min(result)", R"([1, "a"])", "json", "1", ""},
    {"mean(1, [2, 3])", "0", "json", "2", "float64"},
    {"mean([])", "0", "json", "0", "float64"},
    {"median([3, 1, 2, 10])", "0", "json", "2.5", "float64"},
    {"median(result)", "[3, 1, 2]", "floats", "2", "float64"},
    {"median([])", "0", "json", "0", "float64"},
    {"[bitand(6, 3), bitor(6, 3), bitxor(6, 3), bitnand(6, 3), bitnot(0)]", "0", "json", "[2 7 5 4 -1]", "[]any"},
    {"[bitshl(1, 4), bitshr(-8, 1), bitushr(-1, 63), bitshl(1, 64)]", "0", "json", "[16 -4 1 0]", "[]any"},
    {"bitshl(1, -1)", "0", "json", "1", ""},
};

constexpr ExpressionRow kTexts[] = {
    {"len('h\xc3\xa9llo')", "0", "json", "5", "int"},
    {"upper('stra\xc3\x9f"
     "e')",
        "0", "json",
        "STRA\xc3\x9f"
        "E",
        "string"},
    {"lower('\xc3\x84 B')", "0", "json", "\xc3\xa4 b", "string"},
    {"trim('  a \\n')", "0", "json", "a", "string"},
    {"trim('xxaxx', 'x')", "0", "json", "a", "string"},
    {"trimPrefix('v1', 'v')", "0", "json", "1", "string"},
    {"trimPrefix(' v1')", "0", "json", "v1", "string"},
    {"trimSuffix('v1', '1')", "0", "json", "v", "string"},
    {"trim(1)", "0", "json", "6", ""},
    {"trim(result.a)", R"({"a": 1})", "json", "1", ""},
    {"split('a,b,c', ',')", "0", "json", "[a b c]", "[]string"},
    {"split('a,b,c', ',', 2)", "0", "json", "[a b,c]", "[]string"},
    {"split('a,b', ',', 0)", "0", "json", "[]", "[]string"},
    {"split('', ',')", "0", "json", "[]", "[]string"},
    {"len(split('', ','))", "0", "json", "1", "int"},
    {"split('ab\xc3\xa9', '')", "0", "json", "[a b \xc3\xa9]", "[]string"},
    {"splitAfter('a,b', ',')", "0", "json", "[a, b]", "[]string"},
    {"replace('aaa', 'a', 'b')", "0", "json", "bbb", "string"},
    {"replace('aaa', 'a', 'b', 2)", "0", "json", "bba", "string"},
    {"replace('ab', '', '-')", "0", "json", "-a-b-", "string"},
    {"repeat('ab', 3)", "0", "json", "ababab", "string"},
    {"repeat('ab', -1)", "0", "json", "1", ""},
    {"join(['a', 'b'], '-')", "0", "json", "a-b", "string"},
    {"join(split('a b', ' '))", "0", "json", "ab", "string"},
    {"join([1])", "0", "json", "1", ""},
    {"join(result)", "[1]", "floats", "6", ""},
    {"indexOf('h\xc3\xa9llo', 'l')", "0", "json", "3", "int"}, // bytes, as the reference counts them
    {"lastIndexOf('abab', 'ab')", "0", "json", "2", "int"},
    {"indexOf('a', 'x')", "0", "json", "-1", "int"},
    {"hasPrefix('abc', 'ab') and hasSuffix('abc', 'bc')", "0", "json", "true", "bool"},
    {"'v1.2' startsWith 'v' and 'v1.2' endsWith '2'", "0", "json", "true", "bool"},
    {"'abc' matches '^a.c$'", "0", "json", "true", "bool"},
    {"'abc\\n' matches 'c$'", "0", "json", "false", "bool"}, // "$" is the very end
    {"result.p matches 'a'", R"({"p": 1})", "json", "10", ""},
    {"'a' matches result.p", R"({"p": "("})", "json", "20", ""},
    {"fromBase64(toBase64('hi'))", "0", "json", "hi", "string"},
    {"fromBase64('*')", "0", "json", "1", ""},
    {"string(1e21) + ' ' + string(0.00001) + ' ' + string(123456.0) + ' ' + string(1234567.0)", "0", "json",
        "1e+21 1e-05 123456 1.234567e+06", "string"},
    {"string({b: [1, 'x'], a: nil})", "0", "json", "map[a:<nil> b:[1 x]]", "string"},
};

constexpr ExpressionRow kLists[] = {
    {"[first([1, 2]), last([1, 2]), first([])]", "0", "json", "[1 2 <nil>]", "[]any"},
    {"first(result)", "1", "float", "1", ""},
    {"take([1, 2, 3], 2)", "0", "json", "[1 2]", "[]any"},
    {"take([1], 5)", "0", "json", "[1]", "[]any"},
    {"take(result, 1)", "[5, 6]", "floats", "[5]", "[]float64"},
    {"take([1], -1)", "0", "json", "1", ""},
    {"get([1, 2], 5)", "0", "json", "<nil>", "nil"},
    {"get(result, 'a') ?? 3", "{}", "json", "3", "int"},
    {"get([1], 'a')", "0", "json", "1", ""},
    {"reverse([1, 2])", "0", "json", "[2 1]", "[]any"},
    {"uniq([1, 1.0, '1', 2])", "0", "json", "[1 1 2]", "[]any"},
    {"flatten([1, [2, [3]], []])", "0", "json", "[1 2 3]", "[]any"},
    {"concat([1], [2], result)", "[3]", "floats", "[1 2 3]", "[]any"},
    {"sort([3, 1.5, 2])", "0", "json", "[1.5 2 3]", "[]any"},
    {"sort(result, 'desc')", "[1, 2]", "floats", "[2 1]", "[]any"},
    {"sort([1, 'a'])", "0", "json", "1", ""},
    {"sort([1], 'up')", "0", "json", "1", ""},
    {"keys({b: 1, a: 2})", "0", "json", "[a b]", "[]any"},
    {"values({b: 1, a: 2})", "0", "json", "[2 1]", "[]any"},
    {"toPairs({a: 1})", "0", "json", "[[a 1]]", "[]any"},
    {"fromPairs([['a', 1]])", "0", "json", "map[a:1]", "map[string]any"},
    {"fromPairs([[1, 1]])", "0", "json", "1", ""},
    {"keys([1])", "0", "json", "1", ""},
    {"toJSON({a: [1, 2.5], b: '<'})", "0", "json", "{\n  \"a\": [\n    1,\n    2.5\n  ],\n  \"b\": \"\\u003c\"\n}", "string"},
    {"toJSON(1e21)", "0", "json", "1e+21", "string"},
    {"toJSON(0 / 0.0)", "0", "json", "1", ""},
    {"fromJSON('{\"a\": [1, null]}').a[0]", "0", "json", "1", "float64"},
    {"fromJSON('5')", "0", "json", "5", "float64"},
    {"fromJSON('1, 2')", "0", "json", "1", ""},
    {"type([1]) + type({}) + type('') + type(1.5) + type(now())", "0", "json", "arraymapstringfloattime.Time", "string"},
};

constexpr ExpressionRow kTimes[] = {
    {"duration('1h30m').Minutes()", "0", "json", "90", "float64"},
    {"duration('1.5s') + duration('500ms') == duration('2s')", "0", "json", "true", "bool"},
    {"duration('90s') > duration('1m')", "0", "json", "true", "bool"},
    {"string(duration('1h') * 2)", "0", "json", "2h0m0s", "string"},
    {"duration('1x')", "0", "json", "1", ""},
    {"date('2024-02-29').AddDate(1, 0, 0).Format('2006-01-02')", "0", "json", "2025-03-01", "string"},
    {"date('2024-03-01') - date('2024-02-28') == duration('48h')", "0", "json", "true", "bool"},
    {"date('2024-03-01') > date('2024-02-28')", "0", "json", "true", "bool"},
    {"date('2024-03-01T00:00:00+01:00').Unix()", "0", "json", "1709247600", "int"},
    {"date('2024-03-01') + 1", "0", "json", "20", ""},
    {"date('2024-13-01')", "0", "json", "1", ""},
    {"now().Unix()", "0", "json", "0", "int"},
};

} // namespace

class TestExpressionFunctions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersAreWorkedOn_data() { addRows(kNumbers); }
    void numbersAreWorkedOn() { checkRow(); }
    void textsAreWorkedOn_data() { addRows(kTexts); }
    void textsAreWorkedOn() { checkRow(); }
    void listsAndMapsAreWorkedOn_data() { addRows(kLists); }
    void listsAndMapsAreWorkedOn() { checkRow(); }
    void momentsAreWorkedOn_data() { addRows(kTimes); }
    void momentsAreWorkedOn() { checkRow(); }

    void aMomentIsReadInTheFormOfTheReferenceTime_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("moment");
        const auto row
            = [](const char* text, const char* moment) { QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(moment); };
        row("date('2023-08-14 00:00:00', '2006-01-02 15:04:05', 'UTC') - duration('1h')", "2023-08-13T23:00:00Z");
        row("date('2024-02-28', '2006-01-02', 'UTC') + duration('48h')", "2024-03-01T00:00:00Z");
        row("duration('1ms') + date('2024-02-28')", "2024-02-28T00:00:00.001Z");
        row("date('14 Aug 23 10:15 UTC')", "2023-08-14T10:15:00Z");
        row("date('Mon, 14 Aug 2023 10:15:00 GMT')", "2023-08-14T10:15:00Z");
        row("date('2023-07-01 12:00', '2006-01-02 15:04', 'Europe/Berlin')", "2023-07-01T12:00:00+02:00");
        row("date('8/4/23 3:05PM', '1/2/06 3:04PM')", "2023-08-04T15:05:00Z");
        row("date('2023-08-14T10:15:00.25-07:00')", "2023-08-14T10:15:00.25-07:00");
        row("now() + duration('1s')", "1970-01-01T00:00:01Z");
        row("hello", "");
        row("now() -- ?", "");
        row("date('nonsense')", "");
        row("1 + 1", "");
        row("date('2024-01-01', '2006-01-02', 'Nowhere/Town')", "");
    }
    void aMomentIsReadInTheFormOfTheReferenceTime()
    {
        QFETCH(QString, text);
        QFETCH(QString, moment);
        const std::expected<Time, Fault> time = evaluateMoment(text, Instant());
        QCOMPARE(time ? toRfc3339(*time) : QString(), moment);
    }

    void durationsAreWrittenAsTheyAreRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("nothing") << QByteArray("0") << QByteArray("0s");
        QTest::newRow("a minute") << QByteArray("60s") << QByteArray("1m0s");
        QTest::newRow("a fraction") << QByteArray("1.5ms") << QByteArray("1.5ms");
        QTest::newRow("below a second") << QByteArray("999ms") << QByteArray("999ms");
        QTest::newRow("microseconds") << QByteArray("2us") << QByteArray("2\xc2\xb5s");
        QTest::newRow("negative") << QByteArray("-1h30m") << QByteArray("-1h30m0s");
        QTest::newRow("without a unit") << QByteArray("60") << QByteArray();
        QTest::newRow("two points") << QByteArray("1.2.3s") << QByteArray();
        QTest::newRow("empty") << QByteArray() << QByteArray();
        QTest::newRow("longer than 292 years") << QByteArray("3000000h") << QByteArray();
    }
    void durationsAreWrittenAsTheyAreRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, written);
        const std::optional<Duration> length = parseDuration(text);
        QCOMPARE(length ? formatDuration(*length) : QByteArray(), written);
    }
};

QTEST_APPLESS_MAIN(TestExpressionFunctions)
#include "test_expression_functions.moc"
