#include "ui/rollout/rollback_dialog.h"

#include "ui/common/ask_words.h"
#include "ui/common/check_lines.h"
#include "ui/common/formatters.h"
#include "ui/common/icons.h"
#include "ui/rollout/checks.h"
#include "ui/rollout/words.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kPresetHeight = 30;

/// A reason with its digit as a key cap.
class PresetButton final : public QAbstractButton {
public:
    PresetButton(const Theme& theme, int digit, const QString& text, QWidget* parent)
        : QAbstractButton(parent)
        , m_theme(theme)
        , m_digit(digit)
    {
        setText(text);
        setCheckable(true);
        setFocusPolicy(Qt::StrongFocus);
        setAccessibleDescription(RollbackDialog::tr("Key %1").arg(digit));
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    QSize sizeHint() const override
    {
        const QFontMetrics metrics(m_theme.font(Type::Body, true));
        return {metrics.horizontalAdvance(text()) + 66, std::max(kPresetHeight, metrics.height() + 10)};
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool on = isChecked();
        painter.setPen(QPen(m_theme.color(on ? Token::Accent : Token::Control), on ? 2.0 : 1.0));
        painter.setBrush(m_theme.color(on ? Token::Selected : Token::Panel));
        const double edge = on ? 1.0 : 0.5;
        painter.drawRoundedRect(QRectF(rect()).adjusted(edge, edge, -edge, -edge), metric::kRadiusControl, metric::kRadiusControl);
        const QRectF cap(8.5, (height() - 19) / 2.0, 18, 18);
        painter.setPen(QPen(m_theme.color(Token::Control), 1.0));
        painter.setBrush(m_theme.color(Token::Panel));
        painter.drawRoundedRect(cap, 3, 3);
        painter.setFont(m_theme.font(Type::Caption));
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(cap, Qt::AlignCenter, QString::number(m_digit));
        painter.setFont(m_theme.font(Type::Body, on));
        painter.setPen(m_theme.color(Token::Text));
        painter.drawText(rect().adjusted(36, 0, -28, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
        if (on)
            paintIcon(painter, m_theme, QStringLiteral("check"),
                QRect(width() - metric::kIcon - metric::kSpace2, (height() - metric::kIcon) / 2, metric::kIcon, metric::kIcon),
                Token::Accent);
    }

private:
    const Theme& m_theme;
    int m_digit;
};

} // namespace

RollbackDialog::RollbackDialog(const Theme& theme, const rollout::Snapshot& snapshot, QWidget* parent)
    : CommandDialog(theme, ButtonKind::Danger, QStringLiteral("undo-2"), parent)
    , m_snapshot(snapshot)
    , m_presets(new QButtonGroup(this))
{
    setWindowTitle(tr("Roll back"));
    setColumnStretch(54, 46);
    buildColumns();
    connect(m_presets, &QButtonGroup::idToggled, this, [this] { updateClosed(); });
    connect(m_text, &QLineEdit::textChanged, this, &RollbackDialog::updateClosed);
    showSnapshot(snapshot);
    m_presets->button(1)->setFocus();
}

void RollbackDialog::buildColumns()
{
    auto* label = new TextLabel(theme(), Type::Small, Token::Text2);
    label->setText(tr("Reason (required; press its digit)"));
    leftColumn()->addWidget(label);
    const QStringList reasons{tr("Errors too high"), tr("Too slow"), tr("Quality has dropped"), tr("Users report trouble"),
        tr("The owner asked for it"), tr("Other, in my words")};
    auto* grid = new QGridLayout;
    grid->setSpacing(6);
    for (int i = 0; i < reasons.size(); ++i) {
        auto* button = new PresetButton(theme(), i + 1, reasons[i], this);
        m_presets->addButton(button, i + 1);
        grid->addWidget(button, i / 2, i % 2);
    }
    leftColumn()->addLayout(grid);
    m_text = new QLineEdit;
    m_text->setAccessibleName(tr("Reason in your words"));
    leftColumn()->addWidget(m_text);
    leftColumn()->addStretch(1);

    auto* happens = new TextLabel(theme(), Type::Small, Token::Text2);
    happens->setText(tr("What will happen"));
    m_steps = new CheckLines(theme());
    rightColumn()->addWidget(happens);
    rightColumn()->addWidget(m_steps, 1);
}

void RollbackDialog::showSnapshot(const rollout::Snapshot& snapshot)
{
    if (!(snapshot.state.release.id == m_snapshot.state.release.id))
        return;
    m_snapshot = snapshot;
    const rollout::Release& release = snapshot.state.release;
    const QString back = fallbackVersion(release);
    const QString gates = gatesText(snapshot.verdicts);
    const QString place = release.production ? tr("Production.") : release.environment + QLatin1Char('.');
    setQuestion(tr("Send all %1 traffic back to %2?").arg(release.name, back),
        gates.isEmpty() ? tr("%1 %2 gets no calls any more.").arg(place, release.manifest.version)
                        : tr("%1 %2 gets no calls any more. Gates at this moment: %3.").arg(place, release.manifest.version, gates));
    setPicture(snapshot.state.asked().weight, Percent(),
        tr("observed within %1, or it says why not").arg(lengthText(release.plan.effectDeadline)), true);
    m_steps->setChecks(rollbackSteps(snapshot));
    setRequest(tr("The exact request to <b>%1</b>").arg(release.target.toHtmlEscaped()), snapshot.rollbackRequest);
    setButtons(tr("Send 0\u00a0% to %1").arg(release.manifest.version), tr("Keep %1").arg(askFigure(snapshot.state.asked())), true);
    updateClosed();
}

void RollbackDialog::choose(int preset)
{
    m_presets->button(preset)->setChecked(true);
    if (preset == 6)
        m_text->setFocus();
}

void RollbackDialog::keyPressEvent(QKeyEvent* event)
{
    const int digit = event->key() - Qt::Key_0;
    if (digit >= 1 && digit <= 6 && !m_text->hasFocus() && (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier)
        return choose(digit);
    CommandDialog::keyPressEvent(event);
}

void RollbackDialog::updateClosed()
{
    const int chosen = m_presets->checkedId();
    m_text->setPlaceholderText(chosen == 6 ? tr("What is wrong? (required)") : tr("More about it (optional)"));
    if (!m_snapshot.verbs.rollBack.isEmpty())
        return setClosed(tr("Closed: %1").arg(m_snapshot.verbs.rollBack));
    if (chosen < 1)
        return setClosed(tr("A reason is missing: press 1 to 6."));
    if (chosen == 6 && m_text->text().trimmed().isEmpty())
        return setClosed(tr("The reason is missing in your words."));
    setClosed({});
    setFootNote(tr("Recorded with your name and the values on the screen at %1").arg(utcText(m_snapshot.at)));
}

QString RollbackDialog::reason() const
{
    const int chosen = m_presets->checkedId();
    const QString text = m_text->text().trimmed();
    if (chosen == 6)
        return text;
    const QString preset = m_presets->button(chosen)->text();
    return text.isEmpty() ? preset : preset + QStringLiteral(": ") + text;
}

} // namespace fairlead::ui
