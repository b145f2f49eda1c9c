#include "models/domain/checklist/template_json.h"

#include <QJsonArray>

namespace fairlead::checklist {

namespace {

QJsonObject itemToJson(const Item& item)
{
    return QJsonObject{{QStringLiteral("id"), item.id}, {QStringLiteral("text"), item.text}, {QStringLiteral("line"), item.line},
        {QStringLiteral("depth"), item.depth}, {QStringLiteral("ticked"), item.ticked}, {QStringLiteral("blocking"), item.blocking},
        {QStringLiteral("commands"), QJsonArray::fromStringList(item.commands)}};
}

Item itemFromJson(const QJsonObject& json)
{
    Item item;
    item.id = json.value(QStringLiteral("id")).toString();
    item.text = json.value(QStringLiteral("text")).toString();
    item.line = json.value(QStringLiteral("line")).toInt();
    item.depth = json.value(QStringLiteral("depth")).toInt();
    item.ticked = json.value(QStringLiteral("ticked")).toBool();
    item.blocking = json.value(QStringLiteral("blocking")).toBool(true);
    const QJsonArray commands = json.value(QStringLiteral("commands")).toArray();
    for (const QJsonValue& command : commands) {
        item.commands.append(command.toString());
    }
    return item;
}

} // namespace

QJsonObject toJson(const Template& checklist)
{
    QJsonArray phases;
    for (const Phase& phase : checklist.phases) {
        QJsonArray items;
        for (const Item& item : phase.items) {
            items.append(itemToJson(item));
        }
        QJsonObject json{{QStringLiteral("title"), phase.title}, {QStringLiteral("line"), phase.line}, {QStringLiteral("items"), items}};
        if (phase.later) {
            json.insert(QStringLiteral("later"), true);
        }
        phases.append(json);
    }
    return QJsonObject{
        {QStringLiteral("name"), checklist.name}, {QStringLiteral("source"), checklist.source}, {QStringLiteral("phases"), phases}};
}

Result<Template> templateFromJson(const QJsonObject& json)
{
    if (!json.value(QStringLiteral("phases")).isArray()) {
        return fail(ErrorCode::Corrupt, QStringLiteral("A checklist in the history has no phases."));
    }
    Template checklist;
    checklist.name = json.value(QStringLiteral("name")).toString();
    checklist.source = json.value(QStringLiteral("source")).toString();
    const QJsonArray phases = json.value(QStringLiteral("phases")).toArray();
    for (const QJsonValue& phaseValue : phases) {
        const QJsonObject phaseJson = phaseValue.toObject();
        Phase phase;
        phase.title = phaseJson.value(QStringLiteral("title")).toString();
        phase.line = phaseJson.value(QStringLiteral("line")).toInt();
        phase.later = phaseJson.value(QStringLiteral("later")).toBool();
        const QJsonArray items = phaseJson.value(QStringLiteral("items")).toArray();
        for (const QJsonValue& item : items) {
            phase.items.push_back(itemFromJson(item.toObject()));
        }
        checklist.phases.push_back(std::move(phase));
    }
    return checklist;
}

} // namespace fairlead::checklist
