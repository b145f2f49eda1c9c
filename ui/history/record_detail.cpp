#include "ui/history/record_detail.h"

#include "models/items/record_model.h"
#include "ui/common/formatters.h"
#include "ui/common/link_button.h"
#include "ui/history/code_box.h"
#include "ui/history/record_words.h"
#include "ui/history/verdict_lines.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QJsonArray>
#include <QScrollArea>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

/// "7 Aug 2025 14:33:02.152 UTC · 16:33"; the local time is left out where it is the same.
QString momentText(Instant at)
{
    const QString iso = at.toIso();
    const QString utc = dateText(at) + QStringLiteral(", ") + iso.mid(11, 12) + QStringLiteral("\u00a0UTC");
    const QString local = localText(at);
    return local == timeText(at, false) ? utc : utc + QStringLiteral(" · ") + local;
}

QString rowText(qint64 row)
{
    return RecordDetail::tr("row %1").arg(countText(row));
}

gate::Verdicts verdictsOf(const audit::Record& record)
{
    gate::Verdicts verdicts;
    const QJsonArray values = record.entry.data.value(QLatin1String("verdicts")).toArray();
    for (const QJsonValue& value : values) {
        verdicts.push_back(gate::verdictFromJson(value.toObject()));
    }
    return verdicts;
}

/// "24.8 % after 18 s"; the row itself says the rest.
QString shortEffect(const audit::Record& effect)
{
    const QJsonObject& data = effect.entry.data;
    const QJsonValue share = data.value(QLatin1String("share"));
    const QJsonValue took = data.value(QLatin1String("ms"));
    const QString seen = share.isDouble() ? shareText(share.toDouble()) : lookOf(items::outcomeOf(effect)).word;
    return took.isDouble() ? RecordDetail::tr("%1 after %2").arg(seen, lengthText(Millis(took.toInteger()))) : seen;
}

/// The reason as it was given: an answer and an effect have that of their intent.
QString reasonOf(const audit::Context& context)
{
    if (context.record.entry.why.isEmpty() && context.intent) {
        return context.intent->entry.why;
    }
    return context.record.entry.why.isEmpty() ? whyText(context.record, nullptr) : context.record.entry.why;
}

/// Hides a layout's place with its label: a row without a value would leave a hole.
void showIf(bool shown, std::initializer_list<QWidget*> widgets)
{
    for (QWidget* widget : widgets) {
        widget->setVisible(shown);
    }
}

} // namespace

RecordDetail::RecordDetail(const Theme& theme, QWidget* parent)
    : Card(theme, tr("Event"), parent)
    , m_theme(theme)
{
    build();
    showIf(false, {m_content, m_copy});
}

RecordDetail::Field RecordDetail::addField(QGridLayout& grid, const QString& name, bool link)
{
    const int row = grid.rowCount();
    Field field;
    field.name = new TextLabel(m_theme, Type::Small, Token::Text3);
    field.name->setText(name);
    grid.addWidget(field.name, row, 0, Qt::AlignTop | Qt::AlignLeft);
    if (link) {
        field.link = new LinkButton(m_theme);
        connect(field.link, &QAbstractButton::clicked, this,
            [this, link = field.link] { Q_EMIT rowRequested(link->property("row").toLongLong()); });
        grid.addWidget(field.link, row, 1);
        return field;
    }
    field.value = new TextLabel(m_theme, Type::Body, Token::Text);
    field.value->setWordWrap(true);
    field.value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    grid.addWidget(field.value, row, 1);
    return field;
}

void RecordDetail::build()
{
    m_copy = new ActionButton(m_theme, QStringLiteral("copy"), tr("Copy request"), ButtonKind::Flat);
    m_copy->setButtonSize(ButtonSize::Small);
    connect(m_copy, &QAbstractButton::clicked, this, &RecordDetail::copyRequest);
    header()->addWidget(m_copy);

    m_content = new QWidget;
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(metric::kSpace4, metric::kSpace2, metric::kSpace4, metric::kSpace2);
    column->setSpacing(6);
    const auto addLabel = [&](const QString& text) {
        auto* label = new TextLabel(m_theme, Type::Small, Token::Text3);
        label->setText(text);
        column->addWidget(label);
        return label;
    };
    const auto addGrid = [&] {
        auto* grid = new QGridLayout;
        grid->setHorizontalSpacing(metric::kSpace4);
        grid->setVerticalSpacing(metric::kSpace1);
        grid->setColumnMinimumWidth(0, QFontMetrics(m_theme.font(Type::Small)).horizontalAdvance(tr("Answered")) + 2);
        grid->setColumnStretch(1, 1);
        column->addLayout(grid);
        return grid;
    };
    QGridLayout* facts = addGrid();
    m_when = addField(*facts, tr("When"));
    m_who = addField(*facts, tr("Who"));
    m_object = addField(*facts, tr("Object"));
    m_why = addField(*facts, tr("Why"));
    m_askedBy = addField(*facts, tr("Asked by"), true);
    m_requestName = addLabel(tr("Request"));
    m_request = new CodeBox(m_theme, tr("Request"));
    column->addWidget(m_request);
    m_answerName = addLabel(tr("Answer"));
    m_answer = new CodeBox(m_theme, tr("Answer"));
    column->addWidget(m_answer);
    QGridLayout* proof = addGrid();
    m_answeredBy = addField(*proof, tr("Answered"), true);
    m_effect = addField(*proof, tr("Effect"), true);
    m_verdictsName = addLabel(tr("What the screen showed at the decision"));
    m_verdicts = new VerdictLines(m_theme);
    column->addWidget(m_verdicts);
    m_before = addLabel({});
    m_this = addLabel({});
    for (TextLabel* hash : {m_before, m_this}) {
        hash->setTextInteractionFlags(Qt::TextSelectableByMouse);
        const auto follow = [this, hash] { hash->setFont(m_theme.fixedFont()); };
        connect(&m_theme, &Theme::changed, hash, follow);
        follow();
    }
    column->addStretch(1);
    buildScroll();
}

