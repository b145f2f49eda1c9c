#pragma once

#include <QColor>
#include <QFont>
#include <QPainter>
#include <QRectF>
#include <QString>

namespace fairlead::reports::pdf {

/// Colours on white paper. Status is never said by colour alone.
namespace ink {
inline const QColor kText(0x15, 0x20, 0x2b);
inline const QColor kText2(0x46, 0x53, 0x62);
inline const QColor kLine(0xd5, 0xda, 0xe0);
inline const QColor kCanary(0x1d, 0x5d, 0xbf);
inline const QColor kBaseline(0x6b, 0x76, 0x82);
inline const QColor kPass(0x0a, 0x6b, 0x5c);
inline const QColor kFail(0xa3, 0x20, 0x0d);
inline const QColor kMarginal(0x8a, 0x52, 0x00);
inline const QColor kUndecided(0x1d, 0x5d, 0xbf);
inline const QColor kNoData(0x56, 0x62, 0x6f);
inline const QColor kPaper(0xff, 0xff, 0xff);
} // namespace ink

enum class Align { Left, Right, Center };

struct TextStyle {
    double size = 8.6; ///< in points
    bool bold = false;
    bool fixed = false; ///< equal width, for hashes and requests
    QColor color = ink::kText;
};

namespace style {
inline const TextStyle kBody{};
inline const TextStyle kBold{8.6, true};
inline const TextStyle kSmall{7.4, false, false, ink::kText2};
inline const TextStyle kLabel{7.4, false, false, ink::kText2};
inline const TextStyle kSection{9.8, true};
inline const TextStyle kTitle{17.5, true};
inline const TextStyle kCode{7.0, false, true, ink::kText};
} // namespace style

/// Draws on one page; all lengths are points (1/72 inch) from its upper left corner. Text is laid out unhinted, so
/// that the same report breaks its lines alike everywhere.
class Canvas {
public:
    explicit Canvas(QPainter& painter);

    double widthOf(const QString& text, const TextStyle& style) const;
    static double lineHeight(const TextStyle& style) { return style.size * 1.34; }

    /// One line; @p x is its left, right or middle by @p align, @p top the top of its line box.
    void text(double x, double top, const QString& text, const TextStyle& style, Align align = Align::Left);
    /// One line that ends in "…" where it is longer than @p width; in the middle for paths.
    void elided(double x, double top, double width, const QString& text, const TextStyle& style, Align align = Align::Left);
    /// Wraps at words, and inside words that are too long. Returns the height; draws nothing when @p draw is false.
    double paragraph(
        double x, double top, double width, const QString& text, const TextStyle& style, bool draw = true, Align align = Align::Left);

    void line(double x1, double y1, double x2, double y2, const QColor& color, double thickness = 0.7);
    void fill(const QRectF& rect, const QColor& color);
    void frame(const QRectF& rect, const QColor& color, double thickness = 0.7);
    /// Diagonal stripes: time that does not count.
    void hatch(const QRectF& rect, const QColor& color);

    /// For marks: the painter in points.
    QPainter& painter() { return m_painter; }

private:
    QFont font(const TextStyle& style) const;
    QPainter& m_painter;
};

} // namespace fairlead::reports::pdf
