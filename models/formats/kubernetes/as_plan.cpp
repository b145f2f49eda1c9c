#include "models/formats/kubernetes/as_plan.h"

#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace fairlead::formats::kubernetes {

namespace {

const QString kWatch = QStringLiteral("1m"); ///< where the object lets nobody watch
constexpr double kAll = 100.0;

QString number(double value)
{
    return QString::number(value, 'g', 12);
}

QString length(double seconds)
{
    const auto whole = static_cast<qint64>(std::llround(seconds));
    if (whole <= 0) {
        return QStringLiteral("1s");
    }
    if (whole % 3600 == 0) {
        return QStringLiteral("%1h").arg(whole / 3600);
    }
    return whole % 60 == 0 ? QStringLiteral("%1m").arg(whole / 60) : QStringLiteral("%1s").arg(whole);
}

/// Writes the steps of a plan in an order that the reader takes.
class Steps {
public:
    void weight(double value)
    {
        if (value <= m_weight) {
            m_notes
                += QStringLiteral("A weight of %1 % after %2 % is left out: weights of a plan rise.").arg(number(value), number(m_weight));
            return;
        }
        watch();
        add(QStringLiteral("setWeight: ") + number(value));
        m_weight = value;
        m_unwatched = true;
    }
    void mirror(double value)
    {
        if (m_weight > 0.0 || m_mirrored || value <= 0.0) {
            m_notes += QStringLiteral("A mirror behind the first weight is left out.");
            return;
        }
        add(QStringLiteral("mirror: ") + number(value));
        m_mirrored = true;
        m_unwatched = true;
    }
    void switchAll()
    {
        add(QStringLiteral("switch: candidate"));
        m_weight = kAll;
        m_unwatched = true;
    }
    void soak(double seconds)
    {
        if (m_weight <= 0.0 && !m_mirrored) {
            m_notes += QStringLiteral("A pause before the first weight is left out.");
            return;
        }
        add(QStringLiteral("soak: ") + length(seconds));
        m_unwatched = false;
    }
    void approval()
    {
        add(QStringLiteral("approval: 1"));
        m_unwatched = false;
    }
    void gate()
    {
        watch();
        if (m_weight > 0.0 || m_mirrored) {
            add(QStringLiteral("gate: success_criteria"));
        }
    }
    void analysis()
    {
        if (!m_analysis) {
            watch();
            add(QStringLiteral("analysis: background"));
        }
        m_analysis = true;
    }
    /// All traffic, watched, and the version of record.
    void end()
    {
        if (m_weight < kAll) {
            weight(kAll);
        }
        gate();
        add(QStringLiteral("activate: registry"));
    }
    void note(const QString& text) { m_notes += text; }

    QString text() const
    {
        QString text;
        for (const QString& step : m_steps) {
            text += QStringLiteral("  - %1\n").arg(step);
        }
        return text;
    }
    QStringList notes() const { return m_notes; }

private:
    void add(const QString& step) { m_steps += step; }
    void watch()
    {
        if (m_unwatched) {
            m_notes += QStringLiteral("%1 % is watched for %2; the object goes on at once.").arg(number(m_weight), kWatch);
            add(QStringLiteral("soak: ") + kWatch);
            m_unwatched = false;
        }
    }

