#include "models/formats/problem_json.h"

namespace fairlead::formats {

QJsonObject problemToJson(const Problem& problem)
{
    const auto place = [](int value) { return value > 0 ? QJsonValue(value) : QJsonValue(QJsonValue::Null); };
    return {{QStringLiteral("file"), problem.file}, {QStringLiteral("line"), place(problem.at.line)},
        {QStringLiteral("column"), place(problem.at.column)},
        {QStringLiteral("severity"), problem.severity == Severity::Error ? QStringLiteral("error") : QStringLiteral("warning")},
        {QStringLiteral("code"), problem.code}, {QStringLiteral("message"), problem.message}, {QStringLiteral("help"), problem.help}};
}

QJsonArray problemsToJson(const Problems& problems)
{
    QJsonArray array;
    for (const Problem& problem : problems) {
        array.append(problemToJson(problem));
    }
    return array;
}

} // namespace fairlead::formats
