#pragma once

#include "ui/common/theme.h"

#include <QDBusVariant>
#include <QObject>

#include <optional>

namespace fairlead::ui {

/// What the desktop asks for: light, dark or high contrast, live. Qt 6.4 does not know it, so it is read from the
/// settings portal (org.freedesktop.appearance); where there is none, from the lightness of the desktop's window colour.
/// Thread: GUI; never blocks.
class DesktopScheme : public QObject {
    Q_OBJECT
public:
    /// Construct it before the Theme: afterwards the window colour is ours.
    explicit DesktopScheme(QObject* parent = nullptr);

    /// The answer as far as it is known; the portal's comes later, by changed().
    Scheme scheme() const { return m_scheme; }

    /// The scheme that the portal's numbers mean: color-scheme 1 is dark, 2 light, 0 no wish; contrast 1 is high.
    static Scheme fromPortal(std::optional<uint> colorScheme, std::optional<uint> contrast, Scheme otherwise);

Q_SIGNALS:
    void changed(fairlead::ui::Scheme scheme);

private Q_SLOTS:
    void take(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void ask(const QString& key);
    void decide();

    Scheme m_fallback;
    Scheme m_scheme;
    std::optional<uint> m_colorScheme;
    std::optional<uint> m_contrast;
};

} // namespace fairlead::ui
