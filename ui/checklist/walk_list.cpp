#include "ui/checklist/walk_list.h"

#include "ui/checklist/holding_foot.h"
#include "ui/checklist/item_delegate.h"
#include "ui/checklist/spoken_checklist.h"
#include "ui/common/widgets.h"

#include <QComboBox>
#include <QFileInfo>
#include <QPainter>
#include <QScopedValueRollback>
#include <QTreeView>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

constexpr int kHeadHeight = 60;

QTreeView* makeView(const Theme& theme)
{
    auto* view = new QTreeView;
    view->setAccessibleName(WalkList::tr("Checklist items"));
    view->setHeaderHidden(true);
    view->setRootIsDecorated(false);
    view->setItemsExpandable(false);
    view->setExpandsOnDoubleClick(false);
    view->setIndentation(0); // the delegate indents, so that the selection spans the row
    view->setUniformRowHeights(true);
    view->setFrameShape(QFrame::NoFrame);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setItemDelegate(new ItemDelegate(theme, view));
    return view;
}

} // namespace

WalkList::WalkList(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new TextLabel(theme, Type::Section, Token::Text))
    , m_selector(new QComboBox)
    , m_scope(new TextLabel(theme, Type::Small, Token::Text2))
    , m_view(makeView(theme))
    , m_foot(new HoldingFoot(theme))
    , m_model(new items::ChecklistModel(this))
    , m_spoken(new SpokenChecklist(this))
{
    m_spoken->setSourceModel(m_model);
    m_view->setModel(m_spoken);
    m_selector->setAccessibleName(tr("Release"));
    m_selector->hide();

    auto* head = new QWidget;
    head->setMinimumHeight(kHeadHeight);
    auto* headLayout = new QVBoxLayout(head);
    headLayout->setContentsMargins(metric::kSpace4, 11, metric::kSpace4, 9);
    headLayout->setSpacing(2);
    headLayout->addWidget(m_title);
    headLayout->addWidget(m_selector);
    headLayout->addWidget(m_scope);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 1, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addSpacing(7);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_foot);

    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        if (!m_quiet && now.isValid())
            Q_EMIT currentChosen(now.data(items::ChecklistModel::IdRole).toString());
    });
    connect(m_selector, &QComboBox::activated, this, [this](int row) { Q_EMIT releaseChosen(m_ids.value(row)); });
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void WalkList::setReleases(const QStringList& ids, const QStringList& titles)
{
    m_ids = ids;
    m_titles = titles;
    m_selector->clear();
    m_selector->addItems(titles);
    m_selector->setVisible(ids.size() > 1);
    m_title->setVisible(ids.size() <= 1);
}

void WalkList::setRelease(const QString& id)
{
    const auto row = static_cast<int>(m_ids.indexOf(id));
    m_selector->setCurrentIndex(row);
    m_title->setText(m_titles.value(row));
}

void WalkList::setRun(const checklist::Run& run)
{
    {
        const QScopedValueRollback quiet(m_quiet, true);
        m_model->setRun(run);
    }
    m_view->expandAll();
    m_foot->setRun(run);
    const QString guide = run.checklist.name.isEmpty() ? QFileInfo(run.checklist.source).fileName() : run.checklist.name;
    m_scope->setText(tr("%1, %2 items").arg(guide).arg(run.checklist.itemCount()));
}

void WalkList::setCurrent(const QString& itemId)
{
    const QModelIndex index = m_spoken->mapFromSource(m_model->indexOf(itemId));
    const QScopedValueRollback quiet(m_quiet, true);
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
}

QString WalkList::current() const
{
    return m_view->currentIndex().data(items::ChecklistModel::IdRole).toString();
}

void WalkList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Panel));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), m_theme.color(Token::Line));
    painter.fillRect(QRect(0, m_view->y() - 8, width(), 1), m_theme.color(Token::Line));
}

} // namespace fairlead::ui
