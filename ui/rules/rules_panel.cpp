#include "ui/rules/rules_panel.h"

#include "ui/common/link_button.h"
#include "ui/common/segments.h"
#include "ui/common/widgets.h"
#include "ui/help/help_window.h"
#include "ui/rules/echo_list.h"
#include "ui/rules/rule_preview.h"
#include "ui/rules/rule_set_list.h"
#include "ui/rules/rule_text_edit.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QLineEdit>
#include <QPainter>
#include <QShortcut>
#include <QSignalBlocker>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kSideWidth = 224;
const QString kDryRun = QStringLiteral("dry run");

/// The column of the list: panel colour, a line at its right.
class Side : public QWidget {
public:
    explicit Side(const Theme& theme)
        : m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.color(Token::Panel));
        painter.fillRect(width() - 1, 0, 1, height(), m_theme.color(Token::Line));
    }

private:
    const Theme& m_theme;
};

} // namespace

RulesPanel::RulesPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new RuleSetModel(this))
{
    setAccessibleName(tr("Rules"));
    auto* main = new QVBoxLayout;
    main->setContentsMargins(20, metric::kSpace4, 20, metric::kSpace4);
    main->setSpacing(metric::kSpace3);
    main->addWidget(buildHead());
    m_basis = new TextLabel(theme, Type::Small, Token::Text2);
    m_basis->setWordWrap(true);
    m_basis->hide();
    main->addWidget(m_basis);
    main->addWidget(buildCards(), 4);
    m_preview = new RulePreview(theme);
    main->addWidget(m_preview, 7);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(buildSide());
    row->addLayout(main, 1);

    connect(m_list, &RuleSetList::setChosen, this, &RulesPanel::openSet);
    connect(m_editor, &RuleTextEdit::linesRead, this, &RulesPanel::followText);
    connect(m_editor, &RuleTextEdit::currentLineChanged, this, &RulesPanel::followLine);
    connect(m_echo, &EchoList::lineActivated, m_editor, &RuleTextEdit::goTo);
    const auto shortcut = [this](const QKeySequence& keys, auto act) {
        auto* made = new QShortcut(keys, this);
        made->setContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QShortcut::activated, this, act);
    };
    shortcut(QKeySequence::Save, &RulesPanel::save);
    shortcut(QKeySequence(Qt::Key_F1), &RulesPanel::showGrammar);
    setFocusProxy(m_editor);
}

QWidget* RulesPanel::buildSide()
{
    auto* side = new Side(m_theme);
    side->setFixedWidth(kSideWidth);
    auto* title = new TextLabel(m_theme, Type::Section, Token::Text);
    title->setText(tr("Rules"));
    title->setContentsMargins(metric::kSpace4, metric::kSpace3, 0, 0);
    m_list = new RuleSetList(m_theme, *m_model);
    auto* add = new ActionButton(m_theme, QStringLiteral("plus"), tr("New rule set…"));
    add->setButtonSize(ButtonSize::Small);
    connect(add, &QAbstractButton::clicked, this, &RulesPanel::newSet);
    auto* import = new ActionButton(m_theme, QStringLiteral("download"), tr("Import rules…"));
    import->setButtonSize(ButtonSize::Small);
    connect(import, &QAbstractButton::clicked, this, &RulesPanel::importRequested);
    auto* from = new TextLabel(m_theme, Type::Small, Token::Text2);
    from->setText(tr("Prometheus, Datadog, CloudWatch"));
    from->setWordWrap(true);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 1, metric::kSpace3);
    layout->addWidget(title);
    layout->addWidget(m_list, 1);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(metric::kSpace4, metric::kSpace2, metric::kSpace4, 0);
    foot->setSpacing(metric::kSpace2);
    foot->addWidget(add, 0, Qt::AlignLeft);
    foot->addWidget(import, 0, Qt::AlignLeft);
    foot->addWidget(from);
    layout->addLayout(foot);
    return side;
}

