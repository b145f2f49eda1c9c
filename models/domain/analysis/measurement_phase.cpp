#include "models/domain/analysis/measurement_phase.h"

namespace fairlead::analysis {

namespace {

std::expected<bool, QString> evaluate(const QString& name, const QString& condition, const expression::Value& result, Instant now)
{
    const auto wrong = [&](const expression::Fault& fault) {
        return std::unexpected(
            QStringLiteral("%1 \"%2\" cannot be evaluated: %3 (column %4)").arg(name, condition, fault.message).arg(fault.column));
    };
    const std::expected<expression::Expression, expression::Faults> read = expression::Expression::parse(condition);
    if (!read) {
        return wrong(read.error().front());
    }
    const std::expected<bool, expression::Fault> truth = read->holds(result, now);
    if (!truth) {
        return wrong(truth.error());
    }
    return *truth;
}

} // namespace

Measured phaseOf(const expression::Value& result, const QString& successCondition, const QString& failureCondition, Instant now)
{
    const bool asksSuccess = !successCondition.isEmpty();
    const bool asksFailure = !failureCondition.isEmpty();
    std::expected<bool, QString> success = false;
    std::expected<bool, QString> failure = false;
    if (asksSuccess) {
        success = evaluate(QStringLiteral("successCondition"), successCondition, result, now);
    }
    if (success && asksFailure) {
        failure = evaluate(QStringLiteral("failureCondition"), failureCondition, result, now);
    }
    if (!success || !failure) {
        return {Phase::Error, success ? failure.error() : success.error()};
    }
    if (!asksSuccess && !asksFailure) {
        return {Phase::Successful, {}};
    }
    const bool failed = asksFailure ? *failure : !*success;
    const bool succeeded = asksSuccess ? *success : !*failure;
    return {failed ? Phase::Failed : succeeded ? Phase::Successful : Phase::Inconclusive, {}};
}

} // namespace fairlead::analysis
