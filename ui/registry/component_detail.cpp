#include "ui/registry/component_detail.h"

#include "ui/common/icons.h"
#include "ui/common/link_button.h"
#include "ui/registry/registry_words.h"
#include "ui/registry/score_bars.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {

void clearLayout(QVBoxLayout& layout)
{
    while (QLayoutItem* item = layout.takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

/// An icon of its own colour that follows the theme.
class IconLabel final : public QWidget {
public:
    IconLabel(const Theme& theme, const StatusLook& look)
        : m_theme(theme)
        , m_look(look)
    {
        setFixedSize(metric::kIcon, metric::kIcon);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintIcon(painter, m_theme, m_look.icon, rect(), textToken(m_look.status));
    }

private:
    const Theme& m_theme;
    StatusLook m_look;
};

QString roleOfVersion(const registry::Component& component, const QString& version)
{
    QStringList roles;
    if (version == component.production) {
        roles << ComponentDetail::tr("Production");
    }
    if (version == component.candidate) {
        roles << ComponentDetail::tr("Candidate");
    }
    if (version == component.backup) {
        roles << ComponentDetail::tr("Backup");
    }
    return roles.isEmpty() ? ComponentDetail::tr("Earlier") : roles.join(QStringLiteral(", "));
}

} // namespace

ComponentDetail::ComponentDetail(const Theme& theme, QWidget* parent)
    : Card(theme, tr("Component"), parent)
    , m_theme(theme)
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(metric::kSpace4, metric::kSpace3, metric::kSpace4, metric::kSpace4);
    column->setSpacing(metric::kSpace2);
    m_path = new TextLabel(theme, Type::Small, Token::Text2);
    m_path->setWordWrap(true);
    m_facts = new TextLabel(theme, Type::Small, Token::Text3);
    m_facts->setWordWrap(true);
    m_banner = new Banner(theme);
    column->addWidget(m_path);
    column->addWidget(m_facts);
    column->addWidget(m_banner);

    QVBoxLayout* scores = addSection(*column, &m_scoreScope, tr("Quality dimensions"));
    m_scores = new ScoreBars(theme);
    m_scoreNote = new TextLabel(theme, Type::Small, Token::Text2);
    m_scoreNote->setWordWrap(true);
    scores->addWidget(m_scores);
    scores->addWidget(m_scoreNote);
    m_dependencies = addSection(*column, &m_dependencyScope, tr("Dependencies"));
    m_versions = addSection(*column, &m_versionScope, tr("Versions"));
    column->addStretch(1);

    m_scroll = new QScrollArea;
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    m_nothing = new TextLabel(theme, Type::Body, Token::Text3);
    m_nothing->setText(tr("Select a component to see its scores and what it depends on."));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->addWidget(m_nothing, 1);
    body()->addWidget(m_scroll, 1);
    m_scroll->hide();
}

QVBoxLayout* ComponentDetail::addSection(QVBoxLayout& column, TextLabel** scope, const QString& title)
{
    auto* line = new QFrame;
    line->setObjectName(QStringLiteral("cardHeader"));
    line->setFixedHeight(metric::kSpace2);
    column.addWidget(line);
    auto* name = new TextLabel(m_theme, Type::Body, Token::Text, true);
    name->setText(title);
    *scope = new TextLabel(m_theme, Type::Small, Token::Text3);
    auto* head = new QHBoxLayout;
    head->setSpacing(metric::kSpace2);
    head->addWidget(name);
    head->addWidget(*scope, 1);
    column.addSpacing(metric::kSpace1);
    column.addLayout(head);
    auto* section = new QVBoxLayout;
    section->setSpacing(metric::kSpace1);
    column.addLayout(section);
    return section;
}

