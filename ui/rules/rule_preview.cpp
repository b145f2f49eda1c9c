#include "ui/rules/rule_preview.h"

#include "models/domain/gate/rule_watch.h"
#include "ui/common/check_lines.h"
#include "ui/common/formatters.h"
#include "ui/common/segments.h"
#include "ui/rules/preview_words.h"
#include "ui/rules/rule_chart.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr std::size_t kMostReleases = 20;
constexpr int kFindingsHeight = 104;

} // namespace

RulePreview::RulePreview(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_card(new Card(theme, {}))
    , m_range(new Segments(theme))
    , m_stack(new QStackedWidget)
    , m_chart(new RuleChart(theme))
    , m_nothing(new TextLabel(theme, Type::Body, Token::Text2))
    , m_findings(new CheckLines(theme))
{
    setAccessibleName(tr("What the rule would have done"));
    for (const QString& text : {tr("1 h"), tr("24 h"), tr("Last %1 releases").arg(kMostReleases)})
        m_range->addChoice(text);
    connect(m_range, &Segments::chosen, this, &RulePreview::refresh);
    m_card->header()->addWidget(m_range);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_stack->addWidget(m_chart);
    m_stack->addWidget(m_nothing);
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_findings);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setMinimumHeight(kFindingsHeight);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false); // the card's colour shows
    m_findings->setAutoFillBackground(false);
    m_card->body()->setSpacing(metric::kSpace2);
    m_card->body()->addWidget(m_stack, 3);
    m_card->body()->addWidget(scroll, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_card);
    refresh();
}

void RulePreview::setRecordings(std::vector<Recording> recordings)
{
    m_recordings = std::move(recordings);
    if (m_recordings.size() > kMostReleases)
        m_recordings.resize(kMostReleases);
    refresh();
}

void RulePreview::setRule(int line, std::optional<gate::Rule> rule)
{
    m_line = line;
    m_rule = std::move(rule);
    refresh();
}

void RulePreview::showNothing(const QString& why)
{
    m_nothing->setText(why);
    m_stack->setCurrentWidget(m_nothing);
    m_stack->show();
    m_findings->setChecks({});
}

void RulePreview::refresh()
{
    const int range = m_range->current();
    const QString over = range == Hour ? tr("the last hour") : range == Day ? tr("the last 24 hours") : tr("the last releases");
    m_card->setTitle(tr("Line %1 on %2").arg(m_line).arg(over));
    m_card->setScope({});
    if (!m_rule)
        return showNothing(tr("This line is no rule, so there is nothing to try."));
    if (m_recordings.empty())
        return showNothing(tr("No samples yet. As soon as a release has some, this shows what the rule would have done with them."));
    if (range == Releases)
        return showReleases();
    showStretch(m_recordings.front(), range == Hour ? std::chrono::hours(1) : std::chrono::hours(24));
}

void RulePreview::showStretch(const Recording& recording, Millis length)
{
    const Instant from = std::max(recording.from, recording.to + -length);
    const gate::Replay replay = gate::replay(*m_rule, recording.series, from, recording.to, recording.staleAfter);
    m_chart->show(*m_rule, recording, from, replay);
    m_card->setScope(tr("%1, %2 samples").arg(recording.title, countText(m_chart->sampleCount())));
    m_stack->setCurrentWidget(m_chart);
    m_stack->show();
    m_findings->setChecks(previewLines(*m_rule, replay));
}

void RulePreview::showReleases()
{
    std::vector<Check> lines;
    std::size_t fired = 0;
    for (const Recording& recording : m_recordings) {
        const gate::Replay replay = gate::replay(*m_rule, recording.series, recording.from, recording.to, recording.staleAfter);
        fired += replay.firings.empty() ? 0 : 1;
        lines.push_back(releaseLine(recording.title, *m_rule, replay));
    }
    m_card->setScope(tr("would have fired in %1 of %2").arg(fired).arg(m_recordings.size()));
    m_stack->hide();
    m_findings->setChecks(lines);
}

} // namespace fairlead::ui
