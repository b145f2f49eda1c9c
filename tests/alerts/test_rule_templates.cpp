#include "models/formats/alerts/templates/template_syntax.h"

#include <QTest>

using namespace fairlead::formats::alerts;

class TestRuleTemplates : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acceptsWhatGoAccepts_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "plain }} text", "{{ $labels.instance }} is at {{ $value | humanize }}",
                 "{{ $externalURL }}{{ $externalLabels.a }}", "{{ 1 | }}", "{{ nil }}", "{{ $x := 1 }}{{ $x }}", "{{ $value = 3 }}",
                 "{{ if gt $value 1.0 }}a{{ else if true }}b{{ else }}c{{ end }}",
                 "{{ range $i, $v := query \"up\" }}{{ $i }}{{ break }}{{ end }}", "{{ with query `up` }}{{ . | first | value }}{{ end }}",
                 "{{- /* c */ -}}", "{{- 3 -}}", "{{-3}}", "{{ (printf \"%.2f\" $value | print).x }}", "{{ .Foo.Bar }}{{ $.x }}",
                 "{{ define \"t\" }}{{ .a }}{{ end }}{{ template \"t\" (args 1 'x') }}", "{{ block \"b\" . }}{{ .y }}{{ end }}",
                 "{{ 0x1p4 }}{{ 1_000 }}{{ 1+2i }}{{ .5 }}", "{{ $labels .a }}", "{{ \"a\\x41\\u00e9\" }}",
                 "{{ parseDuration \"1h\" | humanizeDuration }}", "{{ define \"t\" }} {{ end }}{{ define \"t\" }}{{ 1 }}{{ end }}",
                 "{{ toLower \"A\" | title | stripPort | stripDomain }}"}) {
            QTest::newRow(text) << QString::fromUtf8(text);
        }
    }

    void acceptsWhatGoAccepts()
    {
        QFETCH(const QString, text);
        const Faults faults = templateFaults(text);
        QVERIFY2(faults.empty(), faults.empty() ? "" : qPrintable(faults.front().message));
    }

    void namesTheFaultAndItsPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* text, int column, const char* message) {
            QTest::newRow(text) << QString::fromUtf8(text) << column << QString::fromUtf8(message);
        };
        row("{{ $labels.x ", 14, "never closed");
        row("a {{", 5, "never closed");
        row("{{ $nope }}", 4, "“$nope” is not defined");
        row("{{ humanise 1 }}", 4, "did you mean “humanize”");
        row("{{ tmpl }}", 4, "no function");
        row("{{ }}", 4, "A value is missing");
        row("{{ 1 | | 2 }}", 8, "does not belong");
        row("{{ 1(2) }}", 5, "an operand");
        row("{{ \"a\".x }}", 7, "no fields");
        row("{{ print | \"a\" }}", 12, "cannot be called");
        row("{{ if 1 }}a", 4, "no “{{end}}”");
        row("a{{ end }}", 2, "belongs to nothing");
        row("{{ else }}", 1, "belongs to nothing");
        row("{{ if 1 }}{{ else }}{{ else }}{{ end }}", 21, "second");
        row("{{ with 1 }}{{ else if 1 }}{{ end }}", 21, "plain “{{else}}”");
        row("{{ break }}", 4, "outside of “range”");
        row("{{ $a, $b := 1 }}", 4, "Too many variables");
        row("{{ if $x := 1 }}{{ end }}{{ $x }}", 29, "not defined");
        row("{{ define \"t\" }}{{ $labels }}{{ end }}", 20, "not defined");
        row("{{ if 1 }}{{ define \"t\" }}{{ end }}{{ end }}", 14, "inside of another");
        row("{{ define \"t\" }}a{{ end }}{{ block \"t\" 1 }}b{{ end }}", 30, "second time");
        row("{{ (1 }}", 7, "not closed");
        row("{{ 1) }}", 5, "closes nothing");
        row("{{ /* c */ }}", 4, "does not belong");
        row("{{/* c }}", 1, "never closed");
        row("{{ \"a }}", 4, "never closed");
        row("{{ \"\\q\" }}", 4, "not a value");
        row("{{ 08 }}", 4, "not a value");
        row("{{ 1x }}", 4, "not a number");
        row("{{ $x: 1 }}", 6, "After “:”");
        row("{{ template b }}", 13, "name in quotes");
        row("{{ é! }}", 4, "into a name");
    }

    void namesTheFaultAndItsPlace()
    {
        QFETCH(const QString, text);
        QFETCH(const int, column);
        QFETCH(const QString, message);
        const Faults faults = templateFaults(text);
        QCOMPARE(faults.size(), std::size_t(1));
        QVERIFY2(faults.front().message.contains(message), qPrintable(faults.front().message));
        QCOMPARE(faults.front().offset + 1, column);
    }

    void depthIsBounded()
    {
        QVERIFY(!templateFaults(QStringLiteral("{{ if 1 }}").repeated(100'000)).empty());
        QVERIFY(!templateFaults(QStringLiteral("{{ ") + QString(1 << 20, QLatin1Char('('))).empty());
        QVERIFY(!templateFaults(QStringLiteral("{{ if 1 }}a") + QStringLiteral("{{ else if 1 }}b").repeated(100'000)).empty());
    }
};

QTEST_GUILESS_MAIN(TestRuleTemplates)
#include "test_rule_templates.moc"
