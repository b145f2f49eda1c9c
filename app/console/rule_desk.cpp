#include "app/console/rule_desk.h"

#include "app/wiring/rule_store.h"
#include "ui/rules/rules_panel.h"
#include "ui/shell/main_window.h"

#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>

namespace fairlead::console {

RuleDesk::RuleDesk(ui::RulesPanel& panel, ui::MainWindow& window, wiring::Session& session, QString directory, QObject* parent)
    : QObject(parent)
    , m_panel(panel)
    , m_window(window)
    , m_session(session)
    , m_directory(std::move(directory))
{
    connect(&session.engine(), &engine::Engine::answered, this, &RuleDesk::takeReadings);
    connect(&panel, &ui::RulesPanel::saveRequested, this, &RuleDesk::save);
    connect(&panel, &ui::RulesPanel::importRequested, this, &RuleDesk::importRules);
    showSets();
}

void RuleDesk::takeSnapshot(const rollout::Snapshot& snapshot)
{
    const rollout::State& state = snapshot.state;
    Samples& samples = m_samples[state.release.id];
    samples.title = state.release.title();
    samples.from = state.firstEffectAt().value_or(state.startedAt.value_or(snapshot.at));
    samples.to = state.endedAt.value_or(snapshot.at);
    samples.staleAfter = state.release.plan.gates.staleAfter;
    samples.ended = rollout::isEnded(state.phase);
}

void RuleDesk::takeReadings(const ReleaseId& release, const metrics::Readings& readings)
{
    Samples& samples = m_samples[release];
    for (const metrics::Reading& reading : readings) {
        samples.series[reading.key].insert(reading.sample);
    }
    m_stale = true;
    if (m_panel.isVisible() && samples.ended) { // asked for while somebody looks; a live one is shown at the next look
        refresh();
    }
}

void RuleDesk::refresh()
{
    for (const auto& [id, samples] : m_samples) {
        if (samples.ended && m_asked.insert(id).second) {
            QMetaObject::invokeMethod(&m_session.engine(), [engine = &m_session.engine(), release = id] { engine->loadReadings(release); });
        }
    }
    if (!std::exchange(m_stale, false)) {
        return;
    }
    std::vector<ui::Recording> recordings;
    for (const auto& [id, samples] : m_samples) {
        if (!samples.series.empty()) {
            recordings.push_back({samples.title, samples.series, samples.from, samples.to, samples.staleAfter});
        }
    }
    std::ranges::sort(recordings, std::ranges::greater(), &ui::Recording::to);
    m_panel.setRecordings(std::move(recordings));
}

void RuleDesk::showSets()
{
    wiring::RuleSets sets = wiring::readRuleSets(m_directory);
    m_panel.setSets(std::move(sets.builtIn), std::move(sets.own));
}

void RuleDesk::save(const gate::RuleSet& set)
{
    const Result<QString> file = wiring::writeRuleSet(m_directory, set);
    if (!file) {
        m_panel.showError(file.error());
        return;
    }
    showSets();
    m_panel.showSaved(set.name);
    m_window.showToast(tr("Rule set written: %1").arg(*file));
}

void RuleDesk::importRules()
{
    auto* dialog = new QFileDialog(&m_window, tr("Import rules"), m_directory);
    dialog->setNameFilters({tr("Rules (*.yaml *.yml *.json)"), tr("All files (*)")});
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &RuleDesk::importFile);
    dialog->open();
}

void RuleDesk::importFile(const QString& file)
{
    const Result<wiring::ImportedRules> imported = wiring::importRules(file);
    if (!imported) {
        m_panel.showError(imported.error());
        return;
    }
    const Result<QString> written = wiring::writeRuleSet(m_directory, imported->set);
    if (!written) {
        m_panel.showError(written.error());
        return;
    }
    showSets();
    m_panel.showSaved(imported->set.name);
    m_window.showToast(imported->notCarriedOver == 0 ? tr("Imported from %1.").arg(QFileInfo(file).fileName())
                                                     : tr("Imported from %1; %2 rules stand as comments, they could not be carried over.")
                                                           .arg(QFileInfo(file).fileName())
                                                           .arg(imported->notCarriedOver));
}

} // namespace fairlead::console
