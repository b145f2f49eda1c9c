#include "tests/expression/expression_table.h"

using namespace fairlead;
using namespace fairlead::expression;

namespace {

constexpr ExpressionRow kNumbers[] = {
    {"1 / 2", "0", "json", "0.5", "float64"},
    {"4 / 2", "0", "json", "2", "float64"},
    {"1 / 0", "0", "json", "+Inf", "float64"},
    {"0 / 0.0", "0", "json", "NaN", "float64"},
    {"1 + 1.0", "0", "json", "2", "float64"},
    {"1 == 1.0", "0", "json", "true", "bool"},
    {"result == 3", "3", "float", "true", "bool"},
    {"result == 0.1 + 0.2", "0.3", "float", "false", "bool"},
    {"type(result)", "3", "json", "float", "string"},
    {"type(result)", "3", "int", "int", "string"},
    {"result % 2", "3", "int", "1", "int"},
    {"result % 2", "3", "float", "8", ""},
    {"-7 % 3", "0", "json", "-1", "int"},
    {"result[0] >= 0.95", "[\"NaN\"]", "floats", "false", "bool"},
    {"result != result", "\"NaN\"", "float", "true", "bool"},
    {"result > 1e308", "\"Infinity\"", "float", "true", "bool"},
    {"result < '1'", "2", "float", "8", ""},
    {"'b' > 'a'", "0", "json", "true", "bool"},
    {"result == '3'", "3", "float", "8", ""},
    {"result == true", "3", "float", "8", ""},
    {"result == nil", "3", "float", "false", "bool"},
    {"result >= 0.95", "[1]", "floats", "8", ""},
    {"result in 1..5", "3", "float", "true", "bool"},
    {"result in 1..5", "3.5", "float", "false", "bool"},
    {"result.a in 1..5", R"({"a": "x"})", "json", "false", "bool"},
    {"result.a > 1", R"({"a": "x"})", "json", "10", ""},
    {"result.a == 1", R"({"a": "x"})", "json", "false", "bool"},
    {"result.a + 1", R"({"a": true})", "json", "10", ""},
    {"result.a ** 2", R"({"a": 3})", "json", "9", "float64"},
    {"result.a..3", R"({"a": 1.9})", "json", "[1 2 3]", "[]int"},
};

constexpr ExpressionRow kNil[] = {
    {"result == nil", "null", "nil", "true", "bool"},
    {"result != nil && result > 1", "null", "nil", "25", ""}, // nil is known before it runs
    {"result ?? 5", "null", "json", "5", "int"},
    {"result + 1", "null", "nil", "8", ""},
    {"result.a", "null", "nil", "8", ""},
    {"result[0]", "null", "nil", "7", ""},
    {"len(result)", "null", "nil", "1", ""},
    {"not result", "null", "nil", "1", ""},
    {"isNil(result)", "null", "floatPtr", "true", "bool"},
    {"isNil(result)", "1", "floatPtr", "false", "bool"},
    {"isNil(result.missing)", "{}", "json", "false", "bool"}, // it looks at the result, whatever it is given
    {"default(result, 0) < 5", "null", "floatPtr", "true", "bool"},
    {"default(result, 0) < 5", "5", "floatPtr", "false", "bool"},
    {"default(nil, 7)", "1", "float", "1", "float64"},
    {"string(result)", "null", "nil", "<nil>", "string"},
    {"type(result)", "null", "nil", "nil", "string"},
    {"nil in [1, nil]", "0", "json", "true", "bool"},
    {"1 in result.missing", "{}", "json", "false", "bool"},
    {"result.missing contains 'a'", "{}", "json", "false", "bool"},
    {"result.missing > 1", "{}", "json", "16", ""},
    {"result.missing and true", "{}", "json", "<nil>", "nil"}, // the constant side is worked out first and leaves the other
    {"result.missing and 1 < 2", "{}", "json", "8", ""},
    {"result.a.b", R"({"a": null})", "json", "10", ""},
};

constexpr ExpressionRow kTruth[] = {
    {"result && true", "1", "float", "8", ""},
    {"result.a && 1 < 2", R"({"a": 1})", "json", "8", ""},
    {"true && result.a", R"({"a": 1})", "json", "1", "float64"}, // the right side is passed on as it is
    {"false && result.a", R"({"a": 1})", "json", "false", "bool"},
    {"result.a && false", R"({"a": 1})", "json", "false", "bool"}, // what is constant is worked out first
    {"result.a || true", R"({"a": 1})", "json", "true", "bool"},
    {"!result.a", R"({"a": 1})", "json", "9", ""},
    {"result.a ? 1 : 2", R"({"a": 1})", "json", "8", ""},
    {"result ? 1 : 2", "1", "float", "1", ""},
    {"all(result, #)", "[true, 1]", "json", "13", ""},
    {"any(result, #)", "[true, 1]", "json", "true", "bool"},
    {"all(result, 1)", "[1]", "json", "13", ""},
    {"all(result, true)", "5", "float", "5", ""},
    {"all(result.a, true)", R"({"a": 5})", "json", "12", ""},
    {"filter(result, # + 1)", "[1]", "floats", "16", ""},
    {"result.ok && result.n >= 0.9", R"({"ok": false, "n": "x"})", "json", "false", "bool"},
};

constexpr ExpressionRow kLists[] = {
    {"result == [1, 2]", "[1, 2]", "floats", "true", "bool"},
    {"result == [1, 2]", "[1, 2]", "json", "true", "bool"},
    {"1..2 == [1, 2]", "0", "json", "true", "bool"},
    {"result == 1..2", "[1, 2]", "floats", "false", "bool"}, // the reference compares lists of two declared types deeply
    {"result == {a: 1.0}", R"({"a": 1})", "json", "true", "bool"},
    {"result == {a: 1}", R"({"a": 1})", "json", "false", "bool"}, // a map holds 1.0, not 1
    {"'a' in result", R"({"a": null})", "json", "true", "bool"},
    {"1 in result", "{}", "json", "3", ""},
    {"result.k in {a: 1}", R"({"k": 1})", "json", "10", ""},
    {"2 in result", "[1, 2]", "floats", "true", "bool"},
    {"'2' in result", "[1, 2]", "floats", "5", ""},
    {"result in ['a', 'b']", "\"b\"", "json", "true", "bool"},
    {"result in ['a', 'b']", "1", "float", "8", ""},
    {"result.x in ['a', 'b']", R"({"x": 1})", "json", "10", ""}, // a list of texts is a set of text keys
    {"result.x in ['a', 1]", R"({"x": 2})", "json", "false", "bool"},
    {"'a' in 'abc'", "0", "json", "5", ""},
    {"result['a']", "[1]", "json", "8", ""},
    {"result[0.5]", "[1]", "json", "8", ""},
    {"result[result[0]]", "[1, 5]", "json", "5", "float64"},
    {"result[1]", "[1]", "json", "7", ""},
    {"result[-2]", "[1]", "json", "7", ""},
    {"result[0] >= 0.95", "[]", "floats", "7", ""},
    {"len(result) == 0 || result[0] >= 0.95", "[]", "floats", "true", "bool"},
    {"result.a", "\"x\"", "json", "8", ""},
    {"result.Name() == 'hi'", "true", "json", "8", ""},
    {"result(1)", "1", "json", "1", ""},
    {"max(result) < 0.05", "[]", "floats", "13", ""},
    {"['a'][0] > 1", "0", "json", "10", ""},
};

constexpr ExpressionRow kConversions[] = {
    {"asInt(result)", "\"12\"", "json", "12", "int"},
    {"asInt(result)", "\"+12\"", "json", "12", "int"},
    {"asInt(result)", "\"1.1\"", "json", "1", ""},
    {"asInt(result)", "1.9", "float", "1", "int"},
    {"asInt(result)", "-1.9", "float", "-1", "int"},
    {"asInt(result)", "\"NaN\"", "float", "-9223372036854775808", "int"},
    {"asInt(result)", "true", "json", "1", ""},
    {"asInt(result)", "\"9223372036854775808\"", "json", "1", ""},
    {"asFloat(result)", "\"1.1\"", "json", "1.1", "float64"},
    {"asFloat(result)", "\"1e400\"", "json", "1", ""},
    {"asFloat(result)", "\"1e-400\"", "json", "0", "float64"},
    {"asFloat(result)", "\"0x1p4\"", "json", "16", "float64"},
    {"asFloat(result)", "\"1_0\"", "json", "10", "float64"},
    {"asFloat(result)", "\"inf\"", "json", "+Inf", "float64"},
    {"asFloat(result)", "\" 1\"", "json", "1", ""},
    {"asFloat(result)", "\"\"", "json", "1", ""},
    {"asFloat(result)", "1", "int", "1", "float64"},
    {"isNaN(asFloat(result))", "\"nan\"", "json", "true", "bool"},
    {"isNaN(result)", "\"x\"", "json", "7", ""},
    {"isNaN(result)", "1", "int", "1", ""}, // a whole number that is not written down is no float64
    {"isNaN(1)", "0", "json", "false", "bool"},
    {"isNaN(-(1 + 2))", "0", "json", "false", "bool"},
    {"isNaN(len('a'))", "0", "json", "1", ""},
    {"isNaN(nil)", "0", "json", "7", ""},
    {"isInf(result)", "\"-Infinity\"", "float", "true", "bool"},
    {"isInf(1 / 0)", "0", "json", "true", "bool"},
    {"asInt(1, 2)", "0", "json", "1", ""},
    {"let f = asInt; f('3')", "0", "json", "3", "int"},
};

} // namespace

