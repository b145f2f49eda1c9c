#include "ui/calendar/calendar_panel.h"

#include "models/items/calendar_model.h"
#include "ui/calendar/agenda_rows.h"
#include "ui/calendar/calendar_words.h"
#include "ui/calendar/entry_detail.h"
#include "ui/calendar/week_view.h"
#include "ui/common/segments.h"
#include "ui/common/widgets.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace fairlead::ui {

namespace {

using items::CalendarModel;
enum Page { WeekPage, AgendaPage, EmptyPage };
constexpr int kSideWidth = 300;
constexpr int kSideNarrow = 256;
constexpr int kRoomy = 1100;
constexpr int kNextShown = 5;

} // namespace

CalendarPanel::CalendarPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new CalendarModel(this))
{
    setAccessibleName(tr("Calendar"));
    auto* card = new Card(theme, {});
    card->setAccessibleName(tr("Planned windows"));
    card->header()->parentWidget()->hide();
    card->body()->setContentsMargins(0, 0, 0, 0);
    card->body()->addWidget(buildViews());
    m_detail = new EntryDetail(theme);
    buildNext();
    auto* sideBox = new QWidget;
    auto* side = new QVBoxLayout(sideBox);
    side->setContentsMargins(0, 0, 0, 0);
    side->setSpacing(metric::kSpace3);
    side->addWidget(m_detail);
    side->addWidget(m_next);
    side->addStretch(1);
    auto* content = new QHBoxLayout;
    content->setSpacing(metric::kSpace4);
    content->addWidget(card, 1);
    m_side = new QScrollArea;
    m_side->setWidget(sideBox);
    m_side->setWidgetResizable(true);
    m_side->setFrameShape(QFrame::NoFrame);
    m_side->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_side->viewport()->setAutoFillBackground(false);
    sideBox->setAutoFillBackground(false);
    content->addWidget(m_side);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, metric::kSpace4, 20, metric::kSpace4);
    column->setSpacing(metric::kSpace3);
    column->addLayout(buildTitle());
    column->addLayout(content, 1);
    setFocusProxy(m_view);
    auto* today = new QShortcut(QKeySequence(Qt::Key_T), this);
    today->setContext(Qt::WidgetWithChildrenShortcut);
    connect(today, &QShortcut::activated, this, &CalendarPanel::showToday);
    connect(&theme, &Theme::changed, this, &CalendarPanel::layoutColumns);
    refresh();
}

QHBoxLayout* CalendarPanel::buildTitle()
{
    auto* title = new TextLabel(m_theme, Type::Title, Token::Text);
    title->setText(tr("Calendar"));
    m_week = new TextLabel(m_theme, Type::Body, Token::Text2);
    const auto button = [this](const QString& icon, const QString& text, const QString& name, const QString& cap, auto act) {
        auto* made = new ActionButton(m_theme, icon, text);
        made->setAccessibleName(name);
        made->setToolTip(cap.isEmpty() ? name : tr("%1 (%2)").arg(name, cap));
        connect(made, &QAbstractButton::clicked, this, act);
        return made;
    };
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::kSpace2);
    row->addWidget(title);
    row->addWidget(m_week, 1);
    row->addWidget(
        button(QStringLiteral("chevron-left"), {}, tr("Week before"), tr("PageUp"), [this] { showDay(shownWeek().addDays(-7)); }));
    auto* today = button({}, tr("Today"), tr("Today"), {}, [this] { showToday(); });
    today->setCaps({QStringLiteral("T")});
    row->addWidget(today);
    row->addWidget(
        button(QStringLiteral("chevron-right"), {}, tr("Week after"), tr("PageDown"), [this] { showDay(shownWeek().addDays(7)); }));
    m_choice = new Segments(m_theme);
    m_choice->addChoice(tr("Week"));
    m_choice->addChoice(tr("Agenda"));
    connect(m_choice, &Segments::chosen, this, [this] { refresh(); });
    row->addSpacing(metric::kSpace1);
    row->addWidget(m_choice);
    return row;
}