QWidget* RulesPanel::buildHead()
{
    m_title = new TextLabel(m_theme, Type::Title, Token::Text);
    m_scope = new TextLabel(m_theme, Type::Body, Token::Text2);
    m_scope->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // gives way first
    m_armed = new Segments(m_theme);
    m_armed->setAccessibleName(tr("What the rule of this line does"));
    m_armed->addChoice(tr("Dry run"));
    m_armed->addChoice(tr("Armed"));
    connect(m_armed, &Segments::chosen, this, [this](int choice) { setArmed(choice == 1); });
    m_discard = new ActionButton(m_theme, QStringLiteral("rotate-ccw"), tr("Discard"));
    connect(m_discard, &QAbstractButton::clicked, this, &RulesPanel::discard);
    m_save = new ActionButton(m_theme, QStringLiteral("check"), tr("Save"), ButtonKind::Primary);
    m_save->setKeys(QKeySequence::Save);
    connect(m_save, &QAbstractButton::clicked, this, &RulesPanel::save);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::kSpace3);
    row->addWidget(m_title);
    m_decisions = new LinkButton(m_theme);
    m_decisions->setWords(tr("What was decided"));
    connect(m_decisions, &QAbstractButton::clicked, this, [this] { m_basis->setVisible(!m_basis->isVisible()); });
    row->addWidget(m_scope, 1);
    row->addWidget(m_decisions);
    row->addWidget(m_armed);
    row->addWidget(m_discard);
    row->addWidget(m_save);
    return head;
}

QWidget* RulesPanel::buildCards()
{
    auto* conditions = new Card(m_theme, tr("Conditions"));
    conditions->setScope(tr("one a line"));
    auto* grammar = new LinkButton(m_theme);
    grammar->setWords(tr("Grammar F1"));
    connect(grammar, &QAbstractButton::clicked, this, &RulesPanel::showGrammar);
    conditions->header()->addWidget(grammar);
    m_editor = new RuleTextEdit(m_theme);
    m_state = new TextLabel(m_theme, Type::Small, Token::Text2);
    auto* complete = new ActionButton(m_theme, {}, tr("complete"), ButtonKind::Flat);
    complete->setCaps({QStringLiteral("Ctrl"), QStringLiteral("Space")});
    complete->setCapsFirst(true);
    complete->setButtonSize(ButtonSize::Small);
    connect(complete, &QAbstractButton::clicked, m_editor, &RuleTextEdit::complete);
    auto* mend = new ActionButton(m_theme, {}, tr("next error"), ButtonKind::Flat);
    mend->setCaps({QStringLiteral("Ctrl"), QStringLiteral(".")});
    mend->setCapsFirst(true);
    mend->setButtonSize(ButtonSize::Small);
    connect(mend, &QAbstractButton::clicked, m_editor, &RuleTextEdit::goToNextError);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(metric::kSpace3, metric::kSpace1, metric::kSpace3, 0);
    foot->addWidget(complete);
    foot->addWidget(mend);
    foot->addStretch();
    foot->addWidget(m_state);
    conditions->body()->addWidget(m_editor, 1);
    conditions->body()->addLayout(foot);

    auto* words = new Card(m_theme, tr("In words"));
    words->setScope(tr("as the engine will act"));
    m_echo = new EchoList(m_theme);
    words->body()->setContentsMargins(0, 0, 0, 0);
    words->body()->addWidget(m_echo, 1);
    auto* cards = new QWidget;
    auto* row = new QHBoxLayout(cards);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::kSpace3);
    row->addWidget(conditions, 11);
    row->addWidget(words, 10);
    return cards;
}

QString RulesPanel::draftKey() const
{
    return (m_builtIn ? QStringLiteral("built-in/") : QStringLiteral("own/")) + m_set.name;
}

bool RulesPanel::isEdited() const
{
    return m_editor->toPlainText() != m_set.text;
}

void RulesPanel::setSets(std::vector<gate::RuleSet> builtIn, std::vector<gate::RuleSet> own)
{
    const QString name = m_set.name;
    const bool wasBuiltIn = m_builtIn;
    m_model->setSets(std::move(builtIn), std::move(own));
    QModelIndex index = m_model->indexOf(name, wasBuiltIn);
    if (!index.isValid() && m_model->rowCount() > 1)
        index = m_model->index(1);
    m_list->setCurrentIndex(index);
}

void RulesPanel::choose(const QString& name, bool builtIn)
{
    m_list->setCurrentIndex(m_model->indexOf(name, builtIn));
}

void RulesPanel::setRecordings(std::vector<Recording> recordings)
{
    QStringList metrics;
    for (const Recording& recording : recordings) {
        for (const auto& [key, series] : recording.series) {
            if (!metrics.contains(key.metric))
                metrics.append(key.metric);
        }
    }
    m_editor->setMetrics(metrics);
    m_preview->setRecordings(std::move(recordings));
}

void RulesPanel::openSet(const QModelIndex& index)
{
    const gate::RuleSet* set = m_model->setAt(index);
    if (set == nullptr)
        return;
    m_set = *set;
    m_builtIn = m_model->isBuiltIn(index);
    m_title->setText(m_set.name);
    showSummary();
    m_basis->setText(m_set.basis);
    m_decisions->setVisible(!m_set.basis.isEmpty());
    m_save->setText(m_builtIn ? tr("Save as…") : tr("Save"));
    m_opening = true;
    m_editor->setRules(m_drafts.value(draftKey(), m_set.text));
    m_opening = false;
    followText();
}

