#pragma once

#include "models/domain/metrics/buckets.h"
#include "models/storage/samples/sample_reader.h"

#include <QIODevice>

namespace fairlead::ctl {

enum class SamplesFormat { Csv, Json };

/// Writes samples, or what they add up to, as they are read: a file of any length goes through a few kilobytes of memory.
/// CSV (RFC 4180): "time,value,metric,role,labels", which `gate run` reads back; or "start,count,mean,min,max,p50,p95,p99,rate,metric,
/// role,labels". JSON: {"release","series":[{"metric","role","labels","samples":[{"time","value"}]}]}, or "buckets" instead of
/// "samples". Times are ISO 8601 in UTC, numbers come back exactly.
class SamplesText {
public:
    SamplesText(QIODevice& out, SamplesFormat format, bool buckets);

    void begin(const QString& release);
    void beginSeries(const storage::SeriesName& name);
    void add(std::span<const metrics::Sample> samples);
    void add(std::span<const metrics::Bucket> buckets);
    void endSeries();
    void end();
    /// Empty while all could be written.
    QString error() const { return m_failed ? m_out.errorString() : QString(); }

private:
    void put(const QByteArray& text);
    void separate();

    QIODevice& m_out;
    SamplesFormat m_format;
    bool m_buckets;
    QByteArray m_tail; ///< of each CSV row
    bool m_firstSeries = true;
    bool m_firstValue = true;
    bool m_failed = false;
};

} // namespace fairlead::ctl
