#include "ui/common/theme.h"

#include "ui/common/accessible.h"
#include "ui/common/style.h"
#include "ui/common/style_sheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>
#include <QToolTip>

#include <array>
#include <cmath>

// The resource is compiled into a static library: without this the linker drops it.
// Outside any namespace because the macro declares a global function.
static void initIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace fairlead::ui {

namespace {

struct Row {
    QRgb light;
    QRgb dark;
    QRgb highContrast;
};

constexpr QRgb rgb(unsigned value)
{
    return 0xFF000000U | value;
}

constexpr Row row(unsigned light, unsigned dark, unsigned highContrast)
{
    return {rgb(light), rgb(dark), rgb(highContrast)};
}

// In the order of Token.
constexpr std::array<Row, static_cast<std::size_t>(Token::TokenCount)> kTable = {
    row(0xF3F5F7, 0x11161C, 0x000000), // Window
    row(0xFFFFFF, 0x1A2129, 0x000000), // Panel
    row(0xF8FAFB, 0x232C36, 0x000000), // Raised
    row(0xE3EDFA, 0x20344F, 0x003B66), // Selected
    row(0xDCE1E7, 0x2D3742, 0xFFFFFF), // Line
    row(0x7F8A96, 0x66727F, 0xFFFFFF), // Control
    row(0x15202B, 0xE8EDF2, 0xFFFFFF), // Text
    row(0x465362, 0xB2BDC9, 0xFFFFFF), // Text2
    row(0x5C6875, 0x94A1AE, 0xE6E6E6), // Text3
    row(0x1D5DBF, 0x7DB2FF, 0x6CC4FF), // Accent
    row(0x1D5DBF, 0x2F6FD0, 0x6CC4FF), // AccentFill
    row(0xFFFFFF, 0xFFFFFF, 0x000000), // OnAccent
    row(0xB42D12, 0xC23A1D, 0xFF9A85), // DangerFill
    row(0xFFFFFF, 0xFFFFFF, 0x000000), // OnDanger
    row(0x0A6B5C, 0x45CDB0, 0x5CF2D0), // PassText
    row(0xDFF2ED, 0x12332F, 0x000000), // PassTint
    row(0x12917B, 0x35C2A5, 0x5CF2D0), // PassMark
    row(0x8A5200, 0xF2B950, 0xFFD84D), // MarginalText
    row(0xFCF0D8, 0x3A2E14, 0x000000), // MarginalTint
    row(0xC78000, 0xFFC857, 0xFFD84D), // MarginalMark
    row(0xA3200D, 0xFF8D73, 0xFF9A85), // FailText
    row(0xFBE5DF, 0x45211A, 0x000000), // FailTint
    row(0xB3230C, 0xF26A4B, 0xFF8A73), // FailMark
    row(0x56626F, 0x9AA7B4, 0xFFFFFF), // NoDataText
    row(0xE9EDF1, 0x2A333D, 0x000000), // NoDataTint
    row(0x8B96A2, 0x7F8C99, 0xFFFFFF), // NoDataMark
    row(0x1D5DBF, 0x7DB2FF, 0x6CC4FF), // UndecidedText
    row(0xE3EDFA, 0x1B2F4A, 0x000000), // UndecidedTint
    row(0x2E74DB, 0x5AA2FF, 0x6CC4FF), // UndecidedMark
    row(0x7C1D87, 0xF0A6EC, 0xFFC2FA), // NotEffectiveText
    row(0xF8E6F8, 0x40213F, 0x000000), // NotEffectiveTint
    row(0x7C1D87, 0xF0A6EC, 0xFFC2FA), // NotEffectiveMark
    row(0x1D5DBF, 0x5AA2FF, 0x6CC4FF), // Canary
    row(0x6B7682, 0x9DA9B6, 0xFFFFFF), // Baseline
    row(0xB42D12, 0xFF7A5C, 0xFF9A85), // Limit
    row(0x0A7F6C, 0x45CDB0, 0x5CF2D0), // Series3
    row(0xB97700, 0xF2B950, 0xFFD84D), // Series4
};

// The mock-ups stand on 13 px; a desktop that asks for more gets more.
constexpr int kSmallestBase = 13;

double scaleOf(Type type)
{
    switch (type) {
    case Type::Caption: return 0.85;
    case Type::Small: return 0.92;
    case Type::Body: return 1.0;
    case Type::Section: return 1.15;
    case Type::Title: return 1.54;
    case Type::State: return 2.46;
    case Type::Figure: return 2.77;
    }
    return 1.0;
}

bool boldByItself(Type type)
{
    return type == Type::Section || type == Type::Title || type == Type::State || type == Type::Figure;
}

QFont baseFont()
{
    const QFont system = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    QFont font = system;
    const QString preferred = QStringLiteral("Noto Sans");
    // Asked once: it goes through all of fontconfig's rules, and every text that is painted needs a font.
    static const bool isThere = QFontDatabase::hasFamily(preferred);
    if (isThere)
        font.setFamilies({preferred});
    font.setPixelSize(qMax(kSmallestBase, QFontInfo(system).pixelSize()));
    font.setWeight(QFont::Normal);
    return font;
}

QPalette paletteOf(Scheme scheme)
{
    const auto c = [scheme](Token token) { return Theme::color(token, scheme); };
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor& color) { palette.setColor(role, color); };
    set(QPalette::Window, c(Token::Window));
    set(QPalette::Base, c(Token::Panel));
    set(QPalette::AlternateBase, c(Token::Raised));
    set(QPalette::Button, c(Token::Panel));
    set(QPalette::Text, c(Token::Text));
    set(QPalette::WindowText, c(Token::Text));
    set(QPalette::ButtonText, c(Token::Text));
    set(QPalette::BrightText, c(Token::OnDanger));
    set(QPalette::PlaceholderText, c(Token::Text3));
    set(QPalette::Highlight, c(Token::Selected));
    set(QPalette::HighlightedText, c(Token::Text));
    set(QPalette::Link, c(Token::Accent));
    set(QPalette::LinkVisited, c(Token::Accent));
    set(QPalette::Light, c(Token::Panel));
    set(QPalette::Midlight, c(Token::Raised));
    set(QPalette::Mid, c(Token::Line));
    set(QPalette::Dark, c(Token::Control));
    set(QPalette::Shadow, c(Token::Line));
    set(QPalette::ToolTipBase, c(Token::Raised));
    set(QPalette::ToolTipText, c(Token::Text));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c(Token::Text3));
    return palette;
}

} // namespace

