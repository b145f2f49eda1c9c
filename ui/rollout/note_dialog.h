#pragma once

#include "models/base/instant.h"
#include "ui/common/theme.h"

#include <QDialog>

class QDateTimeEdit;
class QPlainTextEdit;

namespace fairlead::ui {

class ActionButton;

/// Asks for a note about a moment of a release: words and time. Never blocks: shown with open(); Esc cancels, Ctrl+Enter adds it.
/// Thread: GUI.
class NoteDialog : public QDialog {
    Q_OBJECT
public:
    /// @p at is proposed; nothing after @p now can be chosen.
    NoteDialog(const Theme& theme, const QString& release, Instant at, Instant now, QWidget* parent);

    Instant at() const;
    QString words() const;
    bool canAdd() const;

Q_SIGNALS:
    /// The person has written it. The dialog closes itself.
    void written(fairlead::Instant at, const QString& words);

private:
    void add();
    void updateButton();

    Instant m_proposed;
    QPlainTextEdit* m_words;
    QDateTimeEdit* m_time;
    ActionButton* m_add;
};

} // namespace fairlead::ui
