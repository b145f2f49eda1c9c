#include "ui/shell/main_window.h"

#include "ui/common/focus_ring.h"
#include "ui/common/icons.h"
#include "ui/common/widgets.h"
#include "ui/shell/fact_bar.h"
#include "ui/shell/line_banner.h"
#include "ui/shell/navigation.h"
#include "ui/shell/toast_stack.h"

#include <QActionGroup>
#include <QApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

constexpr QSize kSmallest(1120, 720);
constexpr QSize kComfortable(1440, 900);
constexpr int kMostKeys = 9; ///< Alt+1 to Alt+9

} // namespace

MainWindow::MainWindow(Theme& theme, const Clock& clock, QWidget* parent)
    : QMainWindow(parent)
    , m_theme(theme)
    , m_header(new HeaderBar(theme, clock))
    , m_navigation(new Navigation(theme))
    , m_custody(new CustodyBanner(theme))
    , m_line(new LineBanner(theme))
    , m_banner(new Banner(theme))
    , m_pages(new QStackedWidget)
    , m_facts(new FactBar(theme))
{
    setMinimumSize(kSmallest);
    resize(kComfortable);
    setWindowTitle(QStringLiteral("Fairlead"));
    setWindowIcon(themedIcon(theme, QStringLiteral("fairlead-ring"), Token::Accent));

    auto* frame = new QWidget;
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_navigation);
    auto* page = new QVBoxLayout;
    page->setSpacing(0);
    page->addWidget(m_custody);
    page->addWidget(m_line);
    auto* bannerRow = new QHBoxLayout;
    bannerRow->addWidget(m_banner);
    page->addLayout(bannerRow);
    page->addWidget(m_pages, 1);
    middle->addLayout(page, 1);
    layout->addLayout(middle, 1);
    layout->addWidget(m_facts);
    setCentralWidget(frame);
    m_banner->setObjectName(QStringLiteral("messages"));
    m_banner->hide();
    m_custody->hide();
    m_line->hide();
    m_toasts = new ToastStack(theme, this);
    new FocusRing(this);

    connect(m_navigation, &Navigation::chosen, this, &MainWindow::showPanel);
    connect(m_navigation, &Navigation::collapseToggled, this, &MainWindow::collapsedChosen);
    connect(m_facts, &FactBar::activated, this, &MainWindow::factActivated);
    connect(m_banner, &Banner::actionTriggered, this, &MainWindow::bannerActionTriggered);
    connect(m_custody, &Banner::actionTriggered, this, &MainWindow::takeOverWanted);
    connect(m_line, &Banner::actionTriggered, this, &MainWindow::releaseLineWanted);
    connect(m_header, &HeaderBar::stopLineWanted, this, &MainWindow::stopLineWanted);
    connect(m_header, &HeaderBar::releaseLineWanted, this, &MainWindow::releaseLineWanted);
    buildMenu();
    addShortcuts();
}

void MainWindow::buildMenu()
{
    QMenu* menu = m_header->menu();
    m_menuAnchor = menu->addSeparator();

    auto* schemes = new QActionGroup(this);
    const auto addScheme = [&](const QString& icon, const QString& text, Scheme scheme) {
        QAction* action = menu->addAction(themedIcon(m_theme, icon), text);
        action->setCheckable(true);
        action->setChecked(m_theme.scheme() == scheme);
        schemes->addAction(action);
        connect(action, &QAction::triggered, this, [this, scheme] { chooseScheme(scheme); });
        connect(&m_theme, &Theme::changed, action, [this, action, scheme] { action->setChecked(m_theme.scheme() == scheme); });
    };
    addScheme(QStringLiteral("sun"), tr("Light"), Scheme::Light);
    addScheme(QStringLiteral("moon"), tr("Dark"), Scheme::Dark);
    addScheme(QStringLiteral("contrast"), tr("High contrast"), Scheme::HighContrast);

    QAction* toggle = menu->addAction(tr("Switch light and dark"));
    toggle->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T));
    connect(toggle, &QAction::triggered, this, [this] { chooseScheme(m_theme.scheme() == Scheme::Light ? Scheme::Dark : Scheme::Light); });
    menu->addSeparator();
    QAction* quit = menu->addAction(themedIcon(m_theme, QStringLiteral("log-out")), tr("Quit"));
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    // close() and not quit(): whoever watches the window may have something to keep first.
    connect(quit, &QAction::triggered, this, &QWidget::close);
    // A menu's shortcuts work only while its actions also belong to the window.
    addActions({toggle, quit});
}

void MainWindow::addShortcuts()
{
    connect(new QShortcut(QKeySequence(Qt::Key_F10), this), &QShortcut::activated, m_header, &HeaderBar::openMenu);
    connect(new QShortcut(QKeySequence(Qt::Key_F6), this), &QShortcut::activated, this, &MainWindow::nextRegion);
}

void MainWindow::chooseScheme(Scheme scheme)
{
    if (m_theme.scheme() == scheme)
        return;
    m_theme.setScheme(scheme);
    Q_EMIT schemeChosen(scheme);
}

