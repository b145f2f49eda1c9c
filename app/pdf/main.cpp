#include "models/reports/pdf/pdf_file.h"
#include "models/reports/report_json.h"

#include <QCommandLineParser>
#include <QFile>
#include <QGuiApplication>
#include <QHashFunctions>
#include <QSaveFile>

#include <cstdio>

using namespace fairlead;

namespace {

// As all programs of Fairlead: the answer is no, wrong use, out of reach.
enum Exit { Fine = 0, No = 1, WrongUse = 2, OutOfReach = 3 };

/// A report of a year of releases stays far below this; more is no report.
constexpr qint64 kMostBytes = 512LL * 1024 * 1024;
constexpr qint64 kPart = 64LL * 1024;

void say(const QString& text)
{
    std::fprintf(stderr, "fairlead-pdf: %s\n", qUtf8Printable(text));
}

Result<QByteArray> readAll(const QString& name)
{
    QFile file(name);
    const bool standardInput = name == QLatin1String("-");
    const bool opened = standardInput ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened) {
        return fail(ErrorCode::Unreachable, QStringLiteral("%1 cannot be read: %2. Nothing was written.").arg(name, file.errorString()));
    }
    QByteArray bytes;
    // A pipe gives as much as is there; only nothing means the end.
    for (QByteArray part = file.read(kPart); !part.isEmpty() && bytes.size() <= kMostBytes; part = file.read(kPart)) {
        bytes += part;
    }
    if (file.error() != QFile::NoError) {
        return fail(ErrorCode::Unreachable, QStringLiteral("%1 cannot be read: %2. Nothing was written.").arg(name, file.errorString()));
    }
    if (bytes.size() > kMostBytes) {
        return fail(
            ErrorCode::InvalidInput, QStringLiteral("%1 is larger than 512 MB, which no report is. Nothing was written.").arg(name));
    }
    return bytes;
}

/// Whole or not at all: a report that was there stays until the new one is complete.
Result<void> writeAll(const QString& name, const QByteArray& bytes)
{
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit()) {
        return fail(
            ErrorCode::Unreachable, QStringLiteral("%1 cannot be written: %2. What was there is unchanged.").arg(name, file.errorString()));
    }
    return {};
}

int run(const QString& input, const QString& output)
{
    const Result<QByteArray> bytes = readAll(input);
    if (!bytes) {
        say(bytes.error().message);
        return bytes.error().code == ErrorCode::InvalidInput ? No : OutOfReach;
    }
    const Result<reports::Report> report = reports::reportFromJson(*bytes);
    if (!report) {
        say(report.error().message);
        return No;
    }
    const Result<QByteArray> pdf = reports::pdfFile(*report);
    if (!pdf) {
        say(pdf.error().message);
        return OutOfReach;
    }
    const Result<void> written = writeAll(output, *pdf);
    if (!written) {
        say(written.error().message);
        return OutOfReach;
    }
    return Fine;
}

} // namespace

int main(int argc, char** argv)
{
    // Text and lines need fonts, not a display.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("TZ", "UTC"); // Qt writes the zone into the file; the same report gives the same file everywhere
    QHashSeed::setDeterministicGlobalSeed(); // the order of fonts and objects in the file follows hash tables
    const QGuiApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("fairlead-pdf"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FAIRLEAD_VERSION));

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Draws a report of Fairlead, given as JSON, as a PDF. fairleadctl report runs it by itself.\n"
                       "Exit: 0 fine, 1 not a report or changed, 2 wrong use, 3 a file is out of reach.\n\n"
                       "Example: fairleadctl report RELEASE --format json -o - | fairlead-pdf -o report.pdf"));
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    const QCommandLineOption output(
        {QStringLiteral("o"), QStringLiteral("output")}, QStringLiteral("Write the PDF to <file>."), QStringLiteral("file"));
    parser.addOption(output);
    parser.addPositionalArgument(QStringLiteral("report.json"), QStringLiteral("The report; standard input when it is left out or -."),
        QStringLiteral("[report.json]"));
    if (!parser.parse(QCoreApplication::arguments())) {
        say(parser.errorText());
        return WrongUse;
    }
    if (parser.isSet(help) || parser.isSet(version)) {
        parser.process(application);
    }
    const QStringList inputs = parser.positionalArguments();
    if (inputs.size() > 1 || parser.value(output).isEmpty()) {
        say(QStringLiteral("one report and -o FILE are needed. See fairlead-pdf --help."));
        return WrongUse;
    }
    return run(inputs.value(0, QStringLiteral("-")), parser.value(output));
}
