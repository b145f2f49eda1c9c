#include "ui/checklist/checklist_panel.h"

#include "ui/checklist/answer_bar.h"
#include "ui/checklist/item_page.h"
#include "ui/checklist/note_box.h"
#include "ui/checklist/phase_strip.h"
#include "ui/checklist/walk_list.h"
#include "ui/common/widgets.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

using items::ChecklistModel;

namespace {

constexpr int kListWidest = 352;
constexpr int kListNarrowest = 280;

bool isSettled(checklist::State state)
{
    return state == checklist::State::Done || state == checklist::State::Waived || state == checklist::State::NotApplicable;
}

QScrollArea* scrolled(QWidget* page)
{
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    area->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    return area;
}

} // namespace

ChecklistPanel::ChecklistPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget)
    , m_list(new WalkList(theme))
    , m_strip(new PhaseStrip(theme))
    , m_page(new ItemPage(theme))
    , m_bar(new AnswerBar(theme))
{
    setAccessibleName(tr("Checklists"));
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    auto* stripRow = new QVBoxLayout;
    stripRow->setContentsMargins(metric::kSpace8, 20, metric::kSpace8, 0);
    stripRow->addWidget(m_strip);
    right->addLayout(stripRow);
    right->addWidget(scrolled(m_page), 1);
    right->addWidget(m_bar);
    auto* walkPage = new QWidget;
    auto* columns = new QHBoxLayout(walkPage);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(m_list);
    columns->addLayout(right, 1);

    m_pages->addWidget(new EmptyState(theme, QStringLiteral("list-checks"), tr("No checklist yet"),
        tr("A release that names a checklist is walked here, item by item, before it starts.")));
    m_pages->addWidget(walkPage);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    setFocusProxy(m_list->view());
    m_list->view()->installEventFilter(this);

    connect(m_list, &WalkList::currentChosen, this, &ChecklistPanel::goTo);
    connect(m_list, &WalkList::releaseChosen, this, &ChecklistPanel::showRelease);
    connect(m_strip, &PhaseStrip::chosen, this, [this](int phase) {
        const ChecklistModel& model = m_list->model();
        goTo(model.index(0, 0, model.phaseIndex(phase)).data(ChecklistModel::IdRole).toString());
    });
    connect(m_bar, &AnswerBar::answered, this, &ChecklistPanel::answer);
    connect(m_bar, &AnswerBar::moved, this, &ChecklistPanel::move);
    connect(m_page->note(), &NoteBox::edited, this, &ChecklistPanel::keepNote);
    connect(m_page->note(), &NoteBox::confirmed, this, [this](checklist::State state) {
        m_list->view()->setFocus(Qt::OtherFocusReason);
        answer(state);
    });
    connect(m_page->note(), &NoteBox::left, this, [this] { m_list->view()->setFocus(Qt::OtherFocusReason); });
}

ChecklistPanel::Walk* ChecklistPanel::walk()
{
    const auto found = m_walks.find(m_release);
    return found == m_walks.end() ? nullptr : &found->second;
}

void ChecklistPanel::setReleases(const QList<ReleaseTitle>& releases)
{
    m_releases = releases;
    QStringList ids;
    QStringList titles;
    for (const ReleaseTitle& release : releases) {
        ids << release.id;
        titles << release.title;
    }
    std::erase_if(m_walks, [&ids](const auto& walk) { return !ids.contains(walk.first); });
    m_list->setReleases(ids, titles);
    if (!ids.contains(m_release))
        m_release = ids.value(0);
    refresh();
}

void ChecklistPanel::showRelease(const QString& release)
{
    if (release == m_release)
        return;
    m_release = release;
    refresh();
}

QString ChecklistPanel::firstToAnswer(const checklist::Run& run) const
{
    const std::vector<checklist::Item> holding = checklist::holding(run);
    if (!holding.empty())
        return holding.front().id;
    for (const checklist::Phase& phase : run.checklist.phases) {
        if (!phase.items.empty())
            return phase.items.front().id;
    }
    return {};
}

