#include "models/formats/nearest.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace fairlead::formats {

namespace {

constexpr qsizetype kLongestCompared = 120;
constexpr qsizetype kLongestList = 16;

using Row = std::vector<int>;

int cellOf(const QString& a, const QString& b, std::size_t i, std::size_t j, const Row& before, const Row& last, const Row& current)
{
    const auto letter = [](const QString& text, std::size_t place) { return text.at(static_cast<qsizetype>(place) - 1); };
    const int same = letter(a, i) == letter(b, j) ? 0 : 1;
    int best = std::min({last[j] + 1, current[j - 1] + 1, last[j - 1] + same});
    const bool swapped = i > 1 && j > 1 && letter(a, i) == letter(b, j - 1) && letter(a, i - 1) == letter(b, j);
    if (swapped) {
        best = std::min(best, before[j - 2] + 1);
    }
    return best;
}

int distance(const QString& a, const QString& b)
{
    const auto width = static_cast<std::size_t>(b.size());
    Row before(width + 1);
    Row last(width + 1);
    Row current(width + 1);
    for (std::size_t j = 0; j <= width; ++j) {
        last[j] = static_cast<int>(j);
    }
    for (std::size_t i = 1; i <= static_cast<std::size_t>(a.size()); ++i) {
        current[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= width; ++j) {
            current[j] = cellOf(a, b, i, j, before, last, current);
        }
        before = last;
        last = current;
    }
    return last[width];
}

} // namespace

QString nearest(const QString& word, const QStringList& candidates)
{
    const QString wanted = word.left(kLongestCompared).toLower();
    QString best;
    int bestDistance = std::numeric_limits<int>::max();
    for (const QString& candidate : candidates) {
        const int found = distance(wanted, candidate.left(kLongestCompared).toLower());
        if (found < bestDistance) {
            bestDistance = found;
            best = candidate;
        }
    }
    const auto allowed = static_cast<int>(std::max<qsizetype>(1, std::max(wanted.size(), best.size()) / 3));
    return bestDistance <= allowed && wanted.size() > 1 ? best : QString();
}

QString suggestion(const QString& word, const QStringList& candidates, const QString& listIntro, const QString& whenNone)
{
    const QString near = nearest(word, candidates);
    if (!near.isEmpty()) {
        return QStringLiteral("Did you mean “%1”?").arg(near);
    }
    if (candidates.isEmpty()) {
        return whenNone;
    }
    const QStringList shown = candidates.mid(0, kLongestList);
    const QString more
        = candidates.size() > shown.size() ? QStringLiteral(" and %1 more").arg(candidates.size() - shown.size()) : QString();
    return QStringLiteral("%1: %2%3.").arg(listIntro, shown.join(QStringLiteral(", ")), more);
}

} // namespace fairlead::formats
