#pragma once

#include "models/domain/train/snapshot.h"
#include "models/items/rollout_model.h"
#include "ui/common/table.h"

#include <QSortFilterProxyModel>

#include <map>

namespace fairlead::ui {

/// The rows of a RolloutModel in words, parted into groups; within one the soonest next comes first, and what
/// waits for a person without a time comes last. Thread: GUI.
class RolloutRows : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RolloutRows(QObject* parent = nullptr);

    enum class Filter { All, UnderWay, ToStart, Ended };
    void setGroupFilter(Filter filter);
    /// Its cars say in the strategy's column which of how many they are.
    void setTrain(const train::Snapshot& train);

    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    struct Place {
        QString train;
        int number = 0;
        int of = 0;
    };

    Filter m_filter = Filter::All;
    std::map<ReleaseId, Place> m_trains; ///< by the newest attempt of a car
};

/// Verdict of a row: the status and what follows it.
struct RowVerdict {
    StatusLook look;
    QString rest;
};
RowVerdict rowVerdict(const rollout::Snapshot& snapshot);
/// What happens next, by itself or by whom.
QString rowNext(const rollout::Snapshot& snapshot);

/// Paints the cells: name and version, small step bars, figures, verdict with icon and word.
class RolloutDelegate : public RowDelegate {
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const override;

private:
    void paintName(QPainter& painter, const QRect& box, const rollout::Snapshot& snapshot) const;
    void paintSteps(QPainter& painter, const QRect& box, const rollout::Snapshot& snapshot) const;
    void paintVerdict(QPainter& painter, const QRect& box, const rollout::Snapshot& snapshot) const;
};

} // namespace fairlead::ui
