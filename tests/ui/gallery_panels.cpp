#include "tests/ui/sample_history.h"
#include "tests/ui/sample_rules.h"
#include "ui/calendar/calendar_panel.h"
#include "ui/common/segments.h"
#include "ui/common/theme.h"
#include "ui/history/history_panel.h"
#include "ui/registry/registry_panel.h"
#include "ui/rules/rule_text_edit.h"
#include "ui/rules/rules_panel.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>

#include <memory>

using namespace fairlead;

namespace {

struct Shot {
    QString name;
    ui::Scheme scheme;
    QSize size; ///< of the panel: the window's less header, navigation and status bar
    bool empty = false;
};

QWidget* makePanel(const QString& name, const ui::Theme& theme, bool empty)
{
    if (name == QLatin1String("registry")) {
        auto* panel = new ui::RegistryPanel(theme);
        panel->showComponents(empty ? std::vector<registry::Component>() : sample::components());
        panel->select(QStringLiteral("personas/analysts/data_analyst"));
        return panel;
    }
    if (name.startsWith(QLatin1String("calendar"))) {
        auto* panel = new ui::CalendarPanel(theme);
        panel->setNow(sample::kNow);
        panel->showEntries(empty ? std::vector<calendar::Entry>() : sample::entries());
        panel->findChild<ui::Segments*>()->choose(name == QLatin1String("calendar-agenda") ? 1 : 0);
        return panel;
    }
    if (name == QLatin1String("rules")) {
        auto* panel = new ui::RulesPanel(theme);
        panel->setSets(sample::builtInRules(), empty ? std::vector<gate::RuleSet>() : sample::ownRules());
        panel->setRecordings(empty ? std::vector<ui::Recording>() : std::vector<ui::Recording>{sample::voiceAgent()});
        panel->choose(QStringLiteral("Latency suite"), true);
        panel->editor()->goTo(2, 1);
        return panel;
    }
    auto* panel = new ui::HistoryPanel(theme);
    if (!empty) {
        const auto records = sample::history();
        panel->setReleases({sample::earlierRelease(), sample::release()});
        panel->addRecords(records);
        panel->setNow(sample::kNow);
        audit::Verification verification{static_cast<qint64>(records.size()), records.back().hash, {}};
        if (name == QLatin1String("history-broken")) {
            verification.firstBroken = audit::Break{12, QStringLiteral("Row 12 was changed: its content does not give its hash.")};
        }
        panel->showVerification(verification, sample::kNow, Millis(100));
        panel->showRow(name == QLatin1String("history-rollback") ? 8 : static_cast<qint64>(records.size()) - 2);
        if (name == QLatin1String("history-rollback")) {
            panel->showRelease(sample::earlierRelease().id);
        }
    }
    return panel;
}

} // namespace

/// Draws the reading panels to PNG files, for a look beside the design.
int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    const QApplication app(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption grab(
        QStringLiteral("grab"), QStringLiteral("Write the pictures to <dir>."), QStringLiteral("dir"), QStringLiteral("."));
    parser.addOption(grab);
    parser.addHelpOption();
    parser.process(app);
    const QDir dir(parser.value(grab));
    if (!dir.mkpath(QStringLiteral("."))) {
        return 1;
    }
    const QSize large(1256, 828);
    const QSize small(936, 648);
    std::vector<Shot> shots;
    for (const char* name : {"history", "registry", "calendar", "rules"}) {
        shots.push_back({QLatin1String(name), ui::Scheme::Dark, large});
        shots.push_back({QLatin1String(name), ui::Scheme::Light, large});
        shots.push_back({QLatin1String(name), ui::Scheme::Light, small});
        shots.push_back({QLatin1String(name), ui::Scheme::HighContrast, large});
        shots.push_back({QLatin1String(name), ui::Scheme::Light, large, true});
    }
    shots.push_back({QStringLiteral("calendar-agenda"), ui::Scheme::Light, large});
    shots.push_back({QStringLiteral("calendar-agenda"), ui::Scheme::Light, small});
    shots.push_back({QStringLiteral("history-broken"), ui::Scheme::Light, large});
    shots.push_back({QStringLiteral("history-rollback"), ui::Scheme::Light, large});
    const QStringList schemes{QStringLiteral("light"), QStringLiteral("dark"), QStringLiteral("contrast")};
    ui::Theme theme(ui::Scheme::Light);
    for (const Shot& shot : shots) {
        theme.setScheme(shot.scheme);
        const std::unique_ptr<QWidget> panel(makePanel(shot.name, theme, shot.empty));
        panel->resize(shot.size);
        panel->show();
        QCoreApplication::processEvents();
        const QString file = QStringLiteral("%1-%2-%3%4.png")
                                 .arg(shot.name, schemes[static_cast<int>(shot.scheme)])
                                 .arg(shot.size.width())
                                 .arg(shot.empty ? QStringLiteral("-empty") : QString());
        if (!panel->grab().save(dir.filePath(file))) {
            return 1;
        }
    }
    return 0;
}
