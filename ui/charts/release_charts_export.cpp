// What is seen, written to a file.

#include "ui/charts/chart_export.h"
#include "ui/charts/release_charts.h"
#include "ui/common/formatters.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QStandardPaths>

namespace fairlead::ui {

QString ReleaseCharts::exportName(const MetricChart* chart) const
{
    QString at = Instant::fromMs(m_timeline.now).toIso().left(19).remove(QLatin1Char('-')).remove(QLatin1Char(':'));
    QString name = m_title;
    name += QLatin1Char(' ') + (chart != nullptr ? chart->data().spec.metric : QStringLiteral("charts"));
    name = name.replace(QLatin1Char(' '), QLatin1Char('-')).replace(QLatin1Char('/'), QLatin1Char('_'));
    return name + QLatin1Char('-') + at + QStringLiteral("Z.png");
}

void ReleaseCharts::askForFile(MetricChart* chart)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    auto* dialog = new QFileDialog(this, chart != nullptr ? tr("Export %1").arg(chart->data().spec.title) : tr("Export all charts"),
        folder.isEmpty() ? QDir::homePath() : folder);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("Picture (*.png)"), tr("Drawing (*.svg)"), tr("Page (*.pdf)"), tr("Numbers (*.csv)")});
    dialog->selectFile(exportName(chart));
    dialog->setDefaultSuffix(QStringLiteral("png"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog](const QString& filter) {
        const QString suffix = filter.section(QStringLiteral("*."), 1).chopped(1);
        dialog->setDefaultSuffix(suffix);
        const QStringList files = dialog->selectedFiles();
        for (const QString& file : files)
            dialog->selectFile(QFileInfo(file).completeBaseName() + QLatin1Char('.') + suffix);
    });
    const QPointer<MetricChart> asked = chart;
    connect(dialog, &QFileDialog::fileSelected, this, [this, asked, all = chart == nullptr](const QString& file) {
        if (all || asked)
            exportTo(file, asked);
    });
    dialog->open();
}

void ReleaseCharts::exportTo(const QString& file, MetricChart* chart)
{
    ChartSheet sheet;
    sheet.title = tr("%1, %2, %3 to %4 UTC")
                      .arg(m_title, dateText(Instant::fromMs(m_timeline.from)), timeText(Instant::fromMs(m_timeline.from)),
                          timeText(Instant::fromMs(m_timeline.to)));
    for (const MetricChart* each : m_placed) {
        if (chart == nullptr || each == chart)
            sheet.charts.push_back({&each->data(), each->scale(), each->map(), each->view(),
                QRectF(QPointF(each->pos()) / each->magnification(), each->frame().size())});
    }
    const Result<QByteArray> bytes = encode(sheet, m_timeline, m_theme, QFileInfo(file).suffix().toLower());
    const Result<void> written = bytes ? writeWhole(file, *bytes) : Result<void>(std::unexpected(bytes.error()));
    if (written)
        Q_EMIT exported(file);
    else
        Q_EMIT exportFailed(written.error());
}

} // namespace fairlead::ui
