#include "models/items/component_model.h"
#include "tests/bench/tables.h"
#include "ui/registry/component_rows.h"

#include <QCollator>
#include <QSortFilterProxyModel>

#include <algorithm>
#include <numeric>
#include <string>

namespace fairlead::bench {

namespace {

constexpr int kComponents = 100'000;
constexpr int kRounds = 7;

std::vector<registry::Component> components()
{
    std::vector<registry::Component> made;
    for (int n = 0; n < kComponents; ++n) {
        registry::Component component;
        const qint64 mixed = n * 7'919LL % kComponents;
        component.name = QStringLiteral("agents/group_%1/data_analyst_%2").arg(mixed % 97).arg(mixed);
        component.owner = QStringLiteral("team_%1").arg(n % 53);
        component.tags = {QStringLiteral("analysis"), QStringLiteral("tag_%1").arg(n % 211)};
        component.production = QStringLiteral("2.%1.%2").arg(n % 30).arg(n % 7);
        component.scores = {{QStringLiteral("iff"), 0.86}, {QStringLiteral("tlp"), 0.8 + n % 100 * 0.001}};
        made.push_back(std::move(component));
    }
    return made;
}

/// What everybody has to do at least: look into text that is prepared, and sort numbers of places by prepared keys.
class HandLoop {
public:
    explicit HandLoop(const items::ComponentModel& model)
    {
        QCollator collator(QLocale(QLocale::English));
        collator.setNumericMode(true);
        for (int row = 0; row < model.rowCount(); ++row) {
            m_texts.push_back(model.index(row, 0).data(items::ComponentModel::SearchRole).toString().toCaseFolded().toStdString());
            m_keys.push_back(collator.sortKey(model.componentAt(row).name));
        }
    }
    void filter(const std::string& word)
    {
        m_rows.clear();
        for (int row = 0; row < kComponents; ++row) {
            if (m_texts[static_cast<std::size_t>(row)].contains(word)) {
                m_rows.push_back(row);
            }
        }
    }
    void sort()
    {
        m_rows.resize(kComponents);
        std::iota(m_rows.begin(), m_rows.end(), 0);
        std::ranges::sort(
            m_rows, [this](int a, int b) { return m_keys[static_cast<std::size_t>(a)].compare(m_keys[static_cast<std::size_t>(b)]) < 0; });
    }

private:
    std::vector<std::string> m_texts;
    std::vector<QCollatorSortKey> m_keys;
    std::vector<int> m_rows;
};

Measure measureOf(const char* id, const QString& what, const std::map<QString, double>& medians, double times)
{
    Measure measure{.id = QLatin1String(id),
        .what = what,
        .unit = QStringLiteral("ms"),
        .ours = medians.at(QStringLiteral("ours")),
        .naive = medians.at(QStringLiteral("naive")),
        .floor = medians.at(QStringLiteral("floor")),
        .goal = QStringLiteral("at least %1 times faster than QSortFilterProxyModel").arg(times)};
    measure.met = measure.timesBetterThan(*measure.naive) >= times;
    return measure;
}

} // namespace

void measureSorting(Report& report)
{
    items::ComponentModel model;
    model.setComponents(components());
    ui::ComponentRows rows(model);
    QSortFilterProxyModel proxy;
    proxy.setSourceModel(&model);
    proxy.setFilterRole(items::ComponentModel::SearchRole);
    proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
    proxy.setSortRole(items::ComponentModel::SortRole);
    HandLoop hand(model);

    // Each round narrows and widens again, so that it begins as the one before did.
    const auto filtering = interleaved({{QStringLiteral("ours"), milliseconds([&] {
                                             rows.setWords(QStringLiteral("tag_17"));
                                             rows.setWords({});
                                         })},
                                           {QStringLiteral("naive"), milliseconds([&] {
                                                proxy.setFilterFixedString(QStringLiteral("tag_17"));
                                                proxy.setFilterFixedString({});
                                            })},
                                           {QStringLiteral("floor"), milliseconds([&] {
                                                hand.filter("tag_17");
                                                hand.filter({});
                                            })}},
        report.runs(kRounds));
    report.add(measureOf("G11a", QStringLiteral("100,000 rows narrowed to a word and widened again; floor: a hand loop"), filtering, 2.5));

    const auto sorting = [&](QAbstractItemModel& sorted) {
        return milliseconds([&sorted] {
            sorted.sort(items::ComponentModel::OwnerColumn);
            sorted.sort(items::ComponentModel::NameColumn);
        });
    };
    const auto fresh = interleaved({{QStringLiteral("ours"), sorting(rows)}, {QStringLiteral("naive"), sorting(proxy)},
                                       {QStringLiteral("floor"), milliseconds([&] { hand.sort(); }, 2)}},
        report.runs(kRounds));
    report.add(measureOf("G11b",
        QStringLiteral("100,000 rows sorted by owner, then by name, keys made anew each time; floor: one hand sort by prepared keys"),
        fresh, 3));
    const auto turning = [&](QAbstractItemModel& sorted) {
        return milliseconds([&sorted] {
            sorted.sort(items::ComponentModel::NameColumn, Qt::DescendingOrder);
            sorted.sort(items::ComponentModel::NameColumn);
        });
    };
    const auto turned = interleaved({{QStringLiteral("ours"), turning(rows)}, {QStringLiteral("naive"), turning(proxy)},
                                        {QStringLiteral("floor"), milliseconds([&] { hand.sort(); }, 2)}},
        report.runs(kRounds));
    report.add(measureOf("G11c", QStringLiteral("the order of 100,000 names turned round and back"), turned, 3));
}

} // namespace fairlead::bench
