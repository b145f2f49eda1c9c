#include "models/formats/alerts/grafana.h"

#include "models/formats/alerts/alert_shape.h"
#include "models/formats/alerts/conversion_notes.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace fairlead::formats::alerts {

namespace {

constexpr int kSchemaVersion = 36;
constexpr int kPanelWidth = 12;
constexpr int kPanelHeight = 8;
constexpr int kDashboardWidth = 24;

QJsonObject dataSource()
{
    return {{QStringLiteral("type"), QStringLiteral("prometheus")}, {QStringLiteral("uid"), QStringLiteral("${datasource}")}};
}

QJsonObject position(int x, int y, int width, int height)
{
    return {{QStringLiteral("x"), x}, {QStringLiteral("y"), y}, {QStringLiteral("w"), width}, {QStringLiteral("h"), height}};
}

/// One graph: what alerts look at, and their bounds.
struct Graph {
    QString expr;
    QStringList titles;
    std::vector<std::pair<double, QString>> bounds; ///< with the severity
    bool below = false; ///< the bound is broken below it
    bool shaped = false;
};

Graph* sameGraph(std::vector<Graph>& graphs, const QString& expr, bool below)
{
    const auto place
        = std::ranges::find_if(graphs, [&](const Graph& graph) { return graph.expr == expr && graph.below == below && graph.shaped; });
    return place == graphs.end() ? nullptr : &*place;
}

void take(const AlertRule& rule, std::vector<Graph>& graphs, const RuleNotes& notes)
{
    const std::optional<AlertShape> shape = rule.recording ? std::nullopt : shapeOf(rule.expr);
    if (!shape) {
        if (!rule.recording) {
            notes.add(
                QStringLiteral("expr"), QStringLiteral("The expression has no single bound, so the graph shows it without a threshold."));
        }
        graphs.push_back({rule.recording ? rule.name : rule.expr, {rule.name}, {}, false, false});
        return;
    }
    const bool below = shape->comparator == condition::Comparator::Less || shape->comparator == condition::Comparator::LessOrEqual;
    Graph* graph = sameGraph(graphs, shape->value, below);
    if (graph == nullptr) {
        graphs.push_back({shape->value, {}, {}, below, true});
        graph = &graphs.back();
    }
    if (!graph->titles.contains(rule.name)) {
        graph->titles.append(rule.name);
    }
    graph->bounds.emplace_back(shape->bound, rule.label(QStringLiteral("severity")));
    if (rule.pending.count() > 0 || rule.keepFiring.count() > 0) {
        notes.add(rule.pending.count() > 0 ? QStringLiteral("for") : QStringLiteral("keep_firing_for"),
            QStringLiteral("A threshold of a graph knows no time; the annotations show when the alert fires."));
    }
}

QString colourOf(const QString& severity)
{
    return severity == QLatin1String("warning") || severity == QLatin1String("info") ? QStringLiteral("orange") : QStringLiteral("red");
}

/// Grafana colours from each step upwards, so a bound that is broken below it colours what lies under it.
QJsonObject thresholds(const Graph& graph)
{
    std::vector<std::pair<double, QString>> bounds = graph.bounds;
    std::ranges::stable_sort(bounds, {}, [](const auto& bound) { return bound.first; });
    QJsonArray steps;
    const auto step = [&](const QJsonValue& value, const QString& colour) {
        steps.append(QJsonObject{{QStringLiteral("color"), colour}, {QStringLiteral("value"), value}});
    };
    step(QJsonValue(), graph.below && !bounds.empty() ? colourOf(bounds.front().second) : QStringLiteral("green"));
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        const bool last = i + 1 == bounds.size();
        const QString above = last ? QStringLiteral("green") : colourOf(bounds.at(i + 1).second);
        step(bounds.at(i).first, graph.below ? above : colourOf(bounds.at(i).second));
    }
    return {{QStringLiteral("mode"), QStringLiteral("absolute")}, {QStringLiteral("steps"), steps}};
}

QJsonObject panelOf(const Graph& graph, int id, int x, int y)
{
    const QJsonObject target{
        {QStringLiteral("datasource"), dataSource()}, {QStringLiteral("expr"), graph.expr}, {QStringLiteral("refId"), QStringLiteral("A")}};
    const QString style = graph.bounds.empty() ? QStringLiteral("off") : QStringLiteral("line+area");
    const QJsonObject defaults{
        {QStringLiteral("custom"), QJsonObject{{QStringLiteral("thresholdsStyle"), QJsonObject{{QStringLiteral("mode"), style}}}}},
        {QStringLiteral("thresholds"), thresholds(graph)}};
    return {{QStringLiteral("id"), id}, {QStringLiteral("type"), QStringLiteral("timeseries")},
        {QStringLiteral("title"), graph.titles.join(QStringLiteral(", "))}, {QStringLiteral("datasource"), dataSource()},
        {QStringLiteral("gridPos"), position(x, y, kPanelWidth, kPanelHeight)},
        {QStringLiteral("fieldConfig"), QJsonObject{{QStringLiteral("defaults"), defaults}, {QStringLiteral("overrides"), QJsonArray()}}},
        {QStringLiteral("targets"), QJsonArray{target}}};
}

