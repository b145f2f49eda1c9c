#include "models/items/checklist_model.h"

#include <set>

namespace fairlead::items {

namespace {

bool isSettled(checklist::State state)
{
    return state == checklist::State::Done || state == checklist::State::Waived || state == checklist::State::NotApplicable;
}

} // namespace

ChecklistModel::ChecklistModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

void ChecklistModel::setRun(const checklist::Run& run)
{
    if (run.release != m_run.release || !(run.checklist == m_run.checklist)) {
        beginResetModel();
        m_run = run;
        m_saving.clear();
        build();
        m_shown = shownNow();
        endResetModel();
        return;
    }
    m_run = run;
    std::vector<Shown> before = shownNow();
    before.swap(m_shown);
    announce(before);
}

void ChecklistModel::setSaving(const QString& itemId, bool saving)
{
    if (m_saving.contains(itemId) == saving)
        return;
    if (saving)
        m_saving.insert(itemId);
    else
        m_saving.remove(itemId);
    const QModelIndex index = indexOf(itemId);
    if (index.isValid())
        Q_EMIT dataChanged(index, index, {SavingRole});
}

void ChecklistModel::build()
{
    m_nodes.clear();
    m_phases.clear();
    for (int phase = 0; phase < static_cast<int>(m_run.checklist.phases.size()); ++phase)
        buildPhase(phase);
}

void ChecklistModel::buildPhase(int phase)
{
    const auto& items = m_run.checklist.phases.at(static_cast<std::size_t>(phase)).items;
    const int phaseNode = static_cast<int>(m_nodes.size());
    m_phases.push_back(phaseNode);
    Node top;
    top.phase = phase;
    top.row = phase;
    m_nodes.push_back(top);

    // The chain of parents that are still open, by depth. A guide that jumps in by two levels nests by one.
    std::vector<std::pair<int, int>> open; // depth, node
    for (int i = 0; i < static_cast<int>(items.size()); ++i) {
        const int depth = items.at(static_cast<std::size_t>(i)).depth;
        while (!open.empty() && open.back().first >= depth)
            open.pop_back();
        Node node;
        node.phase = phase;
        node.item = i;
        node.parent = open.empty() ? phaseNode : open.back().second;
        const int self = static_cast<int>(m_nodes.size());
        auto& siblings = m_nodes.at(static_cast<std::size_t>(node.parent)).children;
        node.row = static_cast<int>(siblings.size());
        siblings.push_back(self);
        m_nodes.push_back(node);
        open.emplace_back(depth, self);
    }
}

std::vector<ChecklistModel::Shown> ChecklistModel::shownNow() const
{
    std::set<QString> holding;
    for (const checklist::Item& item : checklist::holding(m_run))
        holding.insert(item.id);

    std::vector<Shown> result(m_nodes.size());
    std::size_t node = 0;
    for (const checklist::Phase& phase : m_run.checklist.phases) {
        Shown& head = result.at(node++);
        head.total = static_cast<int>(phase.items.size());
        const std::vector<checklist::State> states = checklist::shownStates(m_run, phase);
        for (std::size_t i = 0; i < phase.items.size(); ++i) {
            const checklist::Item& item = phase.items.at(i);
            Shown& shown = result.at(node++);
            shown.state = states.at(i);
            shown.own = m_run.stateOf(item);
            shown.holds = holding.contains(item.id);
            const auto answers = m_run.answers.find(item.id);
            if (answers != m_run.answers.end() && !answers->second.empty())
                shown.who = answers->second.back().who;
            head.settled += isSettled(shown.state) ? 1 : 0;
        }
    }
    return result;
}

void ChecklistModel::announce(const std::vector<Shown>& before)
{
    // Neighbours under one parent go out as one range.
    const auto announceRange = [this](const std::vector<int>& siblings, std::size_t first, std::size_t last) {
        Q_EMIT dataChanged(indexOfNode(siblings.at(first)), indexOfNode(siblings.at(last)));
    };
    const auto changedAmong = [&](const std::vector<int>& siblings) {
        std::size_t i = 0;
        while (i < siblings.size()) {
            const auto differs = [&](std::size_t at) {
                const auto node = static_cast<std::size_t>(siblings.at(at));
                return !(before.at(node) == m_shown.at(node));
            };
            if (!differs(i)) {
                ++i;
                continue;
            }
            std::size_t last = i;
            while (last + 1 < siblings.size() && differs(last + 1))
                ++last;
            announceRange(siblings, i, last);
            i = last + 1;
        }
    };
    changedAmong(m_phases);
    for (const Node& node : m_nodes)
        changedAmong(node.children);
}

QModelIndex ChecklistModel::indexOfNode(int node) const
{
    return createIndex(m_nodes.at(static_cast<std::size_t>(node)).row, ItemColumn, static_cast<quintptr>(node));
}

QModelIndex ChecklistModel::indexOf(const QString& itemId) const
{
    for (int node = 0; node < static_cast<int>(m_nodes.size()); ++node) {
        const QModelIndex index = indexOfNode(node);
        const checklist::Item* candidate = item(index);
        if (candidate && candidate->id == itemId)
            return index;
    }
    return {};
}

QModelIndex ChecklistModel::phaseIndex(int phase) const
{
    return phase >= 0 && phase < static_cast<int>(m_phases.size()) ? indexOfNode(m_phases.at(static_cast<std::size_t>(phase)))
                                                                   : QModelIndex();
}

const checklist::Item* ChecklistModel::item(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    const Node& node = m_nodes.at(index.internalId());
    if (node.item < 0)
        return nullptr;
    return &m_run.checklist.phases.at(static_cast<std::size_t>(node.phase)).items.at(static_cast<std::size_t>(node.item));
}

int ChecklistModel::phaseOf(const QModelIndex& index) const
{
    return index.isValid() ? m_nodes.at(index.internalId()).phase : -1;
}

QStringList ChecklistModel::order() const
{
    QStringList ids;
    for (const checklist::Phase& phase : m_run.checklist.phases) {
        for (const checklist::Item& item : phase.items)
            ids << item.id;
    }
    return ids;
}

QModelIndex ChecklistModel::index(int row, int column, const QModelIndex& parent) const
{
    if (column != ItemColumn || row < 0)
        return {};
    const std::vector<int>& siblings = parent.isValid() ? m_nodes.at(parent.internalId()).children : m_phases;
    if (row >= static_cast<int>(siblings.size()))
        return {};
    return createIndex(row, column, static_cast<quintptr>(siblings.at(static_cast<std::size_t>(row))));
}

QModelIndex ChecklistModel::parent(const QModelIndex& child) const
{
    if (!child.isValid())
        return {};
    const int parent = m_nodes.at(child.internalId()).parent;
    return parent < 0 ? QModelIndex() : indexOfNode(parent);
}

int ChecklistModel::rowCount(const QModelIndex& parent) const
{
    return static_cast<int>(parent.isValid() ? m_nodes.at(parent.internalId()).children.size() : m_phases.size());
}

int ChecklistModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant ChecklistModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Node& node = m_nodes.at(index.internalId());
    const Shown& shown = m_shown.at(index.internalId());
    switch (role) {
    case SortRole: return static_cast<int>(index.internalId());
    case IsPhaseRole: return node.item < 0;
    default: return node.item < 0 ? phaseData(node, shown, role) : valueOf(node, shown, role);
    }
}

