#include "models/items/record_filter.h"
#include "models/items/release_story.h"
#include "ui/common/formatters.h"
#include "ui/common/icons.h"
#include "ui/common/widgets.h"
#include "ui/history/filter_chip.h"
#include "ui/history/history_panel.h"
#include "ui/history/record_detail.h"
#include "ui/history/record_rows.h"
#include "ui/history/record_words.h"
#include "ui/history/timeline_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>

namespace fairlead::ui {

namespace {

using items::RecordModel;
constexpr int kDetailWidth = 324;
constexpr int kDetailNarrow = 272;
constexpr int kWordsWidth = 280;
constexpr int kRoomy = 1100; ///< from this width on the detail has its full width
const QKeySequence kVerifyKeys(Qt::CTRL | Qt::SHIFT | Qt::Key_V);

} // namespace

HistoryPanel::HistoryPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new RecordModel(this))
    , m_rows(new RecordRows(*m_model, this))
    , m_story(new items::ReleaseStory(this))
{
    setAccessibleName(tr("History"));
    m_broken = new Banner(theme);
    m_broken->hide();
    m_detail = new RecordDetail(theme);
    m_detail->setFixedWidth(kDetailWidth);
    auto* content = new QHBoxLayout;
    content->setSpacing(metric::kSpace3);
    auto* tableCard = new Card(theme, {});
    tableCard->setAccessibleName(tr("Events"));
    tableCard->header()->parentWidget()->hide();
    tableCard->body()->setContentsMargins(0, 0, 0, 0);
    tableCard->body()->addWidget(buildTable());
    content->addWidget(tableCard, 1);
    content->addWidget(m_detail);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, metric::kSpace4, 20, metric::kSpace4);
    column->setSpacing(metric::kSpace3);
    column->addLayout(buildTitle());
    column->addWidget(m_broken);
    column->addLayout(buildFilters());
    column->addWidget(buildTimeline());
    column->addLayout(content, 1);

    connect(m_rows, &items::RecordFilterModel::scanned, this, &HistoryPanel::refreshCount);
    connect(m_rows, &QAbstractItemModel::rowsInserted, this, &HistoryPanel::selectFirstIfNone);
    connect(m_rows, &QAbstractItemModel::modelReset, this, &HistoryPanel::selectFirstIfNone);
    connect(m_rows, &items::RecordFilterModel::contextReady, this, &HistoryPanel::showContext);
    connect(m_rows, &items::RecordFilterModel::failed, this, &HistoryPanel::failed);
    connect(m_story, &items::ReleaseStory::changed, this, &HistoryPanel::refreshTimeline);
    connect(m_story, &items::ReleaseStory::failed, this, &HistoryPanel::failed);
    connect(m_detail, &RecordDetail::rowRequested, this, &HistoryPanel::showRow);
    connect(m_timeline, &TimelineView::rowChosen, this, &HistoryPanel::showRow);
    connect(m_broken, &Banner::actionTriggered, this, [this] {
        if (m_verification && m_verification->firstBroken) {
            showRow(m_verification->firstBroken->row);
        }
    });
    connect(&theme, &Theme::changed, this, &HistoryPanel::layoutColumns);
    setFocusProxy(m_table);
    bindKeys();
    refreshChain();
    refreshTimeline();
    refreshCount();
}

QHBoxLayout* HistoryPanel::buildTitle()
{
    auto* title = new TextLabel(m_theme, Type::Title, Token::Text);
    title->setText(tr("History"));
    m_chain = new StatusPill(m_theme);
    m_chainProof = new TextLabel(m_theme, Type::Small, Token::Text2);
    m_chainProof->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_verify = new ActionButton(m_theme, QStringLiteral("shield-check"), tr("Verify now"));
    m_verify->setKeys(kVerifyKeys);
    connect(m_verify, &QAbstractButton::clicked, this, &HistoryPanel::verifyRequested);
    m_report = new ActionButton(m_theme, QStringLiteral("file-text"), tr("Report…"));
    connect(m_report, &QAbstractButton::clicked, this, [this] {
        if (const rollout::Release* release = shownRelease()) {
            Q_EMIT reportRequested(release->id);
        }
    });
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::kSpace3);
    row->addWidget(title);
    row->addWidget(m_chain);
    row->addWidget(m_chainProof, 1);
    row->addWidget(m_verify);
    row->addWidget(m_report);
    return row;
}

