#pragma once

#include "models/domain/rollout/snapshot.h"
#include "ui/common/widgets.h"

#include <QDialog>

class QHBoxLayout;
class QPlainTextEdit;
class QVBoxLayout;

namespace fairlead::ui {

/// What dialogs of verbs share: a question, before → after, two columns, the exact request, the footer.
/// Never blocks: shown with open(); Esc cancels, Ctrl+Enter sends when the button is open. Thread: GUI.
class CommandDialog : public QDialog {
    Q_OBJECT
public:
    /// Takes what is true now; called with every snapshot of the release while the dialog is open.
    virtual void showSnapshot(const rollout::Snapshot& snapshot) = 0;

    bool canSend() const;
    /// Why the button is closed, as the dialog says it; empty while it is open.
    QString closedWhy() const { return m_closedWhy; }
    /// What is asked: "Send 50 % of data_analyst traffic to 2.0.0?"
    QString question() const { return m_question->text(); }

Q_SIGNALS:
    /// The person has sent it. The dialog closes itself.
    void confirmed(const QString& reason);

protected:
    CommandDialog(const Theme& theme, ButtonKind kind, const QString& icon, QWidget* parent);

    bool event(QEvent* event) override;
    virtual QString reason() const = 0;

    void setQuestion(const QString& question, const QString& sentence);
    /// Before → after; without it there is no picture.
    void setPicture(Percent before, Percent after, const QString& words, bool danger);
    /// An empty @p request takes its place away.
    void setRequest(const QString& intro, const QString& request);
    void setButtons(const QString& send, const QString& cancel, bool cancelLeft);
    void setFootNote(const QString& note);
    void setClosed(const QString& why);
    void setColumnStretch(int left, int right);

    const Theme& theme() const { return m_theme; }
    QVBoxLayout* leftColumn() const { return m_left; }
    QVBoxLayout* rightColumn() const { return m_right; }
    ActionButton* sendButton() const { return m_send; }

    void paintEvent(QPaintEvent* event) override;

private:
    void growToFit();
    class Picture;
    void buildBody();
    void buildFooter(ButtonKind kind, const QString& icon);
    void send();

    const Theme& m_theme;
    QVBoxLayout* m_body = nullptr;
    TextLabel* m_question = nullptr;
    TextLabel* m_sentence = nullptr;
    Picture* m_picture = nullptr;
    QHBoxLayout* m_columns = nullptr;
    QVBoxLayout* m_left = nullptr;
    QVBoxLayout* m_right = nullptr;
    TextLabel* m_requestIntro = nullptr;
    ActionButton* m_copy = nullptr;
    QPlainTextEdit* m_request = nullptr;
    QWidget* m_footer = nullptr;
    QHBoxLayout* m_footerLayout = nullptr;
    TextLabel* m_footNote = nullptr;
    ActionButton* m_cancel = nullptr;
    ActionButton* m_send = nullptr;
    QString m_closedWhy;
};

} // namespace fairlead::ui
