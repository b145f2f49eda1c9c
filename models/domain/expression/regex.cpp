#include "models/domain/expression/regex.h"

namespace fairlead::expression {

namespace {

/// Walks over a pattern, refuses what RE2 does not have and writes it as PCRE wants it.
class Translation {
public:
    explicit Translation(const QString& text)
        : m_text(text)
    {
    }

    std::expected<QString, QString> run()
    {
        for (; m_at < m_text.size() && m_wrong.isEmpty(); ++m_at) {
            step(m_text.at(m_at));
        }
        return m_wrong.isEmpty() ? std::expected<QString, QString>(m_out) : std::unexpected(m_wrong);
    }

private:
    QStringView rest() const { return QStringView(m_text).mid(m_at); }

    void step(QChar character)
    {
        if (character == QLatin1Char('\\')) {
            escape();
        } else if (m_inClass) {
            m_inClass = character != QLatin1Char(']');
            m_out += character;
        } else if (character == QLatin1Char('[')) {
            openClass();
        } else if (character == QLatin1Char('(') && rest().startsWith(QLatin1String("(?"))) {
            group();
        } else if (character == QLatin1Char('$')) {
            // In the multi-line mode "$" is the end of a line in both.
            m_out += m_text.contains(QLatin1String("(?m")) ? QStringLiteral("$") : QStringLiteral("\\z");
        } else if (character == QLatin1Char('+') && !m_out.isEmpty() && QLatin1String("*+?}").contains(m_out.back()) && !m_escaped) {
            m_wrong = QStringLiteral("The pattern repeats a repetition.");
        } else {
            m_out += character;
        }
        m_escaped = character == QLatin1Char('\\');
    }

    void openClass()
    {
        m_inClass = true;
        m_out += QLatin1Char('[');
        // "]" right behind the beginning belongs to the class.
        for (const char* each : {"^", "]"}) {
            if (QStringView(m_text).mid(m_at + 1).startsWith(QLatin1String(each))) {
                m_out += m_text.at(++m_at);
            }
        }
        if (m_text.mid(m_at + 1).startsWith(QLatin1String("[:"))) {
            const qsizetype end = m_text.indexOf(QLatin1String(":]"), m_at);
            if (end > 0) {
                m_out += m_text.mid(m_at + 1, end + 1 - m_at);
                m_at = end + 1;
            }
        }
    }

    void group()
    {
        const QChar kind = rest().size() > 2 ? rest().at(2) : QChar();
        const QChar next = rest().size() > 3 ? rest().at(3) : QChar();
        const bool named = kind == QLatin1Char('P') ? next == QLatin1Char('<')
                                                    : kind == QLatin1Char('<') && next != QLatin1Char('=') && next != QLatin1Char('!');
        const bool flags = QLatin1String("imsU-:").contains(kind);
        if (!named && !flags) {
            m_wrong = QStringLiteral("The pattern has a group that begins with (?%1, which RE2 does not know.").arg(kind);
        }
        m_out += QLatin1Char('(');
    }

    void escape()
    {
        const QChar next = rest().size() > 1 ? rest().at(1) : QChar();
        const bool letter = next.isLetterOrNumber() && next.unicode() < 128;
        if (letter && !QLatin1String("afnrtvxAbBdDpPQEsSwWzC01234567").contains(next)) {
            m_wrong = QStringLiteral("The pattern has the escape \\%1, which RE2 does not know.").arg(next);
        } else if (next >= QLatin1Char('1') && next <= QLatin1Char('9') && !(rest().size() > 2 && rest().at(2).isDigit())) {
            m_wrong = QStringLiteral("The pattern refers back to a group, which RE2 cannot.");
        }
        m_out += m_text.mid(m_at, 2);
        ++m_at;
    }

    QString m_text;
    QString m_out;
    QString m_wrong;
    qsizetype m_at = 0;
    bool m_inClass = false;
    bool m_escaped = false; ///< the last character was taken by a backslash
};

} // namespace

std::expected<Pattern, QString> Pattern::read(const QByteArray& utf8)
{
    const std::expected<QString, QString> translated = Translation(QString::fromUtf8(utf8)).run();
    if (!translated) {
        return std::unexpected(translated.error());
    }
    QRegularExpression expression(*translated);
    if (!expression.isValid()) {
        return std::unexpected(QStringLiteral("The pattern cannot be read: %1.").arg(expression.errorString()));
    }
    return Pattern(std::move(expression));
}

std::expected<bool, QString> Pattern::matches(const QByteArray& utf8) const
{
    const QRegularExpressionMatch match = m_expression.match(QString::fromUtf8(utf8));
    if (!match.isValid()) {
        return std::unexpected(QStringLiteral("The pattern takes too long on this text."));
    }
    return match.hasMatch();
}

} // namespace fairlead::expression
