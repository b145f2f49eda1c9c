#include "ui/rollout/line_dialog.h"

#include "ui/common/check_lines.h"
#include "ui/common/formatters.h"
#include "ui/rollout/verb_words.h"
#include "ui/rollout/words.h"

#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kReasonHeight = 58;

} // namespace

LineDialog::LineDialog(const Theme& theme, const QString& workspace, const std::optional<rollout::LineStop>& stop,
    const QStringList& underWay, Instant now, QWidget* parent)
    : CommandDialog(
          theme, stop ? ButtonKind::Primary : ButtonKind::Danger, stop ? QStringLiteral("play") : QStringLiteral("octagon-minus"), parent)
    , m_stop(stop)
    , m_list(new CheckLines(theme))
    , m_reason(new QPlainTextEdit)
{
    setWindowTitle(stop ? tr("Release the line") : tr("Stop the line"));
    auto* happens = new TextLabel(theme, Type::Small, Token::Text2);
    happens->setText(tr("What will happen"));
    leftColumn()->addWidget(happens);
    leftColumn()->addWidget(m_list, 1);
    auto* label = new TextLabel(theme, Type::Small, Token::Text2);
    label->setText(tr("Reason (required)"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(std::max(kReasonHeight, 2 * QFontMetrics(theme.font(Type::Body)).lineSpacing() + 2 * metric::kSpace2 + 6));
    rightColumn()->addWidget(label);
    rightColumn()->addWidget(m_reason);
    rightColumn()->addStretch(1);
    if (stop)
        askToRelease(workspace, underWay, now);
    else
        askToStop(workspace, underWay);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &LineDialog::updateClosed);
    updateClosed();
    m_reason->setFocus();
}

void LineDialog::askToStop(const QString& workspace, const QStringList& underWay)
{
    setQuestion(
        tr("Stop the line of %1?").arg(workspace), tr("No version gets more traffic, in any release, until somebody releases the line."));
    m_list->setChecks({
        {QStringLiteral("held"), Status::Marginal, underWay.isEmpty() ? tr("Nothing is under way;") : tr("Held at their weight:"),
            underWay.isEmpty() ? tr("nothing can be started.") : listText(underWay) + QLatin1Char('.'), QStringLiteral("circle-pause")},
        {QStringLiteral("back"), Status::Pass, tr("Rollbacks go on,"), tr("by gates, by rules and by hand."), QStringLiteral("undo-2")},
        {QStringLiteral("everybody"), Status::Pass, tr("Everybody sees it"), tr("above each panel, with your name and reason."),
            QStringLiteral("users")},
    });
    setButtons(tr("Stop the line"), tr("Cancel"), true);
}

void LineDialog::askToRelease(const QString& workspace, const QStringList& underWay, Instant now)
{
    setQuestion(tr("Release the line of %1?").arg(workspace), tr("Releases may grow again, each by its plan."));
    m_list->setChecks({
        {QStringLiteral("why"), Status::Marginal, tr("%1 stopped it at %2:").arg(m_stop->who, whenText(m_stop->since, now)), m_stop->why,
            {}},
        {QStringLiteral("goes on"), Status::Pass, underWay.isEmpty() ? tr("Nothing is under way.") : tr("Go on by themselves:"),
            underWay.isEmpty() ? QString() : listText(underWay) + QLatin1Char('.'), QStringLiteral("play")},
        {QStringLiteral("judged"), Status::Pass, tr("Gates and hours"), tr("still hold what does not pass or is too early."),
            QStringLiteral("shield-check")},
    });
    setButtons(tr("Release the line"), tr("Keep it stopped"), true);
}

void LineDialog::showLine(const std::optional<rollout::LineStop>& stop)
{
    m_changed = stop != m_stop;
    updateClosed();
}

void LineDialog::updateClosed()
{
    if (m_changed)
        return setClosed(
            stops() ? tr("Somebody has stopped the line already.") : tr("Somebody has released the line, or stopped it anew."));
    if (reason().isEmpty())
        return setClosed(tr("A reason is missing."));
    setClosed({});
    setFootNote(tr("Recorded with your name"));
}

QString LineDialog::reason() const
{
    return m_reason->toPlainText().trimmed();
}

} // namespace fairlead::ui