QHBoxLayout* HistoryPanel::buildFilters()
{
    m_words = new QLineEdit;
    m_words->setPlaceholderText(tr("Words in any event"));
    m_words->setAccessibleName(tr("Words in any event"));
    m_words->setToolTip(tr("All words must occur; \"words in quotes\" stand together."));
    m_words->setClearButtonEnabled(true);
    m_words->addAction(themedIcon(m_theme, QStringLiteral("search"), Token::Text3), QLineEdit::LeadingPosition);
    m_words->setMinimumWidth(kWordsWidth / 2);
    m_words->setMaximumWidth(kWordsWidth);
    connect(m_words, &QLineEdit::textChanged, this, &HistoryPanel::applyFilter);
    m_release = new FilterChip(m_theme, tr("Release"), tr("All releases"));
    connect(m_release, &FilterChip::chosen, this, &HistoryPanel::applyFilter);
    m_group = new FilterChip(m_theme, tr("Kind"), tr("All kinds"));
    std::vector<FilterChip::Choice> kinds;
    for (int group = 1; group <= static_cast<int>(items::RecordGroup::Other); ++group) {
        kinds.push_back({groupText(static_cast<items::RecordGroup>(group)), group});
    }
    m_group->setChoices(std::move(kinds));
    connect(m_group, &FilterChip::chosen, this, &HistoryPanel::applyFilter);
    m_match = new FilterChip(m_theme, tr("Search"), tr("Words anywhere"));
    m_match->setChoices({{tr("Beginnings of words"), true}});
    connect(m_match, &FilterChip::chosen, this, &HistoryPanel::applyFilter);
    m_count = new TextLabel(m_theme, Type::Small, Token::Text3);
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::kSpace2);
    row->addWidget(m_words, 3);
    row->addWidget(m_match);
    row->addWidget(m_release);
    row->addWidget(m_group);
    row->addStretch(1);
    row->addWidget(m_count);
    return row;
}

Card* HistoryPanel::buildTimeline()
{
    m_timelineCard = new Card(m_theme, {});
    m_timelineCard->setDense(true);
    m_allReleases = new ActionButton(m_theme, {}, tr("All releases"), ButtonKind::Flat);
    m_allReleases->setButtonSize(ButtonSize::Small);
    connect(m_allReleases, &QAbstractButton::clicked, this, [this] { showRelease({}); });
    m_timelineCard->header()->addWidget(m_allReleases);
    m_timeline = new TimelineView(m_theme);
    m_timelineCard->body()->setContentsMargins(metric::kSpace4, metric::kSpace2, 0, metric::kSpace1);
    m_timelineCard->body()->addWidget(m_timeline);
    return m_timelineCard;
}

QWidget* HistoryPanel::buildTable()
{
    m_table = new QTableView;
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("Events, newest first"));
    TableHeader* header = prepareTable(*m_table, m_theme);
    header->setRightAligned({RecordModel::RowColumn});
    header->setSortIndicator(RecordModel::TimeColumn, Qt::DescendingOrder);
    header->setSortIndicatorShown(true);
    m_table->setItemDelegate(new RecordDelegate(m_theme, m_table));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->viewport()->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &HistoryPanel::followSelection);

    auto* empty = new EmptyState(m_theme, QStringLiteral("history"), tr("No event yet"),
        tr("Every question, answer and effect is kept here with who, when and why, in a chain that shows each later change. "
           "The first row is written when a release is prepared."));
    auto* nothingFits = new EmptyState(m_theme, QStringLiteral("filter"), tr("No event fits the filters"),
        tr("The history has events, but none with these words, this release and this kind."));
    connect(nothingFits->addAction(QStringLiteral("x"), tr("Clear filters"), ButtonKind::Normal), &QAbstractButton::clicked, this,
        &HistoryPanel::clearFilters);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_table);
    m_stack->addWidget(empty);
    m_stack->addWidget(nothingFits);
    return m_stack;
}

void HistoryPanel::bindKeys()
{
    const auto bind = [this](const QKeySequence& keys, auto act) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    bind(kVerifyKeys, [this] { Q_EMIT verifyRequested(); });
    bind(QKeySequence::Find, [this] {
        m_words->setFocus(Qt::ShortcutFocusReason);
        m_words->selectAll();
    });
}

void HistoryPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_detail->setFixedWidth(width() >= kRoomy ? kDetailWidth : kDetailNarrow);
}

bool HistoryPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize) {
        layoutColumns();
    }
    return QWidget::eventFilter(watched, event);
}

void HistoryPanel::layoutColumns()
{
    const auto widthOf
        = [this](const QString& sample, bool bold = false, bool icon = false) { return columnWidth(m_theme, sample, bold, icon); };
    int widths[RecordModel::ColumnCount] = {widthOf(countText(std::max<qint64>(m_rows->total(), 10'000))) + RowDelegate::kPadding,
        widthOf(QStringLiteral("30 May 00:00")), widthOf(QStringLiteral("prometheus-eu"), false, true),
        widthOf(tr("Release prepared"), true), widthOf(QStringLiteral("data_analyst 2.0.0")), 0, widthOf(tr("Not effective"), true, true)};
    const int room = m_table->viewport()->width();
    int used = 0;
    for (const int width : widths) {
        used += width;
    }
    // Words take what the others leave. Where that is too little, the object goes first (the timeline and the
    // detail name it), then the names beside their icons.
    constexpr int kLeastWords = 150;
    const bool tight = room - used < kLeastWords;
    m_table->setColumnHidden(RecordModel::ObjectColumn, tight);
    if (tight) {
        used -= widths[RecordModel::ObjectColumn];
    }
    if (room - used < kLeastWords) {
        const int iconOnly = std::max(widthOf(tr("Who")), metric::kSpace8);
        used -= widths[RecordModel::WhoColumn] - iconOnly;
        widths[RecordModel::WhoColumn] = iconOnly;
    }
    widths[RecordModel::WhyColumn] = std::max(room - used, kLeastWords / 2);
    for (int column = 0; column < RecordModel::ColumnCount; ++column) {
        m_table->setColumnWidth(column, widths[column]);
    }
}

} // namespace fairlead::ui
