#pragma once

#include "models/items/record_model.h"
#include "ui/common/status.h"

#include <QString>

namespace fairlead::ui {

/// Words for records: what stands in the history's columns and in the detail.

QString whatText(const QString& kind); ///< "Intent", "Effect seen"; an unknown kind stands as it is
QString whoIcon(const audit::Record& record); ///< Lucide name: a person, the engine, a target …
/// Reason and values in one sentence, made from the record and, for an effect, its intent (nullptr: not known).
QString whyText(const audit::Record& record, const audit::Record* intent);
/// The kinds of record whose words contain @p word, in any case.
QStringList kindsNamed(const QString& word);
/// Icon, word and colour; no word where the record only says that something happened.
StatusLook lookOf(items::RecordOutcome outcome);
/// The normal case is drawn in a neutral colour, so that what differs is seen.
bool isNeutral(items::RecordOutcome outcome);
QString groupText(items::RecordGroup group);

/// "Error rate under 1 %" from a verdict's metric and its condition as written.
QString conditionText(const gate::Verdict& verdict);
/// "0.40 %", or "–" when there was no sample.
QString valueText(const gate::Verdict& verdict);

/// "24.8 % observed after 18 s, asked 25 %" from an effect record and its intent, which may be missing.
QString effectText(const audit::Record& effect, const audit::Record* intent);
/// "9c41…e07b"; "–" for an empty hash.
QString shortHash(const QByteArray& hash);
/// "9c41 07aa 12f0 … e07b", for the detail.
QString groupedHash(const QByteArray& hash);

} // namespace fairlead::ui
