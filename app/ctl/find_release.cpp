#include "app/ctl/find_release.h"

#include "models/engine/release_book.h"

#include <QDir>

namespace fairlead::ctl {

Result<storage::ReadOnlyHistory> openHistory(const QString& workspace)
{
    return storage::ReadOnlyHistory::open(QDir(workspace).filePath(QStringLiteral("history.db")));
}

Result<rollout::State> findRelease(const storage::ReadOnlyHistory& history, const QString& words)
{
    const Result<std::vector<audit::Record>> records = history.records({});
    if (!records) {
        return std::unexpected(records.error());
    }
    const engine::ReleaseBook book = engine::readBook(*records);
    const rollout::State* found = nullptr;
    QStringList known;
    for (const auto& [id, state] : book.releases) {
        const bool fits = words == QLatin1String("latest") || words == state.release.title() || words == state.release.name
            || (words.size() >= 8 && id.text().startsWith(words));
        found = fits ? &state : found;
        known.append(QStringLiteral("%1 (%2)").arg(id.text(), state.release.title()));
    }
    if (found == nullptr) {
        return fail(ErrorCode::NotFound,
            QStringLiteral("There is no release “%1”. Known: %2.")
                .arg(words, known.isEmpty() ? QStringLiteral("none") : known.join(QStringLiteral(", "))));
    }
    return *found;
}

} // namespace fairlead::ctl
