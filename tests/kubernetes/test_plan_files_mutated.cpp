#include "models/formats/kubernetes/plan_files.h"
#include "tests/kubernetes/samples.h"

#include <QRandomGenerator>
#include <QTest>

using namespace fairlead;
using namespace fairlead::formats::kubernetes;

namespace {

/// Either something was read, or something is said about why not; and every object can be written down.
QString complaintAbout(const QByteArray& text)
{
    const PlanFile file = readPlanFile(QStringLiteral("m.yaml"), text);
    if (file.objects.empty() && file.problems.empty()) {
        return QStringLiteral("neither objects nor problems");
    }
    for (const PlanObject& object : file.objects) {
        if (toJson(object).isEmpty() || object.line < 1 || object.document < 1) {
            return QStringLiteral("an object without a place");
        }
    }
    for (const Problem& problem : file.problems) {
        if (problem.message.isEmpty() || problem.code.isEmpty() || problem.at.line < 0 || problem.at.column < 0) {
            return QStringLiteral("a problem without words: ") + problem.code;
        }
    }
    return {};
}

} // namespace

class TestPlanFilesMutated : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPrefixGivesObjectsOrProblems()
    {
        for (const QByteArray& sample : samples::all()) {
            for (qsizetype length = 0; length <= sample.size(); length += 3) {
                const QString complaint = complaintAbout(sample.left(length));
                QVERIFY2(complaint.isEmpty(), qPrintable(complaint + QLatin1Char('\n') + QString::fromUtf8(sample.left(length))));
            }
        }
    }

    void flippedBytesGiveObjectsOrProblems()
    {
        constexpr int kRounds = 250;
        QRandomGenerator random(20'240'601);
        for (const QByteArray& sample : samples::all()) {
            for (int round = 0; round < kRounds; ++round) {
                QByteArray text = sample;
                for (int flips = random.bounded(1, 6); flips > 0; --flips) {
                    text[random.bounded(static_cast<int>(text.size()))] = static_cast<char>(random.bounded(256));
                }
                const QString complaint = complaintAbout(text);
                QVERIFY2(complaint.isEmpty(), qPrintable(complaint + QLatin1Char('\n') + QString::fromUtf8(text.toHex())));
            }
        }
    }

    /// Signs that mean something to YAML, in the middle of lines that mean something to us.
    void insertedSignsGiveObjectsOrProblems()
    {
        const QList<QByteArray> signs{"[", "]", "{", "}", ": ", "- ", "\n---\n", "\n...\n", "&a ", "*a", "|", ">", "\"", "'", "!t ", "%",
            "\t", "null", "~", "-1", "9999999999999999999", "1e400", "{{ x }}", "\xEF\xBB\xBF", "? "};
        QRandomGenerator random(7);
        for (const QByteArray& sample : samples::all()) {
            for (const QByteArray& sign : signs) {
                for (int round = 0; round < 12; ++round) {
                    QByteArray text = sample;
                    text.insert(random.bounded(static_cast<int>(text.size())), sign);
                    const QString complaint = complaintAbout(text);
                    QVERIFY2(complaint.isEmpty(), qPrintable(complaint + QLatin1Char('\n') + QString::fromUtf8(text)));
                }
            }
        }
    }

    void swappedValuesGiveObjectsOrProblems()
    {
        const QList<QByteArray> values{"[]", "{}", "", "x", "-5", "1.5", "true", "[[[]]]", "{a: {b: [1]}}", "\"\"", "2147483648"};
        for (const QByteArray& sample : samples::all()) {
            const QList<QByteArray> lines = sample.split('\n');
            for (qsizetype i = 0; i < lines.size(); ++i) {
                const qsizetype colon = lines.at(i).indexOf(": ");
                for (const QByteArray& value : values) {
                    QList<QByteArray> changed = lines;
                    changed[i] = colon < 0 ? lines.at(i) : lines.at(i).left(colon + 2) + value;
                    const QString complaint = complaintAbout(changed.join('\n'));
                    QVERIFY2(complaint.isEmpty(), qPrintable(complaint + QLatin1Char('\n') + QString::fromUtf8(changed.join('\n'))));
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestPlanFilesMutated)
#include "test_plan_files_mutated.moc"
