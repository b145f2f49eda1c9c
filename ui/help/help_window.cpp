#include "ui/help/help_window.h"

#include <QFile>
#include <QHBoxLayout>
#include <QListWidget>
#include <QTextBrowser>
#include <QTextTable>

#include <algorithm>
#include <array>

namespace fairlead::ui {

namespace {

constexpr int kTopicsWidth = 190;

struct Page {
    const char* file;
    const char* title;
};

/// In the order of HelpTopic.
constexpr std::array<Page, 5> kPages{{{"plans.md", QT_TRANSLATE_NOOP("fairlead::ui::HelpWindow", "Plans")},
    {"conditions.md", QT_TRANSLATE_NOOP("fairlead::ui::HelpWindow", "Conditions and rules")},
    {"trains.md", QT_TRANSLATE_NOOP("fairlead::ui::HelpWindow", "Trains")},
    {"faults.md", QT_TRANSLATE_NOOP("fairlead::ui::HelpWindow", "When servers fail")},
    {"charts.md", QT_TRANSLATE_NOOP("fairlead::ui::HelpWindow", "Charts")}}};

/// One thin line round each cell, and room in it.
void calmTables(QTextDocument& document, const Theme& theme)
{
    const QList<QTextFrame*> frames = document.rootFrame()->childFrames();
    for (QTextFrame* frame : frames) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (table == nullptr)
            continue;
        QTextTableFormat format = table->format();
        format.setBorderCollapse(true);
        format.setBorder(1);
        format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
        format.setBorderBrush(theme.color(Token::Line));
        format.setCellSpacing(0);
        format.setCellPadding(metric::kSpace1);
        format.setTopMargin(metric::kSpace2);
        format.setBottomMargin(metric::kSpace3);
        table->setFormat(format);
    }
}

} // namespace

HelpWindow::HelpWindow(const Theme& theme, HelpTopic topic, QWidget* parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_topics(new QListWidget)
    , m_text(new QTextBrowser)
{
    setWindowTitle(tr("Help"));
    resize(980, 700);
    for (const Page& page : kPages)
        m_topics->addItem(tr(page.title));
    m_topics->setAccessibleName(tr("Topics"));
    m_topics->setFrameShape(QFrame::NoFrame);
    m_topics->setFixedWidth(kTopicsWidth);
    m_topics->setSpacing(2);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setOpenLinks(false);
    m_text->document()->setDefaultFont(theme.font(Type::Body));
    m_text->document()->setDocumentMargin(metric::kSpace4);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_topics);
    layout->addWidget(m_text, 1);
    connect(m_topics, &QListWidget::currentRowChanged, this, &HelpWindow::load);
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        const auto page = std::ranges::find_if(kPages, [&](const Page& each) { return link.fileName() == QLatin1String(each.file); });
        if (page != kPages.end())
            m_topics->setCurrentRow(int(page - kPages.begin()));
        else if (link.path().isEmpty() && !link.fragment().isEmpty())
            m_text->scrollToAnchor(link.fragment());
    });
    showTopic(topic);
}

HelpWindow* HelpWindow::open(const Theme& theme, HelpTopic topic, QWidget* parent)
{
    auto* window = new HelpWindow(theme, topic, parent);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->show();
    return window;
}

void HelpWindow::showTopic(HelpTopic topic)
{
    m_topics->setCurrentRow(int(topic));
    m_text->setFocus();
}

HelpTopic HelpWindow::topic() const
{
    return HelpTopic(m_topics->currentRow());
}

void HelpWindow::load(int row)
{
    const Page& page = kPages[std::size_t(std::clamp(row, 0, int(kPages.size()) - 1))];
    QFile file(QStringLiteral(":/help/") + QLatin1String(page.file));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened); // it is part of the program
    m_text->setAccessibleName(tr(page.title));
    m_text->setMarkdown(opened ? QString::fromUtf8(file.readAll()) : QString());
    calmTables(*m_text->document(), m_theme);
    m_text->moveCursor(QTextCursor::Start);
}

} // namespace fairlead::ui
