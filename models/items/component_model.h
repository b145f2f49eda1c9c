#pragma once

#include "models/domain/registry/component.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace fairlead::items {

/// The dimensions of seed 000's quality gate, in its order.
enum class Dimension { InstructionFollowing, TaskLockIn, Orchestration, Consistency, TokenEfficiency };

/// How a score stands against its bound.
enum class ScoreState { Met, Missed, NotJudged };

/// One score of a component against the least that seed 000 asks for.
struct Score {
    Dimension dimension = Dimension::InstructionFollowing;
    QString key; ///< as the workspace writes it: "iff"
    std::optional<double> value; ///< empty when the workspace has none
    double bound = 0.0; ///< at least this much
    /// Token efficiency is asked for as an improvement over the version before, while the workspace keeps a
    /// score: the two cannot be compared, so it is shown and not judged.
    bool boundIsImprovement = false;
    ScoreState state = ScoreState::NotJudged;

    bool operator==(const Score&) const = default;
};

/// All five, always, in the order of the guide.
std::vector<Score> scoresOf(const registry::Component& component);
/// Plain mean of the five scores (seed 000: 0.862); empty unless all are there.
std::optional<double> overallScore(const registry::Component& component);

/// What keeps a person's attention on a component.
struct ComponentFlags {
    QStringList missingDependencies; ///< named, but not in the workspace
    int missedScores = 0;
    bool quarantined = false;

    bool any() const { return !missingDependencies.isEmpty() || missedScores > 0 || quarantined; }
    bool operator==(const ComponentFlags&) const = default;
};

/// The components of a workspace, in the order in which they are given. Thread: GUI.
class ComponentModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, VersionColumn, BackupColumn, OverallColumn, OwnerColumn, TagsColumn, StatusColumn, ColumnCount };
    enum Role {
        ComponentRole = Qt::UserRole + 1, ///< the registry::Component
        SortRole, ///< folded text or number, by column
        StatusRole, ///< int of registry::DeploymentStatus
        ProblemRole, ///< bool: ComponentFlags::any()
        InUseRole, ///< bool: something of it is in production or on its way
        SearchRole, ///< name, owner, tags and versions in one text
    };

    explicit ComponentModel(QObject* parent = nullptr);

    /// Words for the columns, given by the view's side.
    void setHeaders(const QStringList& headers);
    void setComponents(std::vector<registry::Component> components);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    const registry::Component& componentAt(int row) const { return m_components[static_cast<std::size_t>(row)]; }
    const ComponentFlags& flagsAt(int row) const { return m_flags[static_cast<std::size_t>(row)]; }
    /// Row of the component called @p name; -1 when there is none.
    int rowOf(const QString& name) const;

private:
    QVariant shown(const registry::Component& component, int column) const;

    QStringList m_headers;
    std::vector<registry::Component> m_components;
    std::vector<ComponentFlags> m_flags;
};

} // namespace fairlead::items
