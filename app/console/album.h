#pragma once

#include "ui/common/theme.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QWidget>

namespace fairlead::console {

/// Pictures of a window as it is, in light and in dark, into a folder. Thread: GUI.
class Album {
public:
    Album(ui::Theme& theme, QString directory);

    /// Writes NAME-light.png and NAME-dark.png of @p widget, and says so on standard output with @p what it shows.
    void take(QWidget& widget, const QString& name, const QString& what);
    bool failed() const { return m_failed; } ///< a picture could not be written

private:
    ui::Theme& m_theme;
    QString m_directory;
    bool m_failed = false;
};

} // namespace fairlead::console