QWidget* CalendarPanel::buildViews()
{
    m_view = new WeekView(m_theme);
    connect(m_view, &WeekView::entryChosen, this, &CalendarPanel::select);
    connect(m_view, &WeekView::stepRequested, this, &CalendarPanel::stepEntry);
    connect(m_view, &WeekView::dayRequested, this, &CalendarPanel::stepDay);
    connect(m_view, &WeekView::weekRequested, this, [this](int weeks) { showDay(shownWeek().addDays(qint64(7) * weeks)); });
    m_agenda = new QTableView;
    m_agenda->setModel(new AgendaRows(*m_model, this));
    m_agenda->setAccessibleName(tr("Agenda"));
    prepareTable(*m_agenda, m_theme);
    m_agenda->setItemDelegate(new AgendaDelegate(m_theme, m_agenda));
    m_agenda->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_agenda->viewport()->installEventFilter(this);
    connect(m_agenda->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid()) {
            select(m_model->entryAt(current.row()).id);
        }
    });
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_agenda);
    m_stack->addWidget(new EmptyState(m_theme, QStringLiteral("calendar-days"), tr("Nothing is planned yet"),
        tr("Planned windows come from calendar.yaml in the workspace: date, component, version, window, owner and who rolls back. "
           "Add an entry and it stands here.")));
    return m_stack;
}

void CalendarPanel::showEntries(const std::vector<calendar::Entry>& entries)
{
    m_model->setEntries(entries);
    m_view->setEntries(m_model->entries());
    if (m_model->rowOf(m_selected) < 0) {
        selectNext();
    }
    refresh();
}

void CalendarPanel::selectNext()
{
    const auto& entries = m_model->entries();
    const auto next = std::ranges::find_if(entries, [this](const calendar::Entry& entry) { return !m_now || *m_now < entry.window.end(); });
    m_selected = next != entries.end() ? next->id : (entries.empty() ? QString() : entries.back().id);
    if (!m_now && !entries.empty()) {
        showDay(utcDay(m_model->entryAt(selectedRow()).window.start()));
    }
}

void CalendarPanel::setNow(Instant now)
{
    const bool first = !m_now;
    m_now = now;
    m_model->setNow(now);
    m_view->setNow(now);
    if (first) {
        m_view->setWeek(mondayOf(utcDay(now)));
        selectNext();
    }
    refresh();
}

void CalendarPanel::showDay(QDate day)
{
    m_view->setWeek(mondayOf(day));
    m_choice->choose(WeekPage);
    refresh();
}

QDate CalendarPanel::shownWeek() const
{
    return m_view->week();
}

void CalendarPanel::showToday()
{
    if (m_now) {
        showDay(utcDay(*m_now));
    }
}

int CalendarPanel::selectedRow() const
{
    return m_model->rowOf(m_selected);
}

bool CalendarPanel::select(const QString& id)
{
    const int row = m_model->rowOf(id);
    if (row < 0) {
        return false;
    }
    const bool other = id != m_selected;
    m_selected = id;
    const Span& window = m_model->entryAt(row).window;
    const Instant monday = startOf(shownWeek());
    const auto shown = Span::create(monday, startOf(shownWeek().addDays(7)));
    if (!shown || !shown->overlaps(window)) {
        m_view->setWeek(mondayOf(utcDay(window.start())));
    }
    refresh();
    if (other) {
        Q_EMIT selected(id);
    }
    return true;
}

void CalendarPanel::stepEntry(int by)
{
    const int last = m_model->rowCount() - 1;
    if (last >= 0) {
        select(m_model->entryAt(std::clamp(selectedRow() + by, 0, last)).id);
    }
}

void CalendarPanel::stepDay(int by)
{
    const int row = selectedRow();
    if (row < 0) {
        return;
    }
    const QDate day = utcDay(m_model->entryAt(row).window.start());
    const auto& entries = m_model->entries();
    const auto dayOf = [](const calendar::Entry& entry) { return utcDay(entry.window.start()); };
    if (by > 0) {
        const auto next = std::ranges::find_if(entries, [&](const auto& entry) { return dayOf(entry) > day; });
        select(next == entries.end() ? m_selected : next->id);
        return;
    }
    const auto previous = std::find_if(entries.rbegin(), entries.rend(), [&](const auto& entry) { return dayOf(entry) < day; });
    if (previous != entries.rend()) {
        const QDate target = dayOf(*previous);
        select(std::ranges::find_if(entries, [&](const auto& entry) { return dayOf(entry) == target; })->id);
    }
}

