#pragma once

#include "models/items/component_model.h"
#include "ui/common/widgets.h"

class QScrollArea;
class QVBoxLayout;

namespace fairlead::ui {

class ScoreBars;

/// One component: who owns it, its scores against the bounds, what it depends on, its versions.
/// What the workspace does not say is left out or named as missing. Thread: GUI.
class ComponentDetail : public Card {
    Q_OBJECT
public:
    explicit ComponentDetail(const Theme& theme, QWidget* parent = nullptr);
    /// @p row of @p model; -1 for nothing. Keeps no reference to it.
    void showComponent(const items::ComponentModel& model, int row);

Q_SIGNALS:
    /// A dependency was followed.
    void componentRequested(const QString& name);

private:
    QVBoxLayout* addSection(QVBoxLayout& column, TextLabel** scope, const QString& title);
    void showDependencies(const items::ComponentModel& model, const registry::Component& component);
    void showVersions(const registry::Component& component);

    const Theme& m_theme;
    TextLabel* m_path = nullptr;
    TextLabel* m_facts = nullptr;
    Banner* m_banner = nullptr;
    TextLabel* m_scoreScope = nullptr;
    TextLabel* m_scoreNote = nullptr;
    ScoreBars* m_scores = nullptr;
    TextLabel* m_dependencyScope = nullptr;
    QVBoxLayout* m_dependencies = nullptr;
    TextLabel* m_versionScope = nullptr;
    QVBoxLayout* m_versions = nullptr;
    QScrollArea* m_scroll = nullptr;
    TextLabel* m_nothing = nullptr;
};

} // namespace fairlead::ui
