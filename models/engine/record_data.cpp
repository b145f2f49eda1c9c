#include "models/engine/record_data.h"

#include <QJsonArray>

#include <cmath>

namespace fairlead::engine {

namespace {

QJsonValue optional(std::optional<double> value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonValue weightOf(const rollout::Observation& seen)
{
    return seen.weight ? QJsonValue(seen.weight->value()) : QJsonValue();
}

QString shareInWords(const rollout::Observation& seen)
{
    return seen.share ? gate::inWords(*seen.share, metrics::Unit::Fraction) : QStringLiteral("no calls");
}

QString callsInWords(double calls)
{
    return gate::inWords(std::round(calls), metrics::Unit::Count);
}

} // namespace

QJsonObject decisionData(const rollout::State& state, const gate::Verdicts& verdicts, const rollout::Observation& seen, Millis soak)
{
    QJsonArray list;
    for (const gate::Verdict& verdict : verdicts) {
        list.append(toJson(verdict));
    }
    return {{QStringLiteral("step"), state.step}, {QStringLiteral("verdicts"), list},
        {QStringLiteral("asked"), state.asked().weight.value()}, {QStringLiteral("share"), optional(seen.share)},
        {QStringLiteral("soakMs"), static_cast<qint64>(soak.count())}};
}

QJsonObject effectData(const rollout::Command& command, const rollout::Observation& seen, bool effective, bool counted, Millis after)
{
    const auto effect = effective ? rollout::CommandEffect::Effective : rollout::CommandEffect::NotEffective;
    QJsonObject data{{QStringLiteral("command"), command.id.text()}, {QStringLiteral("effect"), toString(effect)},
        {QStringLiteral("weight"), weightOf(seen)}, {QStringLiteral("share"), optional(seen.share)},
        {QStringLiteral("calls"), seen.canaryCalls}, {QStringLiteral("total"), seen.totalCalls},
        {QStringLiteral("ms"), static_cast<qint64>(after.count())}};
    if (effective) {
        data.insert(QStringLiteral("proof"), counted ? QStringLiteral("share") : QStringLiteral("read-back"));
    }
    return data;
}

QString effectSentence(const rollout::Command& command, const rollout::Observation& seen, bool counted, const QString& version)
{
    if (!counted && command.ask().isPartial()) {
        return QStringLiteral("Read back %1; which of the %2 calls come from there is not told, so that they prove nothing.")
            .arg(rollout::inWords(command.ask()), callsInWords(seen.totalCalls));
    }
    if (!counted) {
        return QStringLiteral("Read back %1; only %2 calls seen, too few to prove the share.")
            .arg(rollout::inWords(command.ask()), callsInWords(seen.totalCalls));
    }
    return QStringLiteral("%1 of %2 calls reach %3, asked %4.")
        .arg(shareInWords(seen), callsInWords(seen.totalCalls), version, rollout::inWords(command.ask()));
}

QString noEffectSentence(const rollout::Command& command, const rollout::Observation& seen)
{
    return QStringLiteral("Sent, not effective yet: asked %1, the target says %2, observed %3. It is still watched.")
        .arg(rollout::inWords(command.ask()),
            seen.weight ? rollout::inWords({*seen.weight, seen.reach.value_or(rollout::Reach())}) : QStringLiteral("nothing"),
            shareInWords(seen));
}

} // namespace fairlead::engine
