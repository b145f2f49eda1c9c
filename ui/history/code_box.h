#pragma once

#include "ui/common/theme.h"

#include <QPlainTextEdit>

namespace fairlead::ui {

/// A request or an answer as it was, in the fixed font; wraps anywhere, grows to a bounded height and scrolls
/// beyond. Its text can be selected and copied. Thread: GUI.
class CodeBox : public QPlainTextEdit {
    Q_OBJECT
public:
    CodeBox(const Theme& theme, const QString& name, QWidget* parent = nullptr);
    void setCode(const QString& code);

    static constexpr int kMostLines = 10;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void follow();
    void fitHeight();

    const Theme& m_theme;
};

} // namespace fairlead::ui
