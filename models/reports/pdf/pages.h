#pragma once

#include "models/reports/pdf/canvas.h"
#include "models/reports/report.h"

#include <QPdfWriter>

namespace fairlead::reports::pdf {

/// A4 pages that are filled from top to bottom, each with its footer; later pages with a short header. Lengths in points.
class Pages {
public:
    static constexpr double kWidth = 595.276;
    static constexpr double kHeight = 841.89;
    static constexpr double kMargin = 37.0;
    static constexpr double kInner = kWidth - 2 * kMargin;
    static constexpr double kLeft = kMargin;
    static constexpr double kRight = kWidth - kMargin;
    static constexpr double kBottom = kHeight - 56.0; ///< where the footer begins

    /// @p total: how many pages there will be, for "Page 1 of 9"; 0 while they are being counted. @p dataHash of the report.
    Pages(QPdfWriter& writer, QPainter& painter, const Report& report, QString dataHash, int total);

    Canvas& canvas() { return m_canvas; }
    double y() const { return m_y; }
    void advance(double by) { m_y += by; }
    int page() const { return m_page; }
    double room() const { return kBottom - m_y; }

    /// Goes to a new page unless @p height fits on this one. True when it did.
    bool need(double height);
    void newPage();
    /// A heading with its line, kept together with @p with points of what follows.
    void section(const QString& title, double with = 40.0);
    void note(const QString& text);

private:
    void footer();
    void header();

    QPdfWriter& m_writer;
    Canvas m_canvas;
    const Report& m_report;
    QString m_dataHash;
    int m_total;
    int m_page = 1;
    double m_y = kMargin;
};

/// A hash in groups of four, shortened in the middle: "9c41 7a20 d3f5 0be8 … 61a4 e07b".
QString shortHash(const QString& hex);

} // namespace fairlead::reports::pdf
