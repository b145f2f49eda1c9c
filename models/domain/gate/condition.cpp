#include "models/domain/gate/condition.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>
#include <optional>

namespace fairlead::gate {

namespace {

using metrics::Unit;

const QChar kNoBreak(0x00A0);
constexpr double kMillisPerSecond = 1000.0;
constexpr double kPerCent = 100.0;

/// The pieces of "<= 1%" with their places.
struct Pieces {
    Comparator comparator = Comparator::Less;
    double number = 0.0;
    int numberColumn = 1;
    QString unit; ///< "", "%", "s", "ms", "/100"
    int unitColumn = 1;
};

std::unexpected<ConditionError> wrong(qsizetype index, QString message, QString help)
{
    return std::unexpected(ConditionError{static_cast<int>(index) + 1, std::move(message), std::move(help)});
}

qsizetype skipBlanks(const QString& text, qsizetype at)
{
    while (at < text.size() && text.at(at).isSpace()) {
        ++at;
    }
    return at;
}

std::optional<Comparator> readComparator(const QString& text, qsizetype& at)
{
    const QChar sign = at < text.size() ? text.at(at) : QChar();
    const bool withEqual = at + 1 < text.size() && text.at(at + 1) == QLatin1Char('=');
    std::optional<Comparator> found;
    if (sign == QLatin1Char('<')) {
        found = withEqual ? Comparator::LessOrEqual : Comparator::Less;
    } else if (sign == QLatin1Char('>')) {
        found = withEqual ? Comparator::GreaterOrEqual : Comparator::Greater;
    } else if (sign == QChar(0x2264)) {
        found = Comparator::LessOrEqual;
    } else if (sign == QChar(0x2265)) {
        found = Comparator::GreaterOrEqual;
    }
    if (found) {
        at += sign.unicode() < 0x80 && withEqual ? 2 : 1;
    }
    return found;
}

std::expected<Pieces, ConditionError> split(const QString& text)
{
    static const QRegularExpression number(QStringLiteral("\\G-?([0-9]+(\\.[0-9]+)?|\\.[0-9]+)"));
    static const QRegularExpression unit(QStringLiteral("\\G(%|ms|s|/\\s*100)(?![A-Za-z0-9.])"));
    Pieces pieces;
    qsizetype at = skipBlanks(text, 0);
    const std::optional<Comparator> comparator = readComparator(text, at);
    if (!comparator) {
        return wrong(at, QStringLiteral("The condition does not begin with a comparison."),
            QStringLiteral("Begin with <, <=, > or >=: \"< 0.01\"."));
    }
    pieces.comparator = *comparator;
    at = skipBlanks(text, at);
    const QRegularExpressionMatch found = number.match(text, at);
    if (!found.hasMatch()) {
        return wrong(at,
            at < text.size() ? QStringLiteral("“%1” is not a number.").arg(text.mid(at).left(40)) : QStringLiteral("The bound is missing."),
            QStringLiteral("Write a number after the comparison: \"< 0.01\"."));
    }
    pieces.number = found.capturedView().toDouble();
    pieces.numberColumn = static_cast<int>(at) + 1;
    at = skipBlanks(text, found.capturedEnd());
    if (at < text.size() && text.at(at) == QLatin1Char(',')) {
        return wrong(at, QStringLiteral("A number has a point, not a comma."), QStringLiteral("Write 0.01 instead of 0,01."));
    }
    pieces.unitColumn = static_cast<int>(at) + 1;
    const QRegularExpressionMatch unitFound = unit.match(text, at);
    if (unitFound.hasMatch()) {
        pieces.unit = unitFound.captured().remove(QLatin1Char(' '));
        at = skipBlanks(text, unitFound.capturedEnd());
    }
    if (at < text.size()) {
        return wrong(at, QStringLiteral("“%1” is not part of a condition.").arg(text.mid(at).left(40)),
            QStringLiteral("After the number only %, s, ms or /100 may stand."));
    }
    return pieces;
}

bool isTime(const QString& unit)
{
    return unit == QLatin1String("s") || unit == QLatin1String("ms");
}

double boundOf(const Pieces& pieces)
{
    if (pieces.unit == QLatin1String("%") || pieces.unit == QLatin1String("/100")) {
        return pieces.number / kPerCent;
    }
    return pieces.unit == QLatin1String("ms") ? pieces.number / kMillisPerSecond : pieces.number;
}

/// Is @p metric one that runs from 0 to 1?
bool isShareLike(const QString& metric, Unit unit)
{
    return unit == Unit::Fraction || metric == metrics::kQuality;
}

/// What does not fit between the unit written and the unit of the metric.
std::optional<ConditionError> misfit(const Pieces& pieces, const QString& metric, Unit unit)
{
    const auto at = [](int column, const QString& message, const QString& help) { return ConditionError{column, message, help}; };
    if (unit == Unit::Seconds && !isTime(pieces.unit)) {
        return pieces.unit.isEmpty() ? at(pieces.unitColumn, QStringLiteral("%1 is a time, and its bound has no unit.").arg(metric),
                                           QStringLiteral("Add s or ms: \"< 2s\", \"< 500ms\"."))
                                     : at(pieces.unitColumn, QStringLiteral("%1 is a time; “%2” does not fit.").arg(metric, pieces.unit),
                                           QStringLiteral("Write s or ms: \"< 2s\", \"< 500ms\"."));
    }
    if (isTime(pieces.unit) && (unit == Unit::Count || isShareLike(metric, unit))) {
        return at(pieces.unitColumn, QStringLiteral("%1 is not a time; “%2” does not fit.").arg(metric, pieces.unit),
            isShareLike(metric, unit) ? QStringLiteral("Write a fraction or a percentage: \"< 0.01\", \"< 1%\".")
                                      : QStringLiteral("Write a plain number."));
    }
    if (unit == Unit::Count && !pieces.unit.isEmpty()) {
        return at(pieces.unitColumn, QStringLiteral("%1 is a count; “%2” does not fit.").arg(metric, pieces.unit),
            QStringLiteral("Write a plain number."));
    }
    const bool known = unit != Unit::None || metric == metrics::kQuality;
    if (known && pieces.number < 0.0) {
        return at(pieces.numberColumn, QStringLiteral("%1 is never below zero.").arg(metric), QStringLiteral("Write a positive bound."));
    }
    if (isShareLike(metric, unit) && boundOf(pieces) > 1.0) {
        return at(pieces.numberColumn, QStringLiteral("%1 runs from 0 to 1, so it never reaches this bound.").arg(metric),
            QStringLiteral("Write a fraction, or a unit: %1% is %2.").arg(pieces.number).arg(pieces.number / kPerCent));
    }
    return std::nullopt;
}

Unit keptUnit(const Pieces& pieces, const QString& metric, Unit unit)
{
    if (unit != Unit::None || metric == metrics::kQuality) {
        return unit;
    }
    if (isTime(pieces.unit)) {
        return Unit::Seconds;
    }
    return pieces.unit == QLatin1String("%") ? Unit::Fraction : Unit::None;
}

/// Figures without surplus zeros: 1.62, 2, 0.9.
QString figures(double value, int decimals)
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions); // thousands are parted by commas
    QString text = locale.toString(value, 'f', decimals);
    if (text.contains(QLatin1Char('.'))) {
        while (text.endsWith(QLatin1Char('0'))) {
            text.chop(1);
        }
        if (text.endsWith(QLatin1Char('.'))) {
            text.chop(1);
        }
    }
    return text == QLatin1String("-0") ? QStringLiteral("0") : text;
}

