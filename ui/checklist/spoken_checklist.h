#pragma once

#include <QIdentityProxyModel>

namespace fairlead::ui {

/// Adds the spoken form of each row to a ChecklistModel: "Rollback procedures tested, open, blocks the start".
class SpokenChecklist : public QIdentityProxyModel {
    Q_OBJECT
public:
    using QIdentityProxyModel::QIdentityProxyModel;
    QVariant data(const QModelIndex& index, int role) const override;
};

} // namespace fairlead::ui
