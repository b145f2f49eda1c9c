#pragma once

#include "models/items/record_model.h"
#include "models/ports/history_store.h"

#include <QString>
#include <QStringList>

#include <functional>

namespace fairlead::items {

/// Which records are wanted; the default wants all.
struct RecordFilter {
    QString words{}; ///< each must occur somewhere in the record, in any case; "words in quotes" stand together
    QString release{}; ///< ReleaseId text; empty for all
    RecordGroup group = RecordGroup::All;
    bool wordStarts = false; ///< words count where a word of the record begins so; else wherever they stand

    bool operator==(const RecordFilter&) const = default;
};

/// The terms of what was typed: words, and what stands between quotes.
QStringList termsIn(const QString& typed);

/// Holds a filter against records that are at hand, and says what a store is to look for. Values only; thread: any.
class RecordMatch {
public:
    /// Text in which words are searched besides the record's own fields, e.g. the translated kind.
    using ExtraText = std::function<QString(const audit::Record&)>;
    /// The kinds that people see under a name which contains a word.
    using KindsOf = std::function<QStringList(const QString& word)>;

    RecordMatch() = default;
    explicit RecordMatch(RecordFilter filter);

    const RecordFilter& filter() const { return m_filter; }
    bool wantsAll() const { return m_terms.isEmpty() && m_filter.release.isEmpty() && m_filter.group == RecordGroup::All; }
    bool wants(const audit::Record& record, const ExtraText& extraText) const;
    ports::RecordSearch searchFor(const KindsOf& kindsOf) const;

private:
    bool holds(const audit::Record& record, const QString& term, const ExtraText& extraText) const;

    RecordFilter m_filter;
    QStringList m_terms;
};

} // namespace fairlead::items
