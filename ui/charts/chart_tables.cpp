#include "ui/charts/chart_tables.h"

#include "ui/charts/release_marks.h"
#include "ui/common/formatters.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace fairlead::ui {

namespace {

constexpr qint64 kNever = std::numeric_limits<qint64>::max();
constexpr double kMarkReach = 0.02; ///< of the view: marks so near to the crosshair are listed

QString tr(const char* text)
{
    return QCoreApplication::translate("ChartTables", text);
}

/// "−12 %" of the baseline's value at the same time; points of a percent where both are fractions of calls.
QString changeText(double value, double baseline, metrics::Unit unit)
{
    const QLocale figures(QLocale::English);
    const auto signedText = [&](double number, int decimals) {
        const QString text = figures.toString(std::abs(number), 'f', decimals);
        return (number < 0.0 ? QStringLiteral("−") : QStringLiteral("+")) + text;
    };
    if (unit == metrics::Unit::Fraction)
        return tr("%1\u00a0points").arg(signedText((value - baseline) * 100.0, 2));
    if (std::abs(baseline) < 1e-12)
        return QStringLiteral("–");
    return signedText((value / baseline - 1.0) * 100.0, 1) + QStringLiteral("\u00a0%");
}

/// Full precision without noise of the last bits.
QString numberText(double value)
{
    return QString::number(value, 'g', 12);
}

/// One of the lines, on its way through its samples.
struct Walk {
    const Pyramid* samples;
    std::size_t next;

    qint64 at() const { return next < samples->size() ? samples->timeAt(next) : kNever; }
};

} // namespace

QString lineName(const ChartLine& line)
{
    switch (line.style) {
    case LineStyle::Baseline: return line.label.isEmpty() ? tr("baseline") : tr("baseline %1").arg(line.label);
    case LineStyle::Previous: return tr("release before");
    default: return line.label.isEmpty() ? tr("canary") : line.label;
    }
}

TableContent valuesTable(const std::vector<const ChartData*>& charts, const ChartTimeline& timeline)
{
    const qint64 when = timeline.crosshair.value_or(timeline.now);
    TableContent table;
    table.title = tr("Values at %1").arg(utcText(Instant::fromMs(when)));
    table.columns = {tr("Metric"), tr("Line"), tr("Value"), tr("Sample, UTC"), tr("Against baseline")};
    for (const ChartData* data : charts) {
        const std::optional<double> baseline = shownValue(data->baseline, timeline);
        for (const ChartLine& line : data->lines(timeline.previousShown)) {
            const auto index = line.series->indexAt(when);
            if (!index) {
                table.rows.push_back({data->spec.title, lineName(line), tr("no data"), {}, {}});
                continue;
            }
            const double value = line.series->samples().valueAt(*index);
            const bool compares = baseline && line.style != LineStyle::Baseline && line.key.metric == data->spec.metric;
            table.rows.push_back({data->spec.title, lineName(line), data->spec.valueText(value),
                timeText(Instant::fromMs(line.series->samples().timeAt(*index))),
                compares ? changeText(value, *baseline, data->spec.kind) : QString()});
        }
    }
    const qint64 reach = qint64(double(timeline.to - timeline.from) * kMarkReach);
    for (const ChartMark& mark : timeline.marks) {
        if (std::abs(mark.at - when) <= reach)
            table.rows.push_back(
                {wordOf(mark.kind), {}, mark.words.isEmpty() ? mark.label : mark.words, timeText(Instant::fromMs(mark.at)), {}});
    }
    return table;
}

TableContent samplesTable(const ChartData& data, const ChartTimeline& timeline, std::size_t most)
{
    TableContent table;
    table.title = data.spec.title;
    table.columns = {tr("time UTC")};
    std::vector<Walk> walks;
    const std::vector<ChartLine> lines = data.lines(timeline.previousShown);
    walks.reserve(lines.size());
    for (const ChartLine& line : lines) {
        table.columns += lineName(line);
        walks.push_back({&line.series->samples(), line.series->samples().lowerBound(timeline.from)});
    }
    for (;;) {
        qint64 at = kNever;
        for (const Walk& walk : walks)
            at = std::min(at, walk.at());
        if (at == kNever || at > timeline.to)
            break;
        QStringList row{Instant::fromMs(at).toIso()};
        for (Walk& walk : walks) {
            const bool here = walk.at() == at;
            row += here ? numberText(walk.samples->valueAt(walk.next)) : QString();
            walk.next += here ? 1 : 0;
        }
        table.rows.push_back(std::move(row));
    }
    if (most > 0 && table.rows.size() > most) {
        table.note = tr("The newest %1 of %2 moments in view; an export has all.")
                         .arg(countText(qint64(most)), countText(qint64(table.rows.size())));
        table.rows.erase(table.rows.begin(), table.rows.end() - std::ptrdiff_t(most));
    }
    return table;
}

QString toText(const TableContent& table)
{
    QString text = table.columns.join(QLatin1Char('\t')) + QLatin1Char('\n');
    for (const QStringList& row : table.rows)
        text += row.join(QLatin1Char('\t')) + QLatin1Char('\n');
    return text;
}

QByteArray toCsv(const TableContent& table)
{
    QByteArray csv;
    const auto add = [&csv](const QStringList& cells) {
        for (qsizetype i = 0; i < cells.size(); ++i) {
            QString cell = cells[i];
            const bool quoted = cell.contains(QLatin1Char(',')) || cell.contains(QLatin1Char('"')) || cell.contains(QLatin1Char('\n'));
            if (quoted)
                cell = QLatin1Char('"') + cell.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
            csv += (i > 0 ? "," : "") + cell.toUtf8();
        }
        csv += "\r\n";
    };
    add(table.columns);
    for (const QStringList& row : table.rows)
        add(row);
    return csv;
}

} // namespace fairlead::ui
