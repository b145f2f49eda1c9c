#pragma once

#include "ui/rollout/command_dialog.h"
#include "ui/rollout/rare_verb.h"

class QLineEdit;
class QPlainTextEdit;

namespace fairlead::ui {

class CheckLines;

/// What the dialogs of rare verbs share: a list of what it means at the left, a reason and where it is dangerous a typed word at the
/// right. Words and the button follow each snapshot. Thread: GUI.
class VerbDialog : public CommandDialog {
    Q_OBJECT
public:
    void showSnapshot(const rollout::Snapshot& snapshot) final;

    /// What would be asked for if it were sent now.
    VerbRequest request() const;

protected:
    VerbDialog(const Theme& theme, RareVerb verb, ButtonKind kind, const rollout::Snapshot& snapshot, QWidget* parent);

    /// The question, the picture, the lists and the button for snapshot().
    virtual void updateWords() = 0;
    /// What the person has to fill in besides the reason and the typed word; empty when nothing is missing.
    virtual QString missing() const { return {}; }
    /// Does the verb mean something else than when this opened?
    virtual bool hasGoneOn() const { return false; }
    virtual void fill(VerbRequest& /*request*/) const { }
    QString reason() const override;

    // For constructors, in the order in which they stand; begin() comes last.
    void addList(const QString& title); ///< left
    void addReason(bool required = true); ///< right
    void addTyped(const QString& word); ///< right
    void addRecorded(); ///< right
    void begin();
    TextLabel* addLabel(QVBoxLayout* column, const QString& text);

    void updateClosed();
    CheckLines& list() const { return *m_list; }
    const rollout::Snapshot& snapshot() const { return m_snapshot; }
    const rollout::Snapshot& opened() const { return m_opened; }
    QString place() const; ///< "Production." or "staging."
    QString name() const { return m_snapshot.state.release.name; }
    QString version() const { return m_snapshot.state.release.manifest.version; }
    void setTargetRequest(const QString& intro, const QString& request); ///< %1 of @p intro is the target

private:
    RareVerb m_verb;
    rollout::Snapshot m_snapshot;
    rollout::Snapshot m_opened; ///< what the person saw when it opened
    CheckLines* m_list = nullptr;
    QPlainTextEdit* m_reason = nullptr;
    bool m_reasonRequired = true;
    QString m_word; ///< to be typed
    QLineEdit* m_typed = nullptr;
    TextLabel* m_typedState = nullptr;
};

} // namespace fairlead::ui
