#pragma once

#include <QFont>
#include <QPointF>
#include <QString>

class QPainter;

namespace fairlead::ui {

/// Words that charts write in every frame: shaped once and kept while they are among the latest thousands. Thread: GUI.
class KeptText {
public:
    KeptText(const QFont& font, const QString& text);

    /// Logical pixels, as QFontMetricsF::horizontalAdvance() has it.
    double width() const;
    /// In the painter's pen. @p baseline is where the text begins.
    void draw(QPainter& painter, const QPointF& baseline) const;

private:
    const QFont& m_font;
    const QString& m_text;
};

} // namespace fairlead::ui
