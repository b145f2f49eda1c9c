#include "models/formats/freezes.h"

#include "models/formats/names.h"
#include "models/formats/zoned_time.h"

#include <algorithm>

namespace fairlead::formats {

namespace {

std::optional<Instant> readEnd(YamlMap& map, const char* key, DaySide side)
{
    const std::optional<QString> text = map.text(key, Need::Required);
    if (!text) {
        return std::nullopt;
    }
    const std::expected<Instant, WindowError> at = readMoment(*text, side);
    if (!at) {
        const WindowError& wrong = at.error();
        const YamlNode* node = map.find(key, Need::Optional);
        map.scribe().error(map.scribe().within(*node, wrong.column), wrong.code.toLatin1().constData(), wrong.message, wrong.help);
        return std::nullopt;
    }
    return *at;
}

QStringList readNames(YamlMap& map, const char* key, std::vector<Position>& places)
{
    const std::vector<PlacedText> names = map.texts(key, Need::Optional);
    const YamlNode* node = map.find(key, Need::Optional);
    if (node != nullptr && node->kind == YamlNode::Kind::Sequence && node->items.empty()) {
        map.scribe().error(node->at, "empty-list", QStringLiteral("An empty list does not say whether all are meant or none."),
            QStringLiteral("Delete the key for all of them, or name some."));
    }
    places.reserve(names.size());
    for (const PlacedText& name : names) {
        places.push_back(name.at);
    }
    return textsOf(names);
}

void readFreeze(YamlMap& map, std::vector<PlacedFreeze>& freezes)
{
    const int before = map.scribe().errorCount();
    PlacedFreeze placed{{map.text("name", Need::Required).value_or(QString()), *Span::create({}, Instant::fromMs(1)), {}, {}, {}}, {}, {}};
    const std::optional<Instant> from = readEnd(map, "from", DaySide::Begin);
    const std::optional<Instant> to = readEnd(map, "to", DaySide::End);
    placed.freeze.reason = map.text("reason", Need::Optional).value_or(QString());
    placed.freeze.environments = readNames(map, "environments", placed.environments);
    placed.freeze.components = readNames(map, "components", placed.components);
    for (std::size_t i = 0; i < placed.components.size(); ++i) {
        checkComponentName(map.scribe(), placed.components[i], placed.freeze.components.at(static_cast<qsizetype>(i)));
    }
    map.finish();
    if (!from || !to) {
        return;
    }
    const Result<Span> span = Span::create(*from, *to);
    if (!span) {
        map.scribe().error(
            map.placeOf("to"), "bad-window", QStringLiteral("The freeze ends before it begins."), QStringLiteral("Write a later end."));
        return;
    }
    placed.freeze.span = *span;
    if (map.scribe().errorCount() > before) {
        return;
    }
    const auto twin = std::ranges::find_if(freezes, [&placed](const PlacedFreeze& other) { return other.freeze == placed.freeze; });
    if (twin != freezes.end()) {
        map.scribe().error(
            map.at(), "duplicate-entry", QStringLiteral("This freeze stands in the list twice."), QStringLiteral("Keep one of them."));
        return;
    }
    freezes.push_back(std::move(placed));
}

} // namespace

std::vector<PlacedFreeze> readFreezes(YamlMap& calendar)
{
    std::vector<PlacedFreeze> freezes;
    const std::vector<YamlNode>* nodes = calendar.list("freezes", Need::Optional);
    if (nodes == nullptr) {
        return freezes;
    }
    for (const YamlNode& node : *nodes) {
        if (expectMap(calendar.scribe(), node, QStringLiteral("A freeze"))) {
            YamlMap map(calendar.scribe(), node, QStringLiteral("a freeze"), node.at);
            readFreeze(map, freezes);
        }
    }
    return freezes;
}

} // namespace fairlead::formats
