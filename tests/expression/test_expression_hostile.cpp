#include "models/domain/expression/expression.h"

#include <QRandomGenerator>
#include <QTest>

#include <array>

using namespace fairlead;
using namespace fairlead::expression;

namespace {

/// Everything that a text can lead to: read it, and run it on results of several types.
void runOnAll(const QString& text)
{
    const std::expected<Expression, Faults> read = Expression::parse(text);
    if (!read) {
        QVERIFY(!read.error().empty());
        QVERIFY(read.error().front().column >= 1);
        QVERIFY(read.error().front().column <= text.size() + 1);
        return;
    }
    const std::array<Value, 5> results{Value(), Value::number(1.5), Value::text(QByteArray("x")),
        Value::array({Value::number(1), Value::number(2)}, Element::Float), Value::map({{Value::text(QByteArray("a")), Value::number(1)}})};
    for (const Value& result : results) {
        const std::expected<Value, Fault> value = read->evaluate(result);
        QVERIFY(value || !value.error().message.isEmpty());
    }
}

QString nested(const char* open, int depth, const char* inside, const char* close)
{
    return QString::fromLatin1(open).repeated(depth) + QString::fromLatin1(inside) + QString::fromLatin1(close).repeated(depth);
}

} // namespace

class TestExpressionHostile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMegabyteOfBracketsIsOneClearFault_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("round") << QStringLiteral("(").repeated(1 << 20);
        QTest::newRow("square") << QStringLiteral("[").repeated(1 << 20);
        QTest::newRow("curly") << QStringLiteral("{a:").repeated(1 << 19);
        QTest::newRow("signs") << QStringLiteral("-").repeated(1 << 20);
        QTest::newRow("nots") << QStringLiteral("not ").repeated(1 << 18);
        QTest::newRow("powers") << QStringLiteral("2**").repeated(1 << 18);
        QTest::newRow("predicates") << QStringLiteral("map(").repeated(1 << 18);
        QTest::newRow("lets") << QStringLiteral("let a = ").repeated(1 << 17);
        QTest::newRow("questions") << QStringLiteral("1?").repeated(1 << 19);
    }
    void aMegabyteOfBracketsIsOneClearFault()
    {
        QFETCH(QString, text);
        const std::expected<Expression, Faults> read = Expression::parse(text);
        QVERIFY(!read);
        QCOMPARE(read.error().size(), std::size_t{1});
        QVERIFY2(read.error().front().message.contains(QStringLiteral("nested")), qPrintable(read.error().front().message));
    }

    void longChainsHaveALimit()
    {
        runOnAll(QStringLiteral("true") + QStringLiteral(" && true").repeated(900));
        const auto deep = Expression::parse(QStringLiteral("1") + QStringLiteral(" + 1").repeated(2000));
        QVERIFY(!deep);
        QVERIFY(deep.error().front().message.contains(QStringLiteral("levels deep")));
        const auto wide = Expression::parse(QStringLiteral("[") + QStringLiteral("1,").repeated(20'000) + QStringLiteral("1]"));
        QVERIFY(!wide);
        QVERIFY(wide.error().front().message.contains(QStringLiteral("parts")));
        const auto dots = Expression::parse(QStringLiteral("result") + QStringLiteral(".a").repeated(5000));
        QVERIFY(!dots);
    }

    void deepNestingWithinTheLimitRuns()
    {
        QCOMPARE(Expression::parse(nested("(", 90, "true", ")"))->holds(Value()), true);
        runOnAll(nested("[", 90, "1", "]"));
        runOnAll(nested("not (", 45, "true", ")"));
        runOnAll(nested("sort(", 90, "[1]", ")"));
        runOnAll(nested("trim(", 90, "'a'", ")"));
        runOnAll(nested("(1 < ", 60, "2", " < 3)"));
        runOnAll(nested("map(", 40, "[1]", ", [#])"));
    }

    void whatRunsTooLongIsStopped_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("a long range") << QStringLiteral("len(1..100000000) > 0");
        QTest::newRow("the longest range") << QStringLiteral("len(-9223372036854775807..9223372036854775807) > 0");
        QTest::newRow("loops in loops") << QStringLiteral("count(1..3000, count(1..3000, # > 0) > 0) > 0");
        QTest::newRow("a text that doubles") << QStringLiteral("len(reduce(1..100, #acc + #acc, 'a')) > 0");
        QTest::newRow("a list that doubles") << QStringLiteral("len(reduce(1..100, concat(#acc, #acc), [1])) > 0");
        QTest::newRow("a list that nests") << QStringLiteral("len(reduce(1..100000, [#acc], 0)) > 0");
        QTest::newRow("a list that holds itself twice") << QStringLiteral("len(string(reduce(1..60, [#acc, #acc], 1))) > 0");
        QTest::newRow("long comparisons") << QStringLiteral("let a = 1..900000; all(1..100000, a == a)");
        QTest::newRow("long look-ups") << QStringLiteral("let a = 1..900000; all(1..100000, -1 not in a)");
        QTest::newRow("long cuts") << QStringLiteral("let a = 1..900000; all(1..100000, len(a[1:]) > 0)");
        QTest::newRow("long texts") << QStringLiteral("let a = repeat('ab', 400000); all(1..100000, upper(a) != 'a')");
        QTest::newRow("repetition") << QStringLiteral("len(repeat(repeat('a', 100000), 100000)) > 0");
        QTest::newRow("replacement") << QStringLiteral("len(replace(repeat('a', 100000), 'a', repeat('b', 100000))) > 0");
    }
    void whatRunsTooLongIsStopped()
    {
        QFETCH(QString, text);
        const std::expected<Expression, Faults> read = Expression::parse(text);
        QVERIFY(read);
        const std::expected<bool, Fault> truth = read->holds(Value());
        QVERIFY(!truth);
        QVERIFY2(truth.error().message.contains(QStringLiteral("too ")), qPrintable(truth.error().message));
    }

    void soupOfTokensNeverBreaksIt()
    {
        static constexpr std::array kTokens{"result", "1", "2.5", "'a'", "nil", "true", "(", ")", "[", "]", "{", "}", ",", ";", ":", "?",
            "?.", "??", ".", "..", "+", "-", "*", "/", "%", "**", "==", "!=", "<", "<=", ">", ">=", "in", "not", "and", "or", "matches",
            "contains", "|", "#", "#acc", "let x =", "if", "else", "all(", "filter(", "map(", "reduce(", "sortBy(", "groupBy(", "len(",
            "max(", "split(", "date(", "duration('1h')", "default(", "asInt(", "isNaN(", "$env", "a", "first(", "toJSON(", "fromJSON(",
            "sum(", "count(", "0", "::", "`", "=", "now()", "string("};
        // A fixed seed: the same soup every time.
        QRandomGenerator random(20240501);
        for (int turn = 0; turn < 3'000; ++turn) {
            QString text;
            const quint32 length = 1 + random.bounded(14U);
            for (quint32 each = 0; each < length; ++each) {
                text += QString::fromLatin1(kTokens.at(random.bounded(static_cast<quint32>(kTokens.size())))) + QLatin1Char(' ');
            }
            runOnAll(text);
        }
    }

    void randomCharactersNeverBreakIt()
    {
        QRandomGenerator random(7);
        for (int turn = 0; turn < 3'000; ++turn) {
            QString text;
            const quint32 length = random.bounded(40U);
            for (quint32 each = 0; each < length; ++each) {
                text += random.bounded(50U) == 0 ? QChar(static_cast<char16_t>(random.bounded(0xffffU)))
                                                 : QChar(static_cast<char16_t>(32 + random.bounded(95U)));
            }
            runOnAll(text);
        }
    }

    void wholeConditionsWithOneChangeNeverBreakIt()
    {
        const QString whole = QStringLiteral(
            "let x = default(result, [1])[0] ?? 0; all(filter(result, {# > 1}), {# < x + 2 ** 3}) && result?.a matches '^[a-z]+$'"
            " ? sortBy(map(1..3, #index), -#, 'desc') | len() == 3 : {a: [1:2]}");
        QRandomGenerator random(99);
        for (int turn = 0; turn < 3'000; ++turn) {
            QString text = whole;
            const qsizetype at = random.bounded(static_cast<int>(text.size()));
            if (random.bounded(2U) == 0) {
                text.remove(at, 1 + static_cast<qsizetype>(random.bounded(6U)));
            } else {
                text.insert(at, whole.mid(random.bounded(static_cast<int>(whole.size())), 1 + static_cast<qsizetype>(random.bounded(8U))));
            }
            runOnAll(text);
        }
    }
};

QTEST_APPLESS_MAIN(TestExpressionHostile)
#include "test_expression_hostile.moc"
