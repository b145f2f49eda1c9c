#include "models/formats/calendar.h"
#include "models/formats/plan.h"
#include "models/formats/plan_templates.h"
#include "tests/formats/shown.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;

namespace {

QJsonObject schema()
{
    QFile file(QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/schema/plan.schema.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

/// The schema's keys of the map at @p place: "", "gates" (a property) or "#phase" (a definition).
QStringList schemaKeys(const QString& place)
{
    QJsonObject at = schema();
    if (place.startsWith(QLatin1Char('#'))) {
        at = at.value(QStringLiteral("$defs")).toObject().value(place.mid(1)).toObject();
    } else if (!place.isEmpty()) {
        at = at.value(QStringLiteral("properties")).toObject().value(place).toObject();
    }
    return at.value(QStringLiteral("properties")).toObject().keys();
}

/// What the reader offers to somebody who writes a key that nothing is near to: all keys that it knows there.
QStringList readerKeys(const QByteArray& text)
{
    for (const Problem& problem : readPlan(QStringLiteral("p.yaml"), text).problems) {
        const bool list
            = problem.help.startsWith(QStringLiteral("Known keys are: ")) || problem.help.startsWith(QStringLiteral("Steps are: "));
        if (list && problem.message.contains(QStringLiteral("qqqqqqqqqqqq"))) {
            QStringList keys = problem.help.section(QStringLiteral(": "), 1).chopped(1).split(QStringLiteral(", "));
            keys.sort();
            return keys;
        }
    }
    return {};
}

QString helpPage()
{
    QFile file(QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/help/plans.md"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// All keys of the schema below @p at.
QStringList keysBelow(const QJsonObject& at)
{
    QStringList keys = at.value(QStringLiteral("properties")).toObject().keys();
    for (const QJsonValue& value : at) {
        keys += keysBelow(value.toObject());
    }
    return keys;
}

/// Every map of the schema that is a property has words for people.
QStringList withoutDescription(const QJsonObject& at, const QString& path)
{
    QStringList missing;
    for (auto it = at.constBegin(); it != at.constEnd(); ++it) {
        const QJsonObject below = it.value().toObject();
        if (path.endsWith(QStringLiteral("/properties")) && below.value(QStringLiteral("description")).toString().size() < 10) {
            missing.append(path + QLatin1Char('/') + it.key());
        }
        missing += withoutDescription(below, path + QLatin1Char('/') + it.key());
    }
    return missing;
}

} // namespace

class TestPlanSchema : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theReaderAndTheSchemaKnowTheSameKeys_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QByteArray>("text");
        const auto row
            = [](const char* place, const char* text) { QTest::newRow(place) << QString::fromLatin1(place) << QByteArray(text); };
        row("", "name: p\nqqqqqqqqqqqq: 1\nphases: [{name: a}]\n");
        row("gates", "name: p\ngates: {qqqqqqqqqqqq: 1}\n");
        row("#phase", "name: p\nphases: [{qqqqqqqqqqqq: 1}]\n");
        row("#hoursOnDays", "name: p\nallowed: [{qqqqqqqqqqqq: 1}]\n");
        row("#step", "name: p\nsteps: [{qqqqqqqqqqqq: 1}]\n");
        row("#approval", "name: p\nsteps: [{approval: {qqqqqqqqqqqq: 1}}]\n");
        row("#soak", "name: p\nsteps: [{soak: {qqqqqqqqqqqq: 1}}]\n");
        row("#flag", "name: p\nsteps: [{flag: {qqqqqqqqqqqq: 1}}]\n");
        row("#task", "name: p\nsteps: [{verify: {qqqqqqqqqqqq: 1}}]\n");
        row("#deadline", "name: p\nsteps: [{soak: 1m, deadline: {qqqqqqqqqqqq: 1}}]\n");
    }

    void theReaderAndTheSchemaKnowTheSameKeys()
    {
        QFETCH(QString, place);
        QFETCH(QByteArray, text);
        QStringList known = readerKeys(text);
        if (place == QLatin1String("#step")) { // beside the kinds, and not one of them
            known.append(QStringLiteral("deadline"));
        }
        if (place.isEmpty()) { // either or
            known.append(QStringLiteral("steps"));
        }
        known.sort();
        QVERIFY(known.size() > 1);
        QCOMPARE(schemaKeys(place), known);
    }

    void theReaderTakesAndRefusesTheFormsThatTheSchemaDoes_data()
    {
        QTest::addColumn<bool>("good");
        QFile file(QStringLiteral(FAIRLEAD_TEST_DIR "/formats/plan_forms.txt"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().split('\n');
        for (const QByteArray& line : lines) {
            const bool good = line.startsWith("good ");
            if (good || line.startsWith("bad ")) {
                QTest::newRow(line.mid(good ? 5 : 4).constData()) << good;
            }
        }
    }

    void theReaderTakesAndRefusesTheFormsThatTheSchemaDoes()
    {
        QFETCH(bool, good);
        const Loaded<rollout::Plan> loaded = readPlan(QStringLiteral("p.yaml"), QByteArray(QTest::currentDataTag()));
        QCOMPARE(loaded.valid(), good);
        QCOMPARE(hasErrors(loaded.problems), !good);
        // What is refused is refused for its form, not for something that stands beside it.
        for (const Problem& problem : loaded.problems) {
            QVERIFY2(good || problem.code != QLatin1String("bad-step-order"), qPrintable(problem.message));
        }
    }

    void everyMapOfTheSchemaIsClosed()
    {
        const QJsonObject whole = schema();
        QCOMPARE(whole.value(QStringLiteral("additionalProperties")), QJsonValue(false));
        QCOMPARE(whole.value(QStringLiteral("$schema")).toString(), QStringLiteral("https://json-schema.org/draft/2020-12/schema"));
        const QJsonObject parts = whole.value(QStringLiteral("$defs")).toObject();
        for (auto it = parts.constBegin(); it != parts.constEnd(); ++it) {
            const QJsonObject part = it.value().toObject();
            const bool map = part.contains(QStringLiteral("properties"));
            QVERIFY2(!map || part.value(QStringLiteral("additionalProperties")) == QJsonValue(false), qPrintable(it.key()));
        }
    }

    void everyKeyIsDescribed() { QCOMPARE(withoutDescription(schema(), QString()), QStringList()); }

    void theHelpPageNamesEveryKeyAndTemplate()
    {
        const QString page = helpPage();
        const QStringList keys = keysBelow(schema());
        QVERIFY(keys.size() > 20);
        for (const QString& key : keys) {
            const bool named = page.contains(QLatin1Char('`') + key + QLatin1Char('`'))
                || page.contains(QLatin1Char('`') + key + QLatin1Char(':')) || page.contains(key + QStringLiteral(": "));
            QVERIFY2(named, qPrintable(key));
        }
        for (const PlanTemplate& each : planTemplates()) {
            QVERIFY2(page.contains(QStringLiteral("\n| `%1` |").arg(each.plan.name)), qPrintable(each.plan.name));
        }
    }

    void theExamplesOfTheHelpPageAreRead()
    {
        const QStringList blocks = helpPage().split(QStringLiteral("```"));
        int plans = 0;
        int calendars = 0;
        for (qsizetype i = 1; i < blocks.size(); i += 2) {
            const QByteArray text = blocks.at(i).mid(blocks.at(i).indexOf(QLatin1Char('\n')) + 1).toUtf8();
            const bool plan = text.startsWith("name:");
            const Problems problems
                = plan ? readPlan(QStringLiteral("p"), text).problems : readCalendar(QStringLiteral("c"), text).problems;
            QCOMPARE(shown(problems), QString());
            ++(plan ? plans : calendars);
        }
        QVERIFY(plans == 4 && calendars == 1);
    }

    void theReaderTakesTheWordsThatTheSchemaLists()
    {
        const QJsonObject parts = schema().value(QStringLiteral("$defs")).toObject();
        const auto words = [&parts](const char* part, const char* key) {
            const QJsonObject property = parts.value(QLatin1String(part))
                                             .toObject()
                                             .value(QStringLiteral("properties"))
                                             .toObject()
                                             .value(QLatin1String(key))
                                             .toObject();
            const QJsonObject items = property.value(QStringLiteral("items")).toObject();
            return (items.isEmpty() ? property : items).value(QStringLiteral("enum")).toVariant().toStringList();
        };
        QCOMPARE(words("deadline", "then"), (QStringList{QStringLiteral("notify"), QStringLiteral("hold"), QStringLiteral("roll back")}));
        for (const QString& word : words("deadline", "then")) {
            QVERIFY(rollout::overdueFrom(word).has_value());
        }
        const QStringList days = words("hoursOnDays", "days");
        QCOMPARE(days.size(), 7);
        const QByteArray text = "name: p\nallowed: [{hours: \"02:00-06:00\", days: [" + days.join(QLatin1Char(',')).toUtf8()
            + "]}]\nsteps: [{setWeight: 100}, {soak: 1m}, {gate: success_criteria}, {activate: registry}]\n";
        QVERIFY(readPlan(QStringLiteral("p.yaml"), text).valid());
    }
};

QTEST_GUILESS_MAIN(TestPlanSchema)
#include "test_plan_schema.moc"
