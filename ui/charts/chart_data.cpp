#include "ui/charts/chart_data.h"

#include "models/domain/condition/words.h"
#include "ui/common/ask_words.h"
#include "ui/common/formatters.h"
#include "ui/common/status.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace fairlead::ui {

std::size_t ChartSeries::insert(metrics::Sample sample)
{
    const std::size_t before = m_samples.size();
    const std::size_t index = m_samples.insert(sample.at.ms(), sample.value);
    if (m_samples.size() == before)
        return index; // a replaced value moves no gap
    // Only the stretch that the sample fell into has changed, however much follows it.
    const qint64 at = m_samples.timeAt(index);
    auto place = std::ranges::lower_bound(m_gaps, at, {}, &Stretch::from);
    if (place != m_gaps.begin() && std::prev(place)->to > at)
        place = m_gaps.erase(std::prev(place));
    if (index > 0 && at - m_samples.timeAt(index - 1) > m_gapAfter)
        place = std::next(m_gaps.insert(place, {m_samples.timeAt(index - 1), at}));
    if (index + 1 < m_samples.size() && m_samples.timeAt(index + 1) - at > m_gapAfter)
        m_gaps.insert(place, {at, m_samples.timeAt(index + 1)});
    return index;
}

std::optional<std::size_t> ChartSeries::indexAt(qint64 at) const
{
    const std::size_t after = m_samples.lowerBound(at + 1);
    if (after == 0 || at - m_samples.timeAt(after - 1) > m_gapAfter)
        return std::nullopt;
    return after - 1;
}

QString ChartSpec::valueText(double value) const
{
    if (share)
        return shareText(value);
    return gate::inWords(value, kind);
}

bool ChartData::take(const metrics::Reading& reading)
{
    if (reading.key.isPart())
        return takePart(reading);
    for (std::size_t i = 0; i < more.size(); ++i) {
        if (spec.more[i].key == reading.key) {
            more[i].insert(reading.sample);
            return true;
        }
    }
    if (reading.key.metric != spec.metric)
        return false;
    if (reading.key.role == metrics::Role::Baseline) {
        const std::size_t changed = baseline.insert(reading.sample);
        if (truth && truth->condition().needsBaseline())
            truth->follow(canary.samples(), canary.samples().lowerBound(baseline.samples().timeAt(changed)), baseline.samples());
        return true;
    }
    const std::size_t from = canary.insert(reading.sample);
    if (truth)
        truth->follow(canary.samples(), from, baseline.samples());
    return true;
}

bool ChartData::takePart(const metrics::Reading& reading)
{
    if (reading.key.metric != spec.metric)
        return false;
    auto part = parts.find(reading.key.labels);
    if (part == parts.end()) {
        partsLeftOut = int(parts.size()) >= kMostParts;
        if (partsLeftOut)
            return false;
        const ChartSeries empty{Millis(canary.gapAfter())};
        part = parts.emplace(reading.key.labels, PartSeries{empty, empty}).first;
    }
    const bool ofCanary = reading.key.role == metrics::Role::Canary;
    (ofCanary ? part->second.canary : part->second.baseline).insert(reading.sample);
    return true;
}

bool ChartData::takePrevious(const metrics::Reading& reading, qint64 shift)
{
    if (reading.key != metrics::SeriesKey{spec.metric, metrics::Role::Canary})
        return false;
    previous.insert({Instant::fromMs(reading.sample.at.ms() + shift), reading.sample.value});
    return true;
}

bool ChartData::isEmpty() const
{
    const bool none = std::ranges::all_of(more, [](const ChartSeries& each) { return each.samples().isEmpty(); });
    return none && canary.samples().isEmpty() && baseline.samples().isEmpty();
}

std::vector<ChartLine> ChartData::lines(bool withPrevious) const
{
    std::vector<ChartLine> all{{&canary, LineStyle::Canary, {}, {spec.metric, metrics::Role::Canary}}};
    for (std::size_t i = 0; i < more.size(); ++i) {
        if (!more[i].samples().isEmpty())
            all.push_back({&more[i], spec.more[i].style, spec.more[i].label, spec.more[i].key});
    }
    if (all.size() > 1)
        all.front().label = spec.label;
    if (!baseline.samples().isEmpty())
        all.push_back({&baseline, LineStyle::Baseline, {}, {spec.metric, metrics::Role::Baseline}});
    if (withPrevious && !previous.samples().isEmpty())
        all.push_back({&previous, LineStyle::Previous, {}, {spec.metric, metrics::Role::Canary}});
    return all;
}

