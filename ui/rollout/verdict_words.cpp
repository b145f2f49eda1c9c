#include "ui/rollout/verdict_words.h"

#include "ui/common/formatters.h"
#include "ui/rollout/gate_list.h"
#include "ui/rollout/judge_words.h"
#include "ui/rollout/words.h"

#include <QCoreApplication>

#include <cmath>

namespace fairlead::ui {

using rollout::Snapshot;

namespace {

QString tr(const char* text, const char* note = nullptr)
{
    return QCoreApplication::translate("VerdictCard", text, note);
}

QString firstUpper(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

VerdictWords wordsOfRow(const Snapshot& snapshot, const GateRow& row)
{
    const StatusLook look = lookOf(row.outcome);
    const rollout::Release& release = snapshot.state.release;
    VerdictWords words;
    words.release = QStringLiteral("%1, %2 %3").arg(release.title(), dateText(snapshot.at), utcText(snapshot.at));
    words.title = row.title;
    words.status = look.status;
    words.icon = look.icon;
    words.word = look.word;
    words.value = row.value;
    words.stale = row.stale;
    words.sentence = row.sentence;
    return words;
}

JudgeLine lineOf(const jury::Opinion& opinion)
{
    JudgeLine line{opinion.outcome, nameOf(opinion.judge), {}, opinion.sentence};
    if (opinion.outcome == gate::Outcome::Undecided && opinion.moreSamples)
        line.more = tr("about %1 samples more").arg(countText(*opinion.moreSamples));
    return line;
}

ShiftPicture pictureOf(const jury::Deliberation& deliberation)
{
    ShiftPicture picture{deliberation.unit, deliberation.harm, deliberation.margin, {}, {}};
    picture.bars.reserve(deliberation.opinions.size());
    for (const jury::Opinion& opinion : deliberation.opinions) {
        if (opinion.shift)
            picture.bars.push_back({nameOf(opinion.judge), *opinion.shift});
    }
    if (picture.bars.empty()) {
        picture.empty = deliberation.opinions.size() > 1
            ? tr("No interval yet: it needs samples of both canary and baseline in this step.")
            : tr("No interval: the condition is about several metrics, and only one can be compared.");
    }
    return picture;
}

void addJudges(VerdictWords& words, const jury::Deliberation& deliberation)
{
    words.judges.reserve(deliberation.opinions.size());
    for (const jury::Opinion& opinion : deliberation.opinions) {
        words.judges.push_back(lineOf(opinion));
        if (opinion.sentence == words.sentence)
            words.sentence.clear();
    }
    words.difference = deliberation.difference;
    words.shifts = pictureOf(deliberation);
    words.foot = tr("Only the gate acts. Kayenta and the sequential judge compare canary and baseline on the same samples.");
}

VerdictWords gateWords(const Snapshot& snapshot, const GateRow& row, std::size_t index)
{
    VerdictWords words = wordsOfRow(snapshot, row);
    words.valueLabel = row.stale ? tr("Last value") : tr("Newest value");
    const gate::Verdicts& verdicts = verdictsShown(snapshot);
    if (index < verdicts.size() && verdicts[index].baseline)
        words.proof = tr("baseline %1").arg(valueText(verdicts[index].metric, verdicts[index].condition, verdicts[index].baseline));
    const std::vector<jury::Deliberation>& judges = judgesHeard(snapshot);
    if (index < judges.size())
        addJudges(words, judges[index]);
    else
        words.foot = tr("Only the gate acts. The other judges are heard while a step is judged.");
    return words;
}

/// A rule does not pass: it is clear, on its way, or has fired.
QString truthText(gate::RuleTruth truth)
{
    switch (truth) {
    case gate::RuleTruth::Clear: return tr("Clear", "of a rule");
    case gate::RuleTruth::Counting: return tr("Counting", "of a rule");
    case gate::RuleTruth::Fired: return tr("Fired", "of a rule");
    case gate::RuleTruth::NoData: break;
    }
    return tr("No data");
}

std::vector<RuleFact> factsOf(const gate::Rule& rule)
{
    const QString act = rule.armed ? tr("%1, **armed**: it acts by itself when it fires.")
                                   : tr("%1, **dry run**: it says what it would do and does nothing.");
    return {{tr("As written"), rule.text, true}, {tr("As Fairlead reads it"), rule.echo(), false},
        {tr("What it does"), act.arg(firstUpper(wordOf(rule.action))), false}};
}

VerdictWords ruleWords(const Snapshot& snapshot, const GateRow& row, std::size_t index)
{
    VerdictWords words = wordsOfRow(snapshot, row);
    words.valueLabel = tr("Newest value");
    words.value = QStringLiteral("–");
    words.proof = row.value;
    words.facts = factsOf(snapshot.state.release.plan.rules[index]);
    if (index >= snapshot.rules.size())
        return words;
    const gate::RuleVerdict& verdict = snapshot.rules[index];
    words.word = truthText(verdict.truth);
    if (!verdict.readings.empty()) {
        const condition::Reading& reading = verdict.readings.front();
        words.valueLabel = firstUpper(condition::termInWords(reading.term));
        if (reading.value && std::isfinite(*reading.value))
            words.value = gate::inWords(*reading.value, reading.unit);
    }
    if (verdict.firing && verdict.firing->sentence != verdict.sentence)
        words.facts.push_back({tr("Fired at %1").arg(utcText(verdict.firing->at)), verdict.firing->sentence, false});
    return words;
}

} // namespace

QString JudgeLine::head() const
{
    const QString word = lookOf(outcome).word.toLower();
    return more.isEmpty() ? tr("%1: %2.").arg(name, word) : tr("%1: %2, %3.").arg(name, word, more);
}

std::optional<VerdictWords> verdictWordsOf(const Snapshot& snapshot, int row)
{
    const std::vector<GateRow> rows = gateRowsOf(snapshot);
    if (row < 0 || row >= int(rows.size()))
        return std::nullopt;
    const auto place = std::size_t(row);
    const std::size_t gates = rows.size() - snapshot.state.release.plan.rules.size();
    return place < gates ? gateWords(snapshot, rows[place], place) : ruleWords(snapshot, rows[place], place - gates);
}

QString plainText(const VerdictWords& words)
{
    QStringList lines{words.release, QStringLiteral("%1: %2").arg(words.title, words.word)};
    const QString value = QStringLiteral("%1: %2").arg(words.valueLabel, words.value);
    lines += words.proof.isEmpty() ? value : QStringLiteral("%1, %2").arg(value, words.proof);
    for (const QString& line : {words.sentence, words.difference}) {
        if (!line.isEmpty())
            lines += line;
    }
    for (const JudgeLine& judge : words.judges)
        lines += QStringLiteral("%1 %2").arg(judge.head(), judge.sentence);
    for (const RuleFact& fact : words.facts) {
        QString text = fact.text;
        if (!fact.code)
            text.remove(QStringLiteral("**"));
        lines += QStringLiteral("%1: %2").arg(fact.label, text);
    }
    if (!words.foot.isEmpty())
        lines += words.foot;
    return lines.join(QLatin1Char('\n'));
}

} // namespace fairlead::ui
