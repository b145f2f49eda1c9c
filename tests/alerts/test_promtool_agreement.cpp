#include "models/formats/alerts/prometheus_reader.h"
#include "tests/alerts/promtool.h"

#include <QTest>

#include <random>

using namespace fairlead::formats::alerts;

namespace {

const QString kFile = QStringLiteral("alerts.yml");

const QStringList kExpressions{QStringLiteral("max_over_time(rate(x_total[5m])[1h:1m] offset 1d) > 0"),
    QStringLiteral("sum by (a, b) (x{a=~\"b.*\", c!~\"(?i)d|e[^a-z]+\"}) / on (a) group_left (c) y offset -5m @ 12.5 >= bool 0x1F"),
    QStringLiteral("label_replace(x, \"a\", \"$1\", 'b', `(.*)`) unless ignoring () y ^ -2 ^ 3"),
    QStringLiteral("topk(5, quantile_over_time(0.9, x[1d2h:5m] @ end())) without (a) or vector(time()) % 7 atan2 x"),
    QStringLiteral(
        "histogram_quantile(0.99, sum(rate(b{code=~\"5\\\\d{2}|[[:alpha:]]\", le!=\"\"}[5m])) by (le)) > 1e3 # comment\n and up")};

const QStringList kTemplates{QStringLiteral("{{ $labels.instance }} {{ with query \"up\" }}{{ . | first | value }}{{ end }}"),
    QStringLiteral("{{ range $i, $v := query \"x\" }}{{ if gt $i 3 }}a{{ else if eq $v.x `y` }}b{{ else }}{{ break }}{{ end }}{{ end }}"),
    QStringLiteral("{{ define \"t\" }}{{ .a }}{{ end }}{{ template \"t\" (args 1 'c') }}{{ $x := printf \"%.2f\" $value }}{{ (print $x).y "
                   "}}{{- /* c */ -}}")};

const QStringList kPieces
    = QStringLiteral("( ) [ ] { } , by on offset bool 5m 1h30m \"a\" 0x1 sum rate x + - * / ^ @ == != =~ !~ > and or unless without "
                     "group_left start() 1 .5 inf : # ` \" ' \\ time() topk = ? é [5m] {{ }} | $labels $value $ . end if else range with "
                     "define template nil true := /* */ {{end}} -}} printf")
          .split(QLatin1Char(' '));

/// Small changes of good texts, always the same ones.
class Mutator {
public:
    explicit Mutator(unsigned seed)
        : m_random(seed)
    {
    }

    int below(qsizetype limit) { return static_cast<int>(m_random() % static_cast<unsigned long>(limit)); }
    const QString& oneOf(const QStringList& list) { return list.at(below(list.size())); }

    QString changed(QString text)
    {
        for (int times = 1 + below(3) / 2; times > 0; --times) {
            const qsizetype at = below(text.size() + 1);
            switch (below(4)) {
            case 0: text.insert(at, oneOf(kPieces)); break;
            case 1: text.remove(at, 1 + below(6)); break;
            case 2: text.remove(at, 1 + below(3)).insert(std::min(at, text.size()), oneOf(kPieces)); break;
            default: text.insert(at, text.mid(below(text.size() + 1), 8)); break;
            }
        }
        return text;
    }

    QByteArray file()
    {
        QString expr = kExpressions.front();
        QString summary = kTemplates.front();
        (below(2) == 0 ? expr : summary) = below(2) == 0 ? changed(oneOf(kExpressions)) : changed(oneOf(kTemplates));
        const auto quoted = [](QString text) {
            return text.replace(QLatin1Char('\''), QLatin1String("''")).replace(QLatin1Char('\n'), QLatin1String("\n\n"));
        };
        return QStringLiteral("groups:\n- name: g\n  rules:\n  - alert: A\n    expr: '%1'\n    annotations:\n      a: '%2'\n")
            .arg(quoted(expr), quoted(summary))
            .toUtf8();
    }

private:
    std::mt19937 m_random;
};

} // namespace

class TestPromtoolAgreement : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreesWithPromtoolOnSmallChangesOfGoodRules()
    {
        if (!promtool::isHere() || !promtool::version().startsWith(QLatin1String("2.42."))) {
            QSKIP("promtool 2.42 is not installed");
        }
        constexpr int kFiles = 600;
        Mutator mutator(20250807);
        QList<QByteArray> files;
        for (int i = 0; i < kFiles; ++i) {
            files.append(mutator.file());
        }
        const auto answers = promtool::accepts(files);
        QVERIFY(answers);
        int differed = 0;
        for (qsizetype i = 0; i < files.size(); ++i) {
            if (readPrometheus(kFile, files.at(i)).valid() != answers->at(i)) {
                ++differed;
                qInfo().noquote() << "promtool says" << answers->at(i) << "of\n" << files.at(i);
            }
        }
        QVERIFY2(differed * 100 <= kFiles, qPrintable(QStringLiteral("%1 of %2 differ").arg(differed).arg(kFiles)));
        QVERIFY2(answers->count(true) > kFiles / 20 && answers->count(false) > kFiles / 20,
            "The changes are too mild or too wild to tell anything.");
    }

    void neverCrashesOnBrokenFiles()
    {
        Mutator mutator(4711);
        for (int i = 0; i < 3000; ++i) {
            const QByteArray bytes = mutator.changed(QString::fromUtf8(mutator.file())).toUtf8();
            const RuleReading reading = readPrometheus(kFile, bytes);
            for (const fairlead::Problem& problem : reading.problems) {
                QVERIFY(!problem.message.isEmpty() && problem.at.line >= 0);
            }
        }
    }

    void everyBeginningOfAFileIsReadToAnEnd()
    {
        Mutator mutator(1);
        const QByteArray whole = mutator.file();
        for (qsizetype length = 0; length <= whole.size(); ++length) {
            const RuleReading reading = readPrometheus(kFile, whole.left(length));
            QVERIFY(reading.valid() || !reading.problems.front().message.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestPromtoolAgreement)
#include "test_promtool_agreement.moc"
