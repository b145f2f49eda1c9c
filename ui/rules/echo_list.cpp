#include "ui/rules/echo_list.h"

#include "ui/common/accessible.h"
#include "ui/common/icons.h"
#include "ui/common/widgets.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kTextLeft = 56; ///< after icon and line number

/// "Alerts when **5 calls in a row** …" as rich text.
QString richText(const QString& words)
{
    const QStringList parts = words.toHtmlEscaped().split(QStringLiteral("**"));
    QString html;
    for (qsizetype i = 0; i < parts.size(); ++i)
        html += i % 2 == 1 ? QStringLiteral("<b>%1</b>").arg(parts[i]) : parts[i];
    return html;
}

QString errorWords(const gate::RuleLine& line)
{
    QStringList words;
    for (const condition::TextError& error : line.errors) {
        words.append(
            EchoList::tr("**Line %1, column %2: %3** %4").arg(line.line).arg(error.column).arg(error.message, error.help).trimmed());
    }
    return words.join(QLatin1Char(' '));
}

QString wordsFor(const gate::RuleLine& line)
{
    return line.rule ? line.rule->echo() : errorWords(line);
}

} // namespace

/// One line in words, a line under it.
class EchoList::Row : public QWidget {
public:
    Row(const Theme& theme, EchoList* list)
        : m_theme(theme)
        , m_list(list)
        , m_text(new TextLabel(theme, Type::Body, Token::Text))
    {
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(kTextLeft, metric::kSpace2, metric::kSpace3, metric::kSpace2);
        layout->addWidget(m_text);
        m_text->setWordWrap(true);
        m_text->setTextFormat(Qt::RichText);
        m_text->setAttribute(Qt::WA_TransparentForMouseEvents);
    }

    void show(const gate::RuleLine& line)
    {
        m_line = line.line;
        m_column = line.errors.empty() ? 1 : line.errors.front().column;
        m_wrong = !line.errors.empty();
        m_dry = line.rule && !line.rule->armed;
        m_words = wordsFor(line);
        m_text->setText(richText(m_words));
        QString plain = m_words;
        setSpokenText(*this, plain.remove(QStringLiteral("**")));
        update();
    }
    void setCurrent(bool current)
    {
        if (current != std::exchange(m_current, current))
            update();
    }
    int line() const { return m_line; }
    const QString& words() const { return m_words; }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        if (m_current)
            painter.fillRect(rect(), m_theme.color(Token::Raised));
        painter.setPen(m_theme.color(Token::Line));
        painter.drawLine(0, height() - 1, width(), height() - 1);
        const QString icon = m_wrong ? QStringLiteral("circle-x")
            : m_dry                  ? QStringLiteral("flask-conical")
                                     : QStringLiteral("circle-check");
        const Token token = m_wrong ? Token::FailText : m_dry ? Token::UndecidedText : Token::PassText;
        paintIcon(painter, m_theme, icon, QRect(metric::kSpace3, metric::kSpace2 + 2, metric::kIcon, metric::kIcon), token);
        painter.setPen(m_theme.color(Token::Text3));
        painter.setFont(m_theme.font(Type::Small));
        painter.drawText(QRect(metric::kSpace8, metric::kSpace2, kTextLeft - metric::kSpace8 - metric::kSpace2, 20),
            Qt::AlignRight | Qt::AlignVCenter, QString::number(m_line));
    }
    void mousePressEvent(QMouseEvent* event) override
    {
        if (event->button() == Qt::LeftButton)
            Q_EMIT m_list->lineActivated(m_line, m_column);
    }

private:
    const Theme& m_theme;
    EchoList* m_list;
    TextLabel* m_text;
    QString m_words;
    int m_line = 0;
    int m_column = 1;
    bool m_wrong = false;
    bool m_dry = false;
    bool m_current = false;
};

EchoList::EchoList(const Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_page(new QWidget)
    , m_layout(new QVBoxLayout(m_page))
{
    setAccessibleName(tr("Rules in words"));
    setWidget(m_page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setAutoFillBackground(false);
    m_page->setAutoFillBackground(false);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addStretch();
}

void EchoList::setLines(const std::vector<gate::RuleLine>& lines)
{
    std::size_t row = 0;
    for (const gate::RuleLine& line : lines) {
        if (!line.rule && line.errors.empty())
            continue;
        if (row == m_rows.size()) {
            m_rows.push_back(new Row(m_theme, this));
            m_layout->insertWidget(static_cast<int>(row), m_rows.back());
        }
        m_rows[row]->show(line);
        ++row;
    }
    while (m_rows.size() > row) {
        delete m_rows.back();
        m_rows.pop_back();
    }
}

void EchoList::setCurrentLine(int line)
{
    for (Row* row : m_rows) {
        row->setCurrent(row->line() == line);
        if (row->line() == line)
            ensureWidgetVisible(row, 0, metric::kSpace2);
    }
}

QString EchoList::wordsOf(int line) const
{
    const auto found = std::ranges::find(m_rows, line, &Row::line);
    return found == m_rows.end() ? QString() : (*found)->words();
}

} // namespace fairlead::ui