QStringList ChecklistPanel::settleSaved(Walk& walk, const checklist::Run& run) const
{
    QStringList saved;
    for (const auto& [item, before] : walk.saving) {
        const auto answers = run.answers.find(item);
        if (answers != run.answers.end() && answers->second.size() > before)
            saved << item;
    }
    for (const QString& item : std::as_const(saved)) {
        walk.saving.erase(item);
        walk.drafts.erase(item);
    }
    return saved;
}

void ChecklistPanel::showRun(const checklist::Run& run)
{
    const bool known = std::ranges::any_of(m_releases, [&run](const ReleaseTitle& release) { return release.id == run.release; });
    Walk& walk = m_walks[run.release];
    const QStringList saved = settleSaved(walk, run);
    walk.run = run;
    if (walk.current.isEmpty())
        walk.current = firstToAnswer(run);
    if (!known)
        setReleases(m_releases + QList<ReleaseTitle>{{run.release, run.release}});
    else if (run.release == m_release)
        refresh();
    if (saved.isEmpty())
        return;
    for (const QString& item : saved)
        Q_EMIT noteEdited(run.release, item, {});
    if (run.release != m_release)
        return;
    m_page->clearError();
    if (saved.contains(walk.current)) {
        m_page->note()->stopAsking();
        m_page->note()->setText({});
        advance();
    }
}

void ChecklistPanel::showCurrent(const QString& itemId)
{
    showCurrent(m_release, itemId);
}

void ChecklistPanel::showCurrent(const QString& release, const QString& itemId)
{
    m_walks[release].current = itemId;
    if (release == m_release)
        refresh();
}

QString ChecklistPanel::currentItem() const
{
    const auto found = m_walks.find(m_release);
    return found == m_walks.end() ? QString() : found->second.current;
}

void ChecklistPanel::showDraft(const QString& itemId, const QString& text)
{
    showDraft(m_release, itemId, text);
}

void ChecklistPanel::showDraft(const QString& release, const QString& itemId, const QString& text)
{
    m_walks[release].drafts[itemId] = text;
    if (release == m_release && itemId == currentItem())
        m_page->note()->setText(text);
}

void ChecklistPanel::showError(const Error& error)
{
    for (auto& [release, walk] : m_walks) {
        if (release == m_release) {
            for (const auto& [item, before] : walk.saving)
                m_list->setSaving(item, false);
        }
        walk.saving.clear();
    }
    refresh();
    m_page->showError(error);
}

void ChecklistPanel::refresh()
{
    Walk* current = walk();
    const bool shown = current && !current->run.checklist.phases.empty();
    m_pages->setCurrentIndex(shown ? 1 : 0);
    if (!shown)
        return;
    m_list->setRelease(m_release);
    m_list->setRun(current->run);
    const ChecklistModel& model = m_list->model();
    for (const QString& id : model.order())
        m_list->setSaving(id, current->saving.contains(id));
    if (!model.indexOf(current->current).isValid())
        current->current = firstToAnswer(current->run);
    m_list->setCurrent(current->current);

    QList<PhaseStrip::Phase> phases;
    for (int phase = 0; phase < model.rowCount(); ++phase) {
        const QModelIndex index = model.phaseIndex(phase);
        phases << PhaseStrip::Phase{index.data(Qt::DisplayRole).toString(), index.data(ChecklistModel::SettledRole).toInt(),
            index.data(ChecklistModel::TotalRole).toInt()};
    }
    m_strip->setPhases(phases);
    refreshPage(*current);
}

void ChecklistPanel::refreshPage(const Walk& walk)
{
    const ChecklistModel& model = m_list->model();
    const QModelIndex index = model.indexOf(walk.current);
    const checklist::Item* item = model.item(index);
    if (!item)
        return;
    const int phase = model.phaseOf(index);
    const checklist::Phase& source = walk.run.checklist.phases.at(static_cast<std::size_t>(phase));
    ItemPage::View view;
    view.item = *item;
    view.phase = source.title;
    view.total = static_cast<int>(source.items.size());
    const auto same = [item](const checklist::Item& other) { return other.id == item->id; };
    view.number = static_cast<int>(std::ranges::find_if(source.items, same) - source.items.begin()) + 1;
    view.source = walk.run.checklist.source;
    view.state = static_cast<checklist::State>(index.data(ChecklistModel::StateRole).toInt());
    view.holds = index.data(ChecklistModel::HoldsRole).toBool();
    view.saving = walk.saving.contains(item->id);
    if (const auto answers = walk.run.answers.find(item->id); answers != walk.run.answers.end())
        view.answers = answers->second;
    if (const auto draft = walk.drafts.find(item->id); draft != walk.drafts.end())
        view.draft = draft->second;
    m_page->setView(view);
    m_strip->setCurrent(phase);
    m_bar->setOpen(!view.saving);
}

