#include "models/reports/pdf/sections.h"
#include "models/reports/words.h"

#include <algorithm>

namespace fairlead::reports::pdf {

namespace {

/// To the minute, or to the second for a release of a few minutes.
QString shortTime(const Report& report, Instant at)
{
    const bool quick = report.endedAt.value_or(report.writtenAt) - *report.startedAt < std::chrono::minutes(15);
    return timeInWords(at).left(quick ? 8 : 5);
}

/// Time to place on the paper: to scale within a stage. Stages keep a least width, so that a short one can be read beside a long hold.
class Scale {
public:
    Scale(const Report& report, double left, double right)
    {
        std::vector<const StageTrack*> entered;
        for (const StageTrack& track : report.stages) {
            if (track.times.entered && !track.stage.activation) {
                entered.push_back(&track);
            }
        }
        const Instant end = report.endedAt.value_or(report.writtenAt);
        const double least = std::min(46.0, (right - left) / std::max<double>(1.0, static_cast<double>(entered.size())));
        double total = 0.0;
        for (const StageTrack* track : entered) {
            total += length(*track, end);
        }
        const double spare = std::max(0.0, right - left - least * static_cast<double>(entered.size()));
        double x = left;
        for (const StageTrack* track : entered) {
            const double width = least + (total > 0.0 ? spare * length(*track, end) / total : spare / static_cast<double>(entered.size()));
            m_parts.push_back({*track->times.entered, track->times.left.value_or(end), x, x + width, track});
            x += width;
        }
    }

    struct Part {
        Instant from;
        Instant to;
        double left;
        double right;
        const StageTrack* track;
    };

    const std::vector<Part>& parts() const { return m_parts; }

    double at(Instant time) const
    {
        for (const Part& part : m_parts) {
            if (time <= part.to) {
                const auto whole = static_cast<double>((part.to - part.from).count());
                const double share = whole > 0.0 ? static_cast<double>((time - part.from).count()) / whole : 0.0;
                return part.left + std::clamp(share, 0.0, 1.0) * (part.right - part.left);
            }
        }
        return m_parts.empty() ? Pages::kLeft : m_parts.back().right;
    }

private:
    static double length(const StageTrack& track, Instant end)
    {
        return std::max(0.0, static_cast<double>((track.times.left.value_or(end) - *track.times.entered).count()));
    }

    std::vector<Part> m_parts;
};

QString startedBy(const Report& report)
{
    const auto started
        = std::ranges::find(report.events, audit::kind::kStarted, [](const audit::Record& record) { return record.entry.kind; });
    return started == report.events.end() ? QString() : QStringLiteral(" start, %1").arg(started->entry.who);
}

void drawStages(Canvas& canvas, const Report& report, const Scale& scale, double top, double height)
{
    double free = 0.0; // right end of the label before
    bool first = true;
    for (const Scale::Part& part : scale.parts()) {
        canvas.fill(QRectF(part.left, top, std::max(1.0, part.right - part.left - 1.2), height), ink::kCanary);
        canvas.text(part.left + 4.5, top + (height - Canvas::lineHeight({7.4})) / 2.0, weightInWords(part.track->stage.weight),
            {7.4, false, false, ink::kPaper});
        const QString label = shortTime(report, part.from) + (first ? startedBy(report) : QString());
        canvas.line(part.left, top - 5.0, part.left, top, ink::kText2, 0.5);
        if (part.left >= free) {
            canvas.text(part.left, top - 15.0, label, style::kSmall);
            free = part.left + canvas.widthOf(label, style::kSmall) + 4.0;
        }
        first = false;
    }
}

/// Holds and pauses in the bar, their words under it where there is room.
double drawInterruptions(Canvas& canvas, const Report& report, const Scale& scale, double top, double height)
{
    double free = Pages::kLeft;
    const double end = Pages::kRight - 150.0; // the right end is for how it ended
    const double below = top + height;
    for (const Interruption& one : report.interruptions) {
        const double from = scale.at(one.from);
        const double to = std::max(from + 2.0, scale.at(one.to.value_or(report.endedAt.value_or(report.writtenAt))));
        canvas.hatch(QRectF(from, top, to - from, height), ink::kNoData);
        QString label
            = QStringLiteral("%1 %2").arg(shortTime(report, one.from), one.paused ? QStringLiteral("paused") : QStringLiteral("held"));
        if (one.to) {
            label += QLatin1Char(' ') + lengthInWords(*one.to - one.from);
        }
        if (from >= free && from + canvas.widthOf(label, style::kSmall) < end) {
            canvas.line(from, below, from, below + 5.0, ink::kText2, 0.5);
            canvas.text(from, below + 5.5, label, style::kSmall);
            free = from + canvas.widthOf(label, style::kSmall) + 6.0;
        }
    }
    return below;
}

QString endLabel(const Report& report)
{
    if (!report.endedAt) {
        return QStringLiteral("%1 not ended").arg(shortTime(report, report.writtenAt));
    }
    const bool activated = report.outcome.code == toString(rollout::Phase::Activated);
    return QStringLiteral("%1 %2 after %3")
        .arg(shortTime(report, *report.endedAt), activated ? QStringLiteral("activated") : QStringLiteral("rolled back"),
            lengthInWords(*report.endedAt - *report.startedAt));
}

} // namespace

void drawTrack(Pages& pages, const Report& report)
{
    if (!report.startedAt) {
        return;
    }
    const Scale scale(report, Pages::kLeft + 6.0, Pages::kRight - 20.0);
    if (scale.parts().empty()) {
        return;
    }
    Canvas& canvas = pages.canvas();
    pages.section(QStringLiteral("What happened, %1, times in UTC").arg(dateInWords(*report.startedAt)), 64.0);
    const double top = pages.y() + 18.0;
    constexpr double height = 13.5;
    drawStages(canvas, report, scale, top, height);
    const double below = drawInterruptions(canvas, report, scale, top, height);
    const double right = scale.parts().back().right;
    const bool back = report.outcome.code == toString(rollout::Phase::RolledBack);
    canvas.line(right, top, right, below + 5.0, back ? ink::kFail : ink::kText2, back ? 1.2 : 0.5);
    canvas.text(right, below + 5.5, endLabel(report), {7.4, back, false, back ? ink::kFail : ink::kText2}, Align::Right);
    pages.advance(18.0 + height + 19.0);
}

} // namespace fairlead::reports::pdf
