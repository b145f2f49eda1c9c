#include "app/ctl/command_line.h"
#include "app/ctl/commands.h"
#include "app/ctl/conformance/category.h"
#include "app/ctl/output.h"

#include <QDir>
#include <QJsonArray>

namespace fairlead::ctl {

namespace {

QJsonObject toJson(const conformance::Category& category)
{
    return {{QStringLiteral("name"), category.name}, {QStringLiteral("agreed"), category.agreed},
        {QStringLiteral("differed"), category.differed.size()}, {QStringLiteral("ids"), QJsonArray::fromStringList(category.differed)}};
}

QString toLine(const conformance::Category& category)
{
    const QString line
        = QStringLiteral("%1 %2 agreed, %3 differed").arg(category.name, -24).arg(category.agreed, 5).arg(category.differed.size());
    return category.differed.isEmpty() ? line : line + QStringLiteral(": ") + category.differed.join(QStringLiteral(", "));
}

} // namespace

int conformanceRun(const QStringList& words)
{
    int exit = kFine;
    const auto line = CommandLine::parse(
        {QStringLiteral("conformance"), QStringLiteral("Runs the same code as the other commands on the cases of other projects in DIR."),
            QStringLiteral("fairleadctl conformance cases/ --json"), {QStringLiteral("DIR")}, {}},
        words, exit);
    if (!line) {
        return exit;
    }
    const QString directory = line->argument(0);
    if (!QDir(directory).exists()) {
        say(QStringLiteral("There is no folder %1.").arg(directory));
        return kOutOfReach;
    }
    conformance::Categories categories;
    for (const auto& run : {conformance::kayenta, conformance::argo, conformance::objects, conformance::prometheus}) {
        categories += run(directory);
    }
    if (categories.isEmpty()) {
        say(QStringLiteral("%1 holds no cases: none of argo/, flagger/, kayenta/, prometheus/ and r-wilcox.json is there.").arg(directory));
        return kOutOfReach;
    }
    QJsonArray shown;
    bool same = true;
    for (const conformance::Category& category : std::as_const(categories)) {
        shown.append(toJson(category));
        same = same && category.differed.isEmpty();
        say(toLine(category));
    }
    if (line->json()) {
        printJson({{QStringLiteral("categories"), shown}});
    }
    return same ? kFine : kNo;
}

} // namespace fairlead::ctl
