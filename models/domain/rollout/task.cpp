#include "models/domain/rollout/task.h"

#include "models/base/duration.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace fairlead::rollout {

namespace {

constexpr int kMostAttempts = 100;

/// What stands at an RFC 6901 pointer; undefined where nothing does.
QJsonValue at(QJsonValue value, const QString& pointer)
{
    const QStringList parts = pointer.isEmpty() ? QStringList() : pointer.mid(1).split(QLatin1Char('/'));
    for (QString part : parts) {
        part.replace(QLatin1String("~1"), QLatin1String("/")).replace(QLatin1String("~0"), QLatin1String("~"));
        bool isIndex = false;
        const int index = part.toInt(&isIndex);
        value = value.isArray() && isIndex ? value.toArray().at(index) : value.toObject().value(part);
    }
    return value;
}

QString written(const QJsonValue& value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return value.isUndefined() ? QStringLiteral("nothing") : QString::fromUtf8(text.mid(1, text.size() - 2)).left(200);
}

QJsonObject expectedToJson(const Expected& expected)
{
    QJsonObject json;
    if (expected.code) {
        json.insert(QStringLiteral("code"), *expected.code);
    }
    if (!expected.text.isEmpty()) {
        json.insert(QStringLiteral("text"), expected.text);
    }
    if (!expected.json.isEmpty()) {
        QJsonObject values;
        for (auto it = expected.json.begin(); it != expected.json.end(); ++it) {
            values.insert(it.key(), it.value());
        }
        json.insert(QStringLiteral("json"), values);
    }
    return json;
}

Expected expectedFromJson(const QJsonObject& json)
{
    Expected expected;
    if (json.contains(QStringLiteral("code"))) {
        expected.code = json.value(QStringLiteral("code")).toInt();
    }
    expected.text = json.value(QStringLiteral("text")).toString();
    const QJsonObject values = json.value(QStringLiteral("json")).toObject();
    for (auto it = values.begin(); it != values.end(); ++it) {
        expected.json.insert(it.key(), it.value());
    }
    return expected;
}

} // namespace

QString disappointment(const Task& task, int code, const QByteArray& answer)
{
    const bool codeHolds = task.expected.code ? code == *task.expected.code : (task.isCall() ? code >= 200 && code < 300 : code == 0);
    if (!codeHolds) {
        const QString wanted = task.expected.code ? QString::number(*task.expected.code)
            : task.isCall()                       ? QStringLiteral("200 to 299")
                                                  : QStringLiteral("0");
        return (task.isCall() ? QStringLiteral("It answered %1, expected was %2.") : QStringLiteral("It ended with %1, expected was %2."))
            .arg(QString::number(code), wanted);
    }
    if (!task.expected.text.isEmpty() && !QString::fromUtf8(answer).contains(task.expected.text)) {
        return QStringLiteral("Its answer does not contain “%1”.").arg(task.expected.text.left(200));
    }
    if (task.expected.json.isEmpty()) {
        return {};
    }
    const QJsonDocument document = QJsonDocument::fromJson(answer);
    if (document.isNull()) {
        return QStringLiteral("Its answer is not JSON.");
    }
    const QJsonValue root = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    for (auto it = task.expected.json.begin(); it != task.expected.json.end(); ++it) {
        if (const QJsonValue found = at(root, it.key()); found != it.value()) {
            return QStringLiteral("%1 is %2, expected was %3.").arg(it.key(), written(found), written(it.value()));
        }
    }
    return {};
}

QJsonObject toJson(const Task& task)
{
    QJsonObject json{{QStringLiteral("name"), task.name}, {QStringLiteral("timeout"), toText(task.timeout)}};
    if (task.isCall()) {
        json.insert(QStringLiteral("method"), task.method);
        json.insert(QStringLiteral("url"), task.url);
    } else {
        json.insert(QStringLiteral("program"), QJsonArray::fromStringList(task.program));
    }
    if (!task.body.isEmpty()) {
        json.insert(QStringLiteral("body"), task.body);
    }
    if (task.expected != Expected()) {
        json.insert(QStringLiteral("expected"), expectedToJson(task.expected));
    }
    if (task.attempts > 1) {
        json.insert(QStringLiteral("attempts"), task.attempts);
        json.insert(QStringLiteral("pause"), toText(task.pause));
    }
    return json;
}

Result<Task> taskFromJson(const QJsonObject& json)
{
    Task task;
    task.name = json.value(QStringLiteral("name")).toString();
    task.method = json.value(QStringLiteral("method")).toString();
    task.url = json.value(QStringLiteral("url")).toString();
    task.body = json.value(QStringLiteral("body")).toString();
    const QJsonArray program = json.value(QStringLiteral("program")).toArray();
    for (const QJsonValue& part : program) {
        task.program.append(part.toString());
    }
    task.expected = expectedFromJson(json.value(QStringLiteral("expected")).toObject());
    task.attempts = json.value(QStringLiteral("attempts")).toInt(1);
    const Result<Millis> timeout = parseDuration(json.value(QStringLiteral("timeout")).toString());
    const Result<Millis> pause = parseDuration(json.value(QStringLiteral("pause")).toString(QStringLiteral("5s")));
    if (task.url.isEmpty() == task.program.isEmpty() || !timeout || !pause || task.attempts < 1 || task.attempts > kMostAttempts) {
        return fail(
            ErrorCode::Corrupt, QStringLiteral("A plan in the history has a call that cannot be read: “%1”.").arg(task.name.left(80)));
    }
    task.timeout = *timeout;
    task.pause = *pause;
    return task;
}

} // namespace fairlead::rollout
