#include "tests/domain/condition_table.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace fairlead;
using namespace fairlead::test;

class TestConditionHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMegabyteIsReadOrRefusedAtOnce_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        const auto repeated
            = [](const char* piece) { return QString::fromUtf8(piece).repeated(1'000'000 / static_cast<int>(qstrlen(piece))); };
        QTest::newRow("parentheses") << repeated("(") << false;
        QTest::newRow("closed parentheses") << repeated(")") << false;
        QTest::newRow("not") << repeated("not ") << false;
        QTest::newRow("calls of calls") << repeated("baseline(p95(") << false;
        QTest::newRow("and") << repeated("a<1 and ") + QStringLiteral("b<1") << true;
        QTest::newRow("sum") << repeated("a+") + QStringLiteral("a<1") << true;
        QTest::newRow("errors") << repeated("latency<5% and ") + QStringLiteral("b<1") << false;
        QTest::newRow("blanks") << repeated(" ") + QStringLiteral("b<1") << true;
        QTest::newRow("figures") << QStringLiteral("b<0.") + repeated("1") << true;
        QTest::newRow("name") << repeated("a") + QStringLiteral("<1") << true;
        QTest::newRow("backticks") << repeated("`") << false;
        QTest::newRow("dots") << repeated(".") << false;
        QTest::newRow("minus") << repeated("-") << false;
        QString names;
        for (int i = 0; i < 100'000; ++i) {
            names += QStringLiteral("m%1<1 or ").arg(i);
        }
        QTest::newRow("names") << names + QStringLiteral("b<1") << true;
    }

    void aMegabyteIsReadOrRefusedAtOnce()
    {
        QFETCH(QString, text);
        QFETCH(bool, valid);
        const auto read = Condition::parse(text);
        QCOMPARE(read.has_value(), valid);
        if (valid) {
            QVERIFY(read->evaluate(Table({})).truth == Truth::Unknown);
            QVERIFY(!read->echo().isEmpty());
            return;
        }
        QVERIFY(read.error().size() <= 100);
        for (const TextError& error : read.error()) {
            QVERIFY(error.message.size() < 300);
        }
    }

    void nestsAHundredDeepAndNoDeeper()
    {
        const auto nested
            = [](int depth) { return QStringLiteral("(").repeated(depth) + QStringLiteral("a < 1") + QStringLiteral(")").repeated(depth); };
        QVERIFY(Condition::parse(nested(100)).has_value());
        const auto read = Condition::parse(nested(101));
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().size(), std::size_t(1));
        QCOMPARE(read.error().front().column, 101);
        QVERIFY(read.error().front().message.contains(QStringLiteral("nested deeper than 100")));
        QVERIFY(Condition::parse(QStringLiteral("not ").repeated(100) + QStringLiteral("a < 1")).has_value());
        QVERIFY(!Condition::parse(QStringLiteral("not ").repeated(101) + QStringLiteral("a < 1")).has_value());
    }

    void noHeapOfWordsBreaksIt()
    {
        static const QStringList words{QStringLiteral("latency < 2s"), QStringLiteral("error_rate >= 5%"), QStringLiteral("latency"),
            QStringLiteral("error_rate"), QStringLiteral("baseline"), QStringLiteral("<"), QStringLiteral(">="), QStringLiteral("=="),
            QStringLiteral("="), QStringLiteral("("), QStringLiteral(")"), QStringLiteral("and"), QStringLiteral("or"),
            QStringLiteral("not"), QStringLiteral("2s"), QStringLiteral("5%"), QStringLiteral("70/100"), QStringLiteral(".."),
            QStringLiteral("+"), QStringLiteral("-"), QStringLiteral("*"), QStringLiteral("/"), QStringLiteral("of"),
            QStringLiteral("drops"), QStringLiteral("by"), QStringLiteral("p95"), QStringLiteral("p95("), QStringLiteral("1e"),
            QStringLiteral(","), QStringLiteral("`"), QStringLiteral("in"), QStringLiteral("outside"), QStringLiteral("0"),
            QStringLiteral("\u2264"), QStringLiteral("\U0001F600"), QStringLiteral("rises"), QStringLiteral("1h30m"), QChar(0xD800)};
        std::mt19937 random(20'240'608);
        int valid = 0;
        for (int round = 0; round < 20'000; ++round) {
            QString text;
            const auto length = random() % 14;
            for (unsigned i = 0; i < length; ++i) {
                text += words.at(static_cast<qsizetype>(random() % static_cast<unsigned>(words.size())));
                text += random() % 4 == 0 ? QString() : QStringLiteral(" ");
            }
            const auto read = Condition::parse(text, round % 2 == 0 ? QString() : QStringLiteral("latency"));
            if (!read) {
                QVERIFY2(!read.error().empty(), qPrintable(text));
                QVERIFY(std::ranges::is_sorted(read.error(), {}, &TextError::column));
                for (const TextError& error : read.error()) {
                    QVERIFY2(error.column >= 1 && error.column <= text.size() + 1 && !error.help.isEmpty(), qPrintable(text));
                }
                continue;
            }
            ++valid;
            QVERIFY(Condition::parse(read->text(), read->subject()) == read);
            QCOMPARE(Condition::parse(read->text(), read->subject())->echo(), read->echo());
            read->evaluate(Table({{QStringLiteral("latency"), 1.0}, {QStringLiteral("baseline latency"), 0.0}}));
        }
        QVERIFY(valid > 100);
    }
};

QTEST_APPLESS_MAIN(TestConditionHostile)
#include "test_condition_hostile.moc"
