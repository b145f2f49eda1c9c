#include "ui/history/history_panel.h"

#include "models/items/record_filter.h"
#include "models/items/release_story.h"
#include "models/items/release_timeline.h"
#include "ui/common/formatters.h"
#include "ui/common/widgets.h"
#include "ui/history/filter_chip.h"
#include "ui/history/record_detail.h"
#include "ui/history/record_rows.h"
#include "ui/history/record_words.h"
#include "ui/history/timeline_view.h"

#include <QLineEdit>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableView>

#include <algorithm>

namespace fairlead::ui {

namespace {

enum Page { TablePage, EmptyPage, NothingFitsPage };

} // namespace

void HistoryPanel::setStore(ports::HistoryStore& store)
{
    m_store = &store;
    m_rows->setStore(store);
}

void HistoryPanel::addRecords(const std::vector<audit::Record>& records)
{
    if (records.empty()) {
        return;
    }
    m_model->addRecords(records);
    m_story->addRecords(records);
    refreshCount();
    refreshChain();
    refreshTimeline();
    // Answers and effects change what the detail of their intent says.
    followSelection();
}

void HistoryPanel::clear()
{
    m_verification.reset();
    m_releases.clear();
    m_release->setChoices({});
    clearFilters();
    m_model->clear();
    m_story->clear();
    refreshCount();
    refreshChain();
    refreshTimeline();
    followSelection();
}

void HistoryPanel::showVerification(const audit::Verification& verification, Instant at, Millis took)
{
    m_verification = verification;
    m_verifiedAt = at;
    m_verifyTook = took;
    refreshChain();
}

void HistoryPanel::setReleases(std::vector<rollout::Release> releases)
{
    m_releases = std::move(releases);
    std::vector<FilterChip::Choice> choices;
    for (auto release = m_releases.rbegin(); release != m_releases.rend(); ++release) {
        choices.push_back({release->title(), release->id.text()});
    }
    m_release->setChoices(std::move(choices));
    applyFilter();
}

void HistoryPanel::showRelease(const ReleaseId& release)
{
    m_release->setCurrent(release.isEmpty() ? QVariant() : QVariant(release.text()));
    applyFilter();
}

void HistoryPanel::setNow(Instant now)
{
    m_now = now;
    const rollout::State& state = m_timeline->timeline().state;
    if (!rollout::isEnded(state.phase)) {
        refreshTimeline();
    }
}

bool HistoryPanel::showRow(qint64 number)
{
    const bool held = m_rows->isPaged() ? number > 0 && number <= m_rows->total() : m_model->indexOfRow(number) >= 0;
    if (!held) {
        return false;
    }
    m_rows->scanTo(number);
    if (!m_rows->indexOfRow(number).isValid()) {
        clearFilters();
        m_rows->scanTo(number);
    }
    const QModelIndex index = m_rows->indexOfRow(number);
    m_table->setCurrentIndex(index);
    m_table->scrollTo(index, QAbstractItemView::EnsureVisible);
    return true;
}

void HistoryPanel::applyFilter()
{
    items::RecordFilter filter;
    filter.words = m_words->text();
    filter.release = m_release->current().toString();
    filter.group = static_cast<items::RecordGroup>(m_group->current().toInt());
    filter.wordStarts = m_match->current().toBool();
    m_kept = m_table->currentIndex().isValid() ? m_rows->numberAt(m_table->currentIndex().row()) : 0;
    m_rows->setFilter(filter);
    keepSelection();
    refreshCount();
    refreshTimeline();
}

/// What was selected before a filter was set is selected again as soon as it is found.
void HistoryPanel::keepSelection()
{
    if (const QModelIndex still = m_rows->indexOfRow(m_kept); still.isValid()) {
        m_kept = 0;
        m_table->setCurrentIndex(still);
    }
}

void HistoryPanel::clearFilters()
{
    {
        const QSignalBlocker silent(m_words);
        m_words->clear();
    }
    m_release->setCurrent({});
    m_group->setCurrent({});
    applyFilter();
}

void HistoryPanel::refreshCount()
{
    const qint64 all = m_rows->total();
    const int shown = m_rows->rowCount();
    const bool whole = m_rows->filter() == items::RecordFilter();
    m_count->setText(all == 0      ? QString()
            : whole                ? tr("%1 events").arg(countText(all))
            : m_rows->isWaiting()  ? tr("searching…")
            : m_rows->isScanning() ? tr("searching… %1 so far, of %2").arg(countText(shown), countText(all))
                                   : tr("%1 of %2 events").arg(countText(shown), countText(all)));
    m_stack->setCurrentIndex(all == 0 ? EmptyPage : (shown == 0 && !m_rows->isScanning() ? NothingFitsPage : TablePage));
    m_detail->setVisible(all > 0);
    m_timelineCard->setVisible(shownRelease() != nullptr);
    if (shown == 0) {
        followSelection();
    }
}

void HistoryPanel::refreshChain()
{
    m_broken->setVisible(m_verification && !m_verification->valid());
    if (!m_verification) {
        m_chain->setLook({Status::NoData, QStringLiteral("shield-check"), tr("Chain not verified yet")});
        m_chainProof->setText(newest() ? tr("verify to see whether any row was changed") : QString());
        return;
    }
    const QString proof
        = tr("checked %1 in %2 s · head %3")
              .arg(utcText(m_verifiedAt, false), QString::number(static_cast<double>(m_verifyTook.count()) / 1000.0, 'f', 1),
                  shortHash(m_verification->head));
    const qint64 newer = (newest() ? newest()->row : 0) - m_verification->rows;
    m_chainProof->setText(newer > 0 ? tr("%1 · %2 newer rows not checked").arg(proof, countText(newer)) : proof);
    m_chainProof->setToolTip(tr("Head: %1").arg(QString::fromLatin1(m_verification->head.toHex())));
    if (m_verification->valid()) {
        const QString rows = m_verification->rows == 0 ? tr("Chain unbroken, no rows")
                                                       : tr("Chain unbroken, rows 1 to %1").arg(countText(m_verification->rows));
        m_chain->setLook({Status::Pass, QStringLiteral("shield-check"), rows});
        return;
    }
    const audit::Break& at = *m_verification->firstBroken;
    const StatusLook look{Status::Fail, QStringLiteral("shield-x"), tr("Chain broken at row %1").arg(countText(at.row))};
    m_chain->setLook(look);
    m_broken->setMessage(look, tr("The history was changed outside Fairlead."),
        tr("%1 Rows before it hold. Nothing was repaired: keep the file as it is and compare it with a copy.").arg(at.what));
    const bool held = m_rows->isPaged() ? at.row <= m_rows->total() : m_model->indexOfRow(at.row) >= 0;
    m_broken->setAction(held ? tr("Show row %1").arg(countText(at.row)) : QString());
}

const rollout::Release* HistoryPanel::shownRelease() const
{
    QString wanted = m_release->current().toString();
    if (wanted.isEmpty()) {
        const audit::Record* current = m_rows->recordOf(m_table->currentIndex());
        wanted = current == nullptr ? QString() : current->entry.release;
    }
    const auto found = std::ranges::find_if(m_releases, [&](const rollout::Release& release) { return release.id.text() == wanted; });
    if (found != m_releases.end()) {
        return &*found;
    }
    return m_releases.empty() ? nullptr : &m_releases.back();
}

void HistoryPanel::refreshTimeline()
{
    const rollout::Release* release = shownRelease();
    m_timelineCard->setVisible(release != nullptr);
    m_report->setEnabled(release != nullptr);
    m_report->setToolTip(release ? tr("Report of %1").arg(release->title()) : tr("There is no release to report on yet."));
    m_allReleases->setVisible(m_release->current().isValid());
    if (!release) {
        return;
    }
    if (m_rows->isPaged()) {
        m_story->show(*m_store, release->id.text());
    }
    const Instant last = newest() ? newest()->at : Instant();
    const Instant now = std::max(m_now.value_or(last), last);
    m_timeline->setTimeline(items::timelineOf(*release, m_rows->isPaged() ? m_story->records() : m_model->records(), now), now);
    m_timelineCard->setTitle(release->title());
    m_timelineCard->setScope(
        m_timeline->showsEnd() ? tr("timeline, times in UTC") : tr("timeline, times in UTC · %1").arg(m_timeline->endText()));
}

void HistoryPanel::followSelection()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid()) {
        m_detail->showRecord(nullptr);
    } else if (const auto context = m_rows->context(m_rows->numberAt(current.row()))) {
        showContext(*context);
    } // else it comes by contextReady(); until then the one before stays, so that nothing flickers
    const rollout::Release* release = shownRelease();
    if (release && release->id != m_timeline->timeline().state.release.id) {
        refreshTimeline();
    }
}

void HistoryPanel::showContext(const audit::Context& context)
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid() && m_rows->numberAt(current.row()) == context.record.row) {
        m_detail->showRecord(&context);
        const rollout::Release* release = shownRelease();
        if (release && release->id != m_timeline->timeline().state.release.id) {
            refreshTimeline();
        }
    }
}

std::optional<audit::Record> HistoryPanel::newest() const
{
    return m_model->rowCount() > 0 ? std::optional(m_model->recordAt(m_model->rowCount() - 1)) : std::nullopt;
}

void HistoryPanel::selectFirstIfNone()
{
    keepSelection();
    if (!m_table->currentIndex().isValid() && m_rows->rowCount() > 0) {
        m_kept = 0; // what was selected before comes too late to be selected again
        m_table->setCurrentIndex(m_rows->index(0, 0));
    }
}

} // namespace fairlead::ui