void RecordDetail::buildScroll()
{
    auto* scroll = new QScrollArea;
    scroll->setWidget(m_content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    body()->setContentsMargins(0, 0, 0, 0);
    m_nothing = new TextLabel(m_theme, Type::Body, Token::Text3);
    m_nothing->setText(tr("Select an event to see its request, answer and effect."));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(metric::kSpace4);
    body()->addWidget(m_nothing, 1);
    body()->addWidget(scroll, 1);
    scroll->setObjectName(QStringLiteral("detailScroll"));
}

void RecordDetail::setField(const Field& field, const QString& text)
{
    field.value->setText(text);
    field.value->setAccessibleName(field.name->text() + QStringLiteral(": ") + text);
    showIf(!text.isEmpty(), {field.name, field.value});
}

void RecordDetail::setLink(const Field& field, const QString& text, qint64 row)
{
    field.link->setWords(text, field.name->text() + QStringLiteral(": ") + text);
    field.link->setProperty("row", row);
    showIf(!text.isEmpty(), {field.name, field.link});
}

void RecordDetail::showRecord(const audit::Context* context)
{
    const audit::Record* record = context == nullptr ? nullptr : &context->record;
    m_nothing->setVisible(record == nullptr);
    auto* scroll = findChild<QScrollArea*>(QStringLiteral("detailScroll"));
    scroll->setVisible(record != nullptr);
    m_content->setVisible(record != nullptr);
    m_requestText.clear();
    if (!record) {
        setTitle(tr("Event"));
        setScope({});
        m_copy->hide();
        return;
    }
    setTitle(tr("Row %1").arg(countText(record->row)));
    setScope(whatText(record->entry.kind));
    setField(m_when, momentText(record->at));
    setField(m_who, record->entry.who);
    setField(m_object, record->entry.object);
    setField(m_why, reasonOf(*context));
    showCommand(*context);
    showDecision(*context);
    m_before->setText(tr("before %1").arg(groupedHash(record->previous)));
    m_before->setAccessibleName(tr("Hash of the row before: %1").arg(QString::fromLatin1(record->previous.toHex())));
    m_this->setText(tr("this   %1").arg(groupedHash(record->hash)));
    m_this->setAccessibleName(tr("Hash of this row: %1").arg(QString::fromLatin1(record->hash.toHex())));
}

void RecordDetail::showCommand(const audit::Context& context)
{
    const auto pointer = [](const std::optional<audit::Record>& held) { return held ? &*held : nullptr; };
    const audit::Record& record = context.record;
    const audit::Record* intent = pointer(context.intent);
    const audit::Record* outcome = pointer(context.outcome);
    const audit::Record* effect = pointer(context.effect);

    const bool isIntent = intent && intent->row == record.row;
    setLink(m_askedBy, intent && !isIntent ? tr("%1, %2 earlier").arg(rowText(intent->row), lengthText(record.at - intent->at)) : QString(),
        intent ? intent->row : 0);
    m_requestText = intent ? intent->entry.data.value(QLatin1String("request")).toString() : QString();
    showIf(!m_requestText.isEmpty(), {m_requestName, m_request, m_copy});
    m_request->setCode(m_requestText);
    const bool curl = m_requestText.startsWith(QLatin1String("curl "));
    m_copy->setText(curl ? tr("Copy as curl") : tr("Copy request"));
    m_copy->setAccessibleName(m_copy->text());
    m_copy->updateGeometry();

    const QString answer = outcome ? outcome->entry.data.value(QLatin1String("answer")).toString() : QString();
    const QJsonValue took = outcome ? outcome->entry.data.value(QLatin1String("ms")) : QJsonValue();
    m_answerName->setText(took.isDouble() ? tr("Answer, %1").arg(lengthText(Millis(took.toInteger()))) : tr("Answer"));
    showIf(!answer.isEmpty(), {m_answerName, m_answer});
    m_answer->setCode(answer);
    const bool isOutcome = outcome && outcome->row == record.row;
    setLink(m_answeredBy,
        outcome && !isOutcome ? tr("%1: %2").arg(rowText(outcome->row), lookOf(items::outcomeOf(*outcome)).word) : QString(),
        outcome ? outcome->row : 0);
    const bool isEffect = effect && effect->row == record.row;
    setLink(
        m_effect, effect && !isEffect ? tr("%1: %2").arg(rowText(effect->row), shortEffect(*effect)) : QString(), effect ? effect->row : 0);
}

void RecordDetail::showDecision(const audit::Context& context)
{
    const audit::Record& record = context.record;
    // Only what was decided has a screen that it was decided on.
    const QString& name = record.entry.kind;
    const bool decided = audit::isOfCommand(name) || name == audit::kind::kVerdict || name == audit::kind::kRollbackDecided
        || name == audit::kind::kPromoted || name == audit::kind::kHeld;
    gate::Verdicts verdicts = verdictsOf(record);
    if (verdicts.empty() && decided && context.decision) {
        verdicts = verdictsOf(*context.decision);
    }
    showIf(!verdicts.empty(), {m_verdictsName, m_verdicts});
    m_verdicts->setVerdicts(std::move(verdicts));
}

void RecordDetail::copyRequest()
{
    QGuiApplication::clipboard()->setText(m_requestText);
}

} // namespace fairlead::ui
