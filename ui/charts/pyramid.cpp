#include "ui/charts/pyramid.h"

#include <algorithm>

namespace fairlead::ui {

std::size_t Pyramid::chunkOf(std::size_t index) const
{
    // Chunks are full unless samples came late, so that the first guess nearly always holds.
    const std::size_t guess = std::min(index / SampleChunk::kCapacity, m_chunks.size() - 1);
    if (m_starts[guess] <= index && (guess + 1 == m_starts.size() || index < m_starts[guess + 1]))
        return guess;
    return std::size_t(std::upper_bound(m_starts.begin(), m_starts.end(), index) - m_starts.begin()) - 1;
}

qint64 Pyramid::timeAt(std::size_t index) const
{
    const std::size_t chunk = chunkOf(index);
    return m_chunks[chunk].timeAt(index - m_starts[chunk]);
}

double Pyramid::valueAt(std::size_t index) const
{
    const std::size_t chunk = chunkOf(index);
    return m_chunks[chunk].valueAt(index - m_starts[chunk]);
}

void Pyramid::startsFrom(std::size_t chunk)
{
    m_starts.resize(m_chunks.size());
    for (std::size_t i = chunk; i < m_chunks.size(); ++i)
        m_starts[i] = i == 0 ? 0 : m_starts[i - 1] + m_chunks[i - 1].size();
    m_size = m_chunks.empty() ? 0 : m_starts.back() + m_chunks.back().size();
}

std::size_t Pyramid::insert(qint64 at, double value)
{
    ++m_revision;
    if (m_chunks.empty() || m_chunks.back().lastAt() < at) {
        if (m_chunks.empty() || m_chunks.back().size() == SampleChunk::kCapacity) {
            if (!m_chunks.empty())
                m_chunks.back().pack();
            m_chunks.emplace_back();
            m_starts.push_back(m_size);
        }
        m_chunks.back().append(at, value);
        return m_size++;
    }
    m_reshaped = m_revision;
    const auto found = std::upper_bound(
        m_chunks.begin(), m_chunks.end(), at, [](qint64 time, const SampleChunk& chunk) { return time < chunk.firstAt(); });
    const auto chunk = std::size_t(std::max<std::ptrdiff_t>(found - m_chunks.begin() - 1, 0));
    const std::size_t place = m_chunks[chunk].lowerBound(at);
    const std::size_t index = m_starts[chunk] + place;
    openOnly(chunk);
    if (place < m_chunks[chunk].size() && m_chunks[chunk].timeAt(place) == at)
        m_chunks[chunk].replace(place, value);
    else
        insertLate(chunk, at, value);
    return index;
}

void Pyramid::openOnly(std::size_t chunk)
{
    if (chunk + 1 == m_chunks.size())
        return; // the last is open
    if (m_open && *m_open != chunk)
        m_chunks[*m_open].pack();
    m_chunks[chunk].open();
    m_open = chunk;
}

void Pyramid::insertLate(std::size_t chunk, qint64 at, double value)
{
    SampleChunk& target = m_chunks[chunk];
    target.insert(target.lowerBound(at), at, value);
    if (target.size() > SampleChunk::kCapacity) {
        SampleChunk later = target.splitOff();
        const bool atEnd = chunk + 1 == m_chunks.size();
        // Late samples mostly come in time order, so that the next one belongs to the later half.
        target.pack();
        if (!atEnd)
            m_open = chunk + 1;
        m_chunks.insert(m_chunks.begin() + std::ptrdiff_t(chunk) + 1, std::move(later));
    }
    startsFrom(chunk);
}

void Pyramid::truncate(std::size_t size)
{
    if (size >= m_size)
        return;
    m_reshaped = ++m_revision;
    const std::size_t chunk = chunkOf(size);
    const std::size_t within = size - m_starts[chunk];
    m_chunks.resize(chunk + 1);
    m_chunks.back().open();
    m_chunks.back().truncate(within);
    if (within == 0)
        m_chunks.pop_back();
    if (!m_chunks.empty())
        m_chunks.back().open();
    if (m_open && *m_open + 1 >= m_chunks.size())
        m_open.reset();
    startsFrom(0);
}

std::size_t Pyramid::lowerBound(qint64 at, std::size_t from) const
{
    const auto found = std::lower_bound(
        m_chunks.begin(), m_chunks.end(), at, [](const SampleChunk& chunk, qint64 time) { return chunk.lastAt() < time; });
    if (found == m_chunks.end())
        return m_size;
    const auto chunk = std::size_t(found - m_chunks.begin());
    return std::max(std::min(from, m_size), m_starts[chunk] + found->lowerBound(at));
}

Extent Pyramid::extent(std::size_t begin, std::size_t end) const
{
    end = std::min(end, m_size);
    if (begin >= end)
        return {};
    const double first = valueAt(begin);
    Extent result{first, first, first, valueAt(end - 1), end - begin};
    for (std::size_t c = chunkOf(begin); c < m_chunks.size() && m_starts[c] < end; ++c) {
        const SampleChunk& chunk = m_chunks[c];
        const std::size_t from = std::max(begin, m_starts[c]) - m_starts[c];
        const SampleChunk::Bounds all = chunk.bounds();
        if (all.min >= result.min && all.max <= result.max)
            continue;
        const SampleChunk::Bounds bounds = chunk.bounds(from, std::min(end - m_starts[c], chunk.size()));
        result.min = std::min(result.min, bounds.min);
        result.max = std::max(result.max, bounds.max);
    }
    return result;
}

std::size_t Pyramid::bytes() const
{
    std::size_t bytes = m_chunks.capacity() * sizeof(SampleChunk) + m_starts.capacity() * sizeof(std::size_t);
    for (const SampleChunk& chunk : m_chunks)
        bytes += chunk.bytes();
    return bytes;
}

} // namespace fairlead::ui
