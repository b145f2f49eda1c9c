#include "ui/common/desktop_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QGuiApplication>
#include <QPalette>

namespace fairlead::ui {

namespace {

constexpr QLatin1String kService("org.freedesktop.portal.Desktop");
constexpr QLatin1String kPath("/org/freedesktop/portal/desktop");
constexpr QLatin1String kInterface("org.freedesktop.portal.Settings");
constexpr QLatin1String kGroup("org.freedesktop.appearance");
constexpr QLatin1String kColorScheme("color-scheme");
constexpr QLatin1String kContrast("contrast");
constexpr int kDarkBelow = 128; ///< lightness of the window colour, 0 to 255

Scheme ofWindowColor()
{
    return QGuiApplication::palette().color(QPalette::Window).lightness() < kDarkBelow ? Scheme::Dark : Scheme::Light;
}

/// Read() answers a variant in a variant, SettingChanged a single one.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

DesktopScheme::DesktopScheme(QObject* parent)
    : QObject(parent)
    , m_fallback(ofWindowColor())
    , m_scheme(m_fallback)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    // clang-format off: Qt compares this text, and a blank in it is looked up the long way
    bus.connect(kService, kPath, kInterface, QStringLiteral("SettingChanged"), this, SLOT(take(QString,QString,QDBusVariant)));
    // clang-format on
    ask(kColorScheme);
    ask(kContrast);
}

void DesktopScheme::ask(const QString& key)
{
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, QStringLiteral("Read"));
    call << kGroup << key;
    auto* watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, key](QDBusPendingCallWatcher* done) {
        const QDBusPendingReply<QDBusVariant> reply = *done;
        done->deleteLater();
        // No portal, or one that does not know the key: the window colour stays the answer.
        if (!reply.isError())
            take(kGroup, key, reply.value());
    });
}

void DesktopScheme::take(const QString& group, const QString& key, const QDBusVariant& value)
{
    if (group != kGroup)
        return;
    bool isNumber = false;
    const uint number = unwrapped(value.variant()).toUInt(&isNumber);
    if (!isNumber)
        return;
    if (key == kColorScheme)
        m_colorScheme = number;
    else if (key == kContrast)
        m_contrast = number;
    decide();
}

Scheme DesktopScheme::fromPortal(std::optional<uint> colorScheme, std::optional<uint> contrast, Scheme otherwise)
{
    if (contrast == 1U)
        return Scheme::HighContrast;
    if (colorScheme == 1U)
        return Scheme::Dark;
    return colorScheme == 2U ? Scheme::Light : otherwise;
}

void DesktopScheme::decide()
{
    const Scheme now = fromPortal(m_colorScheme, m_contrast, m_fallback);
    if (now == m_scheme)
        return;
    m_scheme = now;
    Q_EMIT changed(now);
}

} // namespace fairlead::ui
