#include "app/ctl/samples_text.h"

#include "models/base/json_number.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace fairlead::ctl {

namespace {

QByteArray number(double value)
{
    return QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
}

QByteArray quoted(const QString& text)
{
    QByteArray field = text.toUtf8();
    if (field.contains('"') || field.contains(',') || field.contains('\n') || field.contains('\r')) {
        field.replace('"', "\"\"");
        field = '"' + field + '"';
    }
    return field;
}

QByteArray json(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject labelsJson(const metrics::Labels& labels)
{
    QJsonObject object;
    for (const auto& [name, value] : labels) {
        object.insert(name, value);
    }
    return object;
}

} // namespace

SamplesText::SamplesText(QIODevice& out, SamplesFormat format, bool buckets)
    : m_out(out)
    , m_format(format)
    , m_buckets(buckets)
{
}

void SamplesText::put(const QByteArray& text)
{
    m_failed = m_failed || m_out.write(text) != text.size();
}

void SamplesText::separate()
{
    if (!std::exchange(m_firstValue, false)) {
        put(",\n");
    }
}

void SamplesText::begin(const QString& release)
{
    if (m_format == SamplesFormat::Json) {
        const QByteArray head = json({{QStringLiteral("release"), release}});
        put(head.chopped(1) + ",\"series\":[");
    } else {
        put(m_buckets ? "start,count,mean,min,max,p50,p95,p99,rate,metric,role,labels\r\n" : "time,value,metric,role,labels\r\n");
    }
}

void SamplesText::beginSeries(const storage::SeriesName& name)
{
    const QJsonObject labels = labelsJson(name.key.labels);
    if (m_format == SamplesFormat::Json) {
        const QByteArray head = json({{QStringLiteral("metric"), name.key.metric},
            {QStringLiteral("role"), metrics::toString(name.key.role)}, {QStringLiteral("labels"), labels}});
        put((m_firstSeries ? "\n" : ",\n") + head.chopped(1) + (m_buckets ? ",\"buckets\":[\n" : ",\"samples\":[\n"));
    }
    m_tail = ',' + quoted(name.key.metric) + ',' + quoted(metrics::toString(name.key.role)) + ','
        + (labels.isEmpty() ? QByteArray() : quoted(QString::fromUtf8(json(labels)))) + "\r\n";
    m_firstSeries = false;
    m_firstValue = true;
}

void SamplesText::add(std::span<const metrics::Sample> samples)
{
    for (const metrics::Sample& sample : samples) {
        if (m_format == SamplesFormat::Csv) {
            put(sample.at.toIso().toLatin1() + ',' + number(sample.value) + m_tail);
        } else {
            separate();
            put("{\"time\":\"" + sample.at.toIso().toLatin1() + "\",\"value\":" + number(sample.value) + '}');
        }
    }
}

void SamplesText::add(std::span<const metrics::Bucket> buckets)
{
    for (const metrics::Bucket& bucket : buckets) {
        const QByteArray start = bucket.start.toIso().toLatin1();
        if (m_format == SamplesFormat::Csv) {
            QByteArray row = start + ',' + QByteArray::number(bucket.count);
            for (const double value : {bucket.mean, bucket.min, bucket.max, bucket.p50, bucket.p95, bucket.p99}) {
                row += ',' + number(value);
            }
            put(row + ',' + (bucket.rate ? number(*bucket.rate) : QByteArray()) + m_tail);
            continue;
        }
        separate();
        put(json({{QStringLiteral("start"), bucket.start.toIso()}, {QStringLiteral("count"), bucket.count},
            {QStringLiteral("mean"), bucket.mean}, {QStringLiteral("min"), bucket.min}, {QStringLiteral("max"), bucket.max},
            {QStringLiteral("p50"), bucket.p50}, {QStringLiteral("p95"), bucket.p95}, {QStringLiteral("p99"), bucket.p99},
            {QStringLiteral("rate"), bucket.rate ? QJsonValue(*bucket.rate) : QJsonValue(QJsonValue::Null)}}));
    }
}

void SamplesText::endSeries()
{
    if (m_format == SamplesFormat::Json) {
        put("]}");
    }
}

void SamplesText::end()
{
    if (m_format == SamplesFormat::Json) {
        put("]}\n");
    }
}

} // namespace fairlead::ctl
