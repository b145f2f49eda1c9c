#include "tests/ui/cockpit_story.h"
#include "ui/charts/metric_chart.h"
#include "ui/charts/release_charts.h"
#include "ui/charts/table_window.h"
#include "ui/rollout/cockpit.h"
#include "ui/rollout/note_dialog.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTest>
#include <QTextStream>

#include <cmath>
#include <functional>

// Shows what people do with the charts of a release, in the design's story, or writes it as pictures.

namespace fairlead {

namespace {

using metrics::Role;

constexpr qint64 kPoll = 10'000;

QString text(const char* latin)
{
    return QString::fromUtf8(latin);
}

/// Waves that look like measurements and are the same in every run.
double wave(qint64 at, double seed)
{
    const double k = double(at / kPoll);
    return 0.6 * std::sin(k * 0.37 + seed) + 0.4 * std::sin(k * 1.31 + 2 * seed);
}

/// What the story does not measure: further quantiles, resources, parts.
metrics::Readings more(Instant now)
{
    metrics::Readings readings;
    const auto add = [&](const char* metric, qint64 at, double value, const metrics::Labels& labels = {}) {
        readings.push_back({{text(metric), Role::Canary, labels}, {Instant::fromMs(at), value}});
    };
    for (qint64 at = story::at("14:01:00").ms(); at <= now.ms(); at += kPoll) {
        if (at > story::at("14:19:06").ms() && at < story::at("14:21:10").ms())
            continue;
        add("latency_p50", at, 0.71 + 0.03 * wave(at, 1));
        add("latency_p99", at, 2.42 + 0.16 * wave(at, 2));
        add("cache_hit_rate", at, 0.62 + 0.02 * wave(at, 3));
        add("cpu", at, 0.44 + 0.05 * wave(at, 4));
        int unit = 0;
        for (const char* name : {"docs", "research", "legal", "support", "finance", "sales"}) {
            ++unit;
            const bool ill = unit == 4 && at > story::at("14:30:00").ms();
            if (unit == 3 && at < story::at("14:10:00").ms())
                continue;
            add("error_rate", at, 0.003 + 0.0006 * unit + 0.0008 * wave(at, unit) + (ill ? 0.012 : 0.0), {{text("unit"), text(name)}});
        }
    }
    return readings;
}

metrics::Readings before(const story::Scene& scene, Instant start)
{
    metrics::Readings moved;
    for (metrics::Reading reading : scene.readings) {
        reading.sample.at = start + (reading.sample.at - *scene.snapshot.state.startedAt);
        reading.sample.value *= 1.15;
        moved.push_back(reading);
    }
    return moved;
}

std::vector<audit::Record> records(const story::Scene& scene)
{
    std::vector<audit::Record> all = scene.records;
    const auto add = [&](const char* clock, const QString& kind, const char* who, const char* why, QJsonObject data) {
        audit::Record record;
        record.row = 19'000 + qint64(all.size());
        record.at = story::at(clock);
        record.entry = {kind, text(who), scene.snapshot.state.release.id.text(), {}, text(why), std::move(data)};
        all.push_back(record);
    };
    add("14:12:40", audit::kind::kRuleFired, "engine", "Error rate over 1 % in one sample.", {{text("armed"), false}});
    add("14:13:10", audit::kind::kNote, "s.lind", "One analyst reloaded 400 reports at once; agreed with them.",
        {{text("at"), story::at("14:12:24").toIso()}});
    add("14:26:00", audit::kind::kPaused, "m.vogel", "lunch of on-call", {});
    add("14:27:30", audit::kind::kResumed, "m.vogel", "", {});
    add("14:39:00", audit::kind::kNote, "m.vogel", "Load test of search runs until 15:00.", {{text("at"), story::at("14:38:00").toIso()}});
    return all;
}

struct Picture {
    const char* name;
    ui::Scheme scheme;
    QSize size;
    std::function<QWidget*(ui::Cockpit&)> act = {};
};

void settle()
{
    for (int i = 0; i < 8; ++i)
        QApplication::processEvents();
}

QWidget* alone(ui::Cockpit& cockpit, const QString& metric, ui::ChartView view)
{
    ui::MetricChart* chart = cockpit.charts()->chart(metric);
    chart->setView(view);
    cockpit.charts()->showAlone(chart);
    QTest::keyClick(chart, Qt::Key_Left);
    // Out of the page that scrolls, so that the size is the picture's.
    if (auto* page = qobject_cast<QScrollArea*>(cockpit.charts()->parentWidget()->parentWidget()))
        page->takeWidget();
    cockpit.charts()->toolbar()->hide();
    cockpit.charts()->resize(900, 300);
    cockpit.charts()->show();
    return cockpit.charts();
}

std::vector<Picture> pictures()
{
    using ui::Scheme;
    const QSize large(1384, 828);
    const auto view
        = [](const QString& metric, ui::ChartView what) { return [=](ui::Cockpit& cockpit) { return alone(cockpit, metric, what); }; };
    const auto views = [](ui::Cockpit& cockpit) -> QWidget* {
        cockpit.charts()->chart(metrics::kErrorRate)->setView(ui::ChartView::HeatMap);
        cockpit.charts()->chart(metrics::kLatencyP95)->setView(ui::ChartView::Distribution);
        cockpit.charts()->chart(metrics::kQuality)->setView(ui::ChartView::Distribution);
        return &cockpit;
    };
    const auto zoomed = [](ui::Cockpit& cockpit) -> QWidget* {
        ui::MetricChart* chart = cockpit.charts()->chart(metrics::kErrorRate);
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(chart, Qt::Key_Plus);
        QTest::keyClick(chart, Qt::Key_Left, Qt::ShiftModifier);
        cockpit.charts()->showPrevious(true);
        return &cockpit;
    };
    const auto values = [](ui::Cockpit& cockpit) -> QWidget* {
        ui::MetricChart* chart = cockpit.charts()->chart(metrics::kErrorRate);
        cockpit.charts()->showPrevious(true);
        QTest::keyClick(chart, Qt::Key_Left);
        cockpit.charts()->carryOut(ui::ChartWish::Values, chart);
        return cockpit.charts()->values();
    };
    const auto menu = [](ui::Cockpit& cockpit) -> QWidget* {
        QMenu* made = cockpit.charts()->makeMenu(cockpit.charts()->chart(metrics::kErrorRate));
        made->popup({});
        return made;
    };
    const auto note = [](ui::Cockpit& cockpit) -> QWidget* {
        cockpit.askNote(story::at("14:12:24"));
        cockpit.note()->findChild<QPlainTextEdit*>()->setPlainText(text("One analyst reloaded 400 reports at once."));
        return cockpit.note();
    };
    const auto wall = [](ui::Cockpit& cockpit) -> QWidget* {
        cockpit.setWallBoard(true);
        return &cockpit;
    };
    const auto previous = [](ui::Cockpit& cockpit) -> QWidget* {
        cockpit.charts()->showPrevious(true);
        return &cockpit;
    };
    return {
        {"charts-light", Scheme::Light, large, previous},
        {"charts-dark", Scheme::Dark, large},
        {"charts-contrast", Scheme::HighContrast, large, previous},
        {"charts-1120", Scheme::Light, {1064, 648}},
        {"charts-zoomed-dark", Scheme::Dark, large, zoomed},
        {"views-light", Scheme::Light, large, views},
        {"views-dark", Scheme::Dark, large, views},
        {"wall-dark", Scheme::Dark, {1440, 900}, wall},
        {"values-light", Scheme::Light, large, values},
        {"menu-light", Scheme::Light, large, menu},
        {"note-light", Scheme::Light, large, note},
        {"latency-900-light", Scheme::Light, large, view(metrics::kLatencyP95, ui::ChartView::OverTime)},
        {"latency-900-contrast", Scheme::HighContrast, large, view(metrics::kLatencyP95, ui::ChartView::OverTime)},
        {"errors-900-dark", Scheme::Dark, large, view(metrics::kErrorRate, ui::ChartView::OverTime)},
        {"distribution-900-light", Scheme::Light, large, view(metrics::kErrorRate, ui::ChartView::Distribution)},
        {"parts-900-dark", Scheme::Dark, large, view(metrics::kErrorRate, ui::ChartView::Parts)},
        {"heat-900-light", Scheme::Light, large, view(metrics::kErrorRate, ui::ChartView::HeatMap)},
        {"heat-900-contrast", Scheme::HighContrast, large, view(metrics::kErrorRate, ui::ChartView::HeatMap)},
    };
}

bool grab(ui::Theme& theme, const Picture& picture, const QDir& folder)
{
    theme.setScheme(picture.scheme);
    const story::Scene scene = story::soaking();
    const Instant start = story::at("2025-08-05T02:00:00");
    ui::Cockpit cockpit(theme);
    cockpit.resize(picture.size);
    cockpit.show();
    cockpit.showSnapshot(scene.snapshot);
    cockpit.addReadings(scene.readings);
    cockpit.addReadings(more(scene.snapshot.at));
    cockpit.addRecords(records(scene));
    cockpit.charts()->setPrevious(ui::PreviousRelease{ReleaseId(text("before")), text("1.9.0"), start});
    cockpit.charts()->addPreviousReadings(before(scene, start));
    cockpit.showSnapshot(scene.snapshot);
    settle();
    QWidget* shown = picture.act ? picture.act(cockpit) : &cockpit;
    settle();
    const QString file = folder.filePath(text(picture.name) + QStringLiteral(".png"));
    const bool written = shown->grab().save(file);
    QTextStream(stdout) << (written ? "wrote " : "could not write ") << file << '\n';
    if (text(picture.name) == QLatin1String("charts-light")) {
        for (const char* kind : {"svg", "pdf", "png"})
            cockpit.charts()->exportTo(folder.filePath(QStringLiteral("export.") + text(kind)), nullptr);
    }
    if (shown == cockpit.charts())
        delete shown; // it was taken out of the cockpit
    return written;
}

} // namespace

} // namespace fairlead

int main(int argc, char** argv)
{
    using namespace fairlead;
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    const QCommandLineOption grabOption(QStringLiteral("grab"), QStringLiteral("Write pictures to <folder>."), QStringLiteral("folder"));
    const QCommandLineOption onlyOption(
        QStringLiteral("only"), QStringLiteral("Only pictures with <text> in their name."), QStringLiteral("text"));
    parser.addOptions({grabOption, onlyOption});
    parser.process(application);
    ui::Theme theme(ui::Scheme::Light);
    const QDir folder(parser.isSet(grabOption) ? parser.value(grabOption) : QStringLiteral("charts"));
    bool good = folder.mkpath(QStringLiteral("."));
    for (const Picture& picture : pictures()) {
        if (text(picture.name).contains(parser.value(onlyOption)))
            good = grab(theme, picture, folder) && good;
    }
    return good ? 0 : 1;
}
