#pragma once

#include "models/base/id.h"
#include "models/domain/rollout/release.h"
#include "models/items/record_model.h"
#include "ui/common/theme.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLineEdit;
class QStackedWidget;
class QTableView;
class QHBoxLayout;

namespace fairlead::items {
class ReleaseStory;
}
namespace fairlead::ports {
class HistoryStore;
}

namespace fairlead::ui {

class ActionButton;
class Banner;
class Card;
class FilterChip;
class RecordDetail;
class RecordRows;
class StatusPill;
class TextLabel;
class TimelineView;

/// The whole history: state of the chain first, filters, every event newest first, the selected one in full,
/// and the plan of a release over what happened. Reads only. Thread: GUI.
class HistoryPanel : public QWidget {
    Q_OBJECT
public:
    explicit HistoryPanel(const Theme& theme, QWidget* parent = nullptr);

    /// Where the rest of a long history lies, for its item models; outlives this. Without it what addRecords() gives is the whole.
    void setStore(ports::HistoryStore& store);
    /// Takes records in any order; what it holds already stays as it is. Of a long history the newest are enough.
    void addRecords(const std::vector<audit::Record>& records);
    /// Forgets everything, for another workspace.
    void clear();
    void showVerification(const audit::Verification& verification, Instant at, Millis took);
    /// The releases that can be chosen, newest last.
    void setReleases(std::vector<rollout::Release> releases);
    /// Narrows everything to one release; an empty id shows all.
    void showRelease(const ReleaseId& release);
    /// Moves the present, for the now-line. Without it the newest record's time is the present.
    void setNow(Instant now);
    /// Selects history row @p number, clearing filters that hide it. False if it is not loaded.
    bool showRow(qint64 number);

Q_SIGNALS:
    void verifyRequested();
    void reportRequested(const fairlead::ReleaseId& release);
    /// Something could not be read.
    void failed(const fairlead::Error& error);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QHBoxLayout* buildTitle();
    QHBoxLayout* buildFilters();
    Card* buildTimeline();
    QWidget* buildTable();
    void bindKeys();
    void applyFilter();
    void clearFilters();
    void refreshCount();
    void refreshChain();
    void refreshTimeline();
    void followSelection();
    void layoutColumns();
    void selectFirstIfNone();
    void keepSelection();
    void showContext(const audit::Context& context);
    std::optional<audit::Record> newest() const;
    const rollout::Release* shownRelease() const;

    const Theme& m_theme;
    items::RecordModel* m_model;
    RecordRows* m_rows;
    ports::HistoryStore* m_store = nullptr;
    items::ReleaseStory* m_story; ///< of the release in the timeline, when the history is a long one
    qint64 m_kept = 0; ///< the row that was selected when a filter was set, until a row is chosen
    std::vector<rollout::Release> m_releases;
    std::optional<audit::Verification> m_verification;
    Instant m_verifiedAt;
    Millis m_verifyTook{};
    std::optional<Instant> m_now;

    StatusPill* m_chain = nullptr;
    TextLabel* m_chainProof = nullptr;
    ActionButton* m_verify = nullptr;
    ActionButton* m_report = nullptr;
    Banner* m_broken = nullptr;
    QLineEdit* m_words = nullptr;
    FilterChip* m_release = nullptr;
    FilterChip* m_group = nullptr;
    FilterChip* m_match = nullptr;
    TextLabel* m_count = nullptr;
    Card* m_timelineCard = nullptr;
    ActionButton* m_allReleases = nullptr;
    TimelineView* m_timeline = nullptr;
    QStackedWidget* m_stack = nullptr;
    QTableView* m_table = nullptr;
    RecordDetail* m_detail = nullptr;
};

} // namespace fairlead::ui
