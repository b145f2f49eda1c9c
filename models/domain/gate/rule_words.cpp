#include "models/domain/gate/rule_words.h"

#include "models/domain/condition/words.h"
#include "models/domain/gate/term_words.h"

#include <algorithm>
#include <cmath>

namespace fairlead::gate {

namespace {

using condition::Truth;

bool inRow(const Window& window)
{
    return window.hits == window.ofLast;
}

struct Extremes {
    double low = 0.0;
    double high = 0.0;
};

/// Of the values that were true among moments @p first to @p last.
std::optional<Extremes> extremesOf(const RuleRun& run, std::size_t first, std::size_t last)
{
    std::optional<Extremes> found;
    for (std::size_t i = first; i <= last && i < run.moments.size(); ++i) {
        const Moment& moment = run.moments[i];
        if (moment.truth == Truth::True && moment.value) {
            found = found ? Extremes{std::min(found->low, *moment.value), std::max(found->high, *moment.value)}
                          : Extremes{*moment.value, *moment.value};
        }
    }
    return found;
}

double hitsBetween(const RuleRun& run, std::size_t first, std::size_t last)
{
    double hits = 0.0;
    for (std::size_t i = first; i <= last && i < run.moments.size(); ++i) {
        hits += run.moments[i].truth == Truth::True ? 1.0 : 0.0;
    }
    return hits;
}

/// "In 10 calls in a row ", "In 3 of the last 5 samples ", "For 5 min 10 s "; empty where one moment is enough.
QString windowInWords(const Window& window, double count, Millis lasted)
{
    if (window.sustained) {
        return QStringLiteral("For %1 ").arg(lengthInWords(lasted));
    }
    if (window.ofLast == 1) {
        return {};
    }
    return inRow(window) ? QStringLiteral("In %1 in a row ").arg(countInWords(count, window.counts))
                         : QStringLiteral("In %1 of the last %2 ").arg(std::round(count)).arg(countInWords(window.ofLast, window.counts));
}

/// What was true, without its window: "latency was 3.02 to 3.61 s, above 3 s".
QString whatWasTrue(const Rule& rule, const Fired& fired, const std::optional<Extremes>& range, bool once)
{
    const std::optional<condition::Threshold> threshold = rule.condition.threshold();
    if (threshold && range) {
        return QStringLiteral("%1 was %2, %3")
            .arg(termInWords(threshold->term, rule.window), rangeInWords(range->low, range->high, threshold->unit),
                thresholdInWords(rule.condition));
    }
    return readingsInWords(fired.readings, rule.window, QStringLiteral(" was")) + (once ? QString() : QStringLiteral(" at last"))
        + QStringLiteral(": ") + rule.condition.echo();
}

/// How many samples or calls came a millisecond of late; empty where that cannot be said.
std::optional<double> presentRate(const RuleRun& run, CountOf counts)
{
    constexpr std::size_t kLate = 20;
    const std::size_t size = run.moments.size();
    const std::size_t first = size > kLate ? size - kLate : 0;
    if (size < 2) {
        return std::nullopt;
    }
    double count = 0.0;
    for (std::size_t i = first + 1; i < size; ++i) {
        count += counts == CountOf::Calls ? run.moments[i].round.calls : 1.0;
    }
    const auto span = static_cast<double>((run.moments.back().round.at - run.moments[first].round.at).count());
    return count > 0.0 && span > 0.0 ? std::optional(count / span) : std::nullopt;
}

/// "4 of 10 calls so far; about 6 more, 30 s at the present rate".
QString progressInWords(const RuleRun& run, double have, double need, CountOf counts)
{
    const double missing = std::max(1.0, std::ceil(need - have));
    QString text = QStringLiteral("%1 of %2 so far; about %3 more")
                       .arg(condition::inWords(std::floor(have), metrics::Unit::Count), countInWords(need, counts),
                           condition::inWords(missing, metrics::Unit::Count));
    if (const std::optional<double> rate = presentRate(run, counts)) {
        text += QStringLiteral(", %1 at the present rate").arg(lengthInWords(Millis(std::llround(missing / *rate))));
    }
    return text;
}

QString fillingInWords(const RuleRun& run)
{
    const Filling& filling = run.filling;
    if (filling.of != Filling::Of::Millis) {
        return progressInWords(run, filling.have, filling.need, filling.of == Filling::Of::Calls ? CountOf::Calls : CountOf::Samples);
    }
    const Millis need(std::llround(filling.need));
    const Millis have(std::llround(filling.have));
    return QStringLiteral("%1 of %2 so far; about %3 more").arg(lengthInWords(have), lengthInWords(need), lengthInWords(need - have));
}

/// "; 120 samples since 13:40:00, read 14:41:22 UTC".
QString samplesInWords(const RuleRun& run)
{
    return QStringLiteral("; %1 since %2, read %3")
        .arg(countInWords(run.withData, CountOf::Samples), run.from.toIso().mid(11, 8), clockInWords(run.lastData));
}

/// "Latency is 1.9 s, not above 3 s".
QString stateInWords(const Rule& rule, const RuleRun& run)
{
    const auto decided = std::ranges::find_if(
        run.moments.rbegin(), run.moments.rend(), [](const Moment& moment) { return moment.truth != Truth::Unknown; });
    const bool isTrue = decided != run.moments.rend() && decided->truth == Truth::True;
    const std::optional<condition::Threshold> threshold = rule.condition.threshold();
    if (threshold && decided != run.moments.rend() && decided->value) {
        return capitalised(QStringLiteral("%1 is %2, %3")
                .arg(termInWords(threshold->term, rule.window), condition::inWords(*decided->value, threshold->unit),
                    (isTrue ? QString() : QStringLiteral("not ")) + thresholdInWords(rule.condition)));
    }
    return capitalised(readingsInWords(run.readings, rule.window, QStringLiteral(" is")))
        + (isTrue ? QStringLiteral("; true: ") : QStringLiteral("; not true: ")) + rule.condition.echo();
}

QString countingInWords(const Rule& rule, const RuleRun& run)
{
    const Window& window = rule.window;
    QString text;
    if (window.ofLast > 1 && inRow(window)) {
        text = QStringLiteral(": ") + progressInWords(run, run.have, window.hits, window.counts);
    } else if (window.ofLast > 1) {
        text = QStringLiteral(": %1 of the last %2, %3 are needed")
                   .arg(std::floor(run.have))
                   .arg(countInWords(window.ofLast, window.counts))
                   .arg(window.hits);
    }
    if (window.sustained) {
        text += QStringLiteral(": for %1 of %2 so far; about %3 more")
                    .arg(lengthInWords(run.lasted), lengthInWords(*window.sustained),
                        lengthInWords(std::max(Millis(0), *window.sustained - run.lasted)));
    }
    return text;
}

QString noDataInWords(const Rule& rule, const RuleRun& run)
{
    const QString why = run.unknownWhy.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(run.unknownWhy);
    const QString policy = rule.noData == NoDataPolicy::Hold ? QStringLiteral("; nothing is judged, the rollout waits.")
                                                             : QStringLiteral("; nothing is judged, the rollout need not wait.");
    if (rule.window.onlyFirst && run.to >= run.from + *rule.window.onlyFirst) {
        const Instant end = run.from + *rule.window.onlyFirst;
        return QStringLiteral("Its first %1 are over, and there was no data for the last %2 of them%3%4")
            .arg(lengthInWords(*rule.window.onlyFirst), lengthInWords(end - run.lastData), why, policy);
    }
    if (run.withData == 0) {
        return QStringLiteral("No data since %1%2%3").arg(clockInWords(run.applies), why, policy);
    }
    return QStringLiteral("No data for %1%2, newest %3%4")
        .arg(lengthInWords(run.to - run.lastData), why, clockInWords(run.lastData), policy);
}

QString startingInWords(const RuleRun& run)
{
    if (run.to < run.applies) {
        return QStringLiteral("Warms up until %1; nothing is judged before.").arg(clockInWords(run.applies));
    }
    const QString why = run.unknownWhy.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(run.unknownWhy);
    return QStringLiteral("No sample since %1%2; nothing is judged yet.").arg(clockInWords(run.applies), why);
}

QString doneInWords(const Rule& rule)
{
    if (!rule.armed) {
        return QStringLiteral(" Dry run: nothing is done.");
    }
    switch (rule.action) {
    case Action::Notify: return QStringLiteral(" The team is alerted.");
    case Action::LogIncident: return QStringLiteral(" An incident is logged.");
    case Action::Investigate: return QStringLiteral(" An investigation is asked for.");
    case Action::Hold: return QStringLiteral(" The rollout holds.");
    case Action::RollBack: return QStringLiteral(" The rollout rolls back.");
    }
    Q_UNREACHABLE();
}

} // namespace

QString firingSentence(const Rule& rule, const RuleRun& run, const Fired& fired)
{
    if (fired.byNoData) {
        return QStringLiteral("No data for %1, since %2, and the rule fires without data.")
            .arg(lengthInWords(fired.at - fired.since), clockInWords(fired.since));
    }
    const Window& window = rule.window;
    const std::optional<Extremes> range = extremesOf(run, fired.first, fired.last);
    const QString times = QStringLiteral(" (%1).").arg(stretchInWords(fired.since, fired.at));
    const std::optional<condition::Threshold> threshold = rule.condition.threshold();
    const bool ofCalls = threshold && range && threshold->unit == metrics::Unit::Seconds && !window.aggregate
        && threshold->term.aggregate == condition::Aggregate::Newest && window.counts == CountOf::Calls && window.hits > 1 && inRow(window)
        && !window.sustained;
    if (ofCalls) {
        return QStringLiteral("%1 in a row took %2, %3%4")
            .arg(countInWords(fired.count, window.counts), rangeInWords(range->low, range->high, threshold->unit),
                thresholdInWords(rule.condition), times);
    }
    const QString counted = windowInWords(window, fired.count, fired.at - fired.since);
    QString text = counted + whatWasTrue(rule, fired, range, counted.isEmpty());
    if (window.sustained) {
        text += QStringLiteral(", in ") + countInWords(hitsBetween(run, fired.first, fired.last), CountOf::Samples);
    }
    return capitalised(text) + times;
}

QString nearMissSentence(const Rule& rule, const RuleRun& run, const Missed& missed)
{
    const Window& window = rule.window;
    const std::optional<condition::Threshold> threshold = rule.condition.threshold();
    const QString what = threshold ? QStringLiteral("%1 %2").arg(termInWords(threshold->term, window), thresholdInWords(rule.condition))
                                   : rule.condition.echo();
    QString end = QStringLiteral(", then its first %1 were over.").arg(lengthInWords(window.onlyFirst.value_or(Millis(0))));
    if (missed.breaker) {
        const Moment& breaker = run.moments[*missed.breaker];
        if (breaker.truth == Truth::True) {
            end = QStringLiteral(", then no sample for %1.").arg(lengthInWords(missed.brokenAt - run.moments[missed.last].round.at));
        } else if (threshold && breaker.value) {
            end = QStringLiteral(", then one at %1.").arg(condition::inWords(*breaker.value, threshold->unit));
        } else {
            end = QStringLiteral(", then one without.");
        }
    }
    if (window.sustained) {
        return QStringLiteral("%1 for %2 of %3%4")
            .arg(capitalised(what), lengthInWords(missed.lasted), lengthInWords(*window.sustained), end);
    }
    if (inRow(window)) {
        return QStringLiteral("%1 in a row with %2%3").arg(countInWords(missed.count, window.counts), what, end);
    }
    return QStringLiteral("%1 of the last %2 with %3; %4 are needed.")
        .arg(std::round(missed.count))
        .arg(countInWords(window.ofLast, window.counts), what)
        .arg(window.hits);
}

QString verdictSentence(const Rule& rule, const RuleRun& run)
{
    switch (run.stage) {
    case Stage::Starting: return startingInWords(run);
    case Stage::NoData: return noDataInWords(rule, run);
    case Stage::Filling: return fillingInWords(run) + QStringLiteral("; read %1.").arg(clockInWords(run.lastData));
    case Stage::Clear: return stateInWords(rule, run) + samplesInWords(run) + QLatin1Char('.');
    case Stage::Counting: return stateInWords(rule, run) + countingInWords(rule, run) + samplesInWords(run) + QLatin1Char('.');
    case Stage::Fired: return firingSentence(rule, run, run.firings.back()) + doneInWords(rule);
    case Stage::Over:
        return QStringLiteral("Its first %1 are over%2; %3 were judged.")
            .arg(lengthInWords(rule.window.onlyFirst.value_or(Millis(0))),
                run.firings.empty() ? QStringLiteral(", and it did not fire") : QStringLiteral(", and what fired is cleared"),
                countInWords(run.decided, CountOf::Samples));
    }
    Q_UNREACHABLE();
}

QString otherCountSentence(const Rule& rule, const RuleRun& run)
{
    const Window& window = rule.window;
    if (window.hits == 1 || !inRow(window) || window.sustained) {
        return {};
    }
    const QString counting = QStringLiteral("Counting %1 in total, not in a row, would ").arg(countInWords(window.hits, window.counts));
    double total = 0.0;
    int seen = 0;
    for (const Moment& moment : run.moments) {
        seen += moment.truth == Truth::Unknown ? 0 : 1;
        total += moment.truth != Truth::True ? 0.0 : (window.counts == CountOf::Calls ? moment.round.calls : 1.0);
        if (total < window.hits || seen < window.minSamples) {
            continue;
        }
        const bool same = !run.firings.empty() && run.firings.front().at == moment.round.at;
        return counting
            + (same ? QStringLiteral("have fired at the same moment.")
                    : QStringLiteral("have fired at %1.").arg(clockInWords(moment.round.at)));
    }
    return counting + QStringLiteral("not have fired: %1.").arg(countInWords(total, window.counts));
}

} // namespace fairlead::gate
