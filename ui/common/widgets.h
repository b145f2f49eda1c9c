#pragma once

#include "ui/common/status.h"
#include "ui/common/theme.h"

#include <QFrame>
#include <QKeySequence>
#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include <optional>

class QHBoxLayout;
class QTextDocument;
class QVBoxLayout;

namespace fairlead::ui {

/// Panel colour, one line around it, a header with bold title, grey scope and links at the right.
class Card : public QFrame {
    Q_OBJECT
public:
    Card(const Theme& theme, const QString& title, QWidget* parent = nullptr);
    void setTitle(const QString& title);
    void setScope(const QString& scope); ///< grey words behind the title
    void setDense(bool dense); ///< lower header and less padding, as in the cockpit
    QHBoxLayout* header() { return m_header; } ///< add links or legends here, at the right
    QVBoxLayout* body() { return m_body; } ///< rows touch: its spacing is 0 until you set one

private:
    QLabel* m_title;
    QLabel* m_scope;
    QHBoxLayout* m_header;
    QVBoxLayout* m_body;
};

/// Icon and bold word on a tint. Large is the one beside the big state.
class StatusPill : public QWidget {
    Q_OBJECT
public:
    explicit StatusPill(const Theme& theme, bool large = false, QWidget* parent = nullptr);
    void setLook(const StatusLook& look);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); } ///< a status word is never cut

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    StatusLook m_look;
    bool m_large;
};

class ActionButton;

/// Tint, mark border, 4 px bar at the left, icon, bold first clause, then what was not done and what to do.
class Banner : public QWidget {
    Q_OBJECT
public:
    explicit Banner(const Theme& theme, QWidget* parent = nullptr);
    void setMessage(const StatusLook& look, const QString& boldClause, const QString& rest);
    void setAction(const QString& label); ///< empty removes the button
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QRect textArea(int width) const;
    void layOut(QTextDocument& document, int width) const;
    void rebuild();

    const Theme& m_theme;
    StatusLook m_look;
    QString m_bold;
    QString m_rest;
    ActionButton* m_button;
};

enum class ButtonKind { Normal, Primary, Danger, Flat };

/// 26 px in cards, 32 px, 40 px in action bars and dialogs.
enum class ButtonSize { Small, Normal, Large };

/// A button with icon, words and the key caps of its present binding. Its accessible name is its words.
class ActionButton : public QPushButton {
    Q_OBJECT
public:
    ActionButton(
        const Theme& theme, const QString& icon, const QString& text, ButtonKind kind = ButtonKind::Normal, QWidget* parent = nullptr);
    void setKeys(const QKeySequence& keys); ///< shown as caps; the binding itself is a QShortcut or QAction of the panel
    void setCaps(const QStringList& caps); ///< e.g. {"Space"}
    void setCapsFirst(bool first); ///< caps before the words, as in the walk
    void setButtonSize(ButtonSize size);
    void setIconToken(Token token); ///< instead of the colour of the words
    void setIconName(const QString& icon);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Colors;
    Colors colors() const;
    QFont wordFont() const;
    int capsWidth() const;
    int contentWidth() const;
    void paintCaps(QPainter& painter, int x, const Colors& colors) const;

    const Theme& m_theme;
    QString m_icon;
    ButtonKind m_kind;
    ButtonSize m_size = ButtonSize::Normal;
    QStringList m_caps;
    bool m_capsFirst = false;
    std::optional<Token> m_iconToken;
};

/// Words of @p keys as they stand on key caps: {"Ctrl", "⇧", "R"}.
QStringList capsOf(const QKeySequence& keys);

/// Label, big figure with equal-width digits, one line of proof (design-system.md, "Figures").
class Figure : public QWidget {
    Q_OBJECT
public:
    Figure(const Theme& theme, const QString& label, QWidget* parent = nullptr);
    void setLabel(const QString& label);
    void setValue(const QString& value, Token token = Token::Text, const QString& trailingIcon = {});
    void setProof(const QString& proof);
    void setLarge(bool large); ///< all of it twice as large, to be read from far away
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override; ///< the proof may be elided, the value never

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_label;
    QString m_value;
    QString m_proof;
    QFont fontOf(Type type) const;
    QString m_icon;
    Token m_token = Token::Text;
    bool m_large = false;
};

/// What an empty panel is for and what to do next.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    EmptyState(const Theme& theme, const QString& icon, const QString& title, const QString& text, QWidget* parent = nullptr);
    ActionButton* addAction(const QString& icon, const QString& text, ButtonKind kind);

private:
    const Theme& m_theme;
    QHBoxLayout* m_actions;
};

/// A label in one size of the type scale and one token; follows the theme.
class TextLabel : public QLabel {
    Q_OBJECT
public:
    TextLabel(const Theme& theme, Type type, Token token, bool bold = false, QWidget* parent = nullptr);
    void setToken(Token token);

private:
    void follow();
    const Theme& m_theme;
    Type m_type;
    Token m_token;
    bool m_bold;
};

} // namespace fairlead::ui