/// Marks the times at which alerts of these names fire.
QJsonObject annotations(const QStringList& names)
{
    QJsonObject firing{{QStringLiteral("name"), QStringLiteral("Firing alerts")}, {QStringLiteral("datasource"), dataSource()},
        {QStringLiteral("enable"), true}, {QStringLiteral("iconColor"), QStringLiteral("red")},
        {QStringLiteral("titleFormat"), QStringLiteral("{{alertname}}")}, {QStringLiteral("step"), QStringLiteral("60s")}};
    QStringList patterns;
    for (const QString& name : names) {
        QString pattern;
        for (const QChar c : name) {
            pattern += QStringLiteral("\\.+*?()|[]{}^$").contains(c) ? QLatin1Char('\\') + QString(c) : QString(c);
        }
        patterns.append(pattern);
    }
    firing.insert(QStringLiteral("expr"),
        QStringLiteral("ALERTS{alertname=~%1, alertstate=\"firing\"}").arg(quotedText(patterns.join(QLatin1Char('|')))));
    return {{QStringLiteral("list"), QJsonArray{firing}}};
}

QJsonObject sourceVariable()
{
    return {{QStringLiteral("list"),
        QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("datasource")},
            {QStringLiteral("label"), QStringLiteral("Data source")}, {QStringLiteral("type"), QStringLiteral("datasource")},
            {QStringLiteral("query"), QStringLiteral("prometheus")}, {QStringLiteral("hide"), 0}, {QStringLiteral("refresh"), 1}}}}};
}

/// The panels of one group below @p y, with its row.
void addGroup(const RuleGroup& group, const std::vector<Graph>& graphs, int& id, int& y, QJsonArray& panels)
{
    panels.append(QJsonObject{{QStringLiteral("id"), id++}, {QStringLiteral("type"), QStringLiteral("row")},
        {QStringLiteral("title"), group.name}, {QStringLiteral("collapsed"), false},
        {QStringLiteral("gridPos"), position(0, y, kDashboardWidth, 1)}, {QStringLiteral("panels"), QJsonArray()}});
    ++y;
    int x = 0;
    for (const Graph& graph : graphs) {
        panels.append(panelOf(graph, id++, x, y));
        x += kPanelWidth;
        if (x + kPanelWidth > kDashboardWidth) {
            x = 0;
            y += kPanelHeight;
        }
    }
    y += x > 0 ? kPanelHeight : 0;
}

} // namespace

WrittenRules writeGrafana(const RuleFile& rules, const QString& title)
{
    WrittenRules written;
    QJsonArray panels;
    QStringList names;
    int id = 1;
    int y = 0;
    for (std::size_t g = 0; g < rules.groups.size(); ++g) {
        const RuleGroup& group = rules.groups.at(g);
        std::vector<Graph> graphs;
        for (std::size_t r = 0; r < group.rules.size(); ++r) {
            const AlertRule& rule = group.rules.at(r);
            take(rule, graphs, RuleNotes(written.notCarriedOver, g, r));
            if (!rule.recording && !names.contains(rule.name)) {
                names.append(rule.name);
            }
        }
        addGroup(group, graphs, id, y, panels);
    }
    // The same title gives the same id, so that importing again replaces the dashboard.
    const QByteArray digest = QCryptographicHash::hash(title.toUtf8(), QCryptographicHash::Sha256).toHex().left(14);
    QJsonObject dashboard{{QStringLiteral("title"), title}, {QStringLiteral("uid"), QString::fromLatin1(digest)},
        {QStringLiteral("schemaVersion"), kSchemaVersion}, {QStringLiteral("version"), 1}, {QStringLiteral("editable"), true},
        {QStringLiteral("tags"), QJsonArray{QStringLiteral("fairlead")}},
        {QStringLiteral("time"),
            QJsonObject{{QStringLiteral("from"), QStringLiteral("now-6h")}, {QStringLiteral("to"), QStringLiteral("now")}}},
        {QStringLiteral("refresh"), QStringLiteral("1m")}, {QStringLiteral("timezone"), QStringLiteral("utc")},
        {QStringLiteral("templating"), sourceVariable()}, {QStringLiteral("panels"), panels}};
    dashboard.insert(
        QStringLiteral("annotations"), names.isEmpty() ? QJsonObject{{QStringLiteral("list"), QJsonArray()}} : annotations(names));
    written.bytes = QJsonDocument(dashboard).toJson(QJsonDocument::Indented);
    return written;
}

} // namespace fairlead::formats::alerts
