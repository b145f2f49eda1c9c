#pragma once

#include "models/reports/report.h"

namespace fairlead::reports {

/// Walks the records of a release once and notes what a state alone forgets: verdicts by stage, interruptions, deviations,
/// who did what. Used by buildReport.
class Fold {
public:
    /// @p records are those of one release, oldest first; @p release is the one that they prepare.
    Fold(const std::vector<audit::Record>& records, const rollout::Release& release);

    const rollout::State& state() const { return m_state; }
    const std::optional<checklist::Run>& run() const { return m_run; }
    const std::vector<GateRow>& gates() const { return m_gates; }
    const std::vector<Interruption>& interruptions() const { return m_interruptions; }
    const std::vector<Deviation>& deviations() const { return m_deviations; }
    const std::vector<Person>& people() const { return m_people; }

private:
    void take(const audit::Record& record);
    void takeVerdicts(const audit::Record& record);
    void takeChecklist(const audit::Record& record);
    void takeInterruption(const audit::Record& record);
    void takeDeviation(const audit::Record& record);
    void takePerson(const audit::Record& record);
    void deviate(const audit::Record& record, const QString& text);
    void involve(const QString& name, const QString& role);

    rollout::State m_state;
    std::vector<rollout::Stage> m_stages;
    std::optional<checklist::Run> m_run;
    std::vector<GateRow> m_gates;
    std::vector<Interruption> m_interruptions;
    std::vector<Deviation> m_deviations;
    std::vector<Person> m_people;
};

} // namespace fairlead::reports
