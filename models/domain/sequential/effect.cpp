#include "models/domain/sequential/effect.h"

#include <QRegularExpression>

#include <array>
#include <cmath>

namespace fairlead::sequential {

namespace {

struct TimeUnit {
    const char* name;
    double seconds;
};
constexpr auto kTimeUnits
    = std::to_array<TimeUnit>({{"ns", 1e-9}, {"us", 1e-6}, {"\u00b5s", 1e-6}, {"ms", 1e-3}, {"s", 1.0}, {"m", 60.0}, {"h", 3600.0}});

std::optional<double> secondsOf(const QString& unit)
{
    for (const TimeUnit& known : kTimeUnits) {
        if (unit == QString::fromUtf8(known.name)) {
            return known.seconds;
        }
    }
    return std::nullopt;
}

std::unexpected<Error> refuse(const QString& text, const QString& why)
{
    return fail(ErrorCode::InvalidInput, QStringLiteral("the effect “%1” is not understood: %2").arg(text, why));
}

} // namespace

QString toString(Direction direction)
{
    switch (direction) {
    case Direction::Decrease: return QStringLiteral("decrease");
    case Direction::Increase: return QStringLiteral("increase");
    case Direction::None: break;
    }
    return QStringLiteral("none");
}

Result<Effect> Effect::parse(const QString& text, const QString& sampleUnit, std::optional<Rule> rule)
{
    static const QRegularExpression kForm(QStringLiteral(u"^([+\\-\u2212]?)\\s*(\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|\\.\\d+)\\s*(\\S*)$"));
    const QString trimmed = text.trimmed();
    const QRegularExpressionMatch match = kForm.match(trimmed);
    if (!match.hasMatch()) {
        return refuse(text, QStringLiteral("write a number such as +2%, 2%, -5%, 0.01 or 50ms"));
    }
    Effect effect;
    effect.m_text = trimmed;
    effect.m_size = match.captured(2).toDouble();
    const QString sign = match.captured(1);
    const QString unit = match.captured(3);
    if (!sign.isEmpty()) {
        effect.m_direction = sign == QLatin1String("+") ? Direction::Increase : Direction::Decrease;
        effect.m_rule = Rule::AtLeast;
    }
    effect.m_rule = rule.value_or(effect.m_rule);
    const std::optional<double> seconds = secondsOf(unit);
    const std::optional<double> ofSamples = secondsOf(sampleUnit);
    if (!sampleUnit.isEmpty() && !ofSamples) {
        return refuse(text, QStringLiteral("the samples' unit “%1” is none of ns, us, ms, s, m, h").arg(sampleUnit));
    }
    if (unit == QLatin1String("%")) {
        effect.m_relative = true;
        effect.m_size /= 100.0;
    } else if (unit == QLatin1String("pp")) {
        effect.m_size /= 100.0;
    } else if (seconds) {
        effect.m_size *= *seconds / ofSamples.value_or(*seconds);
    } else if (!unit.isEmpty()) {
        return refuse(text, QStringLiteral("“%1” is none of %, pp, ns, us, ms, s, m, h").arg(unit));
    }
    if (!std::isfinite(effect.m_size)) {
        return refuse(text, QStringLiteral("it is too large for a number"));
    }
    if (effect.m_relative && effect.m_direction == Direction::Decrease && effect.m_size >= 1.0) {
        return refuse(text, QStringLiteral("nothing falls by 100 % or more"));
    }
    return effect;
}

QString Effect::inWords() const
{
    if (m_size == 0.0) {
        switch (m_direction) {
        case Direction::None: return QStringLiteral("any difference");
        case Direction::Increase: return QStringLiteral("any increase");
        case Direction::Decrease: return QStringLiteral("any decrease");
        }
    }
    QString size = m_text;
    if (m_direction != Direction::None) {
        size.remove(0, 1);
    }
    const QString what = m_direction == Direction::None ? QStringLiteral("a difference")
        : m_direction == Direction::Increase            ? QStringLiteral("an increase")
                                                        : QStringLiteral("a decrease");
    const QString form = m_rule == Rule::Beyond ? QStringLiteral("%1 of more than %2") : QStringLiteral("%1 of at least %2");
    return form.arg(what, size.trimmed());
}

} // namespace fairlead::sequential
