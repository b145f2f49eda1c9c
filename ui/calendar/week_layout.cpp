#include "ui/calendar/week_layout.h"

#include "ui/calendar/calendar_words.h"

#include <algorithm>
#include <span>

namespace fairlead::ui {

namespace {

constexpr double kMsPerHour = 3'600'000.0;

/// Lanes for one day's blocks, sorted by start: the leftmost one that is free.
void assignLanes(std::span<WeekBlock> blocks)
{
    std::size_t groupStart = 0;
    double groupEnd = 0.0;
    std::vector<double> laneEnds;
    const auto closeGroup = [&](std::size_t end) {
        for (std::size_t i = groupStart; i < end; ++i) {
            blocks[i].lanes = static_cast<int>(std::max<std::size_t>(1, laneEnds.size()));
        }
        groupStart = end;
        laneEnds.clear();
    };
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (blocks[i].from >= groupEnd) {
            closeGroup(i);
        }
        const auto free = std::ranges::find_if(laneEnds, [&](double end) { return end <= blocks[i].from; });
        blocks[i].lane = static_cast<int>(free - laneEnds.begin());
        if (free == laneEnds.end()) {
            laneEnds.push_back(blocks[i].to);
        } else {
            *free = blocks[i].to;
        }
        groupEnd = std::max(groupEnd, blocks[i].to);
    }
    closeGroup(blocks.size());
}

} // namespace

std::vector<WeekBlock> layoutWeek(const std::vector<calendar::Entry>& entries, QDate monday)
{
    std::vector<WeekBlock> blocks;
    for (int day = 0; day < 7; ++day) {
        const Instant dayStart = startOf(monday.addDays(day));
        const Instant dayEnd = startOf(monday.addDays(day + 1));
        const std::size_t first = blocks.size();
        for (std::size_t i = 0; i < entries.size(); ++i) {
            const Span& window = entries[i].window;
            if (!(window.start() < dayEnd && dayStart < window.end())) {
                continue;
            }
            WeekBlock block;
            block.entry = static_cast<int>(i);
            block.day = day;
            block.from = static_cast<double>((std::max(window.start(), dayStart) - dayStart).count()) / kMsPerHour;
            block.to = static_cast<double>((std::min(window.end(), dayEnd) - dayStart).count()) / kMsPerHour;
            blocks.push_back(block);
        }
        const std::span today = std::span(blocks).subspan(first);
        std::ranges::stable_sort(today, {}, &WeekBlock::from);
        assignLanes(today);
    }
    return blocks;
}

} // namespace fairlead::ui
