#include "ui/rollout/command_dialog.h"

#include "ui/charts/hatch.h"
#include "ui/common/accessible.h"
#include "ui/common/figures.h"
#include "ui/common/formatters.h"
#include "ui/common/icons.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScreen>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kTitleBar = 48; ///< what the window manager puts around it, at most
constexpr int kWidth = 860;
constexpr int kPictureHeight = 50;
constexpr int kBar = 12;

} // namespace

/// 25 % → 50 %, the share that moves hatched in a bar, and what that means in words.
class CommandDialog::Picture final : public QWidget {
public:
    Picture(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setFixedHeight(kPictureHeight);
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

    void set(Percent before, Percent after, const QString& words, bool danger)
    {
        m_before = before.value();
        m_after = after.value();
        m_words = words;
        m_danger = danger;
        setSpokenText(*this, CommandDialog::tr("From %1 to %2, %3").arg(percentText(m_before), percentText(m_after), words));
        update();
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_theme.color(Token::Line));
        painter.setBrush(m_theme.color(Token::Raised));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), metric::kRadiusControl, metric::kRadiusControl);

        const QFont big = m_theme.font(Type::Title);
        const QFontMetrics metrics(big);
        const double baseline = (height() - metrics.height()) / 2.0 + metrics.ascent();
        double x = metric::kSpace4;
        const auto figure = [&](double value, Token token) {
            painter.setPen(m_theme.color(token));
            drawFigures(painter, big, QPointF(x, baseline), percentText(value));
            x += figuresWidth(big, percentText(value)) + metric::kSpace4;
        };
        figure(m_before, Token::Text);
        paintIcon(painter, m_theme, QStringLiteral("arrow-right"),
            QRect(int(x), (height() - metric::kIcon) / 2, metric::kIcon, metric::kIcon), Token::Text2);
        x += metric::kIcon + metric::kSpace4;
        figure(m_after, m_danger ? Token::FailText : Token::Accent);

        const QFont small = m_theme.font(Type::Small);
        const QFontMetrics smallMetrics(small);
        const double words = smallMetrics.horizontalAdvance(m_words);
        const QRectF bar(x + metric::kSpace2, (height() - kBar) / 2.0, width() - x - words - 3 * metric::kSpace4, kBar);
        painter.fillRect(bar, m_theme.color(Token::NoDataTint));
        const double low = std::min(m_before, m_after) / 100.0 * bar.width();
        const double high = std::max(m_before, m_after) / 100.0 * bar.width();
        const QColor color = m_theme.color(m_danger ? Token::FailMark : Token::AccentFill);
        painter.fillRect(QRectF(bar.topLeft(), QSizeF(low, kBar)), color);
        paintHatch(painter, QRectF(bar.left() + low, bar.top(), high - low, kBar), color, 7.0, 3.0);
        painter.setPen(m_theme.color(Token::Line));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(bar);

        painter.setFont(small);
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(
            QPointF(width() - metric::kSpace4 - words, (height() - smallMetrics.height()) / 2.0 + smallMetrics.ascent()), m_words);
    }

private:
    const Theme& m_theme;
    double m_before = 0.0;
    double m_after = 0.0;
    QString m_words;
    bool m_danger = false;
};

CommandDialog::CommandDialog(const Theme& theme, ButtonKind kind, const QString& icon, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_body(new QVBoxLayout)
{
    setModal(true);
    setMinimumWidth(kWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_body, 1);
    buildBody();
    buildFooter(kind, icon);
    layout->addWidget(m_footer);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter})
        connect(new QShortcut(QKeySequence(Qt::CTRL | key), this), &QShortcut::activated, this, &CommandDialog::send);
    connect(m_send, &QPushButton::clicked, this, &CommandDialog::send);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_request->toPlainText()); });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CommandDialog::buildBody()
{
    m_body->setContentsMargins(metric::kSpace6, metric::kSpace4 + 2, metric::kSpace6, metric::kSpace4);
    m_body->setSpacing(metric::kSpace2);
    m_question = new TextLabel(m_theme, Type::Title, Token::Text);
    m_question->setWordWrap(true);
    m_sentence = new TextLabel(m_theme, Type::Body, Token::Text2);
    m_sentence->setWordWrap(true);
    m_picture = new Picture(m_theme, this);
    m_picture->hide(); // until there is a before and an after
    m_body->addWidget(m_question);
    m_body->addWidget(m_sentence);
    m_body->addSpacing(metric::kSpace1);
    m_body->addWidget(m_picture);
    m_body->addSpacing(metric::kSpace1);

    m_columns = new QHBoxLayout;
    m_columns->setSpacing(metric::kSpace6);
    m_left = new QVBoxLayout;
    m_right = new QVBoxLayout;
    m_left->setSpacing(6);
    m_right->setSpacing(6);
    m_columns->addLayout(m_left, 1);
    m_columns->addLayout(m_right, 1);
    m_body->addLayout(m_columns, 1);

    auto* head = new QHBoxLayout;
    m_requestIntro = new TextLabel(m_theme, Type::Small, Token::Text2);
    m_requestIntro->setTextFormat(Qt::RichText);
    m_copy = new ActionButton(m_theme, QStringLiteral("copy"), tr("Copy request"), ButtonKind::Flat);
    m_copy->setButtonSize(ButtonSize::Small);
    m_copy->setAutoDefault(false);
    head->addWidget(m_requestIntro, 1);
    head->addWidget(m_copy);
    m_body->addLayout(head);
    m_request = new QPlainTextEdit;
    m_request->setReadOnly(true);
    m_request->setFont(m_theme.fixedFont());
    m_request->setAccessibleName(tr("Exact request"));
    m_request->setTabChangesFocus(true);
    m_request->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_request->setWordWrapMode(QTextOption::WrapAnywhere);
    m_body->addWidget(m_request);
    setRequest({}, {}); // until there is one
}

