#pragma once

#include <QRegularExpression>
#include <QTest>

namespace fairlead::tests {

/// A warning fails the test, but for two that the offscreen platform writes about itself.
inline void failOnOurWarnings()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support|QStandardPaths: )")));
}

} // namespace fairlead::tests
