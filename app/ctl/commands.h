#pragma once

#include <QStringList>

namespace fairlead::ctl {

/// Each takes the words after its own name and returns the exit code; none returns before it is done.
int workspaceCheck(const QStringList& words);
int manifestCheck(const QStringList& words);
int checklistImport(const QStringList& words);
int planCheck(const QStringList& words);
int planConvert(const QStringList& words);
int rolloutRun(const QStringList& words);
int rolloutServe(const QStringList& words);
int rolloutStatus(const QStringList& words);
/// @p verb: "promote", "pause", "approve", …
int rolloutVerb(const QString& verb, const QStringList& words);
int trainStatus(const QStringList& words);
/// @p verb: "start", "resume", "rollback"
int trainVerb(const QString& verb, const QStringList& words);
int historyList(const QStringList& words);
int historySearch(const QStringList& words);
int historyVerify(const QStringList& words);
int samplesList(const QStringList& words);
int samplesRead(const QStringList& words);
int samplesForget(const QStringList& words);
/// Puts a release under legal hold, or releases it.
int samplesHold(bool hold, const QStringList& words);
int report(const QStringList& words);
int rulesCheck(const QStringList& words);
int rulesConvert(const QStringList& words);
int gateCheck(const QStringList& words);
int gateRun(const QStringList& words);
int judgeRun(const QStringList& words);
int judgeClassify(const QStringList& words);
int judgeWilcoxon(const QStringList& words);
int judgeSequential(const QStringList& words);
int gateEval(const QStringList& words);
int analysisAssess(const QStringList& words);
int conformanceRun(const QStringList& words);

} // namespace fairlead::ctl
