#pragma once

#include <QDir>
#include <QFile>
#include <QTest>

namespace fairlead::test {

/// Replaces the file; its folders are made. A failure fails the test.
inline void writeFile(const QString& file, const QByteArray& bytes)
{
    QDir().mkpath(QFileInfo(file).path());
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly | QIODevice::Truncate));
    out.write(bytes);
}

/// Component and manifest of the sample's data_analyst in @p workspace, as @p name.
inline void writeSampleAs(const QString& workspace, const QByteArray& name)
{
    const QString sample = QStringLiteral(FAIRLEAD_SOURCE_DIR "/resources/sample/");
    for (const QString& kind : {QStringLiteral("components/"), QStringLiteral("manifests/")}) {
        QFile file(sample + kind + QStringLiteral("data_analyst.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        writeFile(workspace + QLatin1Char('/') + kind + QString::fromUtf8(name) + QStringLiteral(".yaml"),
            file.readAll().replace("data_analyst", name));
    }
}

} // namespace fairlead::test
