#include "ui/registry/registry_panel.h"

#include "ui/common/formatters.h"
#include "ui/common/icons.h"
#include "ui/common/segments.h"
#include "ui/common/widgets.h"
#include "ui/registry/component_detail.h"
#include "ui/registry/component_rows.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace fairlead::ui {

namespace {

using items::ComponentModel;
enum Page { TablePage, EmptyPage, NothingFitsPage };
constexpr int kLeastName = 190;

} // namespace

RegistryPanel::RegistryPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new ComponentModel(this))
    , m_rows(new ComponentRows(*m_model, this))
{
    setAccessibleName(tr("Registry"));
    auto* title = new TextLabel(theme, Type::Title, Token::Text);
    title->setText(tr("Registry"));
    m_sentence = new TextLabel(theme, Type::Body, Token::Text2);
    auto* head = new QHBoxLayout;
    head->setSpacing(metric::kSpace3);
    head->addWidget(title);
    head->addWidget(m_sentence, 1);

    auto* tableCard = new Card(theme, {});
    tableCard->setAccessibleName(tr("Components"));
    tableCard->header()->parentWidget()->hide();
    tableCard->body()->setContentsMargins(0, 0, 0, 0);
    tableCard->body()->setSpacing(0);
    tableCard->body()->addWidget(buildFilters());
    tableCard->body()->addWidget(buildTable(), 1);
    m_count = new TextLabel(theme, Type::Small, Token::Text2);
    m_count->setContentsMargins(metric::kSpace4, metric::kSpace2, metric::kSpace4, metric::kSpace2);
    tableCard->body()->addWidget(m_count);
    m_detail = new ComponentDetail(theme);
    auto* content = new QHBoxLayout;
    content->setSpacing(metric::kSpace4);
    content->addWidget(tableCard, 8);
    content->addWidget(m_detail, 7);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, metric::kSpace4, 20, metric::kSpace4);
    column->setSpacing(metric::kSpace3);
    column->addLayout(head);
    column->addLayout(content, 1);
    connect(m_detail, &ComponentDetail::componentRequested, this, &RegistryPanel::select);
    connect(m_rows, &QAbstractItemModel::rowsInserted, this, &RegistryPanel::refreshCounts);
    connect(m_rows, &QAbstractItemModel::rowsRemoved, this, &RegistryPanel::refreshCounts);
    connect(&theme, &Theme::changed, this, &RegistryPanel::layoutColumns);
    setFocusProxy(m_table);
    auto* find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] {
        m_words->setFocus(Qt::ShortcutFocusReason);
        m_words->selectAll();
    });
    refreshCounts();
}

QWidget* RegistryPanel::buildFilters()
{
    m_words = new QLineEdit;
    m_words->setPlaceholderText(tr("Filter by name, owner, tag"));
    m_words->setAccessibleName(tr("Filter by name, owner, tag"));
    m_words->setClearButtonEnabled(true);
    m_words->addAction(themedIcon(m_theme, QStringLiteral("search"), Token::Text3), QLineEdit::LeadingPosition);
    connect(m_words, &QLineEdit::textChanged, m_rows, &ComponentRows::setWords);
    connect(m_words, &QLineEdit::textChanged, this, &RegistryPanel::refreshCounts);
    m_choice = new Segments(m_theme);
    for (const QString& text : {tr("All"), tr("In use"), tr("Problems")}) {
        m_choice->addChoice(text);
    }
    connect(m_choice, &Segments::chosen, this, [this](int choice) {
        m_rows->setChoice(static_cast<ComponentChoice>(choice));
        refreshCounts();
    });
    auto* bar = new QWidget;
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metric::kSpace3, metric::kSpace2, metric::kSpace3, metric::kSpace2);
    row->setSpacing(metric::kSpace2);
    row->addWidget(m_words, 1);
    row->addWidget(m_choice);
    return bar;
}

QWidget* RegistryPanel::buildTable()
{
    m_table = new QTableView;
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("Components"));
    TableHeader* header = prepareTable(*m_table, m_theme);
    header->setRightAligned({ComponentModel::OverallColumn});
    header->setSectionsClickable(true);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(ComponentModel::NameColumn, Qt::AscendingOrder);
    m_table->setItemDelegate(new ComponentDelegate(m_theme, m_table));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->viewport()->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RegistryPanel::followSelection);
    // A filter that changes much of a long table is told as a reset, after which the view has nothing selected.
    connect(m_rows, &QAbstractItemModel::modelAboutToBeReset, this, [this] {
        const QModelIndex current = m_table->currentIndex();
        m_kept = current.isValid() ? m_rows->componentAt(current).name : QString();
    });
    connect(m_rows, &QAbstractItemModel::modelReset, this, [this] {
        const int row = m_kept.isEmpty() ? -1 : m_model->rowOf(m_kept);
        if (row >= 0) {
            m_table->setCurrentIndex(m_rows->mapFromSource(m_model->index(row, 0)));
        }
    });

    auto* empty = new EmptyState(m_theme, QStringLiteral("library"), tr("No component yet"),
        tr("A component is a YAML file in the workspace's components folder: name, owner, versions, what it depends on and its scores. "
           "Add one and it stands here."));
    auto* nothingFits = new EmptyState(m_theme, QStringLiteral("filter"), tr("No component fits the filter"),
        tr("The workspace has components, but none of these words and this choice."));
    connect(nothingFits->addAction(QStringLiteral("x"), tr("Clear filter"), ButtonKind::Normal), &QAbstractButton::clicked, this, [this] {
        m_words->clear();
        m_choice->choose(0);
    });
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_table);
    m_stack->addWidget(empty);
    m_stack->addWidget(nothingFits);
    return m_stack;
}

