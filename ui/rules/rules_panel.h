#pragma once

#include "models/base/error.h"
#include "models/domain/gate/rule.h"
#include "ui/common/theme.h"
#include "ui/rules/recording.h"

#include <QHash>
#include <QWidget>

#include <vector>

namespace fairlead::ui {

class ActionButton;
class Card;
class EchoList;
class LinkButton;
class RulePreview;
class RuleSetList;
class RuleSetModel;
class RuleTextEdit;
class Segments;
class TextLabel;

/// Rule sets: built-in profiles to pick from, the workspace's own to edit, each line in words and tried on recorded
/// samples. Edits of a set stay until they are saved or discarded, whatever else is looked at. Thread: GUI.
class RulesPanel : public QWidget {
    Q_OBJECT
public:
    explicit RulesPanel(const Theme& theme, QWidget* parent = nullptr);

    /// Keeps the chosen set by name where it is still there.
    void setSets(std::vector<gate::RuleSet> builtIn, std::vector<gate::RuleSet> own);
    /// Releases with samples, newest first.
    void setRecordings(std::vector<Recording> recordings);
    /// @p name is on disk as it was asked for; its edits are none any more.
    void showSaved(const QString& name);
    void showError(const Error& error);
    void choose(const QString& name, bool builtIn);

    RuleTextEdit* editor() const { return m_editor; }
    EchoList* echo() const { return m_echo; }
    RulePreview* preview() const { return m_preview; }
    bool isEdited() const;

Q_SIGNALS:
    void saveRequested(const fairlead::gate::RuleSet& set);
    void importRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showSummary();
    QWidget* buildSide();
    QWidget* buildHead();
    QWidget* buildCards();
    void openSet(const QModelIndex& index);
    void followText();
    void followLine();
    void setArmed(bool armed);
    void save();
    void saveAs(const QString& proposed);
    void discard();
    void newSet();
    void showGrammar();
    QString draftKey() const;

    const Theme& m_theme;
    RuleSetModel* m_model;
    RuleSetList* m_list = nullptr;
    TextLabel* m_title = nullptr;
    TextLabel* m_scope = nullptr;
    TextLabel* m_basis = nullptr;
    TextLabel* m_state = nullptr;
    LinkButton* m_decisions = nullptr; ///< shows and hides m_basis
    Segments* m_armed = nullptr;
    ActionButton* m_discard = nullptr;
    ActionButton* m_save = nullptr;
    RuleTextEdit* m_editor = nullptr;
    EchoList* m_echo = nullptr;
    RulePreview* m_preview = nullptr;
    gate::RuleSet m_set; ///< as it is on disk, or built in
    bool m_builtIn = true;
    bool m_opening = false;
    QHash<QString, QString> m_drafts; ///< text by draftKey(), where it differs from the set's
};

} // namespace fairlead::ui
