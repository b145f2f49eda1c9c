#include "models/formats/names.h"

#include <QRegularExpression>

namespace fairlead::formats {

namespace {

bool isComponentName(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral("^[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*(/[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*)*$"));
    return text.size() <= 200 && shape.match(text).hasMatch();
}

} // namespace

bool isVersion(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._+-]{0,63}$"));
    return shape.match(text).hasMatch();
}

void checkVersion(const YamlScribe& scribe, Position at, const QString& text)
{
    if (!isVersion(text)) {
        scribe.error(at, "bad-version", QStringLiteral("“%1” is not a version.").arg(text.left(64)),
            QStringLiteral("Use letters, digits, points, dashes and “+”: 2.0.0, 1.8.0-rc.1."));
    }
}

void checkComponentName(const YamlScribe& scribe, Position at, const QString& text)
{
    if (!isComponentName(text)) {
        scribe.error(at, "bad-name", QStringLiteral("“%1” is not a component's name.").arg(text.left(80)),
            QStringLiteral("Write a path of words parted by “/”, without spaces: personas/analysts/data_analyst."));
    }
}

std::optional<QString> componentName(YamlMap& map, const char* key, Need need)
{
    std::optional<QString> text = map.text(key, need);
    if (text) {
        checkComponentName(map.scribe(), map.placeOf(key), *text);
    }
    return text;
}

std::optional<QString> versionText(YamlMap& map, const char* key, Need need)
{
    std::optional<QString> text = map.text(key, need);
    if (text) {
        checkVersion(map.scribe(), map.placeOf(key), *text);
    }
    return text;
}

} // namespace fairlead::formats
