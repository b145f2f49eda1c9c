#include "ui/charts/kept_text.h"

#include <QCache>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>
#include <QStaticText>

namespace fairlead::ui {

namespace {

constexpr int kMost = 4'096;

struct Key {
    QString text;
    QFont font;

    bool operator==(const Key&) const = default;
};

size_t qHash(const Key& key, size_t seed)
{
    return ::qHash(key.text, seed) ^ size_t(key.font.pixelSize() * 2 + int(key.font.bold()));
}

struct Shaped {
    QStaticText text;
    double width = 0.0;
    double ascent = 0.0;
};

QCache<Key, Shaped>& cache()
{
    static QCache<Key, Shaped> kept(kMost);
    return kept;
}

/// Shaped words hold fonts, which must not outlive the application.
void forgetAll()
{
    cache().clear();
}

Shaped& shaped(const QFont& font, const QString& text)
{
    static const bool willForget = [] {
        qAddPostRoutine(forgetAll);
        return true;
    }();
    Q_UNUSED(willForget)
    QCache<Key, Shaped>& kept = cache();
    const Key key{text, font};
    if (Shaped* known = kept.object(key))
        return *known;
    const QFontMetricsF metrics(font);
    auto* made = new Shaped{QStaticText(text), metrics.horizontalAdvance(text), metrics.ascent()};
    made->text.setTextFormat(Qt::PlainText);
    made->text.setPerformanceHint(QStaticText::AggressiveCaching);
    kept.insert(key, made);
    return *made;
}

} // namespace

KeptText::KeptText(const QFont& font, const QString& text)
    : m_font(font)
    , m_text(text)
{
}

double KeptText::width() const
{
    return shaped(m_font, m_text).width;
}

void KeptText::draw(QPainter& painter, const QPointF& baseline) const
{
    painter.setFont(m_font);
    // Into a file words go as words.
    if (painter.paintEngine()->type() != QPaintEngine::Raster) {
        painter.drawText(baseline, m_text);
        return;
    }
    const Shaped& known = shaped(m_font, m_text);
    painter.drawStaticText(baseline - QPointF(0.0, known.ascent), known.text);
}

} // namespace fairlead::ui
