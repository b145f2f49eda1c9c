#pragma once

#include <QString>
#include <QStringList>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace fairlead::bench {

/// Which of two figures is the better one.
enum class Better { Less, More };

/// One figure beside others of the same run. Figures of two runs or two machines cannot be compared; ratios can.
struct Measure {
    QString id; ///< short and lasting: scripts look for it
    QString what;
    QString unit;
    double ours = 0.0;
    std::optional<double> naive{}; ///< the plain way to do the same
    std::optional<double> floor{}; ///< what nobody can do without
    std::map<QString, double> peers{}; ///< other programs and libraries by name
    /// By what they are held against. Those to naive, floor and peers are filled in by Report::add() where they are not
    /// given: how many times better than naive and than each peer, how many times the floor.
    std::map<QString, double> ratios{};
    QString goal{}; ///< in words; empty where none is set
    bool met = true; ///< means nothing without a goal
    Better better = Better::Less;

    /// Ours against @p other: above 1 where ours is better.
    double timesBetterThan(double other) const;
    /// Empty where the peer was not there.
    std::optional<double> timesBetterThanPeer(const QString& name) const;

    /// One line of --json, as another process has written it. Empty where it is none.
    static std::optional<Measure> fromJson(const QByteArray& line);
};

/// Prints what a benchmark has measured: for people, or with --json as one line of JSON a measure. Thread: one.
class Report {
public:
    /// Takes --json and --runs N out of the arguments. With --json everything else that this process and its children write
    /// to standard output goes to standard error, so that standard output holds JSON alone.
    Report(int argc, char** argv);
    ~Report();
    Report(const Report&) = delete;
    Report& operator=(const Report&) = delete;

    /// How often to repeat; @p usual where --runs does not say.
    int runs(int usual) const { return m_runs.value_or(usual); }
    /// What the options left.
    const QStringList& arguments() const { return m_arguments; }
    bool isJson() const { return m_json; }

    void add(Measure measure);
    /// Says that there is no @p peer here, on standard error: its figures are left out.
    static void missing(const QString& peer, const QString& why);
    /// Says how many goals were met. The exit code: 0, whatever was met, since figures are no test; 1 when nothing was measured.
    int finish();

private:
    void print(const Measure& measure) const;
    void write(const Measure& measure) const;

    bool m_json = false;
    int m_output; ///< where JSON goes
    std::optional<int> m_runs;
    QStringList m_arguments;
    int m_count = 0;
    int m_goals = 0;
    QStringList m_missed; ///< ids
};

/// One of several that do the same thing.
struct Contender {
    QString name;
    /// One figure; empty where the contender is not here, after which it is not asked again.
    std::function<std::optional<double>()> figure;
    int atMost = 1'000'000; ///< rounds in which it takes part; few for what takes long
};

/// Milliseconds that one call of @p work takes, as the mean of @p calls in a row.
std::function<std::optional<double>()> milliseconds(std::function<void()> work, int calls = 1);

/// Asks all contenders in turn, @p rounds times (A B C A B C …), so that a machine that is busy for a while is busy for all of
/// them. Medians by name; who was not here is left out.
std::map<QString, double> interleaved(const std::vector<Contender>& contenders, int rounds);

double median(std::vector<double> values);

/// How often @p work gets through @p units a second, once.
double rateOf(int units, const std::function<void()>& work);

/// Memory of this process that the kernel holds in RAM, in bytes; 0 where it does not say.
double residentBytes();

/// Ends the program at once: nothing of a failed measurement is worth keeping, so nothing is cleaned up.
[[noreturn]] void stop(const QString& why);

} // namespace fairlead::bench
