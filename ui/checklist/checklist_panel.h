#pragma once

#include "models/base/error.h"
#include "models/domain/checklist/checklist.h"
#include "ui/common/theme.h"

#include <QWidget>

#include <map>
#include <optional>

class QStackedWidget;

namespace fairlead::ui {

class AnswerBar;
class ItemPage;
class PhaseStrip;
class WalkList;

/// The walk through a checklist, one item in front. An answer shows only when showRun() brings it, because then it is on
/// disk; until then its row says "saving". Space done, N not applicable, F failed, W waive, T note, arrows move:
/// single letters only while no text field has the focus. Thread: GUI.
class ChecklistPanel : public QWidget {
    Q_OBJECT
public:
    struct ReleaseTitle {
        QString id; ///< ReleaseId text
        QString title; ///< "data_analyst 2.0.0"
    };

    explicit ChecklistPanel(const Theme& theme, QWidget* parent = nullptr);

    /// Releases that have a walk, in the order of the selector. Walks of others are forgotten.
    void setReleases(const QList<ReleaseTitle>& releases);
    void showRelease(const QString& release);
    QString currentRelease() const { return m_release; }

    /// A run as it is on disk. Opens at its first item that holds the start unless showCurrent() said otherwise.
    void showRun(const checklist::Run& run);
    /// Where the person was; of the release in front, or of @p release. Does not emit currentChanged.
    void showCurrent(const QString& itemId);
    void showCurrent(const QString& release, const QString& itemId);
    QString currentItem() const;
    /// The unfinished note of an item, as noteEdited told it.
    void showDraft(const QString& itemId, const QString& text);
    void showDraft(const QString& release, const QString& itemId, const QString& text);
    /// An answer could not be kept: its row is open again, its note is still there. Stays until an answer is on disk.
    void showError(const Error& error);

Q_SIGNALS:
    void answerRequested(const QString& release, const QString& item, fairlead::checklist::State state, const QString& note);
    /// At each key; empty when the note has become part of an answer.
    void noteEdited(const QString& release, const QString& item, const QString& text);
    void currentChanged(const QString& release, const QString& item);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    struct Walk {
        checklist::Run run;
        QString current;
        std::map<QString, QString> drafts; ///< by item
        std::map<QString, std::size_t> saving; ///< item → answers it had when the new one was given
    };

    Walk* walk();
    QString firstToAnswer(const checklist::Run& run) const;
    QStringList settleSaved(Walk& walk, const checklist::Run& run) const;
    void refresh();
    void refreshPage(const Walk& walk);
    void answer(checklist::State state);
    void move(int by);
    void goTo(const QString& itemId);
    void advance();
    void keepNote(const QString& text);
    bool handleKey(const QKeyEvent& event);

    QStackedWidget* m_pages;
    WalkList* m_list;
    PhaseStrip* m_strip;
    ItemPage* m_page;
    AnswerBar* m_bar;
    QList<ReleaseTitle> m_releases;
    std::map<QString, Walk> m_walks; ///< by release
    QString m_release;
};

} // namespace fairlead::ui
