#include "models/reports/pdf/pdf_file.h"

#include "models/reports/pdf/sections.h"
#include "models/reports/report_json.h"

#include <QBuffer>
#include <QDateTime>
#include <QPageSize>
#include <QRegularExpression>

namespace fairlead::reports {

namespace {

constexpr int kDotsPerInch = 1200;

/// Draws the whole document into @p buffer; how many pages it took, 0 when the painter refused.
int draw(QBuffer& buffer, const Report& report, const QString& dataHash, int total)
{
    if (!buffer.open(QIODevice::WriteOnly)) {
        return 0;
    }
    QPdfWriter writer(&buffer);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF());
    writer.setResolution(kDotsPerInch);
    writer.setTitle(QStringLiteral("%1 to %2: deployment report").arg(report.release.title(), report.release.environment));
    writer.setCreator(QStringLiteral("Fairlead " FAIRLEAD_VERSION));
    QPainter painter;
    if (!painter.begin(&writer)) {
        return 0;
    }
    painter.scale(kDotsPerInch / 72.0, kDotsPerInch / 72.0);
    pdf::Pages pages(writer, painter, report, dataHash, total);
    pdf::drawOpening(pages, report);
    pdf::drawFields(pages, report);
    pdf::drawTrack(pages, report);
    pdf::drawScores(pages, report);
    pdf::drawGates(pages, report);
    pdf::drawPeople(pages, report);
    pdf::drawDeviations(pages, report);
    pdf::drawCommands(pages, report);
    pdf::drawChecklist(pages, report);
    pdf::drawEvents(pages, report);
    pdf::drawProof(pages, report, dataHash);
    painter.end();
    return pages.page();
}

/// Qt writes the time of the moment; a report is of the time at which it was written. The replacement has the same length, because
/// the table of offsets at the end of the file counts bytes.
void setCreationDate(QByteArray& bytes, Instant at)
{
    static const QByteArray key("/CreationDate (D:");
    const qsizetype begin = bytes.indexOf(key);
    const qsizetype end = begin < 0 ? -1 : bytes.indexOf(')', begin);
    if (end < 0) {
        return;
    }
    const qsizetype length = end - begin - key.size();
    QByteArray date = QDateTime::fromMSecsSinceEpoch(at.ms(), Qt::UTC).toString(QStringLiteral("yyyyMMddHHmmss")).toLatin1();
    date += length >= date.size() + 7 ? QByteArrayLiteral("+00'00'") : QByteArrayLiteral("Z");
    bytes.replace(begin + key.size(), length, date.leftJustified(length, ' ', true));
}

} // namespace

Result<QByteArray> pdfFile(const Report& report)
{
    const QString dataHash = reports::dataHash(report);
    QBuffer counting;
    const int total = draw(counting, report, dataHash, 0);
    QBuffer written;
    if (total == 0 || draw(written, report, dataHash, total) != total || !written.data().startsWith("%PDF")) {
        return fail(ErrorCode::Unsupported,
            QStringLiteral("The PDF could not be drawn. Nothing was written. Check that Qt's fonts and its PDF engine are installed."));
    }
    QByteArray bytes = written.data();
    setCreationDate(bytes, report.writtenAt);
    return bytes;
}

} // namespace fairlead::reports
