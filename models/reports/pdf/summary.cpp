#include "models/reports/pdf/marks.h"
#include "models/reports/pdf/sections.h"
#include "models/reports/words.h"

#include <algorithm>
#include <cmath>

namespace fairlead::reports::pdf {

namespace {

QString weightsOf(const Report& report)
{
    QStringList weights;
    for (const StageTrack& track : report.stages) {
        if (!track.stage.activation) {
            weights.append(weightInWords(track.stage.weight).chopped(2));
        }
    }
    return weights.join(QStringLiteral(", ")) + QStringLiteral("\u00a0%");
}

QString subtitleOf(const Report& report)
{
    const rollout::Manifest& manifest = report.release.manifest;
    QStringList parts{manifest.component.isEmpty() ? report.release.name : manifest.component};
    if (!report.release.baselineVersion.isEmpty()) {
        parts.front() += QStringLiteral(" replaces ") + report.release.baselineVersion;
    }
    if (!report.stages.empty()) {
        parts.append(
            QStringLiteral("%1 %2").arg(manifest.strategy.isEmpty() ? QStringLiteral("weights") : manifest.strategy, weightsOf(report)));
    }
    if (!manifest.certificateId.isEmpty()) {
        parts.append(QStringLiteral("certificate ") + manifest.certificateId);
    }
    return parts.join(QStringLiteral(" · "));
}

void drawResult(Pages& pages, const Report& report)
{
    Canvas& canvas = pages.canvas();
    const StatusLook look = lookOfResult(report.outcome.code);
    const TextStyle word{12.2, true, false, look.color};
    const double wordWidth = canvas.widthOf(report.outcome.title, word);
    const double textLeft = Pages::kLeft + 34.0 + wordWidth + 14.0;
    const double textWidth = Pages::kRight - 12.0 - textLeft;
    const double textHeight = canvas.paragraph(0, 0, textWidth, report.outcome.sentence, style::kBody, false);
    const double height = std::max(40.0, textHeight + 16.0);
    const QRectF box(Pages::kLeft, pages.y(), Pages::kInner, height);
    canvas.frame(box, look.color, 0.8);
    canvas.fill(QRectF(box.left(), box.top(), 4.0, height), look.color);
    drawRingMark(canvas, look.mark, box.left() + 14.0, box.center().y() - 7.5, 15.0, look.color);
    canvas.text(box.left() + 34.0, box.center().y() - Canvas::lineHeight(word) / 2.0, report.outcome.title, word);
    canvas.paragraph(textLeft, box.center().y() - textHeight / 2.0, textWidth, report.outcome.sentence, style::kBody);
    pages.advance(height);
}

void drawBroken(Pages& pages, const Report& report)
{
    if (report.history.valid()) {
        return;
    }
    Canvas& canvas = pages.canvas();
    pages.advance(8.0);
    const QString text = QStringLiteral("The history behind this report is broken. %1 What stands below cannot be relied on.")
                             .arg(report.history.firstBroken->what);
    const TextStyle bold{8.6, true, false, ink::kFail};
    const double height = canvas.paragraph(0, 0, Pages::kInner - 40.0, text, bold, false) + 14.0;
    const QRectF box(Pages::kLeft, pages.y(), Pages::kInner, height);
    canvas.frame(box, ink::kFail, 1.2);
    drawMark(canvas, Mark::Triangle, box.left() + 12.0, box.center().y() - 6.0, 12.0, ink::kFail);
    canvas.paragraph(box.left() + 34.0, box.top() + 7.0, Pages::kInner - 40.0, text, bold);
    pages.advance(height);
}

/// One of the six; @p draw false only measures.
double drawField(Canvas& canvas, const Field& field, int number, double x, double top, double width, bool draw)
{
    const double left = x + 14.5;
    const double inner = width - 14.5;
    double y = top;
    if (draw) {
        canvas.text(x, y - 0.8, QString::number(number), {8.6, true, false, ink::kText2});
        canvas.text(left, y, field.title, style::kLabel);
    }
    y += Canvas::lineHeight(style::kLabel);
    if (!field.text.isEmpty()) {
        y += canvas.paragraph(left, y, inner, field.text, style::kBody, draw);
    }
    if (field.missing) {
        if (draw) {
            drawMark(canvas, Mark::Triangle, left, y + 2.0, 7.5, ink::kFail);
            canvas.text(left + 11.0, y, QStringLiteral("missing"), {8.6, true, false, ink::kFail});
        }
        y += Canvas::lineHeight(style::kBold);
    }
    return y - top;
}

struct Bars {
    double left = Pages::kLeft + 119.0;
    double right = Pages::kRight - 118.0;
    double most = 1.0; ///< value at the right end

