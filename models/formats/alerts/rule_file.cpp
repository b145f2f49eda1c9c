#include "models/formats/alerts/rule_file.h"

#include <algorithm>

namespace fairlead::formats::alerts {

namespace {

QString valueOf(const Pairs& pairs, const QString& name)
{
    const auto place = std::ranges::find(pairs, name, [](const auto& pair) { return pair.first; });
    return place == pairs.end() ? QString() : place->second;
}

int count(const RuleFile& file, bool recording)
{
    int total = 0;
    for (const RuleGroup& group : file.groups) {
        total += static_cast<int>(std::ranges::count(group.rules, recording, &AlertRule::recording));
    }
    return total;
}

} // namespace

QString AlertRule::label(const QString& wanted) const
{
    return valueOf(labels, wanted);
}

QString AlertRule::annotation(const QString& wanted) const
{
    return valueOf(annotations, wanted);
}

int RuleFile::alertCount() const
{
    return count(*this, false);
}

int RuleFile::recordingCount() const
{
    return count(*this, true);
}

} // namespace fairlead::formats::alerts
