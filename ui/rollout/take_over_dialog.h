#pragma once

#include "models/domain/workspace/holder.h"
#include "ui/rollout/command_dialog.h"

class QPlainTextEdit;

namespace fairlead::ui {

class CheckLines;

/// "Take over from ada's console?", with what will happen and a required reason. Thread: GUI.
class TakeOverDialog : public CommandDialog {
    Q_OBJECT
public:
    /// @p lost: the holder has ended or hangs. @p underWay are the titles of the releases that it concerns.
    TakeOverDialog(const Theme& theme, const workspace::Holder& holder, bool lost, const QStringList& underWay, QWidget* parent = nullptr);

    /// There is nothing to take over any more; @p why is shown.
    void showOver(const QString& why);
    void showSnapshot(const rollout::Snapshot& /*snapshot*/) override { }

protected:
    QString reason() const override;

private:
    void updateClosed();

    CheckLines* m_list;
    QPlainTextEdit* m_reason;
    QString m_over;
};

} // namespace fairlead::ui
