#pragma once

#include "models/domain/audit/context.h"

#include <QAbstractTableModel>
#include <QHash>

#include <optional>
#include <span>
#include <vector>

namespace fairlead::items {

/// What a record tells about how something went. Views give it a word, an icon and a colour.
enum class RecordOutcome {
    None, ///< the record only says that something happened
    Written, ///< an intent that is on disk
    Accepted,
    Refused,
    NotSent,
    Unknown, ///< sent, no answer came
    Effective,
    NotEffective,
    Pass,
    Marginal,
    Fail,
    Undecided,
    NoData,
    Held,
    Paused,
    Resumed,
    Started,
    RollbackDecided,
    RolledBack,
    Activated,
    Done,
    NotApplicable,
    Open,
    Waived,
};

/// What @p record tells, read from its kind and its data alone.
RecordOutcome outcomeOf(const audit::Record& record);

/// What a record is about, for filters.
enum class RecordGroup { All, Commands, Verdicts, Steps, Checklist, Sources, Other };

/// The group of a record kind; kinds of newer versions are Other.
RecordGroup groupOf(const QString& kind);

/// The rows of one command: intent, answer, effect. 0 where the history has none.
struct CommandRows {
    qint64 intent = 0;
    qint64 outcome = 0;
    qint64 effect = 0;

    bool operator==(const CommandRows&) const = default;
};

/// The history as a table, oldest first (model row 0 is the lowest row number that it holds).
/// Thread: GUI.
class RecordModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { RowColumn, TimeColumn, WhoColumn, WhatColumn, ObjectColumn, WhyColumn, OutcomeColumn, ColumnCount };
    enum Role {
        RecordRole = Qt::UserRole + 1, ///< the audit::Record
        SortRole, ///< row number, milliseconds, or text, by column
        OutcomeRole, ///< int of RecordOutcome
        KindRole, ///< audit kind
    };

    explicit RecordModel(QObject* parent = nullptr);

    /// Takes records in any order, merges them by row number and inserts exactly what is new:
    /// rows that it holds already are left as they are.
    void addRecords(const std::vector<audit::Record>& records);
    /// Forgets everything, for another workspace.
    void clear();
    /// Forgets all but the newest @p count, as a reset: for whoever took it for the whole history until now.
    void keepNewest(int count);
    /// The same as a removal of rows.
    void dropOldest(int kept);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    /// What data() says about @p record.
    static QVariant valueOf(const audit::Record& record, int column, int role);

    std::span<const audit::Record> records() const { return m_records; }
    const audit::Record& recordAt(int row) const { return m_records[static_cast<std::size_t>(row)]; }
    /// Model row of history row @p number; -1 when it is not held.
    int indexOfRow(qint64 number) const;
    /// The record of history row @p number, or nullptr. Valid until records are added.
    const audit::Record* find(qint64 number) const;
    /// Rows of the command that @p record belongs to; nothing for other kinds.
    std::optional<CommandRows> commandRows(const audit::Record& record) const;
    /// The newest gate verdict or rollback decision of the record's release at or before it: what the
    /// screen showed when it was decided. nullptr when there is none. Valid until records are added.
    const audit::Record* decisionBefore(const audit::Record& record) const;
    /// History row @p number with what belongs to it, as far as it is held; nothing when the row is not.
    std::optional<audit::Context> context(qint64 number) const;

private:
    void forget(int count);
    void insertRun(std::span<const audit::Record> run);
    void remember(const audit::Record& record);

    std::vector<audit::Record> m_records;
    QHash<QString, CommandRows> m_commands;
};

} // namespace fairlead::items
