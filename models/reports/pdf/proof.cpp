#include "models/reports/pdf/sections.h"
#include "models/reports/proof_script.h"
#include "models/reports/words.h"

namespace fairlead::reports::pdf {

namespace {

void paragraph(Pages& pages, const QString& text, const TextStyle& style = style::kBody, double indent = 0.0)
{
    Canvas& canvas = pages.canvas();
    const double width = Pages::kInner - indent;
    const double height = canvas.paragraph(0, 0, width, text, style, false);
    pages.need(height + 5.0);
    canvas.paragraph(Pages::kLeft + indent, pages.y(), width, text, style);
    pages.advance(height + 5.0);
}

void step(Pages& pages, const QString& title)
{
    pages.need(40.0);
    pages.advance(5.0);
    pages.canvas().text(Pages::kLeft, pages.y(), title, style::kBold);
    pages.advance(15.0);
}

/// Indented with spaces, which the layout of a paragraph would drop.
void code(Pages& pages, const QStringList& lines)
{
    Canvas& canvas = pages.canvas();
    const double box = 10.2;
    const double height = box * static_cast<double>(lines.size()) + 12.0;
    pages.need(height + 6.0);
    canvas.fill(QRectF(Pages::kLeft, pages.y(), Pages::kInner, height), QColor(0xf5, 0xf7, 0xf9));
    double y = pages.y() + 6.0;
    const double cell = canvas.widthOf(QStringLiteral("0"), style::kCode);
    for (const QString& line : lines) {
        const QString text = line.trimmed();
        canvas.text(Pages::kLeft + 8.0 + cell * static_cast<double>(line.indexOf(text)), y, text, style::kCode);
        y += box;
    }
    pages.advance(height + 6.0);
}

} // namespace

void drawProof(Pages& pages, const Report& report, const QString& dataHash)
{
    pages.newPage();
    pages.advance(-8.0);
    pages.section(QStringLiteral("How to check this without Fairlead"));
    paragraph(pages,
        QStringLiteral("The history is a chain: each row carries the SHA-256 of its own content, and in that content stands the hash of "
                       "the row before. "
                       "Whoever changes, removes, inserts or reorders a row breaks the chain at that place. You need sqlite3 and Python, "
                       "nothing of ours."));

    step(pages, QStringLiteral("1  The data of this report"));
    paragraph(
        pages, QStringLiteral("The JSON form of this report holds every row that is printed here, with its hash. Its SHA-256 must be:"));
    code(pages, {dataHash});
    code(pages, {QStringLiteral("sha256sum report.json")});

    step(pages, QStringLiteral("2  One row"));
    paragraph(pages,
        QStringLiteral("The hash of a row is the SHA-256 of these bytes: a JSON array in UTF-8 without blanks, [row, at, kind, who, "
                       "release, object, why, data, previous]. "
                       "Texts are JSON strings in which only \", \\ and control characters are escaped; at is the time in UTC with "
                       "milliseconds; data is the stored text, byte for byte; "
                       "previous is the hash of the row before in lower-case hexadecimal digits, 64 zeros for row 1."));

    step(pages, QStringLiteral("3  The whole chain"));
    paragraph(pages,
        QStringLiteral("Run this beside history.db. It prints the first row that does not hold, or the number of rows and the head."));
    code(pages, proofScript());

    step(pages, QStringLiteral("4  Compare"));
    const audit::Verification& history = report.history;
    paragraph(pages,
        history.valid()
            ? QStringLiteral("When this report was written, the history had %1 rows, the chain was unbroken, and its head was:")
                  .arg(countInWords(history.rows))
            : QStringLiteral("When this report was written, the history had %1 rows and was broken: %2 The last row's hash was:")
                  .arg(countInWords(history.rows), history.firstBroken->what));
    code(pages, {QString::fromLatin1(history.head.toHex())});
    paragraph(pages,
        QStringLiteral("A longer history must still give this head at that row. Keep this page, or the head alone, where the one who keeps "
                       "the history cannot change it."),
        style::kSmall);
}

} // namespace fairlead::reports::pdf