class TestExpressionTypes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersKeepTheirTypes_data() { addRows(kNumbers); }
    void numbersKeepTheirTypes() { checkRow(); }
    void nilIsRefusedWhereItIsNoValue_data() { addRows(kNil); }
    void nilIsRefusedWhereItIsNoValue() { checkRow(); }
    void onlyTrueAndFalseDecide_data() { addRows(kTruth); }
    void onlyTrueAndFalseDecide() { checkRow(); }
    void listsAndMapsAreComparedAsTheReferenceDoes_data() { addRows(kLists); }
    void listsAndMapsAreComparedAsTheReferenceDoes() { checkRow(); }
    void conversionsAreGos_data() { addRows(kConversions); }
    void conversionsAreGos() { checkRow(); }

    void aConditionMustBeTrueOrFalse()
    {
        const auto read = Expression::parse(QStringLiteral("asInt(result)"));
        QVERIFY(read);
        const auto truth = read->holds(Value::number(2));
        QVERIFY(!truth);
        QVERIFY(truth.error().message.contains(QStringLiteral("int")));
        const auto compared = Expression::parse(QStringLiteral("asInt(result) == 2"));
        QVERIFY(compared);
        QCOMPARE(compared->holds(Value::number(2)), true);
    }

    void oneExpressionServesResultsOfAllTypes()
    {
        const auto read = Expression::parse(QStringLiteral("result > 1"));
        QVERIFY(read);
        QCOMPARE(read->holds(Value::number(2)), true);
        QVERIFY(!read->holds(Value::text(QByteArray("2"))));
        QVERIFY(!read->holds(Value()));
        QCOMPARE(read->holds(Value::integer(1)), false);
    }
};

QTEST_APPLESS_MAIN(TestExpressionTypes)
#include "test_expression_types.moc"
