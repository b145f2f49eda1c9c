#pragma once

#include "ui/common/status.h"
#include "ui/common/theme.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

class QStackedWidget;
class QVBoxLayout;

namespace fairlead::ui {

class Card;

/// One card of the side column, or one tab under the charts.
struct SidePage {
    QWidget* widget = nullptr; ///< owned by the panel from then on
    QString title;
    QString scope; ///< count or summary behind the title
    std::optional<Status> worst; ///< colours the scope when something in it needs care
    QWidget* corner = nullptr; ///< a link at the right of the header; may be null
    int stretch = 0;

    bool operator==(const SidePage&) const = default;
};

/// Shows the same pages as cards under each other, or as tabs where the window is narrow. Thread: GUI.
class SidePanel : public QWidget {
    Q_OBJECT
public:
    explicit SidePanel(const Theme& theme, QWidget* parent = nullptr);

    /// Takes the pages in their order; those left out are hidden and kept.
    void setPages(const std::vector<SidePage>& pages);
    void setTabbed(bool tabbed);
    /// Brings @p widget to the front and gives it the focus.
    void reveal(QWidget* widget);

private:
    class TabButton;
    void rebuild();
    void updateWords();
    void choose(std::size_t index);

    const Theme& m_theme;
    std::vector<SidePage> m_pages;
    bool m_tabbed = false;
    std::size_t m_current = 0;
    QVBoxLayout* m_layout;
    QWidget* m_frame = nullptr; ///< what the present form consists of
    std::vector<Card*> m_cards;
    std::vector<TabButton*> m_tabs;
    QStackedWidget* m_stack = nullptr;
    QStackedWidget* m_corners = nullptr;
};

} // namespace fairlead::ui
