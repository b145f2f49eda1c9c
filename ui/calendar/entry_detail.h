#pragma once

#include "models/domain/calendar/entry.h"
#include "ui/common/widgets.h"

class QGridLayout;

namespace fairlead::ui {

/// One planned window in full: when in UTC and local time, how long, who, and how it stands now. Thread: GUI.
class EntryDetail : public Card {
    Q_OBJECT
public:
    explicit EntryDetail(const Theme& theme, QWidget* parent = nullptr);
    /// nullptr says that nothing is selected.
    void showEntry(const calendar::Entry* entry, Instant now);

private:
    enum Field { WhenField, LocalField, LengthField, WrittenField, OwnerField, RollbackField, PathField, FieldCount };

    const Theme& m_theme;
    StatusPill* m_pill;
    TextLabel* m_until;
    QWidget* m_content;
    TextLabel* m_nothing;
    TextLabel* m_names[FieldCount] = {};
    TextLabel* m_values[FieldCount] = {};
};

} // namespace fairlead::ui