    double at(double value) const { return left + std::clamp(value / most, 0.0, 1.0) * (right - left); }
};

void drawScoreRow(Pages& pages, const QualityScore& score, const Bars& bars)
{
    Canvas& canvas = pages.canvas();
    const double top = pages.y();
    const double text = top + 3.6;
    const QString words = dimensionInWords(score.dimension);
    if (words != score.dimension && score.dimension.size() < 4) { // a known one with its short name
        canvas.text(Pages::kLeft, text, score.dimension.toUpper(), style::kBold);
        canvas.elided(Pages::kLeft + 26.5, text, 88.0, words, {8.6, false, false, ink::kText2});
    } else {
        canvas.elided(Pages::kLeft, text, 112.0, words, style::kBold);
    }
    if (score.after) {
        canvas.fill(QRectF(bars.left, top + 4.0, std::max(0.4, bars.at(*score.after) - bars.left), 6.0), ink::kCanary);
    }
    if (score.before) {
        canvas.fill(QRectF(bars.left, top + 11.0, std::max(0.4, bars.at(*score.before) - bars.left), 4.0), ink::kBaseline);
    }
    const auto figure = [&](std::optional<double> value, double right, bool bold) {
        const TextStyle missing{8.0, true, false, ink::kFail};
        canvas.text(
            right, text, value ? scoreInWords(*value) : QStringLiteral("missing"), value ? TextStyle{8.6, bold} : missing, Align::Right);
    };
    figure(score.before, Pages::kRight - 76.0, false);
    figure(score.after, Pages::kRight - 38.0, true);
    if (score.before && score.after) {
        const double change = *score.after - *score.before;
        const QString sign = change > 0 ? QStringLiteral("+") : (change < 0 ? QStringLiteral("\u2212") : QString());
        canvas.text(Pages::kRight, text, sign + scoreInWords(std::abs(change)), {8.6, false, false, ink::kText2}, Align::Right);
    }
    pages.advance(19.0);
    canvas.line(Pages::kLeft, pages.y(), Pages::kRight, pages.y(), ink::kLine, 0.5);
}

} // namespace

void drawOpening(Pages& pages, const Report& report)
{
    Canvas& canvas = pages.canvas();
    const double top = pages.y();
    drawLogo(canvas, Pages::kLeft, top - 0.5, 11.5);
    canvas.text(Pages::kLeft + 17.0, top, QStringLiteral("Fairlead"), {7.6, true});
    canvas.text(Pages::kLeft + 17.0 + canvas.widthOf(QStringLiteral("Fairlead "), {7.6, true}), top, QStringLiteral("deployment report"),
        {7.6, false, false, ink::kText2});
    canvas.text(Pages::kRight, top,
        QStringLiteral("Release %1 · %2 · written %3")
            .arg(report.release.id.text(), report.release.environment, momentInWords(report.writtenAt)),
        style::kSmall, Align::Right);
    pages.advance(22.0);
    canvas.elided(Pages::kLeft, pages.y(), Pages::kInner,
        QStringLiteral("%1 to %2").arg(report.release.title(), report.release.environment), style::kTitle);
    pages.advance(24.5);
    const TextStyle subtitle{8.2, false, false, ink::kText2};
    pages.advance(canvas.paragraph(Pages::kLeft, pages.y(), Pages::kInner, subtitleOf(report), subtitle) + 9.0);
    drawResult(pages, report);
    drawBroken(pages, report);
}

void drawFields(Pages& pages, const Report& report)
{
    Canvas& canvas = pages.canvas();
    pages.section(QStringLiteral("Deployment record"), 60.0);
    constexpr double gap = 18.0;
    const double width = (Pages::kInner - gap) / 2.0;
    for (std::size_t i = 0; i < report.fields.size(); i += 2) {
        const auto column = [&](std::size_t index, bool draw) {
            if (index >= report.fields.size()) {
                return 0.0;
            }
            const double x = index % 2 == 0 ? Pages::kLeft : Pages::kLeft + width + gap;
            return drawField(canvas, report.fields[index], static_cast<int>(index) + 1, x, pages.y() + 5.0, width, draw);
        };
        const double height = std::max(column(i, false), column(i + 1, false)) + 11.0;
        pages.need(height);
        column(i, true);
        column(i + 1, true);
        pages.advance(height);
        canvas.line(Pages::kLeft, pages.y(), Pages::kLeft + width, pages.y(), ink::kLine);
        canvas.line(Pages::kLeft + width + gap, pages.y(), Pages::kRight, pages.y(), ink::kLine);
    }
}

void drawScores(Pages& pages, const Report& report)
{
    if (report.scores.empty()) {
        return;
    }
    Canvas& canvas = pages.canvas();
    pages.section(QStringLiteral("Quality before and after"), 40.0);
    Bars bars;
    for (const QualityScore& score : report.scores) {
        bars.most = std::max({bars.most, score.before.value_or(0.0), score.after.value_or(0.0)});
    }
    const QString before = report.release.baselineVersion.isEmpty() ? QStringLiteral("before") : report.release.baselineVersion;
    const QString after = report.release.manifest.version;
    const double y = pages.y();
    canvas.text(Pages::kLeft, y, QStringLiteral("Dimension"), style::kLabel);
    canvas.fill(QRectF(bars.left, y + 2.4, 8.0, 5.5), ink::kCanary);
    canvas.text(bars.left + 10.5, y, after, style::kLabel);
    const double second = bars.left + 10.5 + canvas.widthOf(after, style::kLabel) + 8.0;
    canvas.fill(QRectF(second, y + 3.2, 8.0, 3.8), ink::kBaseline);
    canvas.text(second + 10.5, y, before, style::kLabel);
    canvas.text(Pages::kRight - 76.0, y, before, style::kLabel, Align::Right);
    canvas.text(Pages::kRight - 38.0, y, after, style::kLabel, Align::Right);
    canvas.text(Pages::kRight, y, QStringLiteral("Change"), style::kLabel, Align::Right);
    pages.advance(13.0);
    canvas.line(Pages::kLeft, pages.y(), Pages::kRight, pages.y(), ink::kLine);
    for (const QualityScore& score : report.scores) {
        pages.need(20.0);
        drawScoreRow(pages, score, bars);
    }
}

} // namespace fairlead::reports::pdf
