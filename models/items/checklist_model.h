#pragma once

#include "models/domain/checklist/checklist.h"

#include <QAbstractItemModel>
#include <QSet>

#include <vector>

namespace fairlead::items {

/// One walk as a tree: phases at the top, their items below, nested as in the guide. Phases cannot be chosen.
/// Gives texts, enums and numbers; words, colours and icons are made in ui. Thread: GUI.
class ChecklistModel : public QAbstractItemModel {
    Q_OBJECT
public:
    enum Column { ItemColumn, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole + 1, ///< int: position in the guide
        RawRole, ///< the id of an item, the title of a phase
        IsPhaseRole, ///< bool
        IdRole, ///< QString, empty for a phase
        DepthRole, ///< int, 0 for top items
        StateRole, ///< int of checklist::State: a parent shows the worst of itself and its children
        OwnStateRole, ///< int of checklist::State: the item's own answer
        HoldsRole, ///< bool: one of those that hold the start now
        SavingRole, ///< bool: an answer was given and is not on disk yet
        WhoRole, ///< QString: who gave the answer that counts
        SettledRole, ///< int, phase: items that are done, waived or not applicable
        TotalRole, ///< int, phase: all of its items
    };

    explicit ChecklistModel(QObject* parent = nullptr);

    /// Another release or template resets; the same one gives exact changes.
    void setRun(const checklist::Run& run);
    const checklist::Run& run() const { return m_run; }
    void setSaving(const QString& itemId, bool saving);

    QModelIndex indexOf(const QString& itemId) const; ///< invalid for an id that is not in it
    QModelIndex phaseIndex(int phase) const;
    const checklist::Item* item(const QModelIndex& index) const; ///< null for a phase
    int phaseOf(const QModelIndex& index) const; ///< -1 for an invalid index
    /// Ids of all items in the order of the guide.
    QStringList order() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    /// What is shown of a node beside its fixed text.
    struct Shown {
        checklist::State state = checklist::State::Open;
        checklist::State own = checklist::State::Open;
        bool holds = false;
        QString who;
        int settled = 0;
        int total = 0;

        bool operator==(const Shown&) const = default;
    };
    struct Node {
        int phase = 0;
        int item = -1; ///< index in the phase; -1 is the phase itself
        int parent = -1; ///< index of a node
        int row = 0; ///< among its siblings
        std::vector<int> children;
    };

    void build();
    void buildPhase(int phase);
    std::vector<Shown> shownNow() const;
    void announce(const std::vector<Shown>& before);
    QModelIndex indexOfNode(int node) const;
    QVariant phaseData(const Node& node, const Shown& shown, int role) const;
    QVariant valueOf(const Node& node, const Shown& shown, int role) const;

    checklist::Run m_run;
    std::vector<Node> m_nodes;
    std::vector<int> m_phases; ///< nodes of the phases
    std::vector<Shown> m_shown; ///< by node
    QSet<QString> m_saving;
};

} // namespace fairlead::items