/// All figures of a number that a person wrote, without the noise of binary fractions.
QString exactFigures(double value)
{
    constexpr int kFigures = 12;
    return std::abs(value) >= kMillisPerSecond ? figures(value, 3) : QString::number(value, 'g', kFigures);
}

QString withUnit(const QString& number, const char* unit)
{
    return number + kNoBreak + QLatin1String(unit);
}

QString percentInWords(double value)
{
    const double percent = value * kPerCent;
    const double size = std::abs(percent);
    // A rate that is not zero must not read as zero.
    if (size > 0.0 && size < 0.005) {
        return withUnit(QString::number(percent, 'g', 1), "%");
    }
    return withUnit(figures(percent, size < 9.995 ? 2 : 1), "%");
}

QString secondsInWords(double value)
{
    const double size = std::abs(value);
    if (size > 0.0 && size < 0.9995) {
        const double millis = value * kMillisPerSecond;
        return withUnit(figures(millis, std::abs(millis) < 10.0 ? 2 : 0), "ms");
    }
    return withUnit(figures(value, size < 99.995 ? 2 : 0), "s");
}

} // namespace

std::expected<Condition, ConditionError> Condition::parse(const QString& text, const QString& metric)
{
    const std::expected<Pieces, ConditionError> pieces = split(text);
    if (!pieces) {
        return std::unexpected(pieces.error());
    }
    const Unit unit = metrics::unitOf(metric);
    const std::optional<ConditionError> error = misfit(*pieces, metric, unit);
    if (error) {
        return std::unexpected(*error);
    }
    Condition condition;
    condition.m_text = text.trimmed();
    condition.m_comparator = pieces->comparator;
    condition.m_bound = boundOf(*pieces);
    condition.m_unit = keptUnit(*pieces, metric, unit);
    return condition;
}

bool Condition::holds(double value) const
{
    switch (m_comparator) {
    case Comparator::Less: return value < m_bound;
    case Comparator::LessOrEqual: return value <= m_bound;
    case Comparator::Greater: return value > m_bound;
    case Comparator::GreaterOrEqual: return value >= m_bound;
    }
    Q_UNREACHABLE();
}

QString Condition::boundInWords() const
{
    QString word;
    switch (m_comparator) {
    case Comparator::Less: word = QStringLiteral("under "); break;
    case Comparator::LessOrEqual: word = QStringLiteral("at most "); break;
    case Comparator::Greater: word = QStringLiteral("above "); break;
    case Comparator::GreaterOrEqual: word = QStringLiteral("at least "); break;
    }
    switch (m_unit) {
    case Unit::Fraction: return word + withUnit(exactFigures(m_bound * kPerCent), "%");
    case Unit::Seconds:
        return word + (m_bound < 1.0 ? withUnit(exactFigures(m_bound * kMillisPerSecond), "ms") : withUnit(exactFigures(m_bound), "s"));
    case Unit::Count:
    case Unit::None: return word + exactFigures(m_bound);
    }
    Q_UNREACHABLE();
}

QString inWords(double value, metrics::Unit unit)
{
    if (!std::isfinite(value)) {
        return QStringLiteral("no number");
    }
    switch (unit) {
    case Unit::Fraction: return percentInWords(value);
    case Unit::Seconds: return secondsInWords(value);
    case Unit::Count: return figures(value, std::abs(value) < 10.0 ? 2 : 0);
    case Unit::None: return figures(value, 3);
    }
    Q_UNREACHABLE();
}

QString titleOf(const QString& metric)
{
    if (metric == metrics::kShare) {
        return QStringLiteral("Share of traffic");
    }
    QString title = metric;
    title.replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!title.isEmpty()) {
        title[0] = title.at(0).toUpper();
    }
    return title;
}

} // namespace fairlead::gate
