#include "app/console/problems_window.h"

#include "ui/common/widgets.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace fairlead::console {

ProblemsWindow::ProblemsWindow(const ui::Theme& theme, const QString& workspace, const Problems& problems)
{
    setWindowTitle(tr("This workspace cannot be opened"));
    resize(960, 600);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(ui::metric::kSpace6, ui::metric::kSpace6, ui::metric::kSpace6, ui::metric::kSpace6);
    layout->setSpacing(ui::metric::kSpace3);
    auto* title = new ui::TextLabel(theme, ui::Type::Title, ui::Token::Text, true);
    title->setText(tr("This workspace cannot be opened"));
    auto* where = new ui::TextLabel(theme, ui::Type::Body, ui::Token::Text2);
    where->setText(workspace);
    where->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* sentence = new ui::TextLabel(theme, ui::Type::Body, ui::Token::Text2);
    sentence->setText(tr("Nothing was started and nothing was changed. Put these right and open it again:"));

    QStringList lines;
    for (const Problem& problem : problems) {
        lines.append(problem.file.isEmpty() ? problem.message : toText(problem));
    }
    auto* list = new QPlainTextEdit(lines.join(QStringLiteral("\n\n")));
    list->setReadOnly(true);
    list->setFont(theme.fixedFont());
    list->setAccessibleName(tr("Problems"));

    auto* copy = new ui::ActionButton(theme, QStringLiteral("copy"), tr("Copy"));
    connect(copy, &QPushButton::clicked, this, [lines] { QApplication::clipboard()->setText(lines.join(QLatin1Char('\n'))); });
    auto* close = new ui::ActionButton(theme, QStringLiteral("x"), tr("Close"));
    connect(close, &QPushButton::clicked, this, &QWidget::close);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addStretch();
    buttons->addWidget(close);

    layout->addWidget(title);
    layout->addWidget(where);
    layout->addWidget(sentence);
    layout->addWidget(list, 1);
    layout->addLayout(buttons);
}

} // namespace fairlead::console
