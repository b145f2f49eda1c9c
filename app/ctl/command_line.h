#pragma once

#include <QCommandLineParser>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace fairlead::ctl {

/// What a command takes: its text for --help with an example, its positional arguments and its options.
struct Usage {
    QString command; ///< "manifest check"
    QString description;
    QString example;
    QStringList
        arguments; ///< names of required positional arguments; a last one with "…" stands for one or more, in brackets for any number
    QList<QCommandLineOption> options;
};

/// Parses @p words. Empty when the program is to end: @p exit is then 0 after --help and 2 after wrong use, which is
/// said on standard error.
class CommandLine {
public:
    static std::optional<CommandLine> parse(const Usage& usage, const QStringList& words, int& exit);

    QString argument(int index) const { return m_arguments.value(index); }
    QStringList arguments() const { return m_arguments; }
    QString value(const QString& option) const { return m_values.value(option); }
    bool has(const QString& option) const { return m_values.contains(option); }
    bool json() const { return has(QStringLiteral("json")); }

private:
    QStringList m_arguments;
    QMap<QString, QString> m_values;
};

/// --workspace DIR, default the current folder.
QCommandLineOption workspaceOption();

} // namespace fairlead::ctl
