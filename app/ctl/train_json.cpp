#include "app/ctl/train_json.h"

#include <QJsonArray>

namespace fairlead::ctl {

namespace {

QJsonObject carJson(const train::CarView& view)
{
    return {{QStringLiteral("name"), view.car.name}, {QStringLiteral("title"), view.car.title},
        {QStringLiteral("environment"), view.car.environment}, {QStringLiteral("after"), QJsonArray::fromStringList(view.car.after)},
        {QStringLiteral("release"), view.release.isEmpty() ? QJsonValue() : QJsonValue(view.release.text())},
        {QStringLiteral("phase"), view.phase ? QJsonValue(toString(*view.phase)) : QJsonValue()},
        {QStringLiteral("state"), toString(view.standing)}, {QStringLiteral("why"), view.why}};
}

} // namespace

QJsonObject trainJson(const train::Snapshot& snapshot)
{
    QJsonArray cars;
    for (const train::CarView& view : snapshot.cars) {
        cars.append(carJson(view));
    }
    QJsonValue started;
    if (snapshot.started) {
        started = QJsonObject{{QStringLiteral("at"), snapshot.started->at.toIso()}, {QStringLiteral("who"), snapshot.started->who},
            {QStringLiteral("why"), snapshot.started->why}};
    }
    const QJsonObject closed{{QStringLiteral("start"), snapshot.verbs.start}, {QStringLiteral("resume"), snapshot.verbs.resume},
        {QStringLiteral("rollback"), snapshot.verbs.rollBack}};
    return {{QStringLiteral("train"), snapshot.name}, {QStringLiteral("state"), toString(snapshot.stage)},
        {QStringLiteral("why"), snapshot.why}, {QStringLiteral("started"), started}, {QStringLiteral("cars"), cars},
        {QStringLiteral("staysActivated"), QJsonArray::fromStringList(snapshot.stays)}, {QStringLiteral("closed"), closed}};
}

QString trainText(const train::Snapshot& snapshot)
{
    QString text = QStringLiteral("%1: %2. %3").arg(snapshot.name, toString(snapshot.stage), snapshot.why).trimmed();
    for (const train::CarView& view : snapshot.cars) {
        text += QStringLiteral("\n  %1: %2. %3").arg(view.car.title, toString(view.standing), view.why);
    }
    return text;
}

} // namespace fairlead::ctl
