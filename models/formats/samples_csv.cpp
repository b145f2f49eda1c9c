#include "models/formats/samples_csv.h"

#include <QStringDecoder>

#include <cmath>
#include <limits>
#include <optional>

namespace fairlead::formats {

namespace {

constexpr qsizetype kLargest = qsizetype{256} * 1024 * 1024;
constexpr std::size_t kMostProblems = 100;
/// Instants outside these (years 0001 to 9999) are not times that people mean.
constexpr double kEarliest = -62'135'596'800.0;
constexpr double kLatest = 253'402'300'799.0;

struct Field {
    QString text;
    int column = 1; ///< where it begins, from 1
};

/// The fields of one line; empty when a quote is not closed, whose column is then @p unclosed.
std::optional<std::vector<Field>> split(const QString& line, int& unclosed)
{
    std::vector<Field> fields;
    qsizetype at = 0;
    while (true) {
        Field field{{}, static_cast<int>(at) + 1};
        if (at < line.size() && line[at] == QLatin1Char('"')) {
            ++at;
            while (at < line.size() && (line[at] != QLatin1Char('"') || line.mid(at + 1, 1) == QLatin1String("\""))) {
                field.text += line[at];
                at += line[at] == QLatin1Char('"') ? 2 : 1;
            }
            if (at >= line.size()) {
                unclosed = field.column;
                return std::nullopt;
            }
            ++at;
        }
        const qsizetype comma = line.indexOf(QLatin1Char(','), at);
        field.text += line.mid(at, comma < 0 ? -1 : comma - at);
        field.text = field.text.trimmed();
        fields.push_back(field);
        if (comma < 0) {
            return fields;
        }
        at = comma + 1;
    }
}

std::optional<Instant> timeFrom(const QString& text)
{
    bool number = false;
    const double seconds = text.toDouble(&number);
    if (number) {
        const bool possible = seconds >= kEarliest && seconds <= kLatest;
        return possible ? std::optional(Instant::fromMs(std::llround(seconds * 1000.0))) : std::nullopt;
    }
    const Result<Instant> iso = Instant::fromIso(text);
    return iso ? std::optional(*iso) : std::nullopt;
}

std::optional<double> valueFrom(const QString& text)
{
    const QString word = text.toLower();
    if (word.isEmpty() || word == QLatin1String("nan")) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    for (const char* infinity : {"inf", "+inf", "infinity", "+infinity"}) {
        if (word == QLatin1String(infinity)) {
            return std::numeric_limits<double>::infinity();
        }
    }
    if (word == QLatin1String("-inf") || word == QLatin1String("-infinity")) {
        return -std::numeric_limits<double>::infinity();
    }
    bool number = false;
    const double value = text.toDouble(&number);
    return number ? std::optional(value) : std::nullopt;
}

class Reader {
public:
    explicit Reader(QString file)
        : m_file(std::move(file))
    {
    }

    void take(const QString& line, int number)
    {
        if (line.trimmed().isEmpty() || line.startsWith(QLatin1Char('#'))) {
            return;
        }
        int unclosed = 0;
        const std::optional<std::vector<Field>> fields = split(line, unclosed);
        if (!fields) {
            problem({number, unclosed}, "unclosed-quote", QStringLiteral("The quote is not closed on its line."),
                QStringLiteral("Close it, or double a quote that is meant."));
        } else if (!m_hasHeader) {
            header(*fields, number);
        } else {
            row(*fields, number);
        }
    }

    bool full() const { return m_problems.size() >= kMostProblems; }

    Loaded<SampleTable> finish()
    {
        if (!m_hasHeader && m_problems.empty()) {
            problem({}, "empty-file", QStringLiteral("The file is empty."), QStringLiteral("Begin with the header time,value."));
        }
        Loaded<SampleTable> loaded;
        loaded.problems = std::move(m_problems);
        if (loaded.problems.empty()) {
            loaded.value = std::move(m_table);
        }
        return loaded;
    }