void CommandDialog::buildFooter(ButtonKind kind, const QString& icon)
{
    m_footer = new QWidget;
    m_footerLayout = new QHBoxLayout(m_footer);
    m_footerLayout->setContentsMargins(metric::kSpace6, 10, metric::kSpace6, 10);
    m_footerLayout->setSpacing(metric::kSpace2);
    m_footNote = new TextLabel(m_theme, Type::Small, Token::Text3);
    m_footNote->setWordWrap(true);
    m_cancel = new ActionButton(m_theme, QString(), tr("Cancel"));
    m_cancel->setCaps({tr("Esc", "key cap")});
    m_cancel->setButtonSize(ButtonSize::Large);
    m_cancel->setAutoDefault(false);
    m_send = new ActionButton(m_theme, icon, QString(), kind);
    m_send->setKeys(QKeySequence(Qt::CTRL | Qt::Key_Return));
    m_send->setButtonSize(ButtonSize::Large);
    m_send->setAutoDefault(false);
}

void CommandDialog::setButtons(const QString& send, const QString& cancel, bool cancelLeft)
{
    m_send->setText(send);
    m_cancel->setText(cancel);
    if (m_footerLayout->count() > 0)
        return;
    if (cancelLeft)
        m_footerLayout->addWidget(m_cancel);
    m_footerLayout->addWidget(m_footNote, 1);
    if (!cancelLeft)
        m_footerLayout->addWidget(m_cancel);
    m_footerLayout->addWidget(m_send);
}

void CommandDialog::setQuestion(const QString& question, const QString& sentence)
{
    m_question->setText(question);
    m_sentence->setText(sentence);
    setAccessibleName(question);
    setAccessibleDescription(sentence);
}

void CommandDialog::setPicture(Percent before, Percent after, const QString& words, bool danger)
{
    m_picture->set(before, after, words, danger);
    m_picture->setVisible(before > Percent() || after > Percent()); // of units, settings and copies it would say nothing
}

bool CommandDialog::event(QEvent* event)
{
    const bool done = QDialog::event(event);
    if (event->type() == QEvent::Show || event->type() == QEvent::LayoutRequest)
        growToFit();
    return done;
}

void CommandDialog::growToFit()
{
    // Qt opens a window at two thirds of the screen's height at most: on a small screen sentences would be cut.
    const int wanted = std::max(layout()->totalHeightForWidth(width()), layout()->totalMinimumSize().height());
    const QRect screenful = screen()->availableGeometry();
    const int room = screenful.height() - kTitleBar;
    if (!isVisible() || height() >= std::min(wanted, room))
        return;
    resize(width(), std::min(wanted, room));
    const int low = screenful.bottom() - height() + 1;
    if (y() + kTitleBar > low)
        move(x(), std::max(screenful.top(), low - kTitleBar));
}

void CommandDialog::setRequest(const QString& intro, const QString& request)
{
    m_requestIntro->setText(intro);
    for (QWidget* part : std::initializer_list<QWidget*>{m_requestIntro, m_copy, m_request})
        part->setVisible(!request.isEmpty());
    if (m_request->toPlainText() == request)
        return;
    m_request->setPlainText(request);
    constexpr qsizetype kColumns = 105;
    qsizetype lines = 0;
    for (const QString& line : request.split(QLatin1Char('\n')))
        lines += 1 + line.size() / kColumns;
    m_request->setFixedHeight(
        int(std::clamp<qsizetype>(lines, 1, 5)) * QFontMetrics(m_request->font()).lineSpacing() + 2 * metric::kSpace3 + 4);
}

void CommandDialog::setColumnStretch(int left, int right)
{
    m_columns->setStretch(0, left);
    m_columns->setStretch(1, right);
}

void CommandDialog::setFootNote(const QString& note)
{
    if (m_closedWhy.isEmpty())
        m_footNote->setText(note);
}

void CommandDialog::setClosed(const QString& why)
{
    m_closedWhy = why;
    m_send->setEnabled(why.isEmpty());
    m_send->setDefault(why.isEmpty());
    m_send->setAccessibleDescription(why);
    if (!why.isEmpty())
        m_footNote->setText(why);
}

bool CommandDialog::canSend() const
{
    return m_send->isEnabled();
}

void CommandDialog::send()
{
    if (!canSend())
        return;
    const QString why = reason();
    accept();
    Q_EMIT confirmed(why);
}

void CommandDialog::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Panel));
    painter.fillRect(m_footer->geometry(), m_theme.color(Token::Raised));
    painter.fillRect(0, m_footer->y(), width(), 1, m_theme.color(Token::Line));
}

} // namespace fairlead::ui
