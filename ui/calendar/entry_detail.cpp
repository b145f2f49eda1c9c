#include "ui/calendar/entry_detail.h"

#include "ui/calendar/calendar_words.h"
#include "ui/common/formatters.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace fairlead::ui {

EntryDetail::EntryDetail(const Theme& theme, QWidget* parent)
    : Card(theme, tr("Window"), parent)
    , m_theme(theme)
    , m_pill(new StatusPill(theme))
    , m_until(new TextLabel(theme, Type::Body, Token::Text2))
    , m_content(new QWidget)
    , m_nothing(new TextLabel(theme, Type::Body, Token::Text3))
{
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::kSpace2);
    column->addWidget(m_pill);
    column->addWidget(m_until);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(metric::kSpace4);
    grid->setVerticalSpacing(metric::kSpace2);
    grid->setColumnStretch(1, 1);
    const QString names[] = {tr("UTC"), tr("Local"), tr("Length"), tr("As written"), tr("Owner"), tr("Rollback by"), tr("Component")};
    for (int field = 0; field < FieldCount; ++field) {
        m_names[field] = new TextLabel(theme, Type::Small, Token::Text3);
        m_names[field]->setText(names[field]);
        m_values[field] = new TextLabel(theme, Type::Body, Token::Text);
        m_values[field]->setWordWrap(true);
        m_values[field]->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(m_names[field], field, 0, Qt::AlignTop | Qt::AlignLeft);
        grid->addWidget(m_values[field], field, 1);
    }
    column->addLayout(grid);
    m_nothing->setText(tr("Select a window to see its times and owners."));
    m_nothing->setWordWrap(true);
    body()->addWidget(m_content);
    body()->addWidget(m_nothing);
    showEntry(nullptr, {});
}

void EntryDetail::showEntry(const calendar::Entry* entry, Instant now)
{
    m_content->setVisible(entry != nullptr);
    m_nothing->setVisible(entry == nullptr);
    setTitle(entry ? titleText(*entry) : tr("Window"));
    if (!entry) {
        return;
    }
    m_pill->setLook(lookOf(items::windowStateOf(*entry, now)));
    m_until->setText(untilText(*entry, now));
    const QString missing = tr("missing");
    // A path breaks at its slashes only where it is told to.
    const QString path = QString(entry->component).replace(QLatin1Char('/'), QStringLiteral("/\u200b"));
    // Times break between the day and the clock, never at their dash.
    const auto whole = [](QString text) { return text.replace(QStringLiteral("–"), QStringLiteral("\u2060–\u2060")); };
    const QString texts[] = {dayText(utcDay(entry->window.start())) + QLatin1Char(' ') + whole(windowText(*entry)),
        whole(localWindowText(*entry)), lengthText(entry->window.length()), entry->windowText,
        entry->owner.isEmpty() ? missing : entry->owner, entry->rollbackOwner.isEmpty() ? missing : entry->rollbackOwner, path};
    for (int field = 0; field < FieldCount; ++field) {
        const bool shown = !texts[field].isEmpty();
        m_values[field]->setText(texts[field]);
        m_values[field]->setAccessibleName(m_names[field]->text() + QStringLiteral(": ") + texts[field]);
        m_names[field]->setVisible(shown);
        m_values[field]->setVisible(shown);
    }
}

} // namespace fairlead::ui