Theme::Theme(Scheme scheme, QObject* parent)
    : QObject(parent)
    , m_scheme(scheme)
{
    initIcons();
    installAccessibility();
    setScheme(scheme);
}

void Theme::setScheme(Scheme scheme)
{
    m_scheme = scheme;
    // Models and formatters are tested without a window.
    if (qobject_cast<QApplication*>(QCoreApplication::instance())) {
        installStyle();
        const QPalette palette = paletteOf(scheme);
        QApplication::setFont(font(Type::Body));
        QApplication::setPalette(palette);
        QToolTip::setPalette(palette);
        QToolTip::setFont(font(Type::Small));
        qApp->setStyleSheet(styleSheet(scheme, font(Type::Body)));
    }
    Q_EMIT changed();
}

QColor Theme::color(Token token) const
{
    return color(token, m_scheme);
}

QColor Theme::color(Token token, Scheme scheme)
{
    Q_ASSERT(token < Token::TokenCount);
    const Row& colors = kTable.at(static_cast<std::size_t>(token));
    switch (scheme) {
    case Scheme::Light: return QColor::fromRgb(colors.light);
    case Scheme::Dark: return QColor::fromRgb(colors.dark);
    case Scheme::HighContrast: return QColor::fromRgb(colors.highContrast);
    }
    return {};
}

QFont Theme::font(Type type, bool bold) const
{
    QFont font = baseFont();
    font.setPixelSize(static_cast<int>(std::lround(font.pixelSize() * scaleOf(type))));
    font.setBold(bold || boldByItself(type));
    return font;
}

QFont Theme::fixedFont() const
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    for (const QString& family : {QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono")}) {
        if (QFontDatabase::hasFamily(family)) {
            fixed.setFamilies({family});
            break;
        }
    }
    fixed.setStyleHint(QFont::Monospace);
    fixed.setPixelSize(font(Type::Small).pixelSize());
    return fixed;
}

} // namespace fairlead::ui
