#include "app/console/album.h"

#include <QDir>
#include <QPixmap>

#include <cstdio>

namespace fairlead::console {

Album::Album(ui::Theme& theme, QString directory)
    : m_theme(theme)
    , m_directory(std::move(directory))
{
}

void Album::take(QWidget& widget, const QString& name, const QString& what)
{
    const ui::Scheme before = m_theme.scheme();
    for (const auto& [scheme, suffix] : {std::pair(ui::Scheme::Light, "light"), std::pair(ui::Scheme::Dark, "dark")}) {
        m_theme.setScheme(scheme);
        const QString file = QDir(m_directory).filePath(QStringLiteral("%1-%2.png").arg(name, QLatin1String(suffix)));
        m_failed = !widget.grab().save(file) || m_failed;
        std::printf("%s  %s\n", qUtf8Printable(file), qUtf8Printable(what));
    }
    std::fflush(stdout);
    m_theme.setScheme(before);
}

} // namespace fairlead::console
