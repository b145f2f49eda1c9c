#include "models/formats/plan_tasks.h"

#include <QRegularExpression>
#include <QUrl>

namespace fairlead::formats {

namespace {

using namespace std::chrono_literals;
using rollout::Step;
using rollout::StepKind;
using rollout::Task;

constexpr Millis kShortest = 100ms;
constexpr Millis kLongestCall = 1h;
constexpr int kMostAttempts = 100;
constexpr int kLastStatus = 599;

/// A value of the answer to compare with: a number, true, false or null where it is written without quotes, else a text.
QJsonValue jsonOf(const YamlNode& node)
{
    if (!node.quoted) {
        bool isNumber = false;
        const double number = node.text.toDouble(&isNumber);
        if (isNumber) {
            return number;
        }
        if (node.text == QLatin1String("true") || node.text == QLatin1String("false")) {
            return node.text == QLatin1String("true");
        }
        if (node.kind == YamlNode::Kind::Null) {
            return QJsonValue(QJsonValue::Null);
        }
    }
    return node.text;
}

/// “GET https://…”.
void readCall(YamlMap& map, Task& task)
{
    static const QRegularExpression shape(QStringLiteral("^(GET|HEAD|POST|PUT|PATCH|DELETE) (\\{target\\}\\S*|https?://\\S+)$"));
    static const QRegularExpression placeholder(QStringLiteral("\\{[a-z]+\\}"));
    const std::optional<QString> call = map.text("call", Need::Optional);
    if (!call) {
        return;
    }
    const auto match = shape.match(call->trimmed());
    QString filled = match.captured(2);
    filled.replace(QLatin1String("{target}"), QLatin1String("http://target")).replace(placeholder, QStringLiteral("x"));
    const QUrl address(filled, QUrl::StrictMode);
    if (!match.hasMatch() || !address.isValid()) {
        map.scribe().error(map.placeOf("call"), "bad-call", QStringLiteral("“%1” is not a call.").arg(call->left(80)),
            QStringLiteral("Write a method and an address: “call: GET {target}/v1/health”, “call: POST https://example.org/hook”."));
        return;
    }
    if (!address.userInfo().isEmpty()) {
        map.scribe().error(map.placeOf("call"), "bad-call", QStringLiteral("The address holds a name or a password."),
            QStringLiteral("Plans are read by everybody: leave it out."));
        return;
    }
    task.method = match.captured(1);
    task.url = match.captured(2);
}

void readExpected(YamlMap& map, Task& task)
{
    std::optional<YamlMap> expect = map.map("expect", Need::Optional);
    if (!expect) {
        return;
    }
    const bool isCall = task.isCall();
    task.expected.code = isCall ? expect->whole("status", Need::Optional, 100, kLastStatus) : expect->whole("exit", Need::Optional, 0, 255);
    task.expected.text = expect->text("text", Need::Optional).value_or(QString());
    if (std::optional<YamlMap> json = expect->map("json", Need::Optional)) {
        for (const YamlEntry& entry : json->entries()) {
            if (!entry.key.startsWith(QLatin1Char('/')) || entry.value.kind == YamlNode::Kind::Map
                || entry.value.kind == YamlNode::Kind::Sequence) {
                map.scribe().error(entry.keyAt, "bad-value", QStringLiteral("“%1” is not a JSON pointer with one value.").arg(entry.key),
                    QStringLiteral("Write “/status: ok”."));
                continue;
            }
            task.expected.json.insert(entry.key, jsonOf(entry.value));
        }
    }
    expect->finish();
}

std::optional<Step> readTask(const YamlScribe& scribe, const YamlEntry& entry, StepKind kind)
{
    if (!expectMap(scribe, entry.value, kind == StepKind::Verify ? QStringLiteral("A verification") : QStringLiteral("An action"))) {
        return std::nullopt;
    }
    const int before = scribe.errorCount();
    YamlMap map(
        scribe, entry.value, kind == StepKind::Verify ? QStringLiteral("a verification") : QStringLiteral("an action"), entry.keyAt);
    Task task;
    task.name = map.text("name", Need::Required).value_or(QString());
    readCall(map, task);
    task.program = textsOf(map.texts("run", Need::Optional));
    task.body = map.paragraph("body", Need::Optional).value_or(QString());
    task.timeout = map.duration("timeout", Need::Optional, kShortest, kLongestCall).value_or(task.timeout);
    task.attempts = map.whole("attempts", Need::Optional, 1, kMostAttempts).value_or(1);
    task.pause = map.duration("pause", Need::Optional, kShortest, kLongestCall).value_or(task.pause);
    readExpected(map, task);
    map.finish();
    if (scribe.errorCount() == before && map.has("call") == map.has("run")) {
        scribe.error(entry.value.at, "bad-call", QStringLiteral("It needs either a call or a program to run."),
            QStringLiteral("Write “call: GET {target}/v1/health” or “run: [./smoke-test, \"{version}\"]”."));
    }
    if (scribe.errorCount() > before) {
        return std::nullopt;
    }
    Step step;
    step.kind = kind;
    step.task = task;
    return step;
}

} // namespace

std::optional<Step> readVerify(const YamlScribe& scribe, const YamlEntry& entry)
{
    return readTask(scribe, entry, StepKind::Verify);
}

std::optional<Step> readAction(const YamlScribe& scribe, const YamlEntry& entry)
{
    return readTask(scribe, entry, StepKind::Action);
}

} // namespace fairlead::formats
