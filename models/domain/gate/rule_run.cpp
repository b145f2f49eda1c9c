#include "models/domain/gate/rule_run.h"

#include <algorithm>

namespace fairlead::gate {

namespace {

using condition::Answer;
using condition::Truth;
using namespace std::chrono_literals;

/// A rule that clears counts in a row, whatever it counted to fire.
Window clearWindow(const Window& window)
{
    Window clear;
    clear.hits = clear.ofLast = window.hits;
    return clear;
}

class Watch {
public:
    Watch(const Rule& rule, const Series& series, Instant from, Instant to, Millis staleAfter)
        : m_rule(rule)
        , m_terms(series, rule.window, from + rule.window.notBefore.value_or(0ms), to, staleAfter)
        , m_hits(rule.window, staleAfter)
        , m_clearing(clearWindow(rule.window), staleAfter)
    {
        m_run.from = from;
        m_run.to = to;
        m_run.applies = m_run.lastData = from + rule.window.notBefore.value_or(0ms);
        m_run.staleAfter = staleAfter;
        m_spanFrom = from;
        if (rule.window.onlyFirst) {
            m_phaseEnd = from + *rule.window.onlyFirst;
        }
    }

    RuleRun run()
    {
        const std::vector<Round> rounds = m_terms.rounds(m_rule.condition);
        m_run.moments.reserve(rounds.size());
        for (const Round& round : rounds) {
            passTimeTo(round.at);
            m_run.moments.push_back({round, Truth::Unknown, {}});
            if (!m_over || isFired()) {
                look();
            }
        }
        passTimeTo(m_run.to);
        close();
        return std::move(m_run);
    }

private:
    bool isFired() const { return !m_run.firings.empty() && !m_run.firings.back().cleared; }
    std::size_t newest() const { return m_run.moments.size() - 1; }

    void enter(Instant at, Stage stage, RuleTruth truth)
    {
        m_run.stage = stage;
        if (truth == m_run.truth) {
            return;
        }
        if (m_spanFrom < at) {
            m_run.strip.push_back({m_spanFrom, at, m_run.truth});
        }
        m_run.truth = truth;
        m_spanFrom = at;
    }

    void passTimeTo(Instant at)
    {
        if (m_phaseEnd && !m_over && *m_phaseEnd <= at) {
            quietUntil(*m_phaseEnd - 1ms);
            endPhase();
        }
        quietUntil(at);
    }

    /// Samples may be missing until @p at, and old from some moment on.
    void quietUntil(Instant at)
    {
        const Instant old = m_run.lastData + m_run.staleAfter + 1ms;
        if (old > at || m_run.stage == Stage::NoData || m_over || isFired()) {
            return;
        }
        if (m_rule.noData == NoDataPolicy::Fire) {
            m_run.firings.push_back({old, m_run.lastData, 0, 0, 0.0, true, {}, {}});
            enter(old, Stage::Fired, RuleTruth::Fired);
            m_clearing.reset();
            return;
        }
        enter(old, Stage::NoData, RuleTruth::NoData);
    }

    void endPhase()
    {
        m_over = true;
        if (isFired()) {
            return;
        }
        noteMiss(*m_phaseEnd, {});
        m_hits.reset();
        // What was never judged, or not to the end, is no pass.
        const bool judged = m_run.decided > 0 && m_run.stage != Stage::NoData;
        enter(*m_phaseEnd, judged ? Stage::Over : Stage::NoData, judged ? RuleTruth::Clear : RuleTruth::NoData);
    }

    void look()
    {
        Moment& moment = m_run.moments.back();
        m_terms.moveTo(moment.round.at);
        const Answer answer = m_rule.condition.evaluate(m_terms);
        m_run.readings = answer.readings;
        m_run.unknownWhy = answer.unknownWhy;
        moment.value = answer.readings.empty() ? std::nullopt : answer.readings.front().value;
        if (weight() == 0.0) {
            return; // no call was made
        }
        moment.truth = answer.truth;
        if (isFired()) {
            lookForClear(answer.truth);
        } else if (answer.truth != Truth::Unknown) {
            data();
            count(answer);
        } else if (m_terms.stateOf(answer.readings) == TermState::Filling) {
            data();
            m_run.filling = m_terms.fillingOf(answer.readings);
            enter(m_run.lastData, Stage::Filling, RuleTruth::NoData);
        }
    }

