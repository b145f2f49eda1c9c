#pragma once

#include "ui/common/theme.h"

#include <QDialog>

class QListWidget;
class QTextBrowser;

namespace fairlead::ui {

/// A page of the program's own help.
enum class HelpTopic { Plans, Conditions, Trains, Faults, Charts };

/// The program's help, a page a topic, from its own resources; links between the pages work, others are not opened.
/// Thread: GUI.
class HelpWindow : public QDialog {
    Q_OBJECT
public:
    HelpWindow(const Theme& theme, HelpTopic topic, QWidget* parent = nullptr);

    /// Shows a window of its own that closes by itself with @p parent.
    static HelpWindow* open(const Theme& theme, HelpTopic topic, QWidget* parent);
    void showTopic(HelpTopic topic);
    HelpTopic topic() const;

private:
    void load(int row);

    const Theme& m_theme;
    QListWidget* m_topics;
    QTextBrowser* m_text;
};

} // namespace fairlead::ui
