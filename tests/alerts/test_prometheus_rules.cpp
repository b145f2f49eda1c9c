#include "models/formats/alerts/prometheus_reader.h"
#include "models/formats/alerts/prometheus_writer.h"
#include "tests/alerts/promtool.h"

#include <QPoint>
#include <QTest>

using namespace fairlead;
using namespace fairlead::formats::alerts;
using namespace std::chrono_literals;

namespace {

const QString kFile = QStringLiteral("alerts.yml");

const QByteArray kRules = "groups:\n"
                          "  - name: voice\n"
                          "    interval: 30s\n"
                          "    limit: 10\n"
                          "    rules:\n"
                          "      - record: job:errors:ratio\n"
                          "        expr: |\n"
                          "          sum by (job) (rate(errors_total[5m]))\n"
                          "            / sum by (job) (rate(calls_total[5m]))\n"
                          "      - alert: TooManyErrors\n"
                          "        expr: job:errors:ratio > 0.05\n"
                          "        for: 1h30m\n"
                          "        keep_firing_for: 10m\n"
                          "        labels: {severity: page, level: 3}\n"
                          "        annotations:\n"
                          "          summary: '{{ $labels.job }}: {{ $value | humanizePercentage }}'\n";

/// One alert with @p lines, four blanks in; the first of them stands in line 4.
QByteArray alertOf(const QByteArray& lines)
{
    return "groups:\n- name: g\n  rules:\n  - alert: A\n" + lines;
}

} // namespace

class TestPrometheusRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsARuleFile()
    {
        const RuleReading reading = readPrometheus(kFile, kRules);
        QVERIFY2(reading.problems.empty(), reading.problems.empty() ? "" : qPrintable(toText(reading.problems.front())));
        QCOMPARE(reading.rules.alertCount(), 1);
        QCOMPARE(reading.rules.recordingCount(), 1);
        const RuleGroup& group = reading.rules.groups.front();
        QVERIFY(group.interval == 30s);
        QCOMPARE(group.limit, 10);
        const AlertRule& alert = group.rules.back();
        QCOMPARE(alert.name, QStringLiteral("TooManyErrors"));
        QVERIFY(alert.pending == 90min && alert.keepFiring == 10min);
        QCOMPARE(alert.label(QStringLiteral("level")), QStringLiteral("3"));
    }

    void writesWhatItReads()
    {
        const RuleReading reading = readPrometheus(kFile, kRules);
        const QByteArray written = writePrometheus(reading.rules);
        const RuleReading again = readPrometheus(kFile, written);
        QVERIFY(again.problems.empty());
        QVERIFY(again.rules == reading.rules);
        QCOMPARE(writePrometheus(again.rules), written);
    }

    void textsOfAllKindsSurviveWriting_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"plain", "", "true", "3", "null", "two\nlines", "ends\n", "ends twice\n\n", " leads", "a: b # c",
                 "\"quoted\" \\ 'x'", "tab\there", "- item", "*x", "é ≥ 😀", "a\n\n  b", "\x7f\x01", "~", "a\r\nb"}) {
            QTest::newRow(text) << QString::fromUtf8(text);
        }
    }

    void textsOfAllKindsSurviveWriting()
    {
        QFETCH(const QString, text);
        RuleFile file;
        AlertRule rule;
        rule.name = QStringLiteral("A: %1").arg(text);
        rule.expr = QStringLiteral("up{a=%1} ==\n 0").arg(QStringLiteral("'x'"));
        rule.annotations = {{QStringLiteral("on"), text}, {QStringLiteral("b"), text}};
        file.groups.push_back({text + QStringLiteral("g"), std::nullopt, 0, {rule}, {}});
        const RuleReading again = readPrometheus(kFile, writePrometheus(file));
        QVERIFY2(again.valid(), again.problems.empty() ? "" : qPrintable(toText(again.problems.front())));
        QVERIFY(again.rules == file);
    }

    void namesWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("line");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const QByteArray& bytes, int line, int column, const char* code) {
            QTest::newRow(name) << bytes << line << column << QString::fromLatin1(code);
        };
        row("another kind of file", "scrape_configs: []\n", 1, 1, "unknown-key");
        row("a list", "- alert: A\n", 1, 1, "wrong-type");
        row("groups is a map", "groups:\n  name: g\n", 2, 3, "wrong-type");
        row("group without a name", "groups:\n- rules: []\n", 2, 3, "missing-name");
        row("group twice", "groups:\n- name: g\n- name: g\n", 3, 3, "duplicate-group");
        row("field of a later version", "groups:\n- name: g\n  query_offset: 1m\n", 3, 3, "unknown-key");
        row("unknown field of a rule", alertOf("    expr: up\n    severity: page\n"), 6, 5, "unknown-key");
        row("interval", "groups:\n- name: g\n  interval: 5\n", 3, 13, "bad-duration");
        row("limit", "groups:\n- name: g\n  limit: ten\n", 3, 10, "wrong-type");
        row("no expression", alertOf(""), 4, 5, "missing-expr");
        row("neither alert nor record", "groups:\n- name: g\n  rules:\n  - expr: up\n", 4, 5, "missing-name");
        row("both", alertOf("    record: a\n    expr: up\n"), 5, 13, "record-and-alert");
        row("units out of order", alertOf("    expr: up\n    for: 30m2h\n"), 6, 10, "bad-duration");
        row("label with a dash", alertOf("    expr: up\n    labels:\n      my-label: x\n"), 7, 7, "bad-label-name");
        row("label __name__", alertOf("    expr: up\n    labels: {__name__: x}\n"), 6, 14, "bad-label-name");
        row("label that is a map", alertOf("    expr: up\n    labels: {a: {b: c}}\n"), 6, 17, "wrong-type");
        row("annotation with a dash", alertOf("    expr: up\n    annotations: {a-b: x}\n"), 6, 19, "bad-label-name");
        row("template", alertOf("    expr: up\n    annotations:\n      a: 'it is {{ $nope }}'\n"), 7, 20, "bad-template");
        row("recording with for", "groups:\n- name: g\n  rules:\n  - record: a\n    expr: up\n    for: 1m\n", 6, 10, "not-for-recordings");
        row("recording with annotations", "groups:\n- name: g\n  rules:\n  - record: a\n    expr: up\n    annotations: {a: b}\n", 6, 18,
            "not-for-recordings");
        row("name of a recording", "groups:\n- name: g\n  rules:\n  - record: a b\n    expr: up\n", 4, 13, "bad-metric-name");
        row("key twice", alertOf("    expr: up\n    expr: up\n"), 6, 5, "duplicate-key");
        row("plain expression", alertOf("    expr: up == 0 or rate(up)\n"), 5, 27, "bad-expression");
        row("expression in quotes", alertOf("    expr: \"up{a=\\\"b\\\"} == $\"\n"), 5, 27, "bad-expression");
        row("expression in single quotes", alertOf("    expr: 'up{a=''b''} == $'\n"), 5, 27, "bad-expression");
        row("expression in a block", alertOf("    expr: |\n      up ==\n        rate(up)\n"), 7, 14, "bad-expression");
        row("expression in a folded block", alertOf("    expr: >-\n      up ==\n      rate(up)\n"), 7, 12, "bad-expression");
        row("expression that ends early", alertOf("    expr: |\n      up ==\n"), 6, 12, "bad-expression");
    }

    void namesWhatIsWrongAndWhere()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, line);
        QFETCH(const int, column);
        QFETCH(const QString, code);
        const RuleReading reading = readPrometheus(kFile, bytes);
        QVERIFY(!reading.valid());
        const Problem& first = reading.problems.front();
        QCOMPARE(first.code, code);
        QCOMPARE(QPoint(first.at.line, first.at.column), QPoint(line, column));
        QVERIFY(!first.help.isEmpty());
        if (promtool::isHere()) {
            QCOMPARE(promtool::accepts({bytes}), std::optional(QList<bool>{false}));
        }
    }

    void isAsGenerousAsPrometheus_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("warning"); // the code of one, or nothing
        const auto row = [](const char* name, const QByteArray& bytes, const char* warning = "") {
            QTest::newRow(name) << bytes << QString::fromLatin1(warning);
        };
        row("empty", "");
        row("a comment", "# none\n");
        row("null", "groups:\n");
        row("byte order mark", "\xef\xbb\xbfgroups: []\n");
        row("zero", alertOf("    expr: up\n    for: 0s\n"));
        row("null length", alertOf("    expr: up\n    for:\n"));
        row("entries that hold nothing", "groups:\n-\n- name: g\n  rules: [~, {alert: A, expr: up}]\n");
        row("number as a name", "groups:\n- name: 5\n");
        row("merge key",
            "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: up\n    labels: &l {a: b}\n  - alert: B\n    expr: up\n    labels:\n    "
            "  <<: *l\n      c: d\n");
        row("same alert twice", alertOf("    expr: up\n  - alert: A\n    expr: up\n"), "duplicate-rule");
        row("second document", "groups: []\n---\nnot: this\n");
        row("json", "{\"groups\": [{\"name\": \"g\", \"rules\": [{\"alert\": \"A\", \"expr\": \"up\"}]}]}");
        row("alias as expression", "groups:\n- name: &up g\n  rules:\n  - alert: A\n    expr: *up\n", "alias-expression");
        row("indentation ends the document", "  groups: []\nlost: 1\n", "text-after-end");
    }

    void isAsGenerousAsPrometheus()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, warning);
        const RuleReading reading = readPrometheus(kFile, bytes);
        QVERIFY2(reading.valid(), reading.problems.empty() ? "" : qPrintable(toText(reading.problems.front())));
        QCOMPARE(reading.problems.empty() ? QString() : reading.problems.front().code, warning);
        if (promtool::isHere()) {
            QCOMPARE(promtool::accepts({bytes}), std::optional(QList<bool>{true}));
        }
    }

    void readsTheSpecOfAPrometheusRule()
    {
        const QByteArray object = "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata: {name: x}\n"
                                  "spec:\n  groups:\n  - name: g\n    rules:\n    - {alert: A, expr: up == 0}\n";
        QCOMPARE(readPrometheus(kFile, object).rules.alertCount(), 1);
        QVERIFY(readPrometheus(kFile, object).valid());
        const RuleReading bad = readPrometheus(kFile, object + "  extra: 1\n");
        QVERIFY(!bad.valid());
        QCOMPARE(bad.problems.front().at.line, 9);
    }

    void promtoolAcceptsWhatIsWritten()
    {
        if (!promtool::isHere()) {
            QSKIP("promtool is not installed");
        }
        QCOMPARE(promtool::accepts({writePrometheus(readPrometheus(kFile, kRules).rules), writePrometheus({})}),
            std::optional(QList<bool>({true, true})));
    }
};

QTEST_GUILESS_MAIN(TestPrometheusRules)
#include "test_prometheus_rules.moc"