void CalendarPanel::refresh()
{
    if (!m_detail) {
        return;
    }
    const bool empty = m_model->rowCount() == 0;
    m_week->setText(m_choice->current() == WeekPage ? weekText(shownWeek()) : tr("all planned windows: %1").arg(m_model->rowCount()));
    m_stack->setCurrentIndex(empty ? EmptyPage : m_choice->current());
    const int row = selectedRow();
    m_view->setSelected(m_selected);
    if (row >= 0 && m_agenda->currentIndex().row() != row) {
        m_agenda->setCurrentIndex(m_agenda->model()->index(row, 0));
    }
    const Instant now = m_now.value_or(Instant());
    m_detail->showEntry(row >= 0 ? &m_model->entryAt(row) : nullptr, now);
    m_side->setVisible(!empty);
    refreshNext();
}

void CalendarPanel::buildNext()
{
    m_next = new Card(m_theme, tr("Next windows"));
    m_next->body()->setSpacing(2);
    for (int i = 0; i < kNextShown; ++i) {
        m_nextNames.push_back(new TextLabel(m_theme, Type::Body, Token::Text, true));
        m_nextTimes.push_back(new TextLabel(m_theme, Type::Small, Token::Text2));
        m_nextNames.back()->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        m_nextTimes.back()->setWordWrap(true);
        m_nextTimes.back()->setContentsMargins(0, 0, 0, metric::kSpace2);
        m_next->body()->addWidget(m_nextNames.back());
        m_next->body()->addWidget(m_nextTimes.back());
    }
}

void CalendarPanel::refreshNext()
{
    const Instant now = m_now.value_or(Instant());
    std::size_t line = 0;
    for (const calendar::Entry& entry : m_model->entries()) {
        if (now < entry.window.start() && line < m_nextNames.size()) {
            const QString when = tr("%1 %2 UTC").arg(dayText(utcDay(entry.window.start())), windowText(entry));
            m_nextNames[line]->setText(titleText(entry));
            const QString until = untilText(entry, now).replace(QLatin1Char(' '), QChar(0x00A0));
            m_nextTimes[line]->setText(tr("%1 · %2").arg(when, until));
            ++line;
        }
    }
    if (line == 0) {
        m_nextNames[0]->setText(tr("Nothing after now"));
        m_nextTimes[0]->setText(tr("No window is planned after the present."));
        line = 1;
    }
    for (std::size_t i = 0; i < m_nextNames.size(); ++i) {
        m_nextNames[i]->setVisible(i < line);
        m_nextTimes[i]->setVisible(i < line);
    }
}

void CalendarPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_side->setFixedWidth(width() >= kRoomy ? kSideWidth : kSideNarrow);
}

bool CalendarPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_agenda->viewport() && event->type() == QEvent::Resize) {
        layoutColumns();
    }
    return QWidget::eventFilter(watched, event);
}

void CalendarPanel::layoutColumns()
{
    const auto widthOf = [this](const QString& sample, bool icon) { return columnWidth(m_theme, sample, icon, icon); };
    int widths[CalendarModel::ColumnCount] = {widthOf(QStringLiteral("Wed 30 May 2025"), false) + RowDelegate::kPadding,
        widthOf(QStringLiteral("22:00–02:00 +1 d"), false), 0, widthOf(QStringLiteral("10.10.10"), false),
        widthOf(QStringLiteral("optimization_team"), false), widthOf(QStringLiteral("optimization_team"), false),
        std::max(widthOf(tr("Window open"), true), widthOf(tr("Window over"), true))};
    int used = 0;
    for (const int width : widths) {
        used += width;
    }
    constexpr int kLeastName = 150;
    for (const int column : {CalendarModel::RollbackOwnerColumn, CalendarModel::OwnerColumn}) {
        const bool hide = m_agenda->viewport()->width() - used < kLeastName;
        m_agenda->setColumnHidden(column, hide);
        used -= hide ? widths[column] : 0;
    }
    widths[CalendarModel::ComponentColumn] = std::max(kLeastName, m_agenda->viewport()->width() - used);
    for (int column = 0; column < CalendarModel::ColumnCount; ++column) {
        m_agenda->setColumnWidth(column, widths[column]);
    }
}

} // namespace fairlead::ui