QVariant ChecklistModel::phaseData(const Node& node, const Shown& shown, int role) const
{
    const checklist::Phase& phase = m_run.checklist.phases.at(static_cast<std::size_t>(node.phase));
    switch (role) {
    case Qt::DisplayRole:
    case RawRole: return phase.title;
    case IdRole: return QString();
    case SettledRole: return shown.settled;
    case TotalRole: return shown.total;
    default: return {};
    }
}

QVariant ChecklistModel::valueOf(const Node& node, const Shown& shown, int role) const
{
    const checklist::Item& item
        = m_run.checklist.phases.at(static_cast<std::size_t>(node.phase)).items.at(static_cast<std::size_t>(node.item));
    switch (role) {
    case Qt::DisplayRole: return item.text;
    case RawRole:
    case IdRole: return item.id;
    case DepthRole: return item.depth;
    case StateRole: return static_cast<int>(shown.state);
    case OwnStateRole: return static_cast<int>(shown.own);
    case HoldsRole: return shown.holds;
    case SavingRole: return m_saving.contains(item.id);
    case WhoRole: return shown.who;
    default: return {};
    }
}

Qt::ItemFlags ChecklistModel::flags(const QModelIndex& index) const
{
    // A phase that is not enabled is skipped by the arrow keys.
    return item(index) ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

QHash<int, QByteArray> ChecklistModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractItemModel::roleNames();
    names.insert({{SortRole, "sort"}, {RawRole, "raw"}, {IsPhaseRole, "isPhase"}, {IdRole, "id"}, {DepthRole, "depth"},
        {StateRole, "state"}, {OwnStateRole, "ownState"}, {HoldsRole, "holds"}, {SavingRole, "saving"}, {WhoRole, "who"},
        {SettledRole, "settled"}, {TotalRole, "total"}});
    return names;
}

} // namespace fairlead::items
