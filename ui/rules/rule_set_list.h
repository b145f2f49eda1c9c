#pragma once

#include "models/domain/gate/rule.h"
#include "ui/common/table.h"

#include <QAbstractListModel>
#include <QListView>

#include <vector>

namespace fairlead::ui {

/// Rule sets, the built-in ones first and the workspace's after them, each part under its heading.
class RuleSetModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { SummaryRole = Qt::UserRole, CountRole, HeadingRole };
    explicit RuleSetModel(QObject* parent = nullptr);

    void setSets(std::vector<gate::RuleSet> builtIn, std::vector<gate::RuleSet> own);
    /// Null for a heading.
    const gate::RuleSet* setAt(const QModelIndex& index) const;
    bool isBuiltIn(const QModelIndex& index) const;
    QModelIndex indexOf(const QString& name, bool builtIn) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row {
        QString heading; ///< empty for a set
        gate::RuleSet set;
        int rules = 0;
        bool builtIn = false;
    };
    void append(const QString& heading, std::vector<gate::RuleSet> sets, bool builtIn);
    std::vector<Row> m_rows;
};

/// The list itself: two lines a set, the number of its rules at the right. Thread: GUI.
class RuleSetList : public QListView {
    Q_OBJECT
public:
    RuleSetList(const Theme& theme, RuleSetModel& model, QWidget* parent = nullptr);

Q_SIGNALS:
    void setChosen(const QModelIndex& index);

protected:
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
};

} // namespace fairlead::ui
