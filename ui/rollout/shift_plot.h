#pragma once

#include "models/domain/jury/jury.h"
#include "ui/charts/scale.h"
#include "ui/common/theme.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

class QPainter;

namespace fairlead::ui {

/// The interval of one judge.
struct ShiftBar {
    QString name; ///< "Kayenta"
    jury::Shift shift;

    bool operator==(const ShiftBar&) const = default;
};

/// How far the canary is from the baseline, as each judge that compares sees it.
struct ShiftPicture {
    metrics::Unit unit = metrics::Unit::None;
    jury::Harm harm = jury::Harm::Either;
    std::optional<double> margin; ///< distance from the baseline that is still harmless
    std::vector<ShiftBar> bars;
    QString empty; ///< said in place of the plot while there is no bar

    bool operator==(const ShiftPicture&) const = default;
};

/// The axis of @p picture: holds zero, the margin on each harmful side, every estimate and the narrowest interval. What is
/// much wider than these runs out of the plot.
ValueScale shiftScaleOf(const ShiftPicture& picture);

/// One row for each bar: an interval with its estimate as a point; a line where the baseline is, a dashed one where harm
/// begins. Ends outside the axis, infinite ones too, are arrows. Thread: GUI.
class ShiftPlot : public QWidget {
    Q_OBJECT
public:
    explicit ShiftPlot(const Theme& theme, QWidget* parent = nullptr);

    void setPicture(const ShiftPicture& picture);
    const ShiftPicture& picture() const { return m_picture; }
    const ValueScale& scale() const { return m_scale; }

    /// Where @p value is in this widget; what is beyond the axis lies on the plot's border.
    double xOf(double value) const;
    double yOf(int bar) const; ///< the middle of a bar

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString nameText(const ShiftBar& bar) const;
    QString marginText() const;
    int lineHeight(Type type) const;
    int namesWidth() const;
    bool namesAbove(int width) const;
    int barRow(int width) const;
    QRectF plotRect(int width) const;
    void paintGround(QPainter& painter, const QRectF& plot) const;
    void paintAxis(QPainter& painter, const QRectF& plot) const;
    void paintLines(QPainter& painter, const QRectF& plot) const;
    void paintMarginWords(QPainter& painter, double margin) const;
    void paintBar(QPainter& painter, const QRectF& plot, int index) const;

    const Theme& m_theme;
    ShiftPicture m_picture;
    ValueScale m_scale;
};

} // namespace fairlead::ui
