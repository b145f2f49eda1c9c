#include "ui/shell/header_bar.h"

#include "ui/common/accessible.h"
#include "ui/common/formatters.h"
#include "ui/common/icons.h"
#include "ui/shell/clock_label.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QRegularExpression>

namespace fairlead::ui {

namespace {

constexpr int kChipHeight = 22;
constexpr int kChipPadding = 8;
constexpr int kMark = 24;
constexpr int kBadge = 26;

class Mark final : public QWidget {
public:
    explicit Mark(const Theme& theme)
        : m_theme(theme)
    {
        setFixedSize(kMark, kMark);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintIcon(painter, m_theme, QStringLiteral("fairlead-ring"), rect(), Token::Accent);
        paintIcon(painter, m_theme, QStringLiteral("fairlead-rope"), rect(), Token::Text);
    }

private:
    const Theme& m_theme;
};

} // namespace

EnvironmentChip::EnvironmentChip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

QString EnvironmentChip::icon() const
{
    switch (m_kind) {
    case EnvironmentKind::Practice: return QStringLiteral("life-buoy");
    case EnvironmentKind::Production: return QStringLiteral("lock");
    case EnvironmentKind::Other: return QStringLiteral("server");
    }
    return {};
}

void EnvironmentChip::setEnvironment(const QString& name, EnvironmentKind kind)
{
    m_name = name;
    m_kind = kind;
    setSpokenText(*this, tr("Environment %1").arg(name));
    setVisible(!name.isEmpty());
    updateGeometry();
    update();
}

QSize EnvironmentChip::sizeHint() const
{
    const QFontMetrics metrics(m_theme.font(Type::Small));
    return {2 * kChipPadding + metric::kIconSmall + 6 + metrics.horizontalAdvance(m_name) + 2, qMax(kChipHeight, metrics.height() + 4)};
}

void EnvironmentChip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_theme.color(Token::Control), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metric::kRadiusControl, metric::kRadiusControl);
    const int size = metric::kIconSmall;
    paintIcon(painter, m_theme, icon(), QRect(kChipPadding, (height() - size) / 2, size, size), Token::Text2);
    painter.setPen(m_theme.color(Token::Text2));
    painter.setFont(m_theme.font(Type::Small));
    painter.drawText(rect().adjusted(kChipPadding + size + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_name);
}

PersonBadge::PersonBadge(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedSize(kBadge, kBadge);
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void PersonBadge::setPerson(const QString& name)
{
    m_initials.clear();
    static const QRegularExpression separators(QStringLiteral("[\\s._-]+"));
    for (const QString& part : name.split(separators, Qt::SkipEmptyParts)) {
        if (m_initials.size() < 2)
            m_initials += part.at(0).toUpper();
    }
    setToolTip(name);
    setSpokenText(*this, tr("Person %1").arg(name));
    setVisible(!name.isEmpty());
    update();
}

void PersonBadge::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.scheme() == Scheme::HighContrast ? QPen(m_theme.color(Token::Line)) : QPen(Qt::NoPen));
    painter.setBrush(m_theme.color(Token::NoDataTint));
    painter.drawEllipse(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    painter.setPen(m_theme.color(Token::Text2));
    painter.setFont(m_theme.font(Type::Caption, true));
    painter.drawText(rect(), Qt::AlignCenter, m_initials);
}

HeaderBar::HeaderBar(const Theme& theme, const Clock& clock, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_menuButton(new ActionButton(theme, QStringLiteral("menu"), {}, ButtonKind::Flat))
    , m_menu(new QMenu(this))
    , m_workspace(new TextLabel(theme, Type::Body, Token::Text, true))
    , m_environment(new EnvironmentChip(theme))
    , m_person(new PersonBadge(theme))
    , m_stopLine(new ActionButton(theme, QStringLiteral("octagon-minus"), tr("Stop the line…")))
    , m_lineStopped(new ActionButton(theme, QStringLiteral("octagon-minus"), QString(), ButtonKind::Danger))
{
    setAccessibleName(tr("Header"));
    setFixedHeight(metric::kHeader);
    m_menuButton->setAccessibleName(tr("Menu"));
    m_menuButton->setToolTip(tr("Menu  F10"));
    m_menuButton->setIconToken(Token::Text);
    m_menu->setAccessibleName(tr("Menu"));
    connect(m_menuButton, &QPushButton::clicked, this, &HeaderBar::openMenu);
    m_environment->hide();
    m_person->hide();
    m_stopLine->setKeys(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    m_stopLine->setIconToken(Token::FailText);
    m_stopLine->setToolTip(tr("Nothing gets more traffic until the line is released; rollbacks go on"));
    m_lineStopped->setToolTip(tr("Release the line…"));
    connect(m_stopLine, &QPushButton::clicked, this, &HeaderBar::stopLineWanted);
    connect(m_lineStopped, &QPushButton::clicked, this, &HeaderBar::releaseLineWanted);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metric::kSpace2, 0, metric::kSpace3, 1);
    layout->setSpacing(metric::kSpace2);
    layout->addWidget(m_menuButton);
    layout->addSpacing(-2);
    layout->addWidget(new Mark(theme));
    layout->addSpacing(2);
    layout->addWidget(m_workspace);
    layout->addSpacing(metric::kSpace1);
    layout->addWidget(m_environment);
    layout->addStretch(1);
    layout->addWidget(new ClockLabel(theme, clock));
    layout->addSpacing(metric::kSpace2);
    layout->addWidget(m_person);
    layout->addSpacing(metric::kSpace1);
    layout->addWidget(m_stopLine);
    layout->addWidget(m_lineStopped);
    m_lineStopped->hide();
    connect(&theme, &Theme::changed, this, QOverload<>::of(&QWidget::update));
}

void HeaderBar::setWorkspace(const QString& name)
{
    m_workspace->setText(name);
}

void HeaderBar::setEnvironment(const QString& name, EnvironmentKind kind)
{
    m_environment->setEnvironment(name, kind);
}

void HeaderBar::setPerson(const QString& name)
{
    m_person->setPerson(name);
}

void HeaderBar::showLine(const std::optional<rollout::LineStop>& stop)
{
    m_stopLine->setVisible(!stop);
    m_lineStopped->setVisible(stop.has_value());
    if (!stop)
        return;
    m_lineStopped->setText(tr("Line stopped since %1").arg(utcText(stop->since, false)));
    m_lineStopped->setAccessibleName(m_lineStopped->text());
}

void HeaderBar::openMenu()
{
    // popup() and not exec(): no nested event loop.
    m_menu->popup(m_menuButton->mapToGlobal(QPoint(0, m_menuButton->height() + 2)));
}

void HeaderBar::focusMenu()
{
    m_menuButton->setFocus(Qt::TabFocusReason);
}

void HeaderBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Panel));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
}

} // namespace fairlead::ui
