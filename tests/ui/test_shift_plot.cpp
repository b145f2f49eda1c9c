#include "ui/common/theme.h"
#include "ui/rollout/judge_words.h"
#include "ui/rollout/shift_plot.h"

#include <QRegularExpression>
#include <QTest>

#include <cmath>
#include <limits>

using namespace fairlead;
using namespace fairlead::ui;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

QString utf8(const char* text)
{
    return QString::fromUtf8(text);
}

/// Ordinary spaces for no-break ones, so that expected words can be read here.
QString plain(QString text)
{
    return text.replace(QChar(0xA0), QLatin1Char(' '));
}

ShiftPicture picture(double low, double high, double estimate)
{
    return {metrics::Unit::Seconds, jury::Harm::Increase, 0.2, {{utf8("Kayenta"), {low, high, estimate, 0.98}}}, {}};
}

} // namespace

class TestShiftPlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support|QStandardPaths).*"))); }

    void differencesAreInWordsWithUnits()
    {
        QCOMPARE(plain(shiftText(0.002, metrics::Unit::Fraction)), utf8("+0.2 pp"));
        QCOMPARE(plain(shiftText(-0.05, metrics::Unit::Seconds)), utf8("−50 ms"));
        QCOMPARE(plain(shiftText(0.0, metrics::Unit::Seconds)), utf8("0 s"));
        QCOMPARE(shiftText(-kInfinity, metrics::Unit::None), utf8("−∞"));
    }

    void ticksHaveAllFiguresOfTheirStep()
    {
        const ValueScale shares{-0.0005, 0.0005, 0.00025};
        QCOMPARE(plain(tickText(0.00025, shares, metrics::Unit::Fraction)), utf8("+0.025 pp"));
        QCOMPARE(plain(tickText(-0.0005, shares, metrics::Unit::Fraction)), utf8("−0.050 pp"));
        QCOMPARE(plain(tickText(0.0, shares, metrics::Unit::Fraction)), utf8("0 pp"));
        QCOMPARE(plain(tickText(-0.2, {-0.2, 0.6, 0.2}, metrics::Unit::Seconds)), utf8("−200 ms"));
        QCOMPARE(plain(tickText(0.5, {-1.0, 1.0, 0.5}, metrics::Unit::Seconds)), utf8("+0.5 s"));
        QCOMPARE(plain(tickText(2000, {0, 4000, 1000}, metrics::Unit::Count)), utf8("+2,000"));
    }

    void thePlotPutsValuesOnOneAxis()
    {
        const Theme theme(Scheme::Light);
        ShiftPlot plot(theme);
        plot.resize(500, 200);
        plot.setPicture(picture(-0.1, 0.5, 0.2));
        const ValueScale& scale = plot.scale();
        QVERIFY(scale.min < -0.1 && scale.max > 0.5);
        const double perUnit = plot.xOf(0.4) - plot.xOf(0.3);
        QVERIFY(perUnit > 0);
        QVERIFY(qAbs((plot.xOf(0.1) - plot.xOf(0.0)) - perUnit) < 1e-9);
        QCOMPARE(plot.xOf(kInfinity), plot.xOf(scale.max));
        QCOMPARE(plot.xOf(-kInfinity), plot.xOf(scale.min));
    }

    void theEstimateIsAPointAndTheIntervalEndsWhereItShould()
    {
        const Theme theme(Scheme::Light);
        ShiftPlot plot(theme);
        plot.setPicture(picture(-0.1, 0.5, 0.3));
        plot.resize(500, plot.heightForWidth(500));
        plot.show();
        const QImage image = plot.grab().toImage();
        const auto at = [&](double value, double down) { return image.pixelColor(int(plot.xOf(value)), int(plot.yOf(0) + down)); };
        const QColor ink = theme.color(Token::Canary);
        QCOMPARE(at(0.3, 0), ink);
        QCOMPARE(at(0.3, 2), ink); // a point is thicker than the line
        QVERIFY(at(0.15, 2) != ink);
        QVERIFY(at(0.45, 3) != at(0.55, 3)); // the band ends
        QCOMPARE(at(0.56, 0), at(0.56, 3)); // and the line with it
    }

    void infiniteEndsRunOutOfThePlot()
    {
        const Theme theme(Scheme::Light);
        ShiftPlot plot(theme);
        plot.setPicture(picture(-kInfinity, kInfinity, 0.1));
        plot.resize(500, plot.heightForWidth(500));
        plot.show();
        QVERIFY(std::isfinite(plot.scale().min) && std::isfinite(plot.scale().max));
        const QImage image = plot.grab().toImage();
        const int y = int(plot.yOf(0));
        QCOMPARE(image.pixelColor(int(plot.xOf(kInfinity)) - 3, y), theme.color(Token::Canary));
        QCOMPARE(image.pixelColor(int(plot.xOf(-kInfinity)) + 3, y), theme.color(Token::Canary));
        QVERIFY(plot.accessibleName().contains(utf8("−∞")));
    }

    void oneWideIntervalDoesNotSqueezeTheOthers()
    {
        ShiftPicture both = picture(-0.05, 0.1, 0.02);
        both.bars.push_back({utf8("Sequential"), {-50.0, 50.0, 0.02, 0.95}});
        const ValueScale scale = shiftScaleOf(both);
        QVERIFY(scale.max < 2.0 && scale.min > -2.0);
        both.bars.pop_back();
        both.harm = jury::Harm::Decrease;
        QVERIFY(shiftScaleOf(both).min < -0.2); // the margin is on the harmful side
    }
};

QTEST_MAIN(TestShiftPlot)
#include "test_shift_plot.moc"
