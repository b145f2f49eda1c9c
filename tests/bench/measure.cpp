#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace fairlead::bench {

namespace {

QJsonObject toJson(const std::map<QString, double>& figures)
{
    QJsonObject object;
    for (const auto& [name, value] : figures) {
        object.insert(name, value);
    }
    return object;
}

std::map<QString, double> fromJson(const QJsonObject& object)
{
    std::map<QString, double> figures;
    for (auto it = object.begin(); it != object.end(); ++it) {
        figures.emplace(it.key(), it.value().toDouble());
    }
    return figures;
}

QString figure(double value)
{
    const double size = std::abs(value);
    const int decimals = size >= 1000 ? 0 : (size >= 10 ? 1 : (size >= 0.1 ? 3 : 5));
    return QString::number(value, 'f', decimals);
}

} // namespace

double Measure::timesBetterThan(double other) const
{
    return better == Better::Less ? other / ours : ours / other;
}

std::optional<double> Measure::timesBetterThanPeer(const QString& name) const
{
    const auto found = peers.find(name);
    return found == peers.end() ? std::nullopt : std::optional(timesBetterThan(found->second));
}

std::optional<Measure> Measure::fromJson(const QByteArray& line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    if (!object.contains(QLatin1String("id")) || !object.contains(QLatin1String("ours"))) {
        return std::nullopt;
    }
    const auto number = [&](const char* key) {
        const QJsonValue value = object.value(QLatin1String(key));
        return value.isDouble() ? std::optional(value.toDouble()) : std::nullopt;
    };
    return Measure{.id = object.value(QLatin1String("id")).toString(),
        .what = object.value(QLatin1String("what")).toString(),
        .unit = object.value(QLatin1String("unit")).toString(),
        .ours = object.value(QLatin1String("ours")).toDouble(),
        .naive = number("naive"),
        .floor = number("floor"),
        .peers = bench::fromJson(object.value(QLatin1String("peers")).toObject()),
        .ratios = bench::fromJson(object.value(QLatin1String("ratios")).toObject()),
        .goal = object.value(QLatin1String("goal")).toString(),
        .met = object.value(QLatin1String("met")).toBool(true)};
}

Report::Report(int argc, char** argv)
    : m_output(STDOUT_FILENO)
{
    QStringList given;
    for (int i = 1; i < argc; ++i) {
        given.append(QString::fromLocal8Bit(argv[i]));
    }
    for (auto word = given.begin(); word != given.end(); ++word) {
        if (*word == QLatin1String("--json")) {
            m_json = true;
        } else if (*word == QLatin1String("--runs")) {
            bool isNumber = false;
            const int runs = word + 1 == given.end() ? 0 : (++word)->toInt(&isNumber);
            if (!isNumber || runs < 1) {
                stop(QStringLiteral("--runs needs a number from 1 on"));
            }
            m_runs = runs;
        } else {
            m_arguments.append(*word);
        }
    }
    // A row is seen when it is known, into a pipe too.
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    if (m_json) {
        std::fflush(stdout);
        m_output = ::dup(STDOUT_FILENO);
        ::dup2(STDERR_FILENO, STDOUT_FILENO);
    }
}

Report::~Report()
{
    if (m_json) {
        ::close(m_output);
    }
}

void Report::add(Measure measure)
{
    const auto fill = [&](const QString& name, double ratio) { measure.ratios.try_emplace(name, ratio); };
    if (measure.naive) {
        fill(QStringLiteral("naive"), measure.timesBetterThan(*measure.naive));
    }
    if (measure.floor) {
        fill(QStringLiteral("floor"), 1.0 / measure.timesBetterThan(*measure.floor));
    }
    for (const auto& [name, value] : measure.peers) {
        fill(name, measure.timesBetterThan(value));
    }
    ++m_count;
    if (!measure.goal.isEmpty()) {
        ++m_goals;
        if (!measure.met) {
            m_missed.append(measure.id);
        }
    }
    if (m_json) {
        write(measure);
    } else {
        print(measure);
    }
}

