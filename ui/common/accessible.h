#pragma once

class QWidget;
class QString;

namespace fairlead::ui {

/// Lets assistive technology see the painted widgets (pill, banner, figure) as static texts. Once per process.
void installAccessibility();

/// Sets the accessible name of a painted widget and tells those who listen, only when it differs.
void setSpokenText(QWidget& widget, const QString& text);

} // namespace fairlead::ui