void ChecklistPanel::answer(checklist::State state)
{
    Walk* current = walk();
    if (!current || current->current.isEmpty() || current->saving.contains(current->current))
        return;
    const QString item = current->current;
    const QString note = m_page->note()->text().trimmed();
    if (const Result<void> allowed = checklist::checkAnswer(state, note); !allowed) {
        m_page->note()->askFor(state, allowed.error().message);
        return;
    }
    const auto answers = current->run.answers.find(item);
    current->saving[item] = answers == current->run.answers.end() ? 0 : answers->second.size();
    m_page->note()->stopAsking();
    m_list->setSaving(item, true);
    refreshPage(*current);
    Q_EMIT answerRequested(m_release, item, state, note);
}

void ChecklistPanel::move(int by)
{
    const Walk* current = walk();
    if (!current)
        return;
    const QStringList order = m_list->model().order();
    const qsizetype next = order.indexOf(current->current) + by;
    if (next >= 0 && next < order.size())
        goTo(order.at(next));
}

void ChecklistPanel::goTo(const QString& itemId)
{
    Walk* current = walk();
    if (!current || itemId.isEmpty() || current->current == itemId)
        return;
    current->current = itemId;
    m_list->setCurrent(itemId);
    refreshPage(*current);
    Q_EMIT currentChanged(m_release, itemId);
}

void ChecklistPanel::advance()
{
    const Walk* current = walk();
    if (!current)
        return;
    const ChecklistModel& model = m_list->model();
    const auto stateOf = [&model](const QString& id) {
        return static_cast<checklist::State>(model.indexOf(id).data(ChecklistModel::OwnStateRole).toInt());
    };
    // A failed item stays in front: it is not finished with.
    if (!isSettled(stateOf(current->current)))
        return;
    const QStringList order = model.order();
    for (qsizetype i = order.indexOf(current->current) + 1; i < order.size(); ++i) {
        if (!isSettled(stateOf(order.at(i)))) {
            goTo(order.at(i));
            return;
        }
    }
}

void ChecklistPanel::keepNote(const QString& text)
{
    Walk* current = walk();
    if (!current || current->current.isEmpty())
        return;
    current->drafts[current->current] = text;
    Q_EMIT noteEdited(m_release, current->current, text);
}

bool ChecklistPanel::handleKey(const QKeyEvent& event)
{
    if (!walk() || event.isAutoRepeat() || (event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    switch (event.key()) {
    case Qt::Key_Space: answer(checklist::State::Done); return true;
    case Qt::Key_N: answer(checklist::State::NotApplicable); return true;
    case Qt::Key_F: answer(checklist::State::Failed); return true;
    case Qt::Key_W: answer(checklist::State::Waived); return true;
    case Qt::Key_T: m_page->note()->focusNote(); return true;
    default: return false;
    }
}

bool ChecklistPanel::eventFilter(QObject* watched, QEvent* event)
{
    // Before the list searches its rows for the typed letter.
    if (event->type() == QEvent::KeyPress && handleKey(*static_cast<QKeyEvent*>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

void ChecklistPanel::keyPressEvent(QKeyEvent* event)
{
    // Keys that a child did not take; text fields take theirs.
    if (handleKey(*event))
        return;
    if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)
        move(event->key() == Qt::Key_Down ? 1 : -1);
    else
        QWidget::keyPressEvent(event);
}

void ChecklistPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_list->setFixedWidth(qBound(kListNarrowest, width() * 29 / 100, kListWidest));
}

void ChecklistPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!focusWidget() || !isAncestorOf(focusWidget()))
        m_list->view()->setFocus(Qt::OtherFocusReason);
}

} // namespace fairlead::ui
