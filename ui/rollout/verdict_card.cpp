#include "ui/rollout/verdict_card.h"

#include "ui/common/check_lines.h"
#include "ui/common/widgets.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kLeastWidth = 660;
constexpr int kLettersWide = 88; ///< lines longer than that are hard to read
constexpr int kBesideWindow = metric::kSpace6; ///< what is seen of the cockpit's window at least

QString rich(const QString& text)
{
    const QStringList parts = text.toHtmlEscaped().split(QStringLiteral("**"));
    QString html;
    for (qsizetype i = 0; i < parts.size(); ++i)
        html += i % 2 == 1 ? QStringLiteral("<b>%1</b>").arg(parts.at(i)) : parts.at(i);
    return html;
}

void showWords(TextLabel& label, const QString& words)
{
    label.setText(words);
    label.setVisible(!words.isEmpty());
}

} // namespace

VerdictCard::VerdictCard(const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_scroll(new QScrollArea)
    , m_page(new QWidget)
    , m_title(new TextLabel(theme, Type::Title, Token::Text))
    , m_pill(new StatusPill(theme, true))
    , m_value(new Figure(theme, QString()))
    , m_sentence(new TextLabel(theme, Type::Body, Token::Text2))
    , m_difference(new Banner(theme))
    , m_judges(new CheckLines(theme))
    , m_plotTitle(new TextLabel(theme, Type::Small, Token::Text3))
    , m_plot(new ShiftPlot(theme))
    , m_facts(new QWidget)
    , m_footer(new QWidget)
    , m_foot(new TextLabel(theme, Type::Small, Token::Text3))
    , m_copy(new ActionButton(theme, QStringLiteral("copy"), tr("Copy"), ButtonKind::Flat))
    , m_close(new ActionButton(theme, QString(), tr("Close")))
{
    setWindowTitle(tr("Verdict"));
    auto* body = new QVBoxLayout(m_page);
    body->setContentsMargins(metric::kSpace6, metric::kSpace6, metric::kSpace6, metric::kSpace4);
    body->setSpacing(metric::kSpace3);
    buildHead(*body);
    buildBody(*body);
    buildFooter();

    m_scroll->setWidget(m_page);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::StrongFocus); // its arrows scroll where the card is lower than what it says
    m_scroll->viewport()->setAutoFillBackground(false);
    m_page->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_footer);
    m_close->setFocus();
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void VerdictCard::buildHead(QVBoxLayout& body)
{
    m_title->setWordWrap(true);
    m_sentence->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(metric::kSpace4);
    head->addWidget(m_title, 1);
    head->addWidget(m_pill, 0, Qt::AlignTop);
    body.addLayout(head);
    body.addWidget(m_value);
    body.addWidget(m_sentence);
}

void VerdictCard::buildBody(QVBoxLayout& body)
{
    m_plotTitle->setText(tr("Canary less baseline"));
    auto* facts = new QVBoxLayout(m_facts);
    facts->setContentsMargins(0, 0, 0, 0);
    facts->setSpacing(2);
    body.addWidget(m_difference);
    body.addWidget(m_judges);
    body.addSpacing(metric::kSpace1);
    body.addWidget(m_plotTitle);
    body.addWidget(m_plot);
    body.addWidget(m_facts);
    body.addStretch(1);
}

void VerdictCard::buildFooter()
{
    auto* footer = new QHBoxLayout(m_footer);
    footer->setContentsMargins(metric::kSpace6, 10, metric::kSpace6, 10);
    footer->setSpacing(metric::kSpace2);
    m_foot->setWordWrap(true);
    m_copy->setKeys(QKeySequence(QKeySequence::Copy));
    m_close->setCaps({tr("Esc", "key cap")});
    m_copy->setAutoDefault(false);
    footer->addWidget(m_foot, 1);
    footer->addWidget(m_copy);
    footer->addWidget(m_close);
    connect(m_copy, &QPushButton::clicked, this, &VerdictCard::copy);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(new QShortcut(QKeySequence(QKeySequence::Copy), this), &QShortcut::activated, this, &VerdictCard::copy);
}

void VerdictCard::showRow(const rollout::Snapshot& snapshot, int row)
{
    m_row = row;
    showSnapshot(snapshot);
}

