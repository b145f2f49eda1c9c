#pragma once

#include <QColor>
#include <QFont>
#include <QObject>

namespace fairlead::ui {

enum class Scheme { Light, Dark, HighContrast };

/// Every colour of the product (design-system.md, "Colour"). No other place names a colour.
enum class Token {
    Window,
    Panel,
    Raised,
    Selected,
    Line,
    Control,
    Text,
    Text2,
    Text3,
    Accent,
    AccentFill,
    OnAccent,
    DangerFill,
    OnDanger,
    PassText,
    PassTint,
    PassMark,
    MarginalText,
    MarginalTint,
    MarginalMark,
    FailText,
    FailTint,
    FailMark,
    NoDataText,
    NoDataTint,
    NoDataMark,
    UndecidedText,
    UndecidedTint,
    UndecidedMark,
    NotEffectiveText,
    NotEffectiveTint,
    NotEffectiveMark,
    Canary,
    Baseline,
    Limit,
    Series3,
    Series4,
    TokenCount,
};

/// The type scale, relative to the system font's size.
enum class Type { Caption, Small, Body, Section, Title, State, Figure };

/// Spacing and sizes in device-independent pixels (design-system.md, "Type, space, size").
namespace metric {
inline constexpr int kSpace1 = 4;
inline constexpr int kSpace2 = 8;
inline constexpr int kSpace3 = 12;
inline constexpr int kSpace4 = 16;
inline constexpr int kSpace6 = 24;
inline constexpr int kSpace8 = 32;
inline constexpr int kRadiusControl = 4;
inline constexpr int kRadiusCard = 6;
inline constexpr int kHeader = 48;
inline constexpr int kStatusBar = 24;
inline constexpr int kNavigationRow = 36;
inline constexpr int kNavigationWidth = 184;
inline constexpr int kNavigationCollapsed = 56;
inline constexpr int kCardHeader = 40;
inline constexpr int kCockpitCardHeader = 34;
inline constexpr int kButton = 32;
inline constexpr int kButtonSmall = 26;
inline constexpr int kButtonLarge = 40;
inline constexpr int kInput = 32;
inline constexpr int kTableRow = 34;
inline constexpr int kTwoLineRow = 52;
inline constexpr int kActionBar = 60;
inline constexpr int kPill = 22;
inline constexpr int kPillLarge = 32;
inline constexpr int kIconSmall = 14;
inline constexpr int kIcon = 16;
inline constexpr int kIconNavigation = 18;
inline constexpr int kIconLarge = 20;
inline constexpr int kIconState = 28;
} // namespace metric

/// Colours and fonts of the window. One instance, made in app, handed to every widget that paints.
/// Thread: GUI.
class Theme : public QObject {
    Q_OBJECT
public:
    /// Applies itself to the application at once, as setScheme() does.
    explicit Theme(Scheme scheme, QObject* parent = nullptr);

    Scheme scheme() const { return m_scheme; }
    /// Sets the application's palette, style sheet and font as well, then tells every widget by changed().
    void setScheme(Scheme scheme);

    QColor color(Token token) const;
    static QColor color(Token token, Scheme scheme);

    /// Section, Title, State and Figure are bold by themselves.
    QFont font(Type type, bool bold = false) const;
    QFont fixedFont() const; ///< code, hashes, requests: 0.92 of the body size

Q_SIGNALS:
    void changed();

private:
    Scheme m_scheme;
};

} // namespace fairlead::ui
