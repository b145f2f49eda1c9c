#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace fairlead::formats {

/// One heading or task of a guide, in the order of the text.
struct GuideHeading {
    int level = 1; ///< 1 to 6
    QString text;
    qsizetype offset = 0; ///< of a byte in its line
};

struct GuideTask {
    QString text;
    qsizetype offset = 0; ///< of its box
    int depth = 0; ///< number of tasks that it is nested in
    bool ticked = false;
    QStringList commands;
    int heading = -1; ///< index of the heading it stands under; -1 before the first
};

/// What a walk through the Markdown finds.
struct GuideOutline {
    std::vector<GuideHeading> headings;
    std::vector<GuideTask> tasks;
    std::vector<int> criteria; ///< for each list entry that starts with ✅, the index of its heading
};

/// Walks @p utf8 with md4c (CommonMark with task lists, tables and strikethrough). Never fails: all text is Markdown.
GuideOutline walkGuide(const QByteArray& utf8);

} // namespace fairlead::formats
