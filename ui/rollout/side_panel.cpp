#include "ui/rollout/side_panel.h"

#include "ui/common/widgets.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

/// Bold title, scope, and a bar under the one that is shown.
class SidePanel::TabButton final : public QAbstractButton {
public:
    TabButton(const Theme& theme, QWidget* parent)
        : QAbstractButton(parent)
        , m_theme(theme)
    {
        setCheckable(true);
        setAutoExclusive(true);
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    void setWords(const SidePage& page)
    {
        setText(page.title);
        m_scope = page.scope;
        m_worst = page.worst;
        setAccessibleName(page.title + QLatin1Char(' ') + page.scope);
        updateGeometry();
        update();
    }

    QSize sizeHint() const override
    {
        const QFontMetrics bold(m_theme.font(Type::Body, true));
        const int scope = m_scope.isEmpty() ? 0 : bold.horizontalAdvance(m_scope) + metric::kSpace2;
        return {bold.horizontalAdvance(text()) + scope + 2 * metric::kSpace2, metric::kCockpitCardHeader};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        const QFont font = m_theme.font(Type::Body, isChecked());
        painter.setFont(font);
        const QFontMetrics metrics(font);
        painter.setPen(m_theme.color(isChecked() ? Token::Text : Token::Text2));
        const int baseline = (height() - metrics.height()) / 2 + metrics.ascent();
        painter.drawText(metric::kSpace2, baseline, text());
        const bool care = m_worst && *m_worst != Status::Pass;
        painter.setPen(m_theme.color(care ? textToken(*m_worst) : Token::Text3));
        painter.drawText(2 * metric::kSpace2 + metrics.horizontalAdvance(text()), baseline, m_scope);
        if (isChecked())
            painter.fillRect(0, height() - 2, width(), 2, m_theme.color(Token::Accent));
    }

private:
    const Theme& m_theme;
    QString m_scope;
    std::optional<Status> m_worst;
};

namespace {

/// @p page as it is where it scrolls by itself, else in an area that does: a tab is lower than what it may hold.
QWidget* scrollable(QWidget* page)
{
    if (qobject_cast<QAbstractScrollArea*>(page) != nullptr)
        return page;
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(page);
    area->viewport()->setAutoFillBackground(false); // the card's colour shows
    page->setAutoFillBackground(false);
    page->show();
    return area;
}

} // namespace

SidePanel::SidePanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
}

void SidePanel::setPages(const std::vector<SidePage>& pages)
{
    if (pages == m_pages)
        return;
    const bool same = std::ranges::equal(pages, m_pages,
        [](const SidePage& a, const SidePage& b) { return a.widget == b.widget && a.corner == b.corner && a.stretch == b.stretch; });
    const std::vector<SidePage> before = m_pages;
    m_pages = pages;
    if (!same) {
        for (const SidePage& page : before) {
            page.widget->setParent(this);
            page.widget->hide();
            if (page.corner != nullptr) {
                page.corner->setParent(this);
                page.corner->hide();
            }
        }
        rebuild();
    }
    updateWords();
}

void SidePanel::setTabbed(bool tabbed)
{
    if (tabbed == m_tabbed)
        return;
    m_tabbed = tabbed;
    rebuild();
    updateWords();
}

void SidePanel::rebuild()
{
    QWidget* old = m_frame;
    m_cards.clear();
    m_tabs.clear();
    m_stack = nullptr;
    m_corners = nullptr;
    m_current = std::min(m_current, m_pages.empty() ? 0 : m_pages.size() - 1);
    if (m_tabbed) {
        auto* card = new Card(m_theme, QString());
        m_frame = card;
        card->setDense(true);
        card->body()->setContentsMargins(0, 0, 0, 0);
        card->header()->setContentsMargins(metric::kSpace2, 0, metric::kSpace2, 0);
        m_stack = new QStackedWidget;
        m_corners = new QStackedWidget;
        m_corners->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        for (std::size_t i = 0; i < m_pages.size(); ++i) {
            m_stack->addWidget(scrollable(m_pages[i].widget));
            m_corners->addWidget(m_pages[i].corner != nullptr ? m_pages[i].corner : new QWidget);
            auto* tab = new TabButton(m_theme, card);
            connect(tab, &QAbstractButton::toggled, this, [this, i](bool checked) {
                if (checked)
                    choose(i);
            });
            card->header()->insertWidget(int(i) + 2, tab);
            m_tabs.push_back(tab);
        }
        card->header()->addWidget(m_corners);
        card->body()->addWidget(m_stack);
    } else {
        m_frame = new QWidget;
        auto* column = new QVBoxLayout(m_frame);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(metric::kSpace3);
        for (const SidePage& page : m_pages) {
            auto* card = new Card(m_theme, page.title);
            card->setDense(true);
            card->body()->setContentsMargins(0, 0, 0, 0);
            card->body()->addWidget(page.widget);
            page.widget->show();
            if (page.corner != nullptr) {
                card->header()->addWidget(page.corner);
                page.corner->show();
            }
            column->addWidget(card, page.stretch);
            m_cards.push_back(card);
        }
        if (std::ranges::none_of(m_pages, [](const SidePage& page) { return page.stretch > 0; }))
            column->addStretch(1);
    }
    m_layout->addWidget(m_frame);
    if (m_tabbed && !m_pages.empty())
        choose(m_current);
    // Its pages have moved out by now.
    delete old;
}

void SidePanel::updateWords()
{
    for (std::size_t i = 0; i < m_cards.size(); ++i) {
        m_cards[i]->setTitle(m_pages[i].title);
        m_cards[i]->setScope(m_pages[i].scope);
    }
    for (std::size_t i = 0; i < m_tabs.size(); ++i)
        m_tabs[i]->setWords(m_pages[i]);
}

void SidePanel::choose(std::size_t index)
{
    m_current = index;
    m_tabs[index]->setChecked(true);
    m_stack->setCurrentIndex(int(index));
    m_corners->setCurrentIndex(int(index));
}

void SidePanel::reveal(QWidget* widget)
{
    const auto found = std::ranges::find(m_pages, widget, &SidePage::widget);
    if (found == m_pages.end())
        return;
    if (m_tabbed)
        choose(std::size_t(found - m_pages.begin()));
    widget->setFocus(Qt::ShortcutFocusReason);
}

} // namespace fairlead::ui