    void problem(Position at, const char* code, const QString& message, const QString& help)
    {
        m_problems.push_back({m_file, at, Severity::Error, QLatin1String(code), message, help});
    }

private:
    void header(const std::vector<Field>& fields, int line)
    {
        m_hasHeader = true;
        const bool fine = fields.size() >= 2 && fields[0].text.compare(QLatin1String("time"), Qt::CaseInsensitive) == 0
            && fields[1].text.compare(QLatin1String("value"), Qt::CaseInsensitive) == 0;
        if (!fine) {
            problem({line, 1}, "missing-column", QStringLiteral("The header is not time,value."),
                QStringLiteral("Begin with the header time,value; further columns are labels."));
        }
        m_columns = fields.size();
        for (std::size_t column = 2; column < fields.size(); ++column) {
            m_table.labelNames.append(fields[column].text);
        }
    }

    void row(const std::vector<Field>& fields, int line)
    {
        if (fields.size() != m_columns) {
            problem({line, 1}, "wrong-column-count",
                QStringLiteral("The row has %1 columns, the header has %2.").arg(fields.size()).arg(m_columns),
                QStringLiteral("Give every row as many columns as the header."));
            return;
        }
        if (fields.size() < 2) {
            return; // the header's problem has been told
        }
        const std::optional<Instant> at = timeFrom(fields[0].text);
        if (!at) {
            problem({line, fields[0].column}, "wrong-time", QStringLiteral("“%1” is no time.").arg(fields[0].text.left(60)),
                QStringLiteral("Write ISO 8601 with a zone, such as 2025-08-07T14:00:00Z, or seconds since 1970."));
        }
        const std::optional<double> value = valueFrom(fields[1].text);
        if (!value) {
            problem({line, fields[1].column}, "wrong-number", QStringLiteral("“%1” is no number.").arg(fields[1].text.left(60)),
                QStringLiteral("Write a number with a point, such as 0.25, or NaN."));
        }
        if (!at || !value) {
            return;
        }
        CsvSample sample{*at, *value, {}, line};
        for (std::size_t column = 2; column < fields.size(); ++column) {
            sample.labels.append(fields[column].text);
        }
        m_table.samples.push_back(std::move(sample));
    }

    QString m_file;
    SampleTable m_table;
    Problems m_problems;
    std::size_t m_columns = 0;
    bool m_hasHeader = false;
};

} // namespace

bool CsvSample::operator==(const CsvSample& other) const
{
    const bool sameValue = value == other.value || (std::isnan(value) && std::isnan(other.value));
    return at == other.at && sameValue && labels == other.labels;
}

Loaded<SampleTable> readSamplesCsv(const QString& file, const QByteArray& bytes)
{
    Reader reader(file);
    if (bytes.size() > kLargest) {
        reader.problem({}, "too-large", QStringLiteral("The file has %1 bytes, more than 256 MiB.").arg(bytes.size()),
            QStringLiteral("Judge a shorter time."));
        return reader.finish();
    }
    qsizetype start = bytes.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    int number = 0;
    while (start < bytes.size() && !reader.full()) {
        qsizetype end = start;
        while (end < bytes.size() && bytes[end] != '\n' && bytes[end] != '\r') {
            ++end;
        }
        ++number;
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString line = decoder.decode(QByteArrayView(bytes).sliced(start, end - start));
        if (decoder.hasError()) {
            reader.problem(
                {number, 1}, "invalid-utf8", QStringLiteral("The line is not UTF-8."), QStringLiteral("Save the file as UTF-8."));
        } else {
            reader.take(line, number);
        }
        const bool windows = end + 1 < bytes.size() && bytes[end] == '\r' && bytes[end + 1] == '\n';
        start = end + (windows ? 2 : 1);
    }
    return reader.finish();
}

} // namespace fairlead::formats
