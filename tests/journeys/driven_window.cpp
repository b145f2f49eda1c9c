#include "tests/journeys/driven_window.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <functional>

namespace fairlead::test {

namespace {

/// Looks again and again until @p reached, at most @p ms.
bool eventually(int ms, const std::function<bool()>& reached)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < ms) {
        if (reached()) {
            return true;
        }
        QTest::qWait(200);
    }
    return reached();
}

} // namespace

DrivenWindow::DrivenWindow() = default;

DrivenWindow::~DrivenWindow()
{
    closeConsole();
    m_desktop.closeWriteChannel();
    if (!m_desktop.waitForFinished(5'000)) {
        m_desktop.kill();
        m_desktop.waitForFinished();
    }
}

QString DrivenWindow::startDesktop()
{
    m_desktop.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_desktop.start(QStringLiteral(FAIRLEAD_TEST_DIR) + QStringLiteral("/journeys/desktop.sh"), {m_directory.path()});
    QByteArray said;
    eventually(30'000, [this, &said] {
        m_desktop.waitForReadyRead(100);
        said += m_desktop.readAllStandardOutput();
        return said.contains('\n') || m_desktop.state() == QProcess::NotRunning;
    });
    static const QRegularExpression ready(QStringLiteral("READY DISPLAY=(\\S+) DBUS_SESSION_BUS_ADDRESS=(\\S+)"));
    const QRegularExpressionMatch match = ready.match(QString::fromUtf8(said));
    m_display = match.captured(1);
    m_bus = match.captured(2);
    return match.hasMatch() ? QString() : QStringLiteral("The desktop did not start: ") + QString::fromUtf8(said);
}

QProcessEnvironment DrivenWindow::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), m_display);
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), m_bus);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    environment.insert(QStringLiteral("QT_LINUX_ACCESSIBILITY_ALWAYS_ON"), QStringLiteral("1"));
    environment.insert(QStringLiteral("HOME"), m_directory.filePath(QStringLiteral("home")));
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_directory.filePath(QStringLiteral("run")));
    environment.remove(QStringLiteral("AT_SPI_BUS_ADDRESS"));
    return environment;
}

bool DrivenWindow::startConsole(const QString& workspace)
{
    m_console = std::make_unique<QProcess>();
    m_console->setProcessEnvironment(environment());
    m_console->setProcessChannelMode(QProcess::ForwardedChannels);
    m_console->start(QStringLiteral(FAIRLEAD_BIN_DIR "/fairlead"), {QStringLiteral("--workspace"), workspace});
    m_accessibility = std::make_unique<QProcess>();
    m_accessibility->setProcessEnvironment(environment());
    m_accessibility->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_accessibility->start(
        QStringLiteral("/usr/bin/python3"), {QStringLiteral(FAIRLEAD_TEST_DIR "/journeys/accessibility.py"), QStringLiteral("fairlead")});
    return waitFor(QStringLiteral("Checklists"), 60'000);
}

void DrivenWindow::killConsole()
{
    if (m_console) {
        m_console->kill();
        m_console->waitForFinished();
        m_console.reset();
    }
}

void DrivenWindow::closeConsole()
{
    if (m_console && m_console->state() != QProcess::NotRunning) {
        m_console->terminate();
        if (!m_console->waitForFinished(10'000)) {
            m_console->kill();
            m_console->waitForFinished();
        }
    }
    m_console.reset();
    if (m_accessibility) {
        m_accessibility->kill();
        m_accessibility->waitForFinished();
        m_accessibility.reset();
    }
}

QJsonValue DrivenWindow::ask(const QStringList& command)
{
    if (!m_accessibility || m_accessibility->state() == QProcess::NotRunning) {
        return {};
    }
    m_accessibility->write(QJsonDocument(QJsonArray::fromStringList(command)).toJson(QJsonDocument::Compact) + '\n');
    QByteArray line;
    QElapsedTimer timer;
    timer.start();
    while (!line.endsWith('\n') && timer.elapsed() < 30'000) {
        m_accessibility->waitForReadyRead(200);
        line += m_accessibility->readLine();
    }
    return QJsonDocument::fromJson('[' + line.trimmed() + ']').array().first();
}

bool DrivenWindow::shows(const QString& name)
{
    return ask({QStringLiteral("find"), name}).isObject();
}

bool DrivenWindow::showsLabel(const QString& words)
{
    return ask({QStringLiteral("label"), words}).toBool();
}

bool DrivenWindow::waitForLabel(const QString& words, int ms)
{
    return eventually(ms, [this, words] { return showsLabel(words); });
}

bool DrivenWindow::isEnabled(const QString& name)
{
    return ask({QStringLiteral("find"), name}).toObject().value(QStringLiteral("enabled")).toBool();
}

QStringList DrivenWindow::namesThatStart(const QString& prefix)
{
    QStringList names;
    const QJsonArray found = ask({QStringLiteral("starts"), prefix}).toArray();
    for (const QJsonValue& name : found) {
        names.append(name.toString());
    }
    return names;
}

bool DrivenWindow::waitFor(const QString& name, int ms)
{
    return eventually(ms, [this, name] { return shows(name); });
}

bool DrivenWindow::waitForStart(const QString& prefix, int ms)
{
    return eventually(ms, [this, prefix] { return !namesThatStart(prefix).isEmpty(); });
}

bool DrivenWindow::press(const QString& name, int ms)
{
    return eventually(ms, [this, name] { return ask({QStringLiteral("press"), name}).toBool(); });
}

bool DrivenWindow::type(const QString& name, const QString& text, int ms)
{
    return eventually(ms, [this, name, text] { return ask({QStringLiteral("type"), name, text}).toBool(); });
}

bool DrivenWindow::focus(const QString& name)
{
    return ask({QStringLiteral("focus"), name}).toBool();
}

void DrivenWindow::key(const QString& keys)
{
    // A window that was just shown gets the focus from the window manager a moment later; before that, keys go to nobody.
    eventually(5'000, [this] { return xdotool({QStringLiteral("getactivewindow")}); });
    xdotool({QStringLiteral("key"), QStringLiteral("--clearmodifiers"), keys});
}

bool DrivenWindow::xdotool(const QStringList& arguments) const
{
    QProcess program;
    program.setProcessEnvironment(environment());
    program.start(QStringLiteral("xdotool"), arguments);
    return program.waitForFinished() && program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0;
}

void DrivenWindow::screenshot(const QString& file)
{
    QProcess import;
    import.setProcessEnvironment(environment());
    import.start(QStringLiteral("import"), {QStringLiteral("-window"), QStringLiteral("root"), file});
    import.waitForFinished();
}

QString DrivenWindow::tree()
{
    QStringList lines;
    const QJsonArray shown = ask({QStringLiteral("tree")}).toArray();
    for (const QJsonValue& line : shown) {
        lines.append(line.toString());
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace fairlead::test
