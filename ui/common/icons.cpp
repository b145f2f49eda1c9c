#include "ui/common/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QPointer>
#include <QSvgRenderer>

namespace fairlead::ui {

namespace {

constexpr double kDisabledOpacity = 0.5;

bool isStatusIcon(const QString& name)
{
    static const QStringList names{QStringLiteral("circle-check"), QStringLiteral("triangle-alert"), QStringLiteral("octagon-x"),
        QStringLiteral("circle-slash"), QStringLiteral("hourglass"), QStringLiteral("circle-question-mark")};
    return names.contains(name);
}

QByteArray svgOf(const QString& name, const QColor& color)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    const bool found = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(found, "icon", qPrintable(QStringLiteral("no icon is named \"%1\"").arg(name)));
    if (!found)
        return {};
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    if (!isStatusIcon(name))
        svg.replace("stroke-width=\"2\"", "stroke-width=\"1.75\"");
    return svg;
}

QPixmap render(const QString& name, int size, double ratio, const QColor& color)
{
    const QString key = QStringLiteral("fairlead:%1:%2:%3:%4").arg(name).arg(size).arg(ratio).arg(color.name());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const int pixels = qMax(1, qRound(size * ratio));
    pixmap = QPixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(svgOf(name, color));
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

class ThemedIconEngine final : public QIconEngine {
public:
    ThemedIconEngine(const Theme& theme, QString name, Token token)
        : m_theme(&theme)
        , m_name(std::move(name))
        , m_token(token)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        if (!m_theme)
            return;
        painter->save();
        if (mode == QIcon::Disabled)
            painter->setOpacity(painter->opacity() * kDisabledOpacity);
        paintIcon(*painter, *m_theme, m_name, rect, m_token);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override { return scaledPixmap(size, mode, state, 1.0); }

    // Qt hands the size in device pixels here.
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect(QPoint(), size), mode, QIcon::Off);
        return result;
    }

    QIconEngine* clone() const override { return new ThemedIconEngine(*this); }

private:
    QPointer<const Theme> m_theme; // an icon may outlive the theme in a menu that is being torn down
    QString m_name;
    Token m_token;
};

} // namespace

QIcon themedIcon(const Theme& theme, const QString& name, Token token)
{
    Q_ASSERT_X(QFile::exists(QStringLiteral(":/icons/%1.svg").arg(name)), "icon", qPrintable(name));
    return QIcon(new ThemedIconEngine(theme, name, token));
}

void paintIcon(QPainter& painter, const Theme& theme, const QString& name, const QRect& box, Token token)
{
    const int size = qMin(box.width(), box.height());
    const QPixmap pixmap = render(name, size, painter.device()->devicePixelRatioF(), theme.color(token));
    painter.drawPixmap(QPointF(box.x() + (box.width() - size) / 2.0, box.y() + (box.height() - size) / 2.0), pixmap);
}

} // namespace fairlead::ui
