#include "ui/rules/grammar_window.h"

#include <QFile>
#include <QTextBrowser>
#include <QTextTable>
#include <QVBoxLayout>

namespace fairlead::ui {

namespace {

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

GrammarWindow::GrammarWindow(const Theme& theme, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Conditions and rules"));
    resize(820, 680);
    auto* text = new QTextBrowser;
    text->setAccessibleName(tr("The rule language"));
    text->setFrameShape(QFrame::NoFrame);
    text->setOpenExternalLinks(false);
    text->document()->setDefaultFont(theme.font(Type::Body));
    text->document()->setDocumentMargin(metric::kSpace4);
    QFile file(QStringLiteral(":/help/conditions.md"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened); // it is part of the program
    text->setMarkdown(opened ? QString::fromUtf8(file.readAll()) : QString());
    calmTables(*text->document(), theme);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(text);
}

} // namespace fairlead::ui
