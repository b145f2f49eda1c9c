#pragma once

#include "ui/common/theme.h"

#include <QWidget>

namespace fairlead::ui {

/// Small grey facts in one line, parted by dots, each with an icon if it has one.
class MetaLine : public QWidget {
    Q_OBJECT
public:
    struct Fact {
        QString icon; ///< Lucide name or empty
        QString words;
        Token token = Token::Text2;
    };
    explicit MetaLine(const Theme& theme, QWidget* parent = nullptr);
    void setFacts(const QList<Fact>& facts);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QList<Fact> m_facts;
};

} // namespace fairlead::ui
