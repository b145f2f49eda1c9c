#pragma once

#include <QJsonValue>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace fairlead::test {

/// The console in a desktop of its own, driven from outside as a person would: by accessible names and by keys.
/// Blocking; for tests.
class DrivenWindow {
public:
    DrivenWindow();
    ~DrivenWindow();

    /// Starts the desktop; empty when it is up, else what went wrong.
    QString startDesktop();
    /// Starts the console on @p workspace; true when its window is in the accessibility tree.
    bool startConsole(const QString& workspace);
    void killConsole(); ///< SIGKILL
    void closeConsole();

    bool shows(const QString& name); ///< something with this accessible name is on the screen
    bool waitForLabel(const QString& words, int ms = 30'000);
    bool showsLabel(const QString& words); ///< a label, as headings are; cells and buttons of that name do not count
    bool isEnabled(const QString& name);
    QStringList namesThatStart(const QString& prefix);
    bool waitFor(const QString& name, int ms = 30'000);
    bool waitForStart(const QString& prefix, int ms = 30'000);
    /// Its accessible action, once it is there and enabled.
    bool press(const QString& name, int ms = 30'000);
    bool type(const QString& name, const QString& text, int ms = 30'000);
    bool focus(const QString& name);
    /// A real key through the X server: "space", "ctrl+Return".
    void key(const QString& keys);
    /// A picture of the whole screen.
    void screenshot(const QString& file);
    QString tree(); ///< for the message of a test that failed

private:
    QJsonValue ask(const QStringList& command);
    bool xdotool(const QStringList& arguments) const;
    QProcessEnvironment environment() const;

    QTemporaryDir m_directory;
    QProcess m_desktop;
    std::unique_ptr<QProcess> m_console;
    std::unique_ptr<QProcess> m_accessibility;
    QString m_display;
    QString m_bus;
};

} // namespace fairlead::test
