#pragma once

#include "models/domain/checklist/checklist.h"
#include "ui/common/theme.h"

#include <QWidget>

#include <vector>

class QPlainTextEdit;

namespace fairlead::ui {

class ActionButton;
class Banner;
class EarlierAnswers;
class MetaLine;
class NoteBox;
class TextLabel;

/// The item in front, big: where it stands in the guide, its commands, its note, what was answered before.
class ItemPage : public QWidget {
    Q_OBJECT
public:
    /// All that is shown of one item.
    struct View {
        checklist::Item item;
        QString phase;
        int number = 0; ///< in its phase, 1-based
        int total = 0;
        QString source; ///< the guide
        checklist::State state = checklist::State::Open;
        bool holds = false;
        bool saving = false;
        std::vector<checklist::Answer> answers;
        QString draft;
    };

    explicit ItemPage(const Theme& theme, QWidget* parent = nullptr);
    void setView(const View& view);
    void showError(const Error& error);
    void clearError();
    NoteBox* note() { return m_note; }

private:
    void setMeta(const View& view);
    void setVerdict(const View& view);
    void setCommands(const QStringList& commands);

    const Theme& m_theme;
    Banner* m_error;
    MetaLine* m_meta;
    TextLabel* m_title;
    TextLabel* m_hint;
    Banner* m_verdict;
    QWidget* m_commandBox;
    QPlainTextEdit* m_commands;
    ActionButton* m_copy;
    NoteBox* m_note;
    EarlierAnswers* m_earlier;
    QString m_shown; ///< id of the item on the page
};

} // namespace fairlead::ui
