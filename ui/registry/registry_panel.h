#pragma once

#include "models/domain/registry/component.h"
#include "ui/common/theme.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QStackedWidget;
class QTableView;

namespace fairlead::items {
class ComponentModel;
}

namespace fairlead::ui {

class ComponentDetail;
class ComponentRows;
class Segments;
class TableHeader;
class TextLabel;

/// The components of the workspace and the selected one in full. Reads only. Thread: GUI.
class RegistryPanel : public QWidget {
    Q_OBJECT
public:
    explicit RegistryPanel(const Theme& theme, QWidget* parent = nullptr);

    /// Keeps the selection by name if that component is still there.
    void showComponents(const std::vector<registry::Component>& components);
    /// Selects @p name, clearing filters that hide it. False if there is no such component.
    bool select(const QString& name);

Q_SIGNALS:
    void selected(const QString& name);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildTable();
    QWidget* buildFilters();
    void refreshCounts();
    void followSelection();
    void layoutColumns();

    const Theme& m_theme;
    items::ComponentModel* m_model;
    ComponentRows* m_rows;
    QString m_kept; ///< component that was selected before a reset
    TextLabel* m_sentence = nullptr;
    QLineEdit* m_words = nullptr;
    Segments* m_choice = nullptr;
    QStackedWidget* m_stack = nullptr;
    QTableView* m_table = nullptr;
    TextLabel* m_count = nullptr;
    ComponentDetail* m_detail = nullptr;
};

} // namespace fairlead::ui
