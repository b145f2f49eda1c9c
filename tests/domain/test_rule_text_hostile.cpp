#include "models/domain/gate/rule.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace fairlead;
using condition::TextError;
using gate::Rule;

class TestRuleTextHostile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noHeapOfWordsBreaksIt()
    {
        static const QStringList words{QStringLiteral("hold when"), QStringLiteral("roll back when"), QStringLiteral("when"),
            QStringLiteral("latency > 3s"), QStringLiteral("error_rate > 5%"), QStringLiteral("calls drops by 5%"), QStringLiteral("and"),
            QStringLiteral("not"), QStringLiteral("("), QStringLiteral(")"), QStringLiteral("for"), QStringLiteral("5"),
            QStringLiteral("consecutive"), QStringLiteral("calls"), QStringLiteral("samples"), QStringLiteral("3 of the last 5"),
            QStringLiteral("of"), QStringLiteral("mean over"), QStringLiteral("50 calls"), QStringLiteral("5m"),
            QStringLiteral("in the first"), QStringLiteral("after"), QStringLiteral("until"), QStringLiteral("at least"),
            QStringLiteral("no data"), QStringLiteral("holds"), QStringLiteral("is ignored"), QStringLiteral("dry run"),
            QStringLiteral(","), QStringLiteral("#"), QStringLiteral("`"), QStringLiteral(".."), QStringLiteral("\U0001F600")};
        std::mt19937 random(20'240'609);
        int valid = 0;
        for (int round = 0; round < 20'000; ++round) {
            QString text = round % 2 == 0 ? QStringLiteral("hold when latency > 2s ") : QString();
            const auto length = random() % 10;
            for (unsigned i = 0; i < length; ++i) {
                text += words.at(static_cast<qsizetype>(random() % static_cast<unsigned>(words.size())));
                text += random() % 8 == 0 ? QString() : QStringLiteral(" ");
            }
            const auto read = Rule::parse(text);
            if (!read) {
                QVERIFY2(!read.error().empty(), qPrintable(text));
                QVERIFY(std::ranges::is_sorted(read.error(), {}, &TextError::column));
                for (const TextError& error : read.error()) {
                    const bool inside = error.column >= 1 && error.column <= text.size() + 1 && error.length >= 1;
                    QVERIFY2(inside && !error.help.isEmpty() && !error.message.isEmpty(), qPrintable(text));
                }
                continue;
            }
            ++valid;
            const auto again = Rule::parse(read->text);
            QVERIFY2(again == read, qPrintable(text));
            QCOMPARE(again->echo(), read->echo());
            QCOMPARE(again->window, read->window);
            QCOMPARE(read->echo().count(QStringLiteral("**")) % 2, 0);
        }
        QVERIFY(valid > 500);
    }

    void aMegabyteIsReadOrRefusedAtOnce_data()
    {
        QTest::addColumn<QString>("text");
        const auto repeated
            = [](const char* piece) { return QString::fromUtf8(piece).repeated(1'000'000 / static_cast<int>(qstrlen(piece))); };
        const QString begin = QStringLiteral("hold when latency > 2s ");
        QTest::newRow("parentheses") << QStringLiteral("hold when ") + repeated("(");
        QTest::newRow("for") << begin + repeated("for ");
        QTest::newRow("windows") << begin + repeated("for 5m ");
        QTest::newRow("numbers") << begin + repeated("5 of ");
        QTest::newRow("until") << begin + repeated("until latency < 2s ");
        QTest::newRow("commas") << begin + repeated(",") + QStringLiteral("x");
        QTest::newRow("blanks") << begin + repeated(" ") + QStringLiteral("x");
        QTest::newRow("action") << repeated("hold ");
        QTest::newRow("joined") << QStringLiteral("hold when ") + repeated("latency < 2 and ");
    }
    void aMegabyteIsReadOrRefusedAtOnce()
    {
        QFETCH(QString, text);
        const auto read = Rule::parse(text);
        QVERIFY(!read.has_value());
        QVERIFY(read.error().size() <= 100);
        for (const TextError& error : read.error()) {
            QVERIFY(error.message.size() < 300 && error.help.size() < 500);
        }
    }
};

QTEST_APPLESS_MAIN(TestRuleTextHostile)
#include "test_rule_text_hostile.moc"