void VerdictCard::showSnapshot(const rollout::Snapshot& snapshot)
{
    const std::optional<VerdictWords> words = verdictWordsOf(snapshot, m_row);
    if (!words) {
        reject();
        return;
    }
    if (*words != m_words)
        say(*words);
}

void VerdictCard::say(const VerdictWords& words)
{
    m_words = words;
    setAccessibleName(QStringLiteral("%1: %2").arg(words.title, words.word));
    setAccessibleDescription(plainText(words));
    m_title->setText(words.title);
    m_pill->setLook({words.status, words.icon, words.word});
    m_value->setLabel(words.valueLabel);
    m_value->setValue(words.value, words.stale ? Token::Text3 : Token::Text);
    m_value->setProof(words.proof);
    showWords(*m_sentence, words.sentence);
    m_difference->setMessage(lookOf(gate::Outcome::Marginal), tr("The judges differ."), words.difference);
    m_difference->setVisible(!words.difference.isEmpty());
    std::vector<Check> lines;
    lines.reserve(words.judges.size());
    for (const JudgeLine& judge : words.judges)
        lines.push_back({judge.name, lookOf(judge.outcome).status, judge.head(), judge.sentence, {}});
    m_judges->setChecks(lines);
    m_judges->setVisible(!lines.empty());
    m_plot->setPicture(words.shifts.value_or(ShiftPicture()));
    m_plot->setVisible(words.shifts.has_value());
    m_plotTitle->setVisible(words.shifts.has_value());
    showFacts(words.facts);
    m_foot->setText(words.foot);
    grow();
}

void VerdictCard::showFacts(const std::vector<RuleFact>& facts)
{
    while (m_factLabels.size() < 2 * facts.size()) {
        auto* label = new TextLabel(m_theme, Type::Small, Token::Text3);
        auto* text = new TextLabel(m_theme, Type::Body, Token::Text);
        text->setWordWrap(true);
        text->setTextFormat(Qt::RichText);
        text->setContentsMargins(0, 0, 0, metric::kSpace2);
        m_facts->layout()->addWidget(label);
        m_facts->layout()->addWidget(text);
        m_factLabels.insert(m_factLabels.end(), {label, text});
    }
    for (std::size_t i = 0; i < m_factLabels.size() / 2; ++i) {
        const RuleFact fact = i < facts.size() ? facts[i] : RuleFact();
        TextLabel& text = *m_factLabels[2 * i + 1];
        showWords(*m_factLabels[2 * i], fact.label);
        showWords(text, fact.code ? QStringLiteral("<code>%1</code>").arg(fact.text.toHtmlEscaped()) : rich(fact.text));
    }
    m_facts->setVisible(!facts.empty());
}

void VerdictCard::grow()
{
    const QWidget* window = parentWidget() != nullptr ? parentWidget()->window() : this;
    const QSize most = parentWidget() != nullptr ? window->size() - QSize(2 * kBesideWindow, 2 * kBesideWindow) : maximumSize();
    const int letters = kLettersWide * QFontMetrics(m_theme.font(Type::Body)).averageCharWidth();
    const int wide = std::min(std::max(kLeastWidth, letters), most.width());
    // A layout hears of a change below the one beneath it only with the next events: too late to ask for a height.
    const QList<QLayout*> layouts = m_page->findChildren<QLayout*>();
    for (QLayout* layout : layouts)
        layout->invalidate();
    // Without words in it the footer's height does not depend on its width.
    const int footer = m_footer->hasHeightForWidth() ? m_footer->heightForWidth(wide) : m_footer->sizeHint().height();
    const int tall = m_page->heightForWidth(wide) + std::max(footer, m_footer->minimumSizeHint().height());
    // Never smaller than it is: what a person has placed and reads must not jump.
    const QSize wanted(wide, std::min(tall, most.height()));
    resize(isVisible() ? wanted.expandedTo(size()) : wanted);
}

void VerdictCard::copy() const
{
    QApplication::clipboard()->setText(plainText(m_words));
}

void VerdictCard::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Panel));
    painter.fillRect(m_footer->geometry(), m_theme.color(Token::Raised));
    painter.fillRect(0, m_footer->y(), width(), 1, m_theme.color(Token::Line));
}

} // namespace fairlead::ui
