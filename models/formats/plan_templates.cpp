#include "models/formats/plan_templates.h"

#include "models/formats/plan.h"
#include "models/formats/profiles.h"

#include <QDir>

// Resources of a static library are dropped by the linker unless they are named; the macro works only outside a namespace.
static void keepPlans()
{
    Q_INIT_RESOURCE(plan_templates);
}

namespace fairlead::formats {

namespace {

/// The comment lines before the first key, as paragraphs.
QString headOf(const QByteArray& text)
{
    QStringList lines;
    const QStringList all = QString::fromUtf8(text).split(QLatin1Char('\n'));
    for (const QString& line : all) {
        if (!line.startsWith(QLatin1Char('#'))) {
            break;
        }
        lines.append(line.mid(line.startsWith(QLatin1String("# ")) ? 2 : 1));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

std::vector<PlanTemplate> planTemplates()
{
    keepPlans();
    Problems none; // a test reads them all
    const std::vector<gate::RuleSet> ruleSets = readProfiles(kBuiltInProfiles, none);
    const QDir folder(kBuiltInPlans);
    const QStringList names = folder.entryList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name);
    std::vector<PlanTemplate> templates;
    templates.reserve(static_cast<std::size_t>(names.size()));
    for (const QString& name : names) {
        QFile file(folder.filePath(name));
        const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        Loaded<rollout::Plan> plan = readPlan(name, text, &ruleSets);
        if (plan.value) {
            templates.push_back({std::move(*plan.value), headOf(text), text});
        }
    }
    return templates;
}

} // namespace fairlead::formats
