#pragma once

#include "models/domain/checklist/checklist.h"
#include "models/items/checklist_model.h"
#include "ui/common/theme.h"

#include <QWidget>

class QComboBox;
class QTreeView;

namespace fairlead::ui {

class HoldingFoot;
class SpokenChecklist;
class TextLabel;

/// The left column: which release, its items with their states, what holds the start.
class WalkList : public QWidget {
    Q_OBJECT
public:
    explicit WalkList(const Theme& theme, QWidget* parent = nullptr);
    /// A selector takes the title's place when there is more than one.
    void setReleases(const QStringList& ids, const QStringList& titles);
    void setRelease(const QString& id);
    void setRun(const checklist::Run& run);
    void setCurrent(const QString& itemId); ///< does not emit
    QString current() const;
    void setSaving(const QString& itemId, bool saving) { m_model->setSaving(itemId, saving); }
    const items::ChecklistModel& model() const { return *m_model; }
    QTreeView* view() const { return m_view; }

Q_SIGNALS:
    void currentChosen(const QString& itemId);
    void releaseChosen(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    TextLabel* m_title;
    QComboBox* m_selector;
    TextLabel* m_scope;
    QTreeView* m_view;
    HoldingFoot* m_foot;
    items::ChecklistModel* m_model;
    SpokenChecklist* m_spoken;
    QStringList m_ids;
    QStringList m_titles;
    bool m_quiet = false; ///< the current row moves because we move it
};

} // namespace fairlead::ui
