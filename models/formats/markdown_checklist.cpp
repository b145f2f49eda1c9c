#include "models/formats/markdown_checklist.h"

#include "models/formats/markdown_walk.h"
#include "models/formats/nearest.h"
#include "models/formats/text_decoding.h"

#include <QFileInfo>
#include <QMap>

#include <algorithm>

namespace fairlead::formats {

namespace {

/// "System Requirements" → "system-requirements"; letters and digits of any script stay.
QString slug(const QString& text)
{
    const QString lower = text.toLower();
    QString result;
    for (const QChar c : lower) {
        if (c.isLetterOrNumber()) {
            result += c;
        } else if (!result.isEmpty() && !result.endsWith(QLatin1Char('-'))) {
            result += QLatin1Char('-');
        }
    }
    while (result.endsWith(QLatin1Char('-'))) {
        result.chop(1);
    }
    return result.isEmpty() ? QStringLiteral("item") : result;
}

/// Headings from first to last that belong to a section, as indexes; the range is empty when there is none of that name.
struct Section {
    int first = -1;
    int last = -1;

    bool holds(int heading) const { return heading >= first && heading < last; }
};

Section findSection(const GuideOutline& outline, const QString& title)
{
    const QString wanted = slug(title);
    const auto begin = std::ranges::find_if(outline.headings, [&](const GuideHeading& heading) { return slug(heading.text) == wanted; });
    if (begin == outline.headings.end()) {
        return {};
    }
    const auto end
        = std::find_if(begin + 1, outline.headings.end(), [&](const GuideHeading& heading) { return heading.level <= begin->level; });
    return {static_cast<int>(begin - outline.headings.begin()), static_cast<int>(end - outline.headings.begin())};
}

/// Makes phases of the tasks of one section, or of all.
class TemplateBuilder {
public:
    TemplateBuilder(const SourceText& text, const GuideOutline& outline, Problems& problems)
        : m_text(text)
        , m_outline(outline)
        , m_problems(problems)
    {
    }

    void add(const GuideTask& task)
    {
        const int line = m_text.positionOf(task.offset).line;
        if (task.text.isEmpty()) {
            m_problems.push_back({m_text.file(), {line, 1}, Severity::Warning, QStringLiteral("empty-item"),
                QStringLiteral("A box without a text was left out."), QStringLiteral("Write what is to be done, or delete the box.")});
            return;
        }
        checklist::Phase& phase = phaseOf(task.heading);
        checklist::Item item;
        item.id = uniqueId(slug(phase.title) + QLatin1Char('/') + slug(task.text));
        item.text = task.text;
        item.line = line;
        item.depth = task.depth;
        item.ticked = task.ticked;
        item.commands = task.commands;
        phase.items.push_back(std::move(item));
    }

    std::vector<checklist::Phase> takePhases() { return std::move(m_phases); }

private:
    checklist::Phase& phaseOf(int heading)
    {
        if (m_phases.empty() || heading != m_heading) {
            m_heading = heading;
            checklist::Phase phase;
            phase.title = QFileInfo(m_text.file()).completeBaseName();
            phase.line = 1;
            if (heading >= 0) {
                const GuideHeading& found = m_outline.headings.at(static_cast<std::size_t>(heading));
                phase.title = found.text;
                phase.line = m_text.positionOf(found.offset).line;
            }
            m_phases.push_back(std::move(phase));
        }
        return m_phases.back();
    }

    QString uniqueId(const QString& id)
    {
        const int count = ++m_ids[id];
        return count == 1 ? id : uniqueId(QStringLiteral("%1-%2").arg(id).arg(count));
    }

    const SourceText& m_text;
    const GuideOutline& m_outline;
    Problems& m_problems;
    std::vector<checklist::Phase> m_phases;
    int m_heading = -1;
    QMap<QString, int> m_ids;
};

void reportUnknownSection(const QString& file, const GuideOutline& outline, const QString& section, Problems& problems)
{
    QStringList titles;
    for (const GuideHeading& heading : outline.headings) {
        titles.append(heading.text);
    }
    problems.push_back(
        {file, {}, Severity::Error, QStringLiteral("unknown-section"), QStringLiteral("The guide has no heading “%1”.").arg(section),
            suggestion(section, titles, QStringLiteral("Headings are"), QStringLiteral("It has no headings at all."))});
}

} // namespace

Loaded<Guide> importChecklist(const QString& file, const QByteArray& bytes, const QString& section)
{
    Loaded<Guide> loaded;
    Guide guide;
    const std::optional<SourceText> text = decodeAndRepair(file, bytes, loaded.problems, guide.repairs);
    if (!text) {
        return loaded;
    }
    const GuideOutline outline = walkGuide(text->utf8());
    Section chosen{-1, static_cast<int>(outline.headings.size())};
    if (!section.isEmpty()) {
        chosen = findSection(outline, section);
        if (chosen.first < 0) {
            reportUnknownSection(file, outline, section, loaded.problems);
            return loaded;
        }
    }
    TemplateBuilder builder(*text, outline, loaded.problems);
    for (const GuideTask& task : outline.tasks) {
        if (chosen.holds(task.heading)) {
            builder.add(task);
        }
    }
    const QString stem = QFileInfo(file).completeBaseName();
    guide.checklist.name = section.isEmpty() ? stem : stem + QLatin1Char('#') + section;
    guide.checklist.source = file;
    guide.checklist.phases = builder.takePhases();
    guide.criteria = static_cast<int>(std::ranges::count_if(outline.criteria, [&](int heading) { return chosen.holds(heading); }));
    if (guide.checklist.phases.empty()) {
        loaded.problems.push_back({file, {}, Severity::Warning, QStringLiteral("no-items"),
            QStringLiteral("There is no box to tick in this text."), QStringLiteral("Write items as “- [ ] what is to be done”.")});
    }
    loaded.value = std::move(guide);
    return loaded;
}

} // namespace fairlead::formats