void ComponentDetail::showComponent(const items::ComponentModel& model, int row)
{
    m_nothing->setVisible(row < 0);
    m_scroll->setVisible(row >= 0);
    if (row < 0) {
        setTitle(tr("Component"));
        setScope({});
        return;
    }
    const registry::Component& component = model.componentAt(row);
    setTitle(component.shortName());
    setScope(versionText(component));
    QStringList facts;
    const QString folder = component.name.section(QLatin1Char('/'), 0, -2);
    facts << (folder.isEmpty() ? tr("top level") : folder)
          << (component.owner.isEmpty() ? tr("owner missing") : tr("owner %1").arg(component.owner));
    facts << component.tags;
    m_path->setText(facts.join(QStringLiteral(" · ")));
    m_facts->setText(component.file.isEmpty() ? QString() : tr("from %1").arg(component.file));
    m_facts->setVisible(!component.file.isEmpty());
    const items::ComponentFlags& flags = model.flagsAt(row);
    m_banner->setVisible(flags.any());
    const StatusLook look = flags.quarantined ? lookOf(registry::DeploymentStatus::Quarantined) : lookOf(gate::Outcome::Marginal);
    m_banner->setMessage(look, tr("Needs a look:"), flagsText(flags) + QLatin1Char('.'));

    m_scores->setScores(items::scoresOf(component));
    const auto overall = items::overallScore(component);
    m_scoreScope->setText(overall ? tr("overall %1, the plain mean").arg(scoreText(overall, 3)) : tr("not all of them are given"));
    m_scoreNote->setText(tr("Token efficiency is asked for as a gain of 0.15 over the version before. The workspace holds its score, "
                            "not the gain, so it is not judged."));
    showDependencies(model, component);
    showVersions(component);
}

void ComponentDetail::showDependencies(const items::ComponentModel& model, const registry::Component& component)
{
    clearLayout(*m_dependencies);
    const auto missing = std::ranges::count_if(component.dependencies, [&](const QString& name) { return model.rowOf(name) < 0; });
    m_dependencyScope->setText(component.dependencies.isEmpty() ? tr("none named")
            : missing == 0                                      ? tr("%1, all in this workspace").arg(component.dependencies.size())
                           : tr("%1, of which %2 missing").arg(component.dependencies.size()).arg(missing));
    for (const QString& name : component.dependencies) {
        const int row = model.rowOf(name);
        const StatusLook look = row < 0 ? StatusLook{Status::Fail, QStringLiteral("octagon-x"), tr("not in this workspace")}
                                        : lookOf(model.componentAt(row).status);
        auto* line = new QWidget;
        auto* box = new QHBoxLayout(line);
        box->setContentsMargins(0, 0, 0, 0);
        box->setSpacing(metric::kSpace2);
        box->addWidget(new IconLabel(m_theme, look));
        auto* link = new LinkButton(m_theme);
        link->setEnabled(row >= 0);
        link->setWords(name, tr("%1, %2").arg(name, look.word));
        connect(link, &QAbstractButton::clicked, this, [this, name] { Q_EMIT componentRequested(name); });
        box->addWidget(link, 1);
        auto* word = new TextLabel(m_theme, Type::Small, row < 0 ? Token::FailText : Token::Text2, row < 0);
        word->setText(look.word);
        box->addWidget(word);
        m_dependencies->addWidget(line);
    }
}

void ComponentDetail::showVersions(const registry::Component& component)
{
    clearLayout(*m_versions);
    // A version may be in use without standing in the list: it is shown all the same.
    QStringList versions(component.versions.rbegin(), component.versions.rend());
    for (const QString& named : {component.backup, component.production, component.candidate}) {
        if (!named.isEmpty() && !versions.contains(named)) {
            versions.prepend(named);
        }
    }
    m_versionScope->setText(versions.isEmpty() ? tr("none named") : tr("%1, newest first").arg(versions.size()));
    for (const QString& version : std::as_const(versions)) {
        auto* line = new QWidget;
        auto* box = new QHBoxLayout(line);
        box->setContentsMargins(0, 2, 0, 2);
        auto* name = new TextLabel(m_theme, Type::Body, Token::Text, true);
        name->setText(version);
        auto* role = new TextLabel(m_theme, Type::Body, Token::Text2);
        role->setText(roleOfVersion(component, version));
        box->addWidget(name, 1);
        box->addWidget(role, 2);
        m_versions->addWidget(line);
    }
}

} // namespace fairlead::ui