std::optional<LimitLine> limitOf(const gate::Rule& rule, const QString& metric)
{
    const std::optional<condition::Threshold> threshold = rule.condition.threshold();
    if (!threshold || threshold->term.metric != metric)
        return std::nullopt;
    const bool above
        = threshold->comparator == condition::Comparator::Greater || threshold->comparator == condition::Comparator::GreaterOrEqual;
    QString bound = rule.condition.boundInWords();
    if (const QString term = condition::termInWords(threshold->term) + QLatin1Char(' '); bound.startsWith(term))
        bound.remove(0, term.size()); // the chart's title says it
    const QString words = QCoreApplication::translate("ChartPainter", "%1 %2", "action, bound").arg(wordOf(rule.action), bound);
    return LimitLine{threshold->bound, above, words, rule.action != gate::Action::RollBack};
}

std::vector<LimitLine> limitsOf(const ChartData& data)
{
    std::vector<LimitLine> limits;
    const std::optional<condition::Threshold> bound = data.truth ? data.truth->condition().threshold() : std::nullopt;
    if (bound) {
        const bool above = bound->comparator == condition::Comparator::Less || bound->comparator == condition::Comparator::LessOrEqual;
        limits.push_back({bound->bound, above,
            QCoreApplication::translate("ChartPainter", "gate: %1").arg(data.truth->condition().boundInWords()), false});
    }
    limits.insert(limits.end(), data.limits.begin(), data.limits.end());
    return limits;
}

namespace {

Truth truthOf(const rollout::Command& command)
{
    if (command.effect == rollout::CommandEffect::Effective)
        return Truth::Pass;
    const bool lost = command.effect == rollout::CommandEffect::NotEffective || command.outcome == rollout::CommandOutcome::Refused
        || command.outcome == rollout::CommandOutcome::NotSent;
    return lost ? Truth::Fail : Truth::Pending;
}

} // namespace

void readState(ChartTimeline& timeline, const rollout::State& state, Instant now)
{
    timeline.now = state.endedAt ? std::min(now, *state.endedAt).ms() : now.ms();
    timeline.marks.clear();
    timeline.asked.clear();
    timeline.agreement.clear();
    timeline.stepBegins.clear();
    std::vector<rollout::Command> commands; // those that move traffic
    std::ranges::copy_if(state.commands, std::back_inserter(commands), [](const rollout::Command& c) { return c.shifts(); });
    for (std::size_t i = 0; i < commands.size(); ++i) {
        const rollout::Command& command = commands[i];
        const bool effective = command.effect == rollout::CommandEffect::Effective;
        const qint64 sent = command.intentAt.ms();
        const qint64 next = i + 1 < commands.size() ? commands[i + 1].intentAt.ms() : kOpenEnd;
        timeline.marks.push_back({sent, askFigure(command.ask()), !effective, MarkKind::Weight, {}});
        const bool parts = command.ask().isPartial();
        timeline.asked.push_back({sent, parts ? std::nullopt : std::optional(command.weight.fraction())});
        const qint64 judged = command.effectAt ? std::clamp(command.effectAt->ms(), sent, std::max(sent, next)) : next;
        if (judged > sent)
            timeline.agreement.push_back({{sent, judged}, Truth::Pending});
        if (next > judged)
            timeline.agreement.push_back({{judged, next}, truthOf(command)});
        if (effective && command.effectAt && !command.ask().isNothing())
            timeline.stepBegins.push_back(command.effectAt->ms());
    }
    std::sort(timeline.stepBegins.begin(), timeline.stepBegins.end());
}

std::optional<double> askedAt(const ChartTimeline& timeline, qint64 at)
{
    std::optional<double> fraction;
    for (const AskedWeight& weight : timeline.asked) {
        if (weight.at <= at)
            fraction = weight.fraction;
    }
    return fraction;
}

std::optional<double> shownValue(const ChartSeries& series, const ChartTimeline& timeline)
{
    const auto index = series.indexAt(timeline.crosshair.value_or(timeline.now));
    return index ? std::optional(series.samples().valueAt(*index)) : std::nullopt;
}

std::optional<qint64> silentFor(const ChartSeries& series, const ChartTimeline& timeline)
{
    if (series.samples().isEmpty() || timeline.crosshair)
        return std::nullopt;
    const qint64 silent = timeline.now - series.samples().lastAt();
    return silent > series.gapAfter() ? std::optional(silent) : std::nullopt;
}

} // namespace fairlead::ui
