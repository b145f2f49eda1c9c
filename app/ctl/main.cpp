#include "app/ctl/commands.h"
#include "app/ctl/output.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cstdio>

namespace {

using namespace fairlead;

struct Command {
    const char* group;
    const char* name; ///< empty when the group is the command
    const char* what;
    int (*run)(const QStringList&);
};

/// A name as an argument of a template.
template <std::size_t Size> struct Name {
    constexpr Name(const char (&text)[Size]) { std::copy_n(text, Size, letters); } // NOLINT(google-explicit-constructor)
    char letters[Size];
};

/// A verb to a release, by its name.
template <Name name> int verb(const QStringList& words)
{
    return ctl::rolloutVerb(QLatin1String(name.letters), words);
}

/// A verb to a train, by its name.
template <Name name> int trainVerb(const QStringList& words)
{
    return ctl::trainVerb(QLatin1String(name.letters), words);
}

constexpr auto kCommands = std::to_array<Command>({
    {"workspace", "check", "reads a workspace's files and names everything that is wrong", ctl::workspaceCheck},
    {"manifest", "check", "reads a deployment manifest and says what it would do", ctl::manifestCheck},
    {"plan", "check", "reads plans, Argo Rollouts and Flagger objects and says what they would do", ctl::planCheck},
    {"plan", "convert", "writes an Argo Rollout or a Flagger Canary as a plan of Fairlead's own", ctl::planConvert},
    {"checklist", "import", "reads the task lists of a Markdown guide", ctl::checklistImport},
    {"rollout", "run", "carries a release through its plan without a window", ctl::rolloutRun},
    {"rollout", "serve", "carries on everything that was started, without a window", ctl::rolloutServe},
    {"rollout", "status", "says where a release stands", ctl::rolloutStatus},
    {"rollout", "promote", "goes to the next step without waiting", verb<"promote">},
    {"rollout", "promote-fully", "goes to the last weight", verb<"promote-fully">},
    {"rollout", "pause", "stops the clock of a release", verb<"pause">},
    {"rollout", "resume", "goes on", verb<"resume">},
    {"rollout", "skip", "leaves the current step undone", verb<"skip">},
    {"rollout", "approve", "says yes to the current step", verb<"approve">},
    {"rollout", "set-weight", "asks for a weight below the plan's", verb<"set-weight">},
    {"rollout", "abort", "takes the traffic back and keeps the plan", verb<"abort">},
    {"rollout", "retry", "begins an aborted release again", verb<"retry">},
    {"rollout", "rollback", "takes the traffic back, at once or gradually", verb<"rollback">},
    {"rollout", "note", "writes something down about a release", verb<"note">},
    {"rollout", "lift-quarantine", "lets a version have traffic again that was rolled back", verb<"lift-quarantine">},
    {"train", "status", "says where a train of releases stands", ctl::trainStatus},
    {"train", "start", "starts a train of releases", trainVerb<"start">},
    {"train", "resume", "lets the other cars go on although one failed", trainVerb<"resume">},
    {"train", "rollback", "takes the cars back in reverse order", trainVerb<"rollback">},
    {"history", "list", "lists the rows of the history", ctl::historyList},
    {"history", "search", "finds rows by the words in them, or by a text anywhere", ctl::historySearch},
    {"history", "verify", "checks that no row was changed, removed or inserted", ctl::historyVerify},
    {"samples", "list", "lists the series of a release", ctl::samplesList},
    {"samples", "read", "writes samples of a release, or what they add up to, as CSV or JSON", ctl::samplesRead},
    {"samples", "forget", "lets go of the samples of whole releases, with a record of each", ctl::samplesForget},
    {"samples", "hold", "puts a release under legal hold", [](const QStringList& words) { return ctl::samplesHold(true, words); }},
    {"samples", "release-hold", "releases the legal hold of a release",
        [](const QStringList& words) { return ctl::samplesHold(false, words); }},
    {"gate", "check", "reads a condition or a rule and says what it means", ctl::gateCheck},
    {"gate", "run", "runs a rule over recorded samples and says what it would have done", ctl::gateRun},
    {"gate", "eval", "evaluates a condition on a measured value", ctl::gateEval},
    {"analysis", "assess", "says what Argo's limits make of measurements", ctl::analysisAssess},
    {"judge", "run", "judges a canary run as Kayenta does", ctl::judgeRun},
    {"judge", "classify", "classifies one metric", ctl::judgeClassify},
    {"judge", "wilcoxon", "compares two samples by ranks", ctl::judgeWilcoxon},
    {"judge", "sequential", "compares two streams of samples and says when that is decided, however often one looks", ctl::judgeSequential},
    {"rules", "check", "reads alert rules of Prometheus, CloudWatch, Datadog or Fairlead", ctl::rulesCheck},
    {"rules", "convert", "writes alert rules in another format", ctl::rulesConvert},
    {"report", "", "writes the report of a release as PDF or JSON", ctl::report},
    {"conformance", "", "runs the cases of other projects and counts what agrees", ctl::conformanceRun},
});

QString overview()
{
    QString text = QStringLiteral("fairleadctl %1: Fairlead without a window\n\n").arg(QCoreApplication::applicationVersion());
    for (const Command& command : kCommands) {
        const QString words = QLatin1String(command.group) + QLatin1Char(' ') + QLatin1String(command.name);
        text += QStringLiteral("  %1 %2\n").arg(words, -20).arg(QLatin1String(command.what));
    }
    return text
        + QStringLiteral(
            "\nEach takes --help. With --json there is exactly one JSON document on standard output (rollout run: one a line).\n"
            "Exit: 0 fine, 1 the answer is no, 2 wrong use, 3 out of reach.\n");
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("fairleadctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FAIRLEAD_VERSION));
    const QStringList words = QCoreApplication::arguments().mid(1);
    const QString first = words.value(0);
    for (const Command& command : kCommands) {
        const bool group = first == QLatin1String(command.group);
        if (group && *command.name == '\0') {
            return command.run(words.mid(1));
        }
        if (group && words.value(1) == QLatin1String(command.name)) {
            return command.run(words.mid(2));
        }
    }
    if (first == QLatin1String("--version")) {
        std::printf("fairleadctl %s\n", FAIRLEAD_VERSION);
        return ctl::kFine;
    }
    const bool asked
        = words.isEmpty() || first == QLatin1String("--help") || first == QLatin1String("-h") || first == QLatin1String("help");
    std::fputs(qUtf8Printable(overview()), asked ? stdout : stderr);
    return asked ? ctl::kFine : ctl::kWrongUse;
}
