#include "models/items/record_match.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace fairlead::items {

namespace {

bool occursIn(const QString& text, const QString& term, bool atStart)
{
    for (qsizetype at = text.indexOf(term, 0, Qt::CaseInsensitive); at >= 0; at = text.indexOf(term, at + 1, Qt::CaseInsensitive)) {
        if (!atStart || at == 0 || !text[at - 1].isLetterOrNumber()) {
            return true;
        }
    }
    return false;
}

bool occursIn(const QJsonValue& value, const QString& term, bool atStart)
{
    switch (value.type()) {
    case QJsonValue::String: return occursIn(value.toString(), term, atStart);
    case QJsonValue::Array: {
        const QJsonArray parts = value.toArray();
        return std::any_of(parts.begin(), parts.end(), [&](const QJsonValue& part) { return occursIn(part, term, atStart); });
    }
    case QJsonValue::Object: {
        const QJsonObject object = value.toObject();
        for (auto part = object.begin(); part != object.end(); ++part) {
            if (occursIn(part.value(), term, atStart)) {
                return true;
            }
        }
        return false;
    }
    default: return false;
    }
}

} // namespace

QStringList termsIn(const QString& typed)
{
    QStringList terms;
    const QStringList parts = typed.split(QLatin1Char('"'));
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i % 2 == 0) {
            terms += parts[i].split(QLatin1Char(' '), Qt::SkipEmptyParts);
        } else if (!parts[i].isEmpty()) {
            terms += parts[i];
        }
    }
    return terms;
}

RecordMatch::RecordMatch(RecordFilter filter)
    : m_filter(std::move(filter))
    , m_terms(termsIn(m_filter.words))
{
}

bool RecordMatch::wants(const audit::Record& record, const ExtraText& extraText) const
{
    if (!m_filter.release.isEmpty() && record.entry.release != m_filter.release) {
        return false;
    }
    if (m_filter.group != RecordGroup::All && groupOf(record.entry.kind) != m_filter.group) {
        return false;
    }
    return std::ranges::all_of(m_terms, [&](const QString& term) { return holds(record, term, extraText); });
}

bool RecordMatch::holds(const audit::Record& record, const QString& term, const ExtraText& extraText) const
{
    const audit::Entry& entry = record.entry;
    const bool start = m_filter.wordStarts;
    return occursIn(entry.who, term, start) || occursIn(entry.object, term, start) || occursIn(entry.why, term, start)
        || occursIn(entry.kind, term, start) || QString::number(record.row) == term || occursIn(QJsonValue(entry.data), term, start)
        || (extraText && occursIn(extraText(record), term, start));
}

ports::RecordSearch RecordMatch::searchFor(const KindsOf& kindsOf) const
{
    ports::RecordSearch search;
    for (const QString& term : m_terms) {
        search.terms.push_back({term, kindsOf ? kindsOf(term) : QStringList()});
    }
    search.match = m_filter.wordStarts ? ports::RecordSearch::Match::WordStart : ports::RecordSearch::Match::Anywhere;
    search.release = m_filter.release;
    if (m_filter.group != RecordGroup::All) {
        search.wantsKind = [group = m_filter.group](const QString& kind) { return groupOf(kind) == group; };
    }
    return search;
}

} // namespace fairlead::items
