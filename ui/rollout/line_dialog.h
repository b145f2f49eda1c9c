#pragma once

#include "ui/rollout/command_dialog.h"

class QPlainTextEdit;

namespace fairlead::ui {

class CheckLines;

/// "Stop the line of KSI production?" and, while it is stopped, "Release the line?": both need a reason. Closes itself when somebody
/// else was faster. Thread: GUI.
class LineDialog : public CommandDialog {
    Q_OBJECT
public:
    /// @p stop as it is now: empty asks to stop, else to release. @p underWay are the titles of the releases that it concerns.
    LineDialog(const Theme& theme, const QString& workspace, const std::optional<rollout::LineStop>& stop, const QStringList& underWay,
        Instant now, QWidget* parent = nullptr);

    bool stops() const { return !m_stop; }
    /// The line was stopped or released meanwhile.
    void showLine(const std::optional<rollout::LineStop>& stop);
    void showSnapshot(const rollout::Snapshot& /*snapshot*/) override { }

protected:
    QString reason() const override;

private:
    void askToStop(const QString& workspace, const QStringList& underWay);
    void askToRelease(const QString& workspace, const QStringList& underWay, Instant now);
    void updateClosed();

    std::optional<rollout::LineStop> m_stop; ///< when it opened
    bool m_changed = false;
    CheckLines* m_list;
    QPlainTextEdit* m_reason;
};

} // namespace fairlead::ui