    QStringList m_steps;
    QStringList m_notes;
    double m_weight = 0.0;
    bool m_mirrored = false;
    bool m_unwatched = false;
    bool m_analysis = false;
};

void addArgoStep(const PlanStep& step, Steps& steps)
{
    const QJsonObject value = step.value.toObject();
    if (step.type == QLatin1String("setWeight")) {
        steps.weight(step.value.toDouble());
    } else if (step.type == QLatin1String("pause")) {
        const QJsonValue seconds = value.value(QStringLiteral("durationSeconds"));
        if (seconds.isDouble()) {
            steps.soak(seconds.toDouble());
        } else {
            steps.approval();
        }
    } else if (step.type == QLatin1String("analysis")) {
        steps.gate();
    } else if (step.type == QLatin1String("setMirrorRoute")) {
        steps.mirror(value.value(QStringLiteral("percentage")).toDouble(kAll));
    } else if (!step.type.isEmpty()) {
        steps.note(QStringLiteral("The step %1 is left out: a plan asks the target for shares, units and settings.").arg(step.type));
    }
}

void addArgoCanary(const PlanObject& object, Steps& steps)
{
    const QJsonObject background = object.details.value(QStringLiteral("backgroundAnalysis")).toObject();
    const int begins = background.isEmpty() ? -1 : background.value(QStringLiteral("startingStep")).toInt(0);
    for (std::size_t i = 0; i < object.steps.size(); ++i) {
        addArgoStep(object.steps[i], steps);
        if (begins > 0 && static_cast<int>(i) == begins) {
            steps.analysis();
        }
    }
    if (object.steps.empty()) {
        steps.note(QStringLiteral("A canary without steps is a rolling update: all at once here."));
    }
}

void addBlueGreen(Steps& steps)
{
    steps.note(QStringLiteral("A person looks at the new version before the switch; put a verification in place of the approval."));
    steps.approval();
    steps.switchAll();
}

void addFlagger(const FlaggerSchedule& schedule, Steps& steps)
{
    if (schedule.strategy != QLatin1String("canary")) {
        steps.note(QStringLiteral("%1 checks before the switch are a person's yes here.").arg(schedule.iterations));
        addBlueGreen(steps);
        steps.soak(schedule.intervalSeconds);
        return;
    }
    if (schedule.mirrorStepFirst) {
        steps.mirror(kAll);
        steps.soak(schedule.intervalSeconds);
        steps.gate();
    }
    for (const int weight : schedule.weights) {
        steps.weight(std::min(weight, 100));
        steps.soak(schedule.intervalSeconds);
        steps.gate();
    }
    if (!schedule.promotionWeights.empty()) {
        steps.note(QStringLiteral("Traffic stays with the new version; there is no second version that takes over from it."));
    }
}

/// Criteria that Flagger's built-in metrics stand for; the others are told in a comment.
QStringList criteriaOf(const std::vector<PlanMetric>& metrics, Steps& steps)
{
    QStringList criteria;
    for (const PlanMetric& metric : metrics) {
        const std::optional<double> least = metric.range ? metric.range->min : metric.threshold;
        const std::optional<double> most = metric.range ? metric.range->max : metric.threshold;
        if (metric.name == QLatin1String("request-success-rate") && least) {
            criteria += QStringLiteral("error_rate: \"<= %1%\"").arg(number(kAll - *least));
        } else if (metric.name == QLatin1String("request-duration") && most) {
            criteria += QStringLiteral("latency_p99: \"<= %1ms\"").arg(number(*most));
        } else {
            const QString condition = metric.successCondition.value_or(metric.failureCondition.value_or(QString())).simplified();
            steps.note(QStringLiteral("Write a criterion for the metric %1 into the manifest%2")
                    .arg(metric.name, condition.isEmpty() ? QStringLiteral(".") : QStringLiteral(": ") + condition));
        }
    }
    criteria.removeDuplicates();
    return criteria;
}

QString comment(QString text)
{
    static const QRegularExpression control(QStringLiteral("[\\x00-\\x1f\\x7f]+"));
    return QStringLiteral("# - %1\n").arg(text.replace(control, QStringLiteral(" ")));
}

QString planName(const PlanObject& object)
{
    static const QRegularExpression other(QStringLiteral("[^A-Za-z0-9_.-]+"));
    QString name = object.name;
    name.replace(other, QStringLiteral("-"));
    return name.isEmpty() ? QStringLiteral("converted") : name;
}

} // namespace

QString asPlan(const PlanObject& object, const std::vector<PlanMetric>& metrics)
{
    const bool rollout = object.kind == QLatin1String("Rollout") && !object.strategy.isEmpty();
    if (!rollout && !object.schedule) {
        return {};
    }
    Steps steps;
    const QStringList criteria = criteriaOf(object.schedule ? object.metrics : metrics, steps);
    if (object.schedule) {
        addFlagger(*object.schedule, steps);
    } else if (object.strategy == QLatin1String("blueGreen")) {
        addBlueGreen(steps);
    } else {
        addArgoCanary(object, steps);
    }
    steps.end();
    QString text = QStringLiteral("# %1 %2 as a plan. What is left out or decided here:\n").arg(object.kind, planName(object));
    QStringList notes = steps.notes();
    for (const NotCarriedOver& lost : object.notCarriedOver) {
        notes += QStringLiteral("%1: %2").arg(lost.path, lost.why);
    }
    notes.removeDuplicates();
    for (const QString& note : std::as_const(notes)) {
        text += comment(note);
    }
    text += QStringLiteral("name: \"%1\"\n").arg(planName(object));
    if (object.schedule && object.schedule->failedChecksToRollback > 0) {
        text += QStringLiteral("gates: {fail_after: %1}\n").arg(std::clamp(object.schedule->failedChecksToRollback, 1, 10'000));
    }
    if (criteria.isEmpty()) {
        return text + QStringLiteral("steps:\n") + steps.text();
    }
    QString indented = steps.text();
    indented.replace(QStringLiteral("  - "), QStringLiteral("      - "));
    return text
        + QStringLiteral("phases:\n  - name: rollout\n    success_criteria: {%1}\n    steps:\n").arg(criteria.join(QStringLiteral(", ")))
        + indented;
}

} // namespace fairlead::formats::kubernetes
