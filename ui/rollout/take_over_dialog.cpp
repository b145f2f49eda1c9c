#include "ui/rollout/take_over_dialog.h"

#include "ui/common/check_lines.h"
#include "ui/common/formatters.h"
#include "ui/rollout/words.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {
constexpr int kReasonHeight = 58;
} // namespace

TakeOverDialog::TakeOverDialog(const Theme& theme, const workspace::Holder& holder, bool lost, const QStringList& underWay, QWidget* parent)
    : CommandDialog(theme, lost ? ButtonKind::Primary : ButtonKind::Danger, QStringLiteral("ship-wheel"), parent)
    , m_list(new CheckLines(theme))
    , m_reason(new QPlainTextEdit)
{
    setWindowTitle(tr("Take over"));
    const QString who = workspace::describe(holder);
    setQuestion(lost ? tr("Carry out the releases here?") : tr("Take over the releases here?"),
        lost ? tr("%1 has ended or hangs.").arg(who) : tr("%1 carries them out now.").arg(who));
    auto* happens = new TextLabel(theme, Type::Small, Token::Text2);
    happens->setText(tr("What will happen"));
    leftColumn()->addWidget(happens);
    leftColumn()->addWidget(m_list, 1);
    m_list->setChecks({
        {QStringLiteral("asked"), Status::Marginal, lost ? tr("Nobody is asked:") : tr("It is asked first,"),
            lost ? tr("there is no answer from it.")
                 : tr("finishes what it has sent, and only watches then. No answer within 5 s: it is overtaken."),
            QStringLiteral("users")},
        {QStringLiteral("goes on"), Status::Pass, underWay.isEmpty() ? tr("Nothing is under way.") : tr("Go on from here:"),
            underWay.isEmpty() ? QString() : listText(underWay) + QLatin1Char('.'), QStringLiteral("play")},
        {QStringLiteral("once"), Status::Pass, tr("Nothing is sent twice:"), tr("an interrupted command is settled by asking its target."),
            QStringLiteral("shield-check")},
    });
    auto* label = new TextLabel(theme, Type::Small, Token::Text2);
    label->setText(tr("Reason (required)"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(std::max(kReasonHeight, 2 * QFontMetrics(theme.font(Type::Body)).lineSpacing() + 2 * metric::kSpace2 + 6));
    rightColumn()->addWidget(label);
    rightColumn()->addWidget(m_reason);
    rightColumn()->addStretch(1);
    setButtons(tr("Take over"), tr("Keep watching"), true);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &TakeOverDialog::updateClosed);
    updateClosed();
    m_reason->setFocus();
}

void TakeOverDialog::showOver(const QString& why)
{
    m_over = why;
    updateClosed();
}

void TakeOverDialog::updateClosed()
{
    if (!m_over.isEmpty())
        return setClosed(m_over);
    if (reason().isEmpty())
        return setClosed(tr("A reason is missing."));
    setClosed({});
    setFootNote(tr("Recorded with your name"));
}

QString TakeOverDialog::reason() const
{
    return m_reason->toPlainText().trimmed();
}

} // namespace fairlead::ui
