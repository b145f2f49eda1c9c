#include "models/reports/pdf/pages.h"

#include "models/reports/words.h"

namespace fairlead::reports::pdf {

Pages::Pages(QPdfWriter& writer, QPainter& painter, const Report& report, QString dataHash, int total)
    : m_writer(writer)
    , m_canvas(painter)
    , m_report(report)
    , m_dataHash(std::move(dataHash))
    , m_total(total)
{
    footer();
}

bool Pages::need(double height)
{
    if (height <= room()) {
        return false;
    }
    newPage();
    return true;
}

void Pages::newPage()
{
    m_writer.newPage();
    ++m_page;
    m_y = kMargin;
    footer();
    header();
}

void Pages::header()
{
    m_canvas.text(kLeft, m_y, m_report.release.title() + QStringLiteral(" to ") + m_report.release.environment, style::kSmall);
    m_canvas.text(kRight, m_y, QStringLiteral("Release %1").arg(m_report.release.id.text()), style::kSmall, Align::Right);
    m_canvas.line(kLeft, m_y + 13.0, kRight, m_y + 13.0, ink::kLine);
    m_y += 24.0;
}

void Pages::footer()
{
    const audit::Verification& history = m_report.history;
    const double top = kHeight - 47.0;
    m_canvas.line(kLeft, top, kRight, top, ink::kLine);
    const QString rows = m_report.events.empty()
        ? QString()
        : QStringLiteral("History rows %1 to %2, ")
              .arg(countInWords(m_report.events.front().row), countInWords(m_report.events.back().row));
    TextStyle chain = style::kSmall;
    QString whole = QStringLiteral("chain unbroken.");
    if (!history.valid()) {
        chain.color = ink::kFail;
        chain.bold = true;
        whole = QStringLiteral("chain BROKEN at row %1.").arg(countInWords(history.firstBroken->row));
    }
    const QString words = rows + whole + QStringLiteral(" Head ");
    m_canvas.text(kLeft, top + 5.0, words, chain);
    const TextStyle code{7.0, false, true, ink::kText2};
    m_canvas.text(kLeft + m_canvas.widthOf(words, chain), top + 5.0, shortHash(QString::fromLatin1(history.head.toHex())), code);
    m_canvas.text(kLeft, top + 15.5, QStringLiteral("Check without Fairlead: the steps are on the last page."), style::kSmall);

    m_canvas.text(
        kRight, top + 5.0, m_total > 0 ? QStringLiteral("Page %1 of %2").arg(m_page).arg(m_total) : QString(), style::kSmall, Align::Right);
    const QString hash = m_dataHash.left(4) + QStringLiteral(" … ") + m_dataHash.right(4);
    m_canvas.text(kRight, top + 15.5, hash, code, Align::Right);
    m_canvas.text(
        kRight - m_canvas.widthOf(hash, code), top + 15.5, QStringLiteral("SHA-256 of this report’s data "), style::kSmall, Align::Right);
}

void Pages::section(const QString& title, double with)
{
    need(30.0 + with);
    m_y += 13.0;
    m_canvas.text(kLeft, m_y, title, style::kSection);
    m_y += 16.5;
    m_canvas.line(kLeft, m_y, kRight, m_y, ink::kText, 0.8);
    m_y += 6.0;
}

void Pages::note(const QString& text)
{
    const double height = m_canvas.paragraph(kLeft, m_y, kInner, text, style::kSmall, false);
    need(height + 4.0);
    m_canvas.paragraph(kLeft, m_y, kInner, text, style::kSmall);
    m_y += height + 4.0;
}

QString shortHash(const QString& hex)
{
    if (hex.size() < 32) {
        return hex.isEmpty() ? QStringLiteral("none") : hex;
    }
    const auto four = [&hex](qsizetype at) { return hex.mid(at, 4); };
    const qsizetype end = hex.size();
    return QStringList{four(0), four(4), four(8), four(12), QStringLiteral("…"), four(end - 8), four(end - 4)}.join(QLatin1Char(' '));
}

} // namespace fairlead::reports::pdf
