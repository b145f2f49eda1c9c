#include "app/ctl/conformance/agreement.h"
#include "app/ctl/conformance/category.h"
#include "models/domain/analysis/measurement_phase.h"
#include "models/domain/analysis/question.h"
#include "models/domain/expression/go_time.h"
#include "models/domain/expression/measured.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace fairlead::ctl::conformance {

namespace {

/// What the cases say of a condition that cannot be evaluated.
bool wantsError(const QJsonObject& expected)
{
    return expected.value(QStringLiteral("error")).toBool();
}

std::optional<expression::Value> resultOf(const QJsonObject& one)
{
    const std::optional<expression::ResultKind> kind = expression::resultKindFrom(one.value(QStringLiteral("resultKind")).toString());
    const Result<expression::Value> value = kind ? expression::measured(one.value(QStringLiteral("result")), *kind)
                                                 : fail(ErrorCode::InvalidInput, QStringLiteral("There is no such kind."));
    return value ? std::optional(*value) : std::nullopt;
}

bool conditionAgrees(const QJsonObject& one, const QJsonObject& expected)
{
    const std::optional<expression::Value> result = resultOf(one);
    const auto read = expression::Expression::parse(one.value(QStringLiteral("condition")).toString());
    const auto truth = read && result ? read->holds(*result) : std::unexpected(expression::Fault());
    if (!result || !truth) {
        return result && wantsError(expected);
    }
    return !wantsError(expected) && expected.value(QStringLiteral("value")) == QJsonValue(*truth);
}

bool phaseAgrees(const QJsonObject& one, const QJsonObject& expected)
{
    const std::optional<expression::Value> result = resultOf(one);
    if (!result) {
        return false;
    }
    const analysis::Measured measured = analysis::phaseOf(
        *result, one.value(QStringLiteral("successCondition")).toString(), one.value(QStringLiteral("failureCondition")).toString());
    return toString(measured.phase) == expected.value(QStringLiteral("phase")).toString()
        && (measured.phase == analysis::Phase::Error || !wantsError(expected));
}

bool momentAgrees(const QJsonObject& one, const QJsonObject& expected)
{
    const auto moment = expression::evaluateMoment(one.value(QStringLiteral("expression")).toString(), Instant());
    if (!moment) {
        return wantsError(expected);
    }
    return !wantsError(expected) && expression::toRfc3339(*moment) == expected.value(QStringLiteral("value")).toString();
}

bool evaluateAgrees(const QJsonObject& one)
{
    const QString op = one.value(QStringLiteral("op")).toString();
    const QJsonObject expected = one.value(QStringLiteral("expected")).toObject();
    if (op == QLatin1String("evalCondition")) {
        return conditionAgrees(one, expected);
    }
    if (op == QLatin1String("evaluateResult")) {
        return phaseAgrees(one, expected);
    }
    return op == QLatin1String("evalTime") && momentAgrees(one, expected);
}

/// Whether @p actual says what @p expected states. A message that is not stated (null) may be any.
bool states(const QJsonValue& actual, const QJsonValue& expected, bool message)
{
    if (expected.isNull() && message) {
        return true;
    }
    if (expected.isObject()) {
        const QJsonObject wanted = expected.toObject();
        for (auto field = wanted.begin(); field != wanted.end(); ++field) {
            const bool isMessage = field.key().startsWith(QLatin1String("message")) || field.key() == QLatin1String("metricMessages");
            if (!states(actual.toObject().value(field.key()), field.value(), isMessage)) {
                return false;
            }
        }
        return true;
    }
    if (expected.isArray()) {
        const QJsonArray wanted = expected.toArray();
        const QJsonArray given = actual.toArray();
        bool same = wanted.size() == given.size();
        for (qsizetype each = 0; same && each < wanted.size(); ++each) {
            same = states(given.at(each), wanted.at(each), message);
        }
        return same;
    }
    if (expected.isDouble()) {
        return actual.isDouble() && agrees(actual, expected, {0, 1e-6});
    }
    // No phase and no message are stated as nothing or as empty text.
    const bool nothing = (expected.isNull() || expected.toString().isEmpty()) && !expected.isBool();
    return nothing ? actual.isNull() || actual.isUndefined() || actual == QJsonValue(QString()) : actual == expected;
}

bool analysisAgrees(const QJsonObject& one)
{
    const Result<QJsonValue> answer = analysis::answer(one);
    return answer && states(*answer, one.value(QStringLiteral("expected")), false);
}

void run(Categories& categories, const QString& name, const QString& path, bool (*same)(const QJsonObject&))
{
    QFile file(path);
    if (!file.exists()) {
        return;
    }
    Category category{name, 0, {}};
    const QJsonObject document = file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    if (!document.contains(QStringLiteral("cases"))) {
        category.count(path, false);
    }
    for (const QJsonArray valueList = document.value(QStringLiteral("cases")).toArray(); const QJsonValue& value : valueList) {
        const QJsonObject one = value.toObject();
        category.count(one.value(QStringLiteral("id")).toString(), same(one));
    }
    categories.append(category);
}

} // namespace

Categories argo(const QString& directory)
{
    Categories categories;
    run(categories, QStringLiteral("argo-evaluate"), directory + QStringLiteral("/argo/evaluate_cases.json"), evaluateAgrees);
    run(categories, QStringLiteral("argo-analysis"), directory + QStringLiteral("/argo/analysis_cases.json"), analysisAgrees);
    return categories;
}

} // namespace fairlead::ctl::conformance
