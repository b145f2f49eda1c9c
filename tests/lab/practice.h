#pragma once

#include "models/domain/workspace/workspace.h"
#include "tests/lab/child.h"

#include <QJsonObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace fairlead::lab {

/// A practice target of its own: fairlead-rehearsal as a child that ends with this object. Blocking; thread: one that
/// lives as long as it.
class Practice {
public:
    /// @p arguments go to fairlead-rehearsal besides --split NAME for each of @p splits.
    static Result<std::unique_ptr<Practice>> start(const QStringList& splits, const QStringList& arguments, const QString& logFolder);

    const QString& url() const { return m_url; }
    qint64 pid() const { return m_child->pid(); }
    /// One request, past everything that stands in front of it; the body of a 200. Refused for other answers.
    Result<QJsonObject> ask(const QByteArray& method, const QString& path, const QJsonObject& body = {}) const;
    /// Weight and revision ("r3") of a split, as the target itself has them.
    Result<std::pair<double, QString>> split(const QString& name) const;

private:
    Practice() = default;

    std::unique_ptr<Child> m_child;
    QString m_url;
};

/// One release on a practice target: its component "practice/NAME", its target and its source have its name.
struct PracticeRelease {
    QString name; ///< also of the split
    QString targetUrl;
    QString sourceUrl;
    QString timeout = QStringLiteral("10s"); ///< of target and source
    QString window = QStringLiteral("1s"); ///< that the metrics are taken over
};

/// A workspace in @p directory with these releases, all by @p plan and with the criterion error_rate < 1 %. Writes the
/// component files that an activation changes. Storage where they cannot be written.
Result<workspace::Workspace> practiceWorkspace(
    const QString& directory, const std::vector<PracticeRelease>& releases, const rollout::Plan& plan);

/// A plan of setWeight, soak and gate for each of @p weights, and the activation.
rollout::Plan shortPlan(const std::vector<double>& weights, Millis soak);

} // namespace fairlead::lab
