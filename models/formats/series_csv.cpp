#include "models/formats/series_csv.h"

#include "models/formats/samples_csv.h"

#include <algorithm>
#include <map>
#include <optional>

namespace fairlead::formats {

namespace {

constexpr std::size_t kMostProblems = 100;

class Sorter {
public:
    Sorter(const QString& file, const SampleTable& table, const SeriesWanted& wanted, Problems& problems)
        : m_file(file)
        , m_table(table)
        , m_wanted(wanted)
        , m_problems(problems)
        , m_metric(table.labelNames.indexOf(QLatin1String("metric")))
    {
        if (!m_wanted.metrics.contains(metrics::kCalls)) {
            m_wanted.metrics.append(metrics::kCalls);
        }
        for (qsizetype label = 0; label < table.labelNames.size(); ++label) {
            if (label != m_metric && m_wanted.metrics.contains(table.labelNames[label])) {
                m_further.append(label);
            }
        }
    }

    gate::Series sort()
    {
        for (const CsvSample& row : m_table.samples) {
            const QString metric = metricOf(row);
            if (m_wanted.metrics.contains(metric)) {
                m_samples[metric].push_back({row.at, row.value});
            }
            for (const qsizetype label : std::as_const(m_further)) {
                readFurther(row, label);
            }
        }
        return series();
    }

private:
    QString metricOf(const CsvSample& row)
    {
        if (m_metric < 0) {
            return m_wanted.metrics.first();
        }
        if (row.labels[m_metric].isEmpty()) {
            error(
                row.line, "no-metric", QStringLiteral("The row does not name its metric."), QStringLiteral("Write one, such as latency."));
        }
        return row.labels[m_metric];
    }

    void readFurther(const CsvSample& row, qsizetype label)
    {
        const QString& text = row.labels[label];
        if (text.isEmpty()) {
            return;
        }
        bool isNumber = false;
        const double value = text.toDouble(&isNumber);
        if (isNumber) {
            m_samples[m_table.labelNames[label]].push_back({row.at, value});
        } else {
            error(row.line, "wrong-number", QStringLiteral("“%1” is no number of %2.").arg(text.left(60), m_table.labelNames[label]),
                QStringLiteral("Write a number with a point, such as 0.25, or leave it empty."));
        }
    }

    void error(int line, const char* code, const QString& message, const QString& help)
    {
        if (m_problems.size() < kMostProblems) {
            m_problems.push_back({m_file, {line, 0}, Severity::Error, QLatin1String(code), message, help});
        }
    }

    gate::Series series()
    {
        gate::Series series;
        for (auto& [metric, samples] : m_samples) {
            std::ranges::stable_sort(samples, {}, &metrics::Sample::at);
            metrics::SeriesWindow window(samples.size());
            Instant before = samples.front().at - Millis(1);
            for (metrics::Sample& sample : samples) {
                sample.at = std::max(sample.at, before + Millis(1));
                before = sample.at;
                window.insert(sample);
            }
            series.emplace(metrics::SeriesKey{metric, m_wanted.role}, std::move(window));
        }
        if (m_problems.empty() && !m_samples.contains(m_wanted.metrics.first())) {
            m_problems.push_back({m_file, {}, Severity::Warning, QStringLiteral("no-samples"),
                QStringLiteral("No row has a value of %1.").arg(m_wanted.metrics.first()),
                QStringLiteral("Name the metric in a column called metric, or leave that column away.")});
        }
        return series;
    }

    const QString& m_file;
    const SampleTable& m_table;
    SeriesWanted m_wanted;
    Problems& m_problems;
    qsizetype m_metric;
    QList<qsizetype> m_further; ///< columns of further metrics
    std::map<QString, std::vector<metrics::Sample>> m_samples;
};

} // namespace

Loaded<gate::Series> readSeriesCsv(const QString& file, const QByteArray& bytes, const SeriesWanted& wanted)
{
    Loaded<gate::Series> loaded;
    const Loaded<SampleTable> table = readSamplesCsv(file, bytes);
    loaded.problems = table.problems;
    if (!table.valid()) {
        return loaded;
    }
    gate::Series series = Sorter(file, *table.value, wanted, loaded.problems).sort();
    if (!hasErrors(loaded.problems)) {
        loaded.value = std::move(series);
    }
    return loaded;
}

} // namespace fairlead::formats
