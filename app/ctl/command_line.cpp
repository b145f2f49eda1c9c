#include "app/ctl/command_line.h"

#include "app/ctl/output.h"

#include <cstdio>

namespace fairlead::ctl {

namespace {
QString helpOf(QCommandLineParser& parser, const Usage& usage)
{
    const QString text = parser.helpText();
    return text + QStringLiteral("\nExample:\n  %1\n").arg(usage.example);
}
} // namespace

std::optional<CommandLine> CommandLine::parse(const Usage& usage, const QStringList& words, int& exit)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(usage.description);
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Says this."));
    const QCommandLineOption json(QStringLiteral("json"), QStringLiteral("One JSON document on standard output."));
    parser.addOption(help);
    parser.addOption(json);
    parser.addOptions(usage.options);
    for (const QString& name : usage.arguments) {
        parser.addPositionalArgument(name, {});
    }
    const bool parsed = parser.parse(QStringList{QStringLiteral("fairleadctl ") + usage.command} + words);
    if (parser.isSet(help)) {
        std::fputs(qUtf8Printable(helpOf(parser, usage)), stdout);
        exit = kFine;
        return std::nullopt;
    }
    const qsizetype given = parser.positionalArguments().size();
    const bool several = !usage.arguments.isEmpty() && usage.arguments.constLast().contains(QChar(0x2026));
    const bool none = several && usage.arguments.constLast().startsWith(QLatin1Char('['));
    const bool fits = several ? given >= usage.arguments.size() - (none ? 1 : 0) : given == usage.arguments.size();
    if (!parsed || !fits) {
        const QString wrong = parsed
            ? QStringLiteral("%1 takes %2; %3 given.")
                  .arg(usage.command, usage.arguments.isEmpty() ? QStringLiteral("no argument") : usage.arguments.join(QLatin1Char(' ')))
                  .arg(given)
            : parser.errorText();
        say(QStringLiteral("fairleadctl %1: %2 See fairleadctl %1 --help").arg(usage.command, wrong));
        exit = kWrongUse;
        return std::nullopt;
    }
    CommandLine line;
    line.m_arguments = parser.positionalArguments();
    for (const QString& name : parser.optionNames()) {
        line.m_values.insert(name, parser.value(name));
    }
    for (const QCommandLineOption& option : usage.options) {
        const QString name = option.names().constLast();
        if (!option.defaultValues().isEmpty() || parser.isSet(option)) {
            line.m_values.insert(name, parser.value(option));
        }
    }
    return line;
}

QCommandLineOption workspaceOption()
{
    return {QStringLiteral("workspace"), QStringLiteral("The workspace's folder; the current one unless given."), QStringLiteral("DIR"),
        QStringLiteral(".")};
}

} // namespace fairlead::ctl