void Report::print(const Measure& measure) const
{
    QString row
        = QStringLiteral("%1  %2\n    ours %3 %4").arg(measure.id, -20).arg(measure.what).arg(figure(measure.ours), 12).arg(measure.unit);
    const auto beside = [&](const QString& name, const QString& key, double value) {
        row += QStringLiteral("\n    %1 %2 %3").arg(name, -38).arg(figure(value), 12).arg(measure.unit);
        if (const auto ratio = measure.ratios.find(key); ratio != measure.ratios.end()) {
            row += key == QLatin1String("floor") ? QStringLiteral("   ours is %1 times that").arg(figure(ratio->second))
                                                 : QStringLiteral("   ours is %1 times better").arg(figure(ratio->second));
        }
    };
    if (measure.naive) {
        beside(QStringLiteral("naive"), QStringLiteral("naive"), *measure.naive);
    }
    for (const auto& [name, value] : measure.peers) {
        beside(name, name, value);
    }
    if (measure.floor) {
        beside(QStringLiteral("floor"), QStringLiteral("floor"), *measure.floor);
    }
    for (const auto& [name, ratio] : measure.ratios) {
        if (!measure.peers.contains(name) && name != QLatin1String("naive") && name != QLatin1String("floor")) {
            row += QStringLiteral("\n    %1 %2").arg(name, -38).arg(figure(ratio), 12);
        }
    }
    if (!measure.goal.isEmpty()) {
        row += QStringLiteral("\n    goal: %1: %2").arg(measure.goal, measure.met ? QStringLiteral("met") : QStringLiteral("NOT met"));
    }
    std::printf("%s\n", qUtf8Printable(row));
}

void Report::write(const Measure& measure) const
{
    QJsonObject object{{QStringLiteral("id"), measure.id}, {QStringLiteral("what"), measure.what}, {QStringLiteral("unit"), measure.unit},
        {QStringLiteral("ours"), measure.ours}};
    if (measure.naive) {
        object.insert(QStringLiteral("naive"), *measure.naive);
    }
    if (measure.floor) {
        object.insert(QStringLiteral("floor"), *measure.floor);
    }
    object.insert(QStringLiteral("peers"), toJson(measure.peers));
    object.insert(QStringLiteral("ratios"), toJson(measure.ratios));
    if (!measure.goal.isEmpty()) {
        object.insert(QStringLiteral("goal"), measure.goal);
        object.insert(QStringLiteral("met"), measure.met);
    }
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    if (::write(m_output, line.constData(), static_cast<std::size_t>(line.size())) != line.size()) {
        stop(QStringLiteral("standard output does not take the figures"));
    }
}

void Report::missing(const QString& peer, const QString& why)
{
    std::fprintf(stderr, "%s is left out: %s\n", qUtf8Printable(peer), qUtf8Printable(why));
}

int Report::finish()
{
    if (m_goals > 0) {
        std::fprintf(stderr, "%d of %d goals met%s%s\n", m_goals - static_cast<int>(m_missed.size()), m_goals,
            m_missed.isEmpty() ? "" : "; missed: ", qUtf8Printable(m_missed.join(QLatin1String(", "))));
    }
    return m_count > 0 ? 0 : 1;
}

std::function<std::optional<double>()> milliseconds(std::function<void()> work, int calls)
{
    return [work = std::move(work), calls]() -> std::optional<double> {
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < calls; ++i) {
            work();
        }
        return static_cast<double>(timer.nsecsElapsed()) / 1e6 / calls;
    };
}

std::map<QString, double> interleaved(const std::vector<Contender>& contenders, int rounds)
{
    std::vector<std::vector<double>> figures(contenders.size());
    std::vector<bool> gone(contenders.size(), false);
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < contenders.size(); ++i) {
            if (gone[i] || round >= contenders[i].atMost) {
                continue;
            }
            if (const std::optional<double> one = contenders[i].figure()) {
                figures[i].push_back(*one);
            } else {
                gone[i] = true;
            }
        }
    }
    std::map<QString, double> medians;
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        if (gone[i] || figures[i].empty()) {
            Report::missing(contenders[i].name, QStringLiteral("it is not installed here, or gave no figure"));
        } else {
            medians.emplace(contenders[i].name, median(figures[i]));
        }
    }
    return medians;
}

double median(std::vector<double> values)
{
    if (values.empty()) {
        return 0.0;
    }
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double rateOf(int units, const std::function<void()>& work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return units / (static_cast<double>(std::max<qint64>(timer.nsecsElapsed(), 1)) / 1e9);
}

double residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    const QList<QByteArray> words = file.open(QIODevice::ReadOnly) ? file.readAll().split(' ') : QList<QByteArray>();
    return words.value(1).toDouble() * static_cast<double>(::sysconf(_SC_PAGESIZE));
}

void stop(const QString& why)
{
    std::fprintf(stderr, "%s: %s\n", qUtf8Printable(QCoreApplication::applicationName()), qUtf8Printable(why));
    std::_Exit(1);
}

} // namespace fairlead::bench
