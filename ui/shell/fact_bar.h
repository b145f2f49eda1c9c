#pragma once

#include "ui/common/status.h"
#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QWidget>

class QHBoxLayout;

namespace fairlead::ui {

/// One fact: icon and words in the colour of its status; a click goes where it is explained.
class FactButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit FactButton(const Theme& theme, QWidget* parent = nullptr);
    void setFact(const QString& icon, const QString& words, Token token);
    bool isNeutral() const { return m_token == Token::Text2; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_icon;
    Token m_token = Token::Text2;
};

/// The status bar: facts only, in the order in which they were first told.
class FactBar : public QWidget {
    Q_OBJECT
public:
    explicit FactBar(const Theme& theme, QWidget* parent = nullptr);
    void setFact(const QString& id, const QString& icon, const QString& words, Token token);
    void removeFact(const QString& id);
    QString fact(const QString& id) const; ///< its words; empty when there is none
    void focusFirst();
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    FactButton* find(const QString& id) const;
    void fit();

    const Theme& m_theme;
    QHBoxLayout* m_row;
    QWidget* m_version;
    QList<FactButton*> m_facts;
};

} // namespace fairlead::ui
