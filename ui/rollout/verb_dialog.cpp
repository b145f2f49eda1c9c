#include "ui/rollout/verb_dialog.h"

#include "ui/common/check_lines.h"
#include "ui/common/formatters.h"
#include "ui/rollout/words.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kReasonHeight = 58;

} // namespace

VerbDialog::VerbDialog(const Theme& theme, RareVerb verb, ButtonKind kind, const rollout::Snapshot& snapshot, QWidget* parent)
    : CommandDialog(theme, kind, iconOf(verb), parent)
    , m_verb(verb)
    , m_snapshot(snapshot)
    , m_opened(snapshot)
{
    setWindowTitle(textOf(verb).remove(QChar(0x2026)));
}

TextLabel* VerbDialog::addLabel(QVBoxLayout* column, const QString& text)
{
    auto* label = new TextLabel(theme(), Type::Small, Token::Text2);
    label->setText(text);
    label->setWordWrap(true);
    column->addWidget(label);
    return label;
}

void VerbDialog::addList(const QString& title)
{
    addLabel(leftColumn(), title);
    m_list = new CheckLines(theme());
    leftColumn()->addWidget(m_list, 1);
}

void VerbDialog::addReason(bool required)
{
    m_reasonRequired = required;
    addLabel(rightColumn(), required ? tr("Reason (required)") : tr("Note (optional)"));
    m_reason = new QPlainTextEdit;
    m_reason->setFixedHeight(std::max(kReasonHeight, 2 * QFontMetrics(theme().font(Type::Body)).lineSpacing() + 2 * metric::kSpace2 + 6));
    m_reason->setTabChangesFocus(true);
    m_reason->setAccessibleName(required ? tr("Reason") : tr("Note"));
    rightColumn()->addWidget(m_reason);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &VerbDialog::updateClosed);
}

void VerbDialog::addTyped(const QString& word)
{
    m_word = word;
    rightColumn()->addSpacing(metric::kSpace1);
    addLabel(rightColumn(), tr("Type <b>%1</b> to confirm").arg(word.toHtmlEscaped()))->setTextFormat(Qt::RichText);
    auto* row = new QHBoxLayout;
    m_typed = new QLineEdit;
    m_typed->setAccessibleName(tr("Type %1 to confirm").arg(word));
    m_typedState = new TextLabel(theme(), Type::Small, Token::PassText);
    row->addWidget(m_typed, 1);
    row->addWidget(m_typedState);
    rightColumn()->addLayout(row);
    connect(m_typed, &QLineEdit::textChanged, this, &VerbDialog::updateClosed);
}

void VerbDialog::addRecorded()
{
    addLabel(rightColumn(), tr("Recorded with your name and the values on this screen."))->setToken(Token::Text3);
    rightColumn()->addStretch(1);
}

void VerbDialog::begin()
{
    showSnapshot(m_snapshot);
    if (m_reason != nullptr)
        m_reason->setFocus();
}

void VerbDialog::showSnapshot(const rollout::Snapshot& snapshot)
{
    if (!(snapshot.state.release.id == m_snapshot.state.release.id))
        return;
    m_snapshot = snapshot;
    // What it would do stays what the person opened; where the rollout has gone on by itself, the button says so.
    if (!hasGoneOn())
        updateWords();
    updateClosed();
}

void VerbDialog::updateClosed()
{
    const bool typed = m_typed == nullptr || m_typed->text().trimmed() == m_word;
    if (m_typedState != nullptr)
        m_typedState->setText(typed ? tr("✓ matches") : QString());
    if (hasGoneOn())
        return setClosed(tr("The rollout has gone on since this opened: %1. Nothing was sent from here.").arg(wordsOf(m_snapshot).title));
    if (const QString why = whyClosed(m_snapshot, m_verb); !why.isEmpty())
        return setClosed(tr("Closed: %1").arg(why));
    if (const QString why = missing(); !why.isEmpty())
        return setClosed(why);
    if (m_reasonRequired && reason().isEmpty())
        return setClosed(tr("A reason is missing."));
    if (!typed)
        return setClosed(tr("Not typed yet: %1.").arg(m_word));
    setClosed({});
    setFootNote(tr("Recorded with the values on the screen at %1").arg(utcText(m_snapshot.at)));
}

VerbRequest VerbDialog::request() const
{
    VerbRequest request;
    request.verb = m_verb;
    request.reason = reason();
    fill(request);
    return request;
}

QString VerbDialog::reason() const
{
    return m_reason == nullptr ? QString() : m_reason->toPlainText().trimmed();
}

QString VerbDialog::place() const
{
    const rollout::Release& release = m_snapshot.state.release;
    return release.production ? tr("Production.") : release.environment + QLatin1Char('.');
}

void VerbDialog::setTargetRequest(const QString& intro, const QString& request)
{
    setRequest(intro.arg(m_snapshot.state.release.target.toHtmlEscaped()), request);
}

} // namespace fairlead::ui
