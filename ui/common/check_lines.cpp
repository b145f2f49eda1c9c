#include "ui/common/check_lines.h"

#include "ui/common/icons.h"
#include "ui/common/widgets.h"

#include <QPainter>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

QString defaultIcon(Status status)
{
    switch (status) {
    case Status::Pass: return lookOf(gate::Outcome::Pass).icon;
    case Status::Marginal: return lookOf(gate::Outcome::Marginal).icon;
    case Status::Fail: return lookOf(gate::Outcome::Fail).icon;
    case Status::NoData: return lookOf(gate::Outcome::NoData).icon;
    case Status::Undecided: return lookOf(gate::Outcome::Undecided).icon;
    case Status::NotEffective: return QStringLiteral("circle-question-mark");
    }
    return {};
}

} // namespace

class CheckLines::Line final : public QWidget {
public:
    Line(const Theme& theme, bool separated, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
        , m_label(new TextLabel(theme, Type::Body, Token::Text2))
        , m_separated(separated)
    {
        m_label->setWordWrap(true);
        m_label->setTextFormat(Qt::RichText);
        auto* layout = new QVBoxLayout(this);
        const int side = separated ? metric::kSpace3 : 0;
        const int edge = separated ? metric::kSpace2 : 2;
        layout->setContentsMargins(side + metric::kIcon + 10, edge, side, edge + (separated ? 1 : 0));
        layout->addWidget(m_label);
        connect(&theme, &Theme::changed, this, [this] { setCheck(Check(m_check)); });
    }

    void setCheck(const Check& check)
    {
        m_check = check;
        m_label->setText(QStringLiteral("<span style='color:%1'><b>%2</b></span> %3")
                .arg(m_theme.color(Token::Text).name(), check.bold.toHtmlEscaped(), check.rest.toHtmlEscaped()));
        const QString word = check.icon.isEmpty() && check.status != Status::Pass ? CheckLines::tr("Look at this: ") : QString();
        m_label->setAccessibleName(word + check.bold + QLatin1Char(' ') + check.rest);
        update();
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        const int line = QFontMetrics(m_theme.font(Type::Body)).height();
        const QMargins margins = layout()->contentsMargins();
        const QRect icon(margins.left() - metric::kIcon - 10, margins.top() + (line - metric::kIcon) / 2, metric::kIcon, metric::kIcon);
        const bool own = !m_check.icon.isEmpty();
        const bool plain = own && !m_check.tinted;
        paintIcon(
            painter, m_theme, own ? m_check.icon : defaultIcon(m_check.status), icon, plain ? Token::Text2 : textToken(m_check.status));
        if (m_separated)
            painter.fillRect(0, height() - 1, width(), 1, m_theme.color(Token::Line));
    }

private:
    const Theme& m_theme;
    TextLabel* m_label;
    bool m_separated;
    Check m_check;
};

CheckLines::CheckLines(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addStretch(1);
}

void CheckLines::setSeparated(bool separated)
{
    m_separated = separated;
}

void CheckLines::setChecks(const std::vector<Check>& checks)
{
    if (checks == m_checks)
        return;
    while (m_lines.size() < checks.size()) {
        m_lines.push_back(new Line(m_theme, m_separated, this));
        m_layout->insertWidget(int(m_lines.size()) - 1, m_lines.back());
    }
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        m_lines[i]->setVisible(i < checks.size());
        if (i < checks.size() && (i >= m_checks.size() || m_checks[i] != checks[i]))
            m_lines[i]->setCheck(checks[i]);
    }
    m_checks = checks;
}

} // namespace fairlead::ui
