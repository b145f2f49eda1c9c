#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QTest>

namespace fairlead::test {

/// Compares @p actual with tests/reports/golden/@p name line by line and shows the first line that differs. With
/// FAIRLEAD_UPDATE_GOLDEN set in the environment it writes the file instead, for a look at the difference in git.
inline void compareWithGolden(const QByteArray& actual, const QString& name)
{
    QFile file(QDir(QStringLiteral(FAIRLEAD_TEST_DIR "/reports/golden")).filePath(name));
    if (qEnvironmentVariableIsSet("FAIRLEAD_UPDATE_GOLDEN")) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(actual), actual.size());
        return;
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
    const QList<QByteArray> expected = file.readAll().split('\n');
    const QList<QByteArray> lines = actual.split('\n');
    for (qsizetype i = 0; i < qMin(expected.size(), lines.size()); ++i) {
        if (lines.at(i) != expected.at(i)) {
            const QString text = QStringLiteral("%1:%2\n  expected %3\n  is       %4")
                                     .arg(name)
                                     .arg(i + 1)
                                     .arg(QString::fromUtf8(expected.at(i)), QString::fromUtf8(lines.at(i)));
            QFAIL(qUtf8Printable(text));
        }
    }
    QCOMPARE(lines.size(), expected.size());
}

} // namespace fairlead::test
