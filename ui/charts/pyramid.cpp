#include "ui/charts/pyramid.h"

#include <algorithm>

namespace fairlead::ui {

std::size_t Pyramid::insert(qint64 at, double value)
{
    if (m_times.empty() || m_times.back() < at) {
        m_times.push_back(at);
        m_values.push_back(value);
        addToLevels(m_times.size() - 1);
        return m_times.size() - 1;
    }
    const std::size_t index = lowerBound(at);
    const auto offset = static_cast<std::ptrdiff_t>(index);
    if (m_times[index] == at) {
        m_values[index] = value;
    } else {
        m_times.insert(m_times.begin() + offset, at);
        m_values.insert(m_values.begin() + offset, value);
    }
    rebuildFrom(index);
    return index;
}

void Pyramid::truncate(std::size_t size)
{
    if (size >= m_times.size())
        return;
    m_times.resize(size);
    m_values.resize(size);
    // The blocks that the cut goes through still know values that are gone.
    rebuildFrom(size);
}

std::size_t Pyramid::lowerBound(qint64 at, std::size_t from) const
{
    const auto begin = m_times.begin() + static_cast<std::ptrdiff_t>(std::min(from, m_times.size()));
    return static_cast<std::size_t>(std::lower_bound(begin, m_times.end(), at) - m_times.begin());
}

void Pyramid::addToLevels(std::size_t index)
{
    const double value = m_values[index];
    for (std::size_t level = 0; level < kLevels; ++level) {
        auto& blocks = m_levels[level];
        const std::size_t block = index >> (kShift * (level + 1));
        if (block == blocks.size())
            blocks.push_back({value, value});
        else
            blocks[block] = {std::min(blocks[block].min, value), std::max(blocks[block].max, value)};
    }
}

void Pyramid::rebuildFrom(std::size_t index)
{
    for (std::size_t level = 0; level < kLevels; ++level) {
        auto& blocks = m_levels[level];
        const std::size_t below = level == 0 ? m_values.size() : m_levels[level - 1].size();
        const std::size_t first = index >> (kShift * (level + 1));
        blocks.resize(std::min(first, blocks.size()));
        for (std::size_t begin = first << kShift; begin < below; begin += std::size_t(1) << kShift) {
            const std::size_t end = std::min(below, begin + (std::size_t(1) << kShift));
            Bounds bounds = level == 0 ? Bounds{m_values[begin], m_values[begin]} : m_levels[level - 1][begin];
            for (std::size_t i = begin + 1; i < end; ++i) {
                const Bounds next = level == 0 ? Bounds{m_values[i], m_values[i]} : m_levels[level - 1][i];
                bounds = {std::min(bounds.min, next.min), std::max(bounds.max, next.max)};
            }
            blocks.push_back(bounds);
        }
    }
}

Extent Pyramid::extent(std::size_t begin, std::size_t end) const
{
    end = std::min(end, m_values.size());
    if (begin >= end)
        return {};
    Extent result{m_values[begin], m_values[begin], m_values[begin], m_values[end - 1], end - begin};
    std::size_t i = begin;
    while (i < end) {
        // The largest whole block that starts here and does not reach past the end.
        std::size_t level = kLevels;
        while (level > 0) {
            const std::size_t size = std::size_t(1) << (kShift * level);
            if (i % size == 0 && i + size <= end)
                break;
            --level;
        }
        if (level == 0) {
            result.min = std::min(result.min, m_values[i]);
            result.max = std::max(result.max, m_values[i]);
            ++i;
            continue;
        }
        const Bounds& bounds = m_levels[level - 1][i >> (kShift * level)];
        result.min = std::min(result.min, bounds.min);
        result.max = std::max(result.max, bounds.max);
        i += std::size_t(1) << (kShift * level);
    }
    return result;
}

} // namespace fairlead::ui
