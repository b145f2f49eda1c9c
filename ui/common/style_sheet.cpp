#include "ui/common/style_sheet.h"

#include <QFontMetrics>

namespace fairlead::ui {

QString styleSheet(Scheme scheme, const QFont& base)
{
    const auto name = [scheme](Token token) { return Theme::color(token, scheme).name(); };
    // Inputs grow with the font; 32 is the least.
    const int inner = qMax(metric::kInput, QFontMetrics(base).height() + 2 * 6) - 2;

    // No text colours here: a colour from a style sheet would turn the placeholder half transparent.
    QString sheet = QStringLiteral(R"(
fairlead--ui--Card { background: %panel; border: 1px solid %line; border-radius: %cardRadiuspx; }
#cardHeader { background: transparent; border: none; border-bottom: 1px solid %line; }
QLineEdit, QSpinBox, QDoubleSpinBox, QDateTimeEdit {
    background: %panel; border: 1px solid %control; border-radius: %radiuspx; padding: 0 8px; min-height: %innerpx;
    selection-background-color: %accentFill; selection-color: %onAccent; }
QPlainTextEdit, QTextEdit {
    background: %panel; border: 1px solid %control; border-radius: %radiuspx; padding: 6px;
    selection-background-color: %accentFill; selection-color: %onAccent; }
QPlainTextEdit[readOnly="true"], QTextEdit[readOnly="true"] { background: %raised; border-color: %line; }
QLineEdit:disabled, QPlainTextEdit:disabled { background: %raised; border-color: %line; }
QToolTip { background: %raised; color: %text; border: 1px solid %control; padding: 4px 6px; }
)");
    const std::pair<QLatin1String, QString> values[] = {
        {QLatin1String("%accentFill"), name(Token::AccentFill)},
        {QLatin1String("%onAccent"), name(Token::OnAccent)},
        {QLatin1String("%panel"), name(Token::Panel)},
        {QLatin1String("%raised"), name(Token::Raised)},
        {QLatin1String("%line"), name(Token::Line)},
        {QLatin1String("%control"), name(Token::Control)},
        {QLatin1String("%text"), name(Token::Text)},
        {QLatin1String("%cardRadius"), QString::number(metric::kRadiusCard)},
        {QLatin1String("%radius"), QString::number(metric::kRadiusControl)},
        {QLatin1String("%inner"), QString::number(inner)},
    };
    for (const auto& [key, value] : values)
        sheet.replace(key, value);
    return sheet;
}

} // namespace fairlead::ui
