#include "models/formats/plan_order.h"

#include <algorithm>

namespace fairlead::formats {

namespace {

using rollout::Step;
using rollout::StepKind;

/// Reads a plan from its first step to its last.
class Order {
public:
    Order(const YamlScribe& scribe, const std::vector<PlacedStep>& steps)
        : m_scribe(scribe)
        , m_steps(steps)
    {
    }

    void check()
    {
        for (m_index = 0; m_index < m_steps.size() && m_sound; ++m_index) {
            checkStep(step());
        }
        if (m_sound) {
            checkEnd();
        }
    }

private:
    const Step& step() const { return m_steps[m_index].step; }
    Position here() const { return m_steps[m_index].at; }

    void wrong(const QString& message, const QString& help) { m_scribe.error(here(), "bad-step-order", message, help); }

    void checkStep(const Step& step)
    {
        switch (step.kind) {
        case StepKind::SetWeight:
        case StepKind::Flag: checkWeight(step.weight.value()); break;
        case StepKind::Switch: checkSwitch(); break;
        case StepKind::Unit: checkUnits(step.reach.units); break;
        case StepKind::Mirror: checkMirror(); break;
        case StepKind::Soak:
        case StepKind::Gate: checkWatching(step.kind); break;
        case StepKind::Analysis: checkAnalysis(); break;
        case StepKind::Activate: checkActivation(); break;
        default: break;
        }
        m_shifted = m_shifted || (isShift(step.kind) && step.kind != StepKind::Configure);
        // A person who looks at the figures and says yes holds a bad release as a gate does.
        m_gated = m_gated || step.kind == StepKind::Gate || step.kind == StepKind::Approval || step.kind == StepKind::Verify;
        m_seen = m_seen || step.kind == StepKind::Verify || step.kind == StepKind::Approval;
    }

    void checkWeight(double weight)
    {
        if (m_weight && weight <= *m_weight) {
            wrong(QStringLiteral("The weight goes from %1 % to %2 %, but weights must rise.").arg(*m_weight).arg(weight),
                QStringLiteral("Order the weights from small to large."));
        }
        warnUngated(QStringLiteral("%1 %").arg(weight));
        expectFollower(QStringLiteral("the weight of %1 %").arg(weight), QStringLiteral("a weight that nobody watches proves nothing"));
        m_weight = weight;
        m_gated = false;
    }

    void checkSwitch()
    {
        if (!m_seen) {
            wrong(QStringLiteral("Nobody looks at the new version before the switch."),
                QStringLiteral("Add “- verify: {name: …, call: …}” or an approval before it: all users come at once."));
        }
        checkWeight(100.0);
    }

    void checkUnits(const QStringList& units)
    {
        if (m_weight && *m_weight >= 100.0) {
            wrong(QStringLiteral("A unit follows the weight of 100 %, which serves all of them."), QStringLiteral("Move it before that."));
        }
        for (const QString& unit : units) {
            if (m_units.contains(unit)) {
                wrong(QStringLiteral("The unit “%1” came before.").arg(unit), QStringLiteral("Keep one of them."));
            }
        }
        if (!m_units.isEmpty() || m_weight) {
            warnUngated(units.join(QStringLiteral(", ")));
        }
        expectFollower(QStringLiteral("the unit %1").arg(units.join(QStringLiteral(", "))),
            QStringLiteral("a unit that nobody watches proves nothing"));
        m_units += units;
        m_gated = false;
    }

    void checkMirror()
    {
        if (m_weight || !m_units.isEmpty()) {
            wrong(QStringLiteral("A mirror follows steps that serve users."), QStringLiteral("Move it before the first of them."));
        }
        expectFollower(QStringLiteral("the mirror"), QStringLiteral("a mirror that nobody watches proves nothing"));
    }

    void checkWatching(StepKind kind)
    {
        if (!m_shifted) {
            wrong(QStringLiteral("“%1” stands before the first weight.").arg(toString(kind)),
                QStringLiteral("Begin with “- setWeight: 10”."));
            m_sound = false;
        }
    }

    void checkAnalysis()
    {
        if (m_analysis) {
            wrong(QStringLiteral("The analysis begins twice."), QStringLiteral("Keep the first."));
        }
        m_analysis = true;
    }

    void checkActivation()
    {
        if (!m_weight) {
            wrong(QStringLiteral("“activate” stands before the first weight."), QStringLiteral("Begin with “- setWeight: 10”."));
            m_sound = false;
        } else if (m_index + 1 < m_steps.size()) {
            wrong(QStringLiteral("The activation is not the last step."), QStringLiteral("Move it to the end."));
            m_sound = false;
        }
    }

    /// What asks for traffic needs somebody who looks: a soak, a verification or a person.
    void expectFollower(const QString& what, const QString& because)
    {
        const StepKind next = m_index + 1 < m_steps.size() ? m_steps[m_index + 1].step.kind : StepKind::Activate;
        if (next != StepKind::Soak && next != StepKind::Approval && next != StepKind::Verify && next != StepKind::Analysis) {
            wrong(QStringLiteral("Neither a soak nor an approval follows %1.").arg(what),
                QStringLiteral("Add “- soak: 15m” after it: %1.").arg(because));
        }
    }

    void warnUngated(const QString& what)
    {
        if ((m_weight || !m_units.isEmpty()) && !m_gated) {
            m_scribe.warn(here(), "ungated-weight", QStringLiteral("No gate stands between %1 and %2.").arg(before(), what),
                QStringLiteral("Add “- gate: success_criteria” before this step."));
        }
    }

    QString before() const { return m_weight ? QStringLiteral("%1 %").arg(*m_weight) : m_units.join(QStringLiteral(", ")); }

    void checkEnd()
    {
        m_index = m_steps.size() - 1;
        if (step().kind != StepKind::Activate) {
            wrong(QStringLiteral("The plan does not end with the activation."),
                QStringLiteral("Add “- activate: registry” as the last step."));
            return;
        }
        if (m_weight && *m_weight < 100.0) {
            wrong(QStringLiteral("The plan activates at %1 % of the traffic.").arg(*m_weight),
                QStringLiteral("Let the weights reach 100 before the activation."));
        }
        if (m_weight && !m_gated) {
            m_scribe.warn(here(), "ungated-weight", QStringLiteral("No gate stands between %1 % and the activation.").arg(*m_weight),
                QStringLiteral("Add “- gate: success_criteria” before this step."));
        }
    }

    const YamlScribe& m_scribe;
    const std::vector<PlacedStep>& m_steps;
    std::size_t m_index = 0;
    std::optional<double> m_weight; ///< of all users, the last one asked for
    QStringList m_units; ///< that came
    bool m_shifted = false; ///< the target was asked for something that can be watched
    bool m_gated = false; ///< since the last growth
    bool m_seen = false; ///< somebody looked at the version
    bool m_analysis = false;
    bool m_sound = true; ///< false: what follows would only repeat what is said
};

} // namespace

void checkOrder(const YamlScribe& scribe, Position at, const std::vector<PlacedStep>& steps)
{
    if (steps.empty()) {
        scribe.error(at, "no-steps", QStringLiteral("The plan has no steps."), QStringLiteral("Begin with “- setWeight: 10”."));
        return;
    }
    Order(scribe, steps).check();
}

} // namespace fairlead::formats
