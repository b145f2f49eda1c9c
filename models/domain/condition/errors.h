#pragma once

#include "models/domain/condition/node.h"

#include <algorithm>

namespace fairlead::condition {

/// The errors of one text. After a hundred nobody reads on, and a text of a megabyte must not make a million.
class Errors {
public:
    void add(Place place, QString message, QString help)
    {
        if (m_list.size() < kMost) {
            m_list.push_back({static_cast<int>(place.at) + 1, static_cast<int>(std::max<qsizetype>(1, place.length)), std::move(message),
                std::move(help)});
        }
    }
    bool isEmpty() const { return m_list.empty(); }
    std::size_t size() const { return m_list.size(); }
    bool isFull() const { return m_list.size() >= kMost; }
    /// By column: units are checked after what they stand in.
    std::vector<TextError> inOrder() const
    {
        std::vector<TextError> sorted = m_list;
        std::ranges::stable_sort(sorted, {}, &TextError::column);
        return sorted;
    }

private:
    static constexpr std::size_t kMost = 100;
    std::vector<TextError> m_list;
};

/// At most 40 code units of @p text, for a message.
QString shown(QStringView text);

} // namespace fairlead::condition
