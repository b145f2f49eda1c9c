#pragma once

#include "models/domain/condition/condition.h"

#include <QStringList>

#include <limits>
#include <map>

namespace fairlead::test {

using condition::Condition;
using condition::TextError;
using condition::Truth;

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Numbers by the names that a text gives them: "latency", "p95(latency)", "baseline latency".
class Table : public condition::Values {
public:
    explicit Table(std::map<QString, double> numbers)
        : m_numbers(std::move(numbers))
    {
    }
    std::optional<double> value(const condition::Term& term) const override
    {
        QString name = term.metric;
        if (term.aggregate == condition::Aggregate::P95) {
            name = QStringLiteral("p95(%1)").arg(name);
        }
        if (term.role == metrics::Role::Baseline) {
            name.prepend(QStringLiteral("baseline "));
        }
        const auto found = m_numbers.find(name);
        return found == m_numbers.end() ? std::nullopt : std::optional(found->second);
    }

private:
    std::map<QString, double> m_numbers;
};

/// "latency=2 baseline latency=1.5": the number of a name that is not there is missing.
inline Table tableOf(const QString& text)
{
    std::map<QString, double> numbers;
    for (const QString& part : text.split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
        const QString value = part.section(QLatin1Char('='), 1);
        numbers[part.section(QLatin1Char('='), 0, 0).trimmed()] = value == QLatin1String("NaN") ? kNaN
            : value == QLatin1String("inf")                                                     ? std::numeric_limits<double>::infinity()
                                                                                                : value.toDouble();
    }
    return Table(numbers);
}

inline QString wordOf(Truth truth)
{
    return truth == Truth::True ? QStringLiteral("true") : truth == Truth::False ? QStringLiteral("false") : QStringLiteral("unknown");
}

inline QString shown(const std::vector<TextError>& errors)
{
    QStringList lines;
    for (const TextError& error : errors) {
        lines.append(QStringLiteral("%1+%2 %3 > %4").arg(error.column).arg(error.length).arg(error.message, error.help));
    }
    return lines.join(QLatin1Char('\n'));
}

inline QByteArray fault(const std::expected<Condition, std::vector<TextError>>& read)
{
    return read ? QByteArray() : shown(read.error()).toUtf8();
}

} // namespace fairlead::test
