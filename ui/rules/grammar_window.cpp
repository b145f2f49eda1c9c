#include "ui/rules/grammar_window.h"

#include <QFile>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace fairlead::ui {

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
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(text);
}

} // namespace fairlead::ui