void RegistryPanel::showComponents(const std::vector<registry::Component>& components)
{
    const QModelIndex current = m_table->currentIndex();
    const QString before = current.isValid() ? m_rows->componentAt(current).name : QString();
    m_model->setComponents(components);
    refreshCounts();
    if (before.isEmpty() || !select(before)) {
        m_table->setCurrentIndex(m_rows->index(0, 0));
    }
    followSelection();
}

bool RegistryPanel::select(const QString& name)
{
    const int row = m_model->rowOf(name);
    if (row < 0) {
        return false;
    }
    QModelIndex index = m_rows->mapFromSource(m_model->index(row, 0));
    if (!index.isValid()) {
        m_words->clear();
        m_choice->choose(0);
        index = m_rows->mapFromSource(m_model->index(row, 0));
    }
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index);
    return true;
}

void RegistryPanel::refreshCounts()
{
    const int all = m_model->rowCount();
    int inUse = 0;
    int problems = 0;
    for (int row = 0; row < all; ++row) {
        const QModelIndex index = m_model->index(row, 0);
        inUse += index.data(ComponentModel::InUseRole).toBool() ? 1 : 0;
        problems += index.data(ComponentModel::ProblemRole).toBool() ? 1 : 0;
    }
    m_choice->setText(0, tr("All %1").arg(countText(all)));
    m_choice->setText(1, tr("In use %1").arg(countText(inUse)));
    m_choice->setText(2, tr("Problems %1").arg(countText(problems)));
    const QString count = all == 1 ? tr("1 component") : tr("%1 components").arg(countText(all));
    m_sentence->setText(all == 0 ? QString()
            : problems == 0      ? tr("%1, nothing needs a look").arg(count)
                                 : tr("%1, %2 need a look").arg(count, countText(problems)));
    const int shown = m_rows->rowCount();
    m_count->setText(tr("%1 of %2 shown").arg(countText(shown), countText(all)));
    m_count->setVisible(all > 0);
    m_stack->setCurrentIndex(all == 0 ? EmptyPage : (shown == 0 ? NothingFitsPage : TablePage));
    m_detail->setVisible(all > 0);
}

void RegistryPanel::followSelection()
{
    const QModelIndex current = m_table->currentIndex();
    m_detail->showComponent(*m_model, current.isValid() ? m_rows->mapToSource(current).row() : -1);
    if (current.isValid()) {
        Q_EMIT selected(m_rows->componentAt(current).name);
    }
}

bool RegistryPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize) {
        layoutColumns();
    }
    return QWidget::eventFilter(watched, event);
}

void RegistryPanel::layoutColumns()
{
    const auto widthOf = [this](const QString& sample, bool icon) { return columnWidth(m_theme, sample, icon, icon); };
    int widths[ComponentModel::ColumnCount]
        = {0, widthOf(QStringLiteral("10.10.10 → opt.-v1.0"), false), widthOf(QStringLiteral("10.10.10"), false),
            widthOf(QStringLiteral("00.000"), false), widthOf(QStringLiteral("optimization_team"), false),
            widthOf(QStringLiteral("analysis, claude, core"), false), widthOf(tr("Not deployed"), true)};
    const int room = m_table->viewport()->width();
    int used = 0;
    for (const int width : widths) {
        used += width;
    }
    // What the detail says too is left out first.
    const int leaveOut[]
        = {ComponentModel::TagsColumn, ComponentModel::BackupColumn, ComponentModel::OwnerColumn, ComponentModel::OverallColumn};
    for (const int column : leaveOut) {
        const bool hide = room - used < kLeastName;
        m_table->setColumnHidden(column, hide);
        used -= hide ? widths[column] : 0;
    }
    widths[ComponentModel::NameColumn] = std::max(kLeastName, room - used);
    for (int column = 0; column < ComponentModel::ColumnCount; ++column) {
        m_table->setColumnWidth(column, widths[column]);
    }
}

} // namespace fairlead::ui
