#include "models/domain/judge/mixer.h"

#include <QSet>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <limits>

namespace fairlead::judge {

namespace {

using Sets = std::vector<MetricSet>;

Sets named(const QString& name, const Sets& sets)
{
    Sets found;
    std::ranges::copy_if(sets, std::back_inserter(found), [&](const MetricSet& set) { return set.name == name; });
    return found;
}

QSet<QString> keysOf(const Sets& sets)
{
    QSet<QString> keys;
    for (const MetricSet& set : sets) {
        const QStringList here = set.tags.keys();
        keys.unite(QSet<QString>(here.begin(), here.end()));
    }
    return keys;
}

QString words(const QSet<QString>& keys)
{
    QStringList sorted(keys.begin(), keys.end());
    sorted.sort();
    return sorted.join(QStringLiteral(", "));
}

bool anyUntagged(const Sets& sets)
{
    return std::ranges::any_of(sets, [](const MetricSet& set) { return set.tags.isEmpty(); });
}

Values filledUp(Values values, int expected)
{
    if (expected > 0 && values.size() < static_cast<std::size_t>(expected)) {
        values.resize(static_cast<std::size_t>(expected), std::numeric_limits<double>::quiet_NaN());
    }
    return values;
}

/// The values of the series of @p sets with @p tags, or a series of NaN as long as its first one should be.
Values valuesOf(const Sets& sets, const Tags& tags)
{
    const auto found = std::ranges::find(sets, tags, &MetricSet::tags);
    return found == sets.end() ? filledUp({}, sets.front().expectedPoints) : filledUp(found->values, found->expectedPoints);
}

std::vector<Tags> tagsOf(const Sets& first, const Sets& second)
{
    std::vector<Tags> all;
    for (const Sets* const sets : {&first, &second}) {
        for (const MetricSet& set : *sets) {
            if (std::ranges::find(all, set.tags) == all.end()) {
                all.push_back(set.tags);
            }
        }
    }
    return all;
}

std::vector<MetricPair> pairsOf(const QString& name, const Sets& control, const Sets& experiment)
{
    std::vector<MetricPair> pairs;
    if (anyUntagged(control) != anyUntagged(experiment)) {
        const bool lends = anyUntagged(control);
        const Sets& tagged = lends ? experiment : control;
        const Values blank = filledUp({}, (lends ? control : experiment).front().expectedPoints);
        for (const MetricSet& set : tagged) {
            const Values values = filledUp(set.values, set.expectedPoints);
            pairs.push_back({name, {}, set.tags, lends ? values : blank, lends ? blank : values});
        }
        return pairs;
    }
    for (const Tags& tags : tagsOf(control, experiment)) {
        pairs.push_back({name, {}, tags, valuesOf(experiment, tags), valuesOf(control, tags)});
    }
    return pairs;
}

} // namespace

Result<std::vector<MetricPair>> mix(const QStringList& metrics, const Sets& control, const Sets& experiment)
{
    std::vector<MetricPair> pairs;
    for (const QString& name : metrics) {
        if (name.isEmpty()) {
            return fail(ErrorCode::InvalidInput, QStringLiteral("A metric has no name. Nothing was paired."));
        }
        const Sets controls = named(name, control);
        const Sets experiments = named(name, experiment);
        if (controls.empty() || experiments.empty()) {
            return fail(ErrorCode::InvalidInput,
                QStringLiteral("The %1 has no series of the metric %2. Nothing was paired.")
                    .arg(controls.empty() ? QStringLiteral("baseline (control)") : QStringLiteral("canary (experiment)"), name),
                name);
        }
        const QSet<QString> controlKeys = keysOf(controls);
        const QSet<QString> experimentKeys = keysOf(experiments);
        if (!controlKeys.isEmpty() && !experimentKeys.isEmpty() && controlKeys != experimentKeys) {
            return fail(ErrorCode::InvalidInput,
                QStringLiteral("The series of %1 have different tag keys: %2 in the baseline, %3 in the canary. Nothing was paired.")
                    .arg(name, words(controlKeys), words(experimentKeys)),
                name);
        }
        std::ranges::move(pairsOf(name, controls, experiments), std::back_inserter(pairs));
    }
    return pairs;
}

} // namespace fairlead::judge