void MainWindow::setWorkspace(const QString& name)
{
    m_header->setWorkspace(name);
    setWindowTitle(tr("%1 – Fairlead").arg(name));
}

void MainWindow::setEnvironment(const QString& name, EnvironmentKind kind)
{
    m_header->setEnvironment(name, kind);
}

void MainWindow::setPerson(const QString& name)
{
    m_header->setPerson(name);
}

void MainWindow::addPanel(const QString& id, const QString& icon, const QString& title, QWidget* panel)
{
    panel->setObjectName(id);
    if (panel->accessibleName().isEmpty())
        panel->setAccessibleName(title);
    // A page without a control of its own still takes the keys, but no place in the tab order.
    if (!panel->focusProxy() && panel->focusPolicy() == Qt::NoFocus)
        panel->setFocusPolicy(Qt::ClickFocus);
    m_pages->addWidget(panel);
    const int number = m_pages->count();
    QString keys;
    if (number <= kMostKeys) {
        const QKeySequence sequence(QKeyCombination(Qt::AltModifier, static_cast<Qt::Key>(Qt::Key_0 + number)));
        keys = sequence.toString(QKeySequence::NativeText);
        connect(new QShortcut(sequence, this), &QShortcut::activated, this, [this, id] { showPanel(id); });
    }
    m_navigation->addItem(id, icon, title, keys);
    if (number == 1)
        showPanel(id);
}

void MainWindow::showPanel(const QString& id)
{
    for (int i = 0; i < m_pages->count(); ++i) {
        if (m_pages->widget(i)->objectName() != id)
            continue;
        // Whoever walks the navigation by key stays in it; everybody else wants to work in the panel. Asked before the page
        // changes: Qt then moves the focus to whatever comes next.
        QWidget* page = m_pages->widget(i);
        const QWidget* focused = focusWidget();
        m_pages->setCurrentIndex(i);
        m_navigation->setCurrent(id);
        if (!focused || !(m_navigation->isAncestorOf(focused) || page->isAncestorOf(focused)))
            page->setFocus(Qt::OtherFocusReason);
        Q_EMIT panelShown(id);
        return;
    }
}

QString MainWindow::currentPanel() const
{
    const QWidget* page = m_pages->currentWidget();
    return page ? page->objectName() : QString();
}

void MainWindow::setCount(const QString& id, int count, std::optional<Status> tint)
{
    m_navigation->setCount(id, count, tint);
}

void MainWindow::setBare(bool bare)
{
    if (bare == m_bare)
        return;
    m_bare = bare;
    m_header->setVisible(!bare);
    m_navigation->setVisible(!bare);
    m_facts->setVisible(!bare);
    if (bare)
        m_before = windowState();
    setWindowState(bare ? m_before | Qt::WindowFullScreen : m_before);
}

void MainWindow::setCollapsed(bool collapsed)
{
    m_navigation->setCollapsed(collapsed);
}

bool MainWindow::isCollapsed() const
{
    return m_navigation->isCollapsed();
}

void MainWindow::setFact(const QString& id, const StatusLook& look)
{
    m_facts->setFact(id, look.icon, look.word, textToken(look.status));
}

void MainWindow::setFact(const QString& id, const QString& icon, const QString& text)
{
    m_facts->setFact(id, icon, text, Token::Text2);
}

void MainWindow::removeFact(const QString& id)
{
    m_facts->removeFact(id);
}

QString MainWindow::fact(const QString& id) const
{
    return m_facts->fact(id);
}

void MainWindow::showToast(const QString& text, const QString& label, std::function<void()> action)
{
    m_toasts->show(text, label, std::move(action));
}

void MainWindow::showBanner(const StatusLook& look, const QString& boldClause, const QString& rest, const QString& action)
{
    m_banner->setMessage(look, boldClause, rest);
    m_banner->setAction(action);
    m_banner->show();
}

void MainWindow::hideBanner()
{
    m_banner->hide();
}

void MainWindow::showLine(const std::optional<rollout::LineStop>& stop)
{
    m_header->showLine(stop);
    m_line->showLine(stop);
}

void MainWindow::showFollowing(const std::optional<Following>& following)
{
    m_custody->showFollowing(following);
}

void MainWindow::addMenuAction(QAction* action)
{
    m_header->menu()->insertAction(m_menuAnchor, action);
    addAction(action);
}

void MainWindow::nextRegion()
{
    QWidget* page = m_pages->currentWidget();
    const QWidget* focused = QApplication::focusWidget();
    const auto inside = [focused](const QWidget* region) { return region && focused && region->isAncestorOf(focused); };
    if (inside(m_header)) {
        m_navigation->focusCurrent();
    } else if (inside(m_navigation) && page) {
        // The page's own first control, or the place where the person left it.
        QWidget* last = page->focusWidget();
        if (last && page->isAncestorOf(last))
            last->setFocus(Qt::TabFocusReason);
        else
            page->setFocus(Qt::TabFocusReason);
    } else if (focused && (inside(page) || focused == page)) {
        m_facts->focusFirst();
    } else {
        m_header->focusMenu();
    }
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    m_toasts->place();
}

} // namespace fairlead::ui
