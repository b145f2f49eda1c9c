#pragma once

#include "models/formats/alerts/rule_file.h"

namespace fairlead::formats::alerts {

/// "groups[0]", "groups[0].rules[2].labels".
QString pathOf(std::size_t group);
QString pathOf(std::size_t group, std::size_t rule, const QString& field = {});

/// Collects what a writer leaves out of one rule.
class RuleNotes {
public:
    /// @p notes outlives it.
    RuleNotes(NotCarriedOvers& notes, std::size_t group, std::size_t rule)
        : m_notes(notes)
        , m_group(group)
        , m_rule(rule)
    {
    }

    void add(const QString& field, QString why) const { m_notes.push_back({pathOf(m_group, m_rule, field), std::move(why)}); }
    void whole(QString why) const { add({}, std::move(why)); }

private:
    NotCarriedOvers& m_notes;
    std::size_t m_group;
    std::size_t m_rule;
};

} // namespace fairlead::formats::alerts
