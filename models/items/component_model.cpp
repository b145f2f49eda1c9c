#include "models/items/component_model.h"

#include <algorithm>

namespace fairlead::items {

std::vector<Score> scoresOf(const registry::Component& component)
{
    std::vector<Score> scores{{Dimension::InstructionFollowing, QStringLiteral("iff"), {}, 0.85},
        {Dimension::TaskLockIn, QStringLiteral("tlp"), {}, 0.80}, {Dimension::Orchestration, QStringLiteral("aoc"), {}, 0.70},
        {Dimension::Consistency, QStringLiteral("bc"), {}, 0.85}, {Dimension::TokenEfficiency, QStringLiteral("te"), {}, 0.15, true}};
    for (Score& score : scores) {
        const auto found = component.scores.constFind(score.key);
        if (found == component.scores.constEnd()) {
            continue;
        }
        score.value = *found;
        if (!score.boundIsImprovement) {
            score.state = *found >= score.bound ? ScoreState::Met : ScoreState::Missed;
        }
    }
    return scores;
}

std::optional<double> overallScore(const registry::Component& component)
{
    const std::vector<Score> scores = scoresOf(component);
    double sum = 0.0;
    for (const Score& score : scores) {
        if (!score.value) {
            return std::nullopt;
        }
        sum += *score.value;
    }
    return sum / static_cast<double>(scores.size());
}

ComponentModel::ComponentModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void ComponentModel::setHeaders(const QStringList& headers)
{
    m_headers = headers;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void ComponentModel::setComponents(std::vector<registry::Component> components)
{
    beginResetModel();
    m_components = std::move(components);
    m_flags.clear();
    for (const registry::Component& component : m_components) {
        ComponentFlags flags;
        flags.quarantined = component.status == registry::DeploymentStatus::Quarantined;
        flags.missedScores = static_cast<int>(std::ranges::count(scoresOf(component), ScoreState::Missed, &Score::state));
        for (const QString& dependency : component.dependencies) {
            if (rowOf(dependency) < 0) {
                flags.missingDependencies << dependency;
            }
        }
        m_flags.push_back(flags);
    }
    endResetModel();
}

int ComponentModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_components.size());
}

int ComponentModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ComponentModel::shown(const registry::Component& component, int column) const
{
    switch (static_cast<Column>(column)) {
    case NameColumn: return component.name;
    case VersionColumn: return component.production.isEmpty() ? component.candidate : component.production;
    case BackupColumn: return component.backup;
    case OverallColumn: {
        const auto overall = overallScore(component);
        return overall ? QVariant(*overall) : QVariant();
    }
    case OwnerColumn: return component.owner;
    case TagsColumn: return component.tags.join(QStringLiteral(", "));
    case StatusColumn: return static_cast<int>(component.status);
    case ColumnCount: break;
    }
    return {};
}

QVariant ComponentModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const registry::Component& component = componentAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return shown(component, index.column());
    case ComponentRole: return QVariant::fromValue(component);
    case SortRole: {
        const QVariant value = shown(component, index.column());
        return value.typeId() == QMetaType::QString ? QVariant(value.toString().toCaseFolded()) : value;
    }
    case StatusRole: return static_cast<int>(component.status);
    case ProblemRole: return flagsAt(index.row()).any();
    case InUseRole: return !component.production.isEmpty() || !component.candidate.isEmpty();
    case SearchRole:
        return QStringList{component.name, component.owner, component.tags.join(QLatin1Char(' ')), component.production,
            component.candidate, component.backup, registry::toString(component.status)}
            .join(QLatin1Char('\n'));
    default: return {};
    }
}

QVariant ComponentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= m_headers.size()) {
        return {};
    }
    return m_headers[section];
}

int ComponentModel::rowOf(const QString& name) const
{
    const auto found = std::ranges::find(m_components, name, &registry::Component::name);
    return found == m_components.end() ? -1 : static_cast<int>(found - m_components.begin());
}

} // namespace fairlead::items