    /// What the newest moment counts for.
    double weight() const { return m_rule.window.counts == CountOf::Calls ? m_run.moments.back().round.calls : 1.0; }

    void data()
    {
        m_run.lastData = m_run.moments.back().round.at;
        ++m_run.withData;
    }

    void count(const Answer& answer)
    {
        const Instant at = m_run.lastData;
        if (answer.truth == Truth::True) {
            m_hits.hit(at, weight(), newest());
        } else {
            m_hits.miss(weight());
        }
        if (m_run.withData < m_rule.window.minSamples) {
            m_run.filling = {static_cast<double>(m_run.withData), static_cast<double>(m_rule.window.minSamples), Filling::Of::Samples};
            enter(at, Stage::Filling, RuleTruth::NoData);
            return;
        }
        ++m_run.decided;
        if (m_hits.met()) {
            fire(answer);
            return;
        }
        trackPeak();
        const bool counting = m_hits.counting();
        enter(at, counting ? Stage::Counting : Stage::Clear, counting ? RuleTruth::Counting : RuleTruth::Clear);
    }

    void fire(const Answer& answer)
    {
        const std::size_t first = m_hits.first();
        const bool oneMoment = m_rule.window.ofLast == 1 && !m_rule.window.sustained;
        const Instant since = oneMoment ? m_terms.sinceOf(answer.readings) : m_run.moments[first].round.at;
        m_run.firings.push_back({m_run.lastData, since, first, newest(), m_hits.have(), false, answer.readings, {}});
        enter(m_run.lastData, Stage::Fired, RuleTruth::Fired);
        m_clearing.reset();
        m_peakShare = 0.0;
    }

    void lookForClear(Truth truth)
    {
        Truth clear = truth == Truth::Unknown ? Truth::Unknown : (truth == Truth::True ? Truth::False : Truth::True);
        if (m_rule.clear) {
            clear = m_rule.clear->evaluate(m_terms).truth;
        }
        if (truth != Truth::Unknown || clear != Truth::Unknown) {
            data();
        }
        if (clear == Truth::True) {
            m_clearing.hit(m_run.lastData, weight(), newest());
        } else if (clear == Truth::False) {
            m_clearing.miss(weight());
        }
        if (m_clearing.met()) {
            m_run.firings.back().cleared = m_run.lastData;
            m_hits.reset();
            enter(m_run.lastData, m_over ? Stage::Over : Stage::Clear, RuleTruth::Clear);
        }
    }

    /// Keeps what was nearest, and notes it once less than half of what is needed is left of it.
    void trackPeak()
    {
        const double share = m_hits.share();
        if (share < kNear) {
            noteMiss(m_run.lastData, newest());
        }
        if (share > m_peakShare) {
            m_peakShare = share;
            m_peak = {m_hits.first(), newest(), m_hits.have(), m_hits.lasted(), {}, {}};
        }
    }

    void noteMiss(Instant at, std::optional<std::size_t> breaker)
    {
        // One of two is no near miss: every blip would be one.
        const bool near = m_peakShare >= kNear && (m_peak.count > 1.0 || m_rule.window.sustained);
        if (near) {
            m_peak.brokenAt = at;
            m_peak.breaker = breaker;
            m_run.misses.push_back(m_peak);
        }
        m_peakShare = 0.0;
    }

    void close()
    {
        if (m_spanFrom < m_run.to) {
            m_run.strip.push_back({m_spanFrom, m_run.to, m_run.truth});
        }
        m_run.have = m_hits.have();
        m_run.lasted = m_hits.lasted();
        m_run.clearing = m_clearing.have();
    }

    /// The share of what is needed from which a rule was on its way.
    static constexpr double kNear = 0.5;

    const Rule& m_rule;
    WatchedTerms m_terms;
    HitCount m_hits;
    HitCount m_clearing;
    RuleRun m_run;
    Instant m_spanFrom;
    std::optional<Instant> m_phaseEnd;
    bool m_over = false;
    double m_peakShare = 0.0;
    Missed m_peak;
};

} // namespace

RuleRun watch(const Rule& rule, const Series& series, Instant from, Instant to, Millis staleAfter)
{
    return Watch(rule, series, from, to, staleAfter).run();
}

} // namespace fairlead::gate