void RulesPanel::showSummary()
{
    m_scope->setText(m_scope->fontMetrics().elidedText(m_set.summary, Qt::ElideRight, m_scope->width()));
    m_scope->setToolTip(m_set.summary);
}

void RulesPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    QMetaObject::invokeMethod(this, &RulesPanel::showSummary, Qt::QueuedConnection); // after the layout has given widths
}

void RulesPanel::followText()
{
    if (m_opening)
        return;
    if (isEdited())
        m_drafts.insert(draftKey(), m_editor->toPlainText());
    else
        m_drafts.remove(draftKey());
    const int errors = m_editor->errorCount();
    const int rules = m_editor->ruleCount();
    const QString ready = rules == 1 ? tr("1 rule ready") : tr("%1 rules ready").arg(rules);
    m_state->setText(errors == 0 ? ready : errors == 1 ? tr("1 error, %1").arg(ready) : tr("%1 errors, %2").arg(errors).arg(ready));
    m_state->setToken(errors == 0 ? Token::Text2 : Token::FailText);
    m_echo->setLines(m_editor->lines());
    m_discard->setEnabled(isEdited());
    m_save->setEnabled(errors == 0 && (isEdited() || m_builtIn));
    m_save->setToolTip(errors > 0 ? tr("There is an error left; Ctrl+. goes to it.") : QString());
    followLine();
}

void RulesPanel::followLine()
{
    const int number = m_editor->currentLine();
    const auto line = std::ranges::find(m_editor->lines(), number, &gate::RuleLine::line);
    const bool isRule = line != m_editor->lines().end() && line->rule.has_value();
    m_echo->setCurrentLine(number);
    m_armed->setEnabled(isRule);
    if (isRule) {
        const QSignalBlocker quiet(m_armed);
        m_armed->choose(line->rule->armed ? 1 : 0);
    }
    m_preview->setRule(number, isRule ? line->rule : std::nullopt);
}

void RulesPanel::setArmed(bool armed)
{
    QTextCursor cursor = m_editor->textCursor();
    cursor.movePosition(QTextCursor::StartOfBlock);
    cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    QString text = cursor.selectedText();
    const qsizetype at = text.lastIndexOf(kDryRun);
    if (armed == (at < 0))
        return;
    if (armed) {
        text.remove(at, kDryRun.size());
        text = text.trimmed();
        while (text.endsWith(QLatin1Char(',')))
            text = text.chopped(1).trimmed();
    } else {
        text = text.trimmed() + QStringLiteral(", ") + kDryRun;
    }
    cursor.insertText(text);
    m_editor->readNow();
}

void RulesPanel::save()
{
    m_editor->readNow();
    if (m_editor->errorCount() > 0 || m_set.name.isEmpty())
        return;
    if (m_builtIn)
        return saveAs(tr("%1, ours").arg(m_set.name));
    gate::RuleSet set = m_set;
    set.text = m_editor->toPlainText();
    Q_EMIT saveRequested(set);
}

void RulesPanel::saveAs(const QString& proposed)
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save the rule set in the workspace"));
    dialog->setLabelText(tr("Name of the rule set"));
    dialog->setTextValue(proposed);
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
        if (name.trimmed().isEmpty())
            return;
        gate::RuleSet set = m_set;
        if (m_builtIn)
            set.basis = tr("From the built-in set “%1”. %2").arg(m_set.name, m_set.basis);
        set.name = name.trimmed();
        set.text = m_editor->toPlainText();
        Q_EMIT saveRequested(set);
    });
    dialog->open();
}

void RulesPanel::discard()
{
    m_drafts.remove(draftKey());
    m_editor->setRules(m_set.text);
}

void RulesPanel::newSet()
{
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("New rule set"));
    dialog->setLabelText(tr("Name of the rule set"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
        if (!name.trimmed().isEmpty())
            Q_EMIT saveRequested(
                {name.trimmed(), {}, {}, QStringLiteral("notify when error_rate > 1% for 3 consecutive samples, dry run\n")});
    });
    dialog->open();
}

void RulesPanel::showSaved(const QString& name)
{
    m_drafts.remove(draftKey());
    m_drafts.remove(QStringLiteral("own/") + name);
    choose(name, false);
}

void RulesPanel::showError(const Error& error)
{
    m_state->setText(error.message);
    m_state->setToken(Token::FailText);
}

void RulesPanel::showGrammar()
{
    HelpWindow::open(m_theme, HelpTopic::Conditions, this);
}

} // namespace fairlead::ui
