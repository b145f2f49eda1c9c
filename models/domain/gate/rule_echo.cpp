#include "models/domain/condition/echo.h"
#include "models/domain/condition/words.h"
#include "models/domain/gate/rule.h"

namespace fairlead::gate {

namespace {

using condition::Aggregate;
using condition::Comparator;
using condition::Term;
using condition::Tree;

QString actionInWords(Action action)
{
    switch (action) {
    case Action::Notify: return QStringLiteral("Alerts the team");
    case Action::LogIncident: return QStringLiteral("Logs an incident");
    case Action::Investigate: return QStringLiteral("Asks for an investigation");
    case Action::Hold: return QStringLiteral("Holds the rollout");
    case Action::RollBack: return QStringLiteral("Rolls back");
    }
    Q_UNREACHABLE();
}

QString bold(const QString& text)
{
    return QStringLiteral("**%1**").arg(text);
}

QString lengthInWords(Millis length)
{
    return condition::lengthInWords(static_cast<double>(length.count()) / 1000.0);
}

QString counted(int count, CountOf of)
{
    const QString word = of == CountOf::Calls ? QStringLiteral("call") : QStringLiteral("sample");
    return QStringLiteral("%L1 %2%3").arg(count).arg(word, count == 1 ? QString() : QStringLiteral("s"));
}

/// "5 calls in a row"; for one "1 call".
QString inARow(int count, CountOf of)
{
    return counted(count, of) + (count > 1 ? QStringLiteral(" in a row") : QString());
}

/// "of the last 50 calls", "over the last 15 min".
QString stretchOf(const Window& window)
{
    if (window.overTime) {
        return QStringLiteral("over the last %1").arg(lengthInWords(*window.overTime));
    }
    return QStringLiteral("of the last %1").arg(counted(window.overCount.value_or(1), window.counts));
}

/// The term of a condition that compares one metric; empty for any other.
std::optional<Term> singleTerm(const Tree& tree)
{
    const std::optional<std::size_t> term = tree.root.parts.empty() ? condition::onlyTerm(tree.root.left) : std::nullopt;
    return term ? std::optional(tree.terms.at(*term).term) : std::nullopt;
}

/// "above **3 s**"
QString boldBound(const Tree& tree)
{
    const QString bound = condition::boundOf(tree, tree.root);
    const QString number = condition::numberOf(tree, tree.root);
    return number.isEmpty() ? bold(bound) : bound.left(bound.size() - number.size()) + bold(number);
}

/// "take longer than **3 s**" for times of calls.
QString takes(const Tree& tree)
{
    const QString number = bold(condition::numberOf(tree, tree.root));
    switch (tree.root.comparator) {
    case Comparator::Less: return QStringLiteral("take less than ") + number;
    case Comparator::LessOrEqual: return QStringLiteral("take %1 or less").arg(number);
    case Comparator::Greater: return QStringLiteral("take longer than ") + number;
    case Comparator::GreaterOrEqual: return QStringLiteral("take %1 or longer").arg(number);
    case Comparator::Equal: return QStringLiteral("take exactly ") + number;
    case Comparator::NotEqual: return QStringLiteral("take other than ") + number;
    }
    Q_UNREACHABLE();
}

/// The other side of the bound: "at or under 3 s". Empty where the condition has more than one number.
QString otherSide(const Tree& tree)
{
    const QString number = condition::numberOf(tree, tree.root);
    if (number.isEmpty()) {
        return {};
    }
    switch (tree.root.comparator) {
    case Comparator::Less: return QStringLiteral("at or above ") + number;
    case Comparator::LessOrEqual: return QStringLiteral("above ") + number;
    case Comparator::Greater: return QStringLiteral("at or under ") + number;
    case Comparator::GreaterOrEqual: return QStringLiteral("under ") + number;
    case Comparator::Equal: return QStringLiteral("at other than ") + number;
    case Comparator::NotEqual: return QStringLiteral("at ") + number;
    }
    Q_UNREACHABLE();
}

/// Is the condition about how long a call takes? A percentile of many calls is not what a call takes.
bool isTimeOfCalls(const Rule& rule)
{
    const QString metric = rule.condition.metrics().constFirst();
    const bool named = metric == QLatin1String("latency") || metric == QLatin1String("duration");
    const std::optional<condition::Threshold> threshold = rule.condition.threshold();
    return named && threshold && threshold->unit == metrics::Unit::Seconds && threshold->term.aggregate == Aggregate::Newest
        && threshold->term.role == metrics::Role::Canary && rule.window.counts == CountOf::Calls && !rule.window.aggregate;
}

/// "latency is above **3 s**", "the **mean quality of the last 50 calls** is under **70 of 100**".
QString conditionInWords(const Rule& rule)
{
    const Tree& tree = rule.condition.tree();
    const std::optional<Term> term = singleTerm(tree);
    if (!term) {
        const QString words = bold(condition::echoOf(tree, tree.root, true));
        return rule.window.aggregate
            ? QStringLiteral("%1, each the %2 %3,").arg(words, condition::aggregateInWords(*rule.window.aggregate), stretchOf(rule.window))
            : words;
    }
    const bool summed = rule.window.aggregate && term->aggregate == Aggregate::Newest;
    Term shown = *term;
    shown.aggregate = summed ? *rule.window.aggregate : term->aggregate;
    const QString verb = condition::isPlural(shown) ? QStringLiteral("are") : QStringLiteral("is");
    const QString name = summed ? QStringLiteral("the ") + bold(condition::termInWords(shown) + QLatin1Char(' ') + stretchOf(rule.window))
                                : condition::termInWords(shown);
    return QStringLiteral("%1 %2 %3").arg(name, verb, boldBound(tree));
}

QString whenInWords(const Rule& rule)
{
    const Window& window = rule.window;
    const bool row = window.hits == window.ofLast;
    const QString hits = row ? bold(inARow(window.hits, window.counts))
                             : bold(QStringLiteral("%L1 of the last %2").arg(window.hits).arg(counted(window.ofLast, window.counts)));
    QString words;
    if (window.ofLast > 1 && isTimeOfCalls(rule)) {
        words = QStringLiteral("%1 each %2").arg(hits, takes(rule.condition.tree()));
    } else if (window.ofLast > 1) {
        words = QStringLiteral("%1 in %2").arg(conditionInWords(rule), hits);
    } else {
        words = conditionInWords(rule);
    }
    if (window.sustained) {
        words += QStringLiteral(" for **%1 without a break**").arg(lengthInWords(*window.sustained));
    }
    if (window.onlyFirst) {
        words += QStringLiteral(" in the **first %1** of a phase").arg(lengthInWords(*window.onlyFirst));
    }
    return words;
}

QString clearInWords(const Rule& rule)
{
    const Tree& tree = rule.condition.tree();
    const std::optional<Term> term = singleTerm(tree);
    const QString other = otherSide(tree);
    const bool many = rule.window.hits > 1;
    const QString row = inARow(rule.window.hits, rule.window.counts);
    if (rule.clear) {
        const QString words = condition::echoOf(rule.clear->tree(), rule.clear->tree().root, true);
        return many ? QStringLiteral("Clears when %1 in %2.").arg(words, row) : QStringLiteral("Clears when %1.").arg(words);
    }
    if (!term || other.isEmpty()) {
        return many ? QStringLiteral("Clears after %1 in which that is not so.").arg(row)
                    : QStringLiteral("Clears when that is no longer so.");
    }
    return many ? QStringLiteral("Clears after %1 %2.").arg(row, other) : QStringLiteral("Clears %1.").arg(other);
}

QString waitingInWords(const Window& window)
{
    QStringList sentences;
    if (window.notBefore) {
        sentences.append(QStringLiteral("Begins to look **%1** after a phase begins.").arg(lengthInWords(*window.notBefore)));
    }
    if (window.aggregate) {
        sentences.append(window.overTime
                ? QStringLiteral("Waits until samples cover %1.").arg(lengthInWords(*window.overTime))
                : QStringLiteral("Waits for the first %1.").arg(counted(window.overCount.value_or(1), window.counts)));
    }
    if (window.minSamples > 0) {
        sentences.append(QStringLiteral("Decides nothing before it has %1.").arg(counted(window.minSamples, CountOf::Samples)));
    }
    return sentences.join(QLatin1Char(' '));
}

QString noDataInWords(NoDataPolicy policy)
{
    switch (policy) {
    case NoDataPolicy::Hold: return QStringLiteral("No data neither counts nor resets; the rollout holds.");
    case NoDataPolicy::Ignore: return QStringLiteral("No data neither counts nor resets; the rollout goes on.");
    case NoDataPolicy::Fire: return QStringLiteral("**No data** fires it too.");
    }
    Q_UNREACHABLE();
}

} // namespace

QString Rule::echo() const
{
    QStringList sentences{QStringLiteral("%1 when %2.").arg(actionInWords(action), whenInWords(*this)), waitingInWords(window)};
    // A rollback that was done is not taken back by better numbers.
    sentences.append(action == Action::RollBack ? QString() : clearInWords(*this));
    sentences.append(noDataInWords(noData));
    sentences.append(armed ? QString() : QStringLiteral("**Dry run**: it says so and does nothing."));
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

} // namespace fairlead::gate
