#pragma once

#include "models/domain/checklist/checklist.h"
#include "ui/common/theme.h"

#include <QWidget>

#include <optional>

class QPlainTextEdit;

namespace fairlead::ui {

class ActionButton;
class TextLabel;

/// The note of the item in front. Asks inline, never in a dialog, where an answer needs a reason.
class NoteBox : public QWidget {
    Q_OBJECT
public:
    explicit NoteBox(const Theme& theme, QWidget* parent = nullptr);
    void setText(const QString& text); ///< does not count as typing
    QString text() const;
    void focusNote();
    /// Shows @p why the answer waits and what gives it; withdrawn by stopAsking().
    void askFor(checklist::State state, const QString& why);
    void stopAsking();
    bool isAsking() const { return m_asked.has_value(); }

Q_SIGNALS:
    void edited(const QString& text); ///< at each key
    void confirmed(fairlead::checklist::State state);
    void left(); ///< Esc

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void confirm();

    QPlainTextEdit* m_edit;
    QWidget* m_question;
    TextLabel* m_why;
    ActionButton* m_confirm;
    std::optional<checklist::State> m_asked;
};

} // namespace fairlead::ui
