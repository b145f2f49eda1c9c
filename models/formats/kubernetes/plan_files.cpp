#include "models/formats/kubernetes/plan_files.h"

#include "models/formats/kubernetes/argo_objects.h"
#include "models/formats/kubernetes/argo_validation.h"
#include "models/formats/kubernetes/flagger_objects.h"
#include "models/formats/kubernetes/not_carried_over.h"
#include "models/formats/kubernetes/own_plans.h"
#include "models/formats/kubernetes/quantities.h"
#include "models/formats/kubernetes/shape.h"
#include "models/formats/nearest.h"
#include "models/formats/yaml_stream.h"

#include <algorithm>
#include <iterator>

namespace fairlead::formats::kubernetes {

namespace {

/// One kind that is read, the API it belongs to and how.
struct Kind {
    const char* name;
    const char* group;
    void (*read)(const Field&, PlanObject&);
};

constexpr auto kArgo = "argoproj.io";
constexpr auto kFlagger = "flagger.app";

const std::vector<Kind>& kinds()
{
    static const std::vector<Kind> known{{"Rollout", kArgo, readRollout}, {"AnalysisTemplate", kArgo, readAnalysis},
        {"ClusterAnalysisTemplate", kArgo, readAnalysis}, {"AnalysisRun", kArgo, readAnalysis}, {"Experiment", kArgo, readExperiment},
        {"Canary", kFlagger, readCanary}, {"MetricTemplate", kFlagger, readMetricTemplate}, {"AlertProvider", kFlagger, readAlertProvider}};
    return known;
}

QStringList kindNames()
{
    QStringList names;
    for (const Kind& kind : kinds()) {
        names.append(QString::fromLatin1(kind.name));
    }
    return names;
}

/// Services, routers and scaling are not carried over, so a plan can do without them.
bool isOfCluster(const QString& field)
{
    static const QStringList parts{QStringLiteral("stableService"), QStringLiteral("canaryService"), QStringLiteral("activeService"),
        QStringLiteral("pingPong"), QStringLiteral("trafficRouting.alb"), QStringLiteral("scaleDownDelay"),
        QStringLiteral("dynamicStableScale")};
    const QString strategy = QStringLiteral("spec.strategy.");
    return std::ranges::any_of(parts, [&](const QString& part) { return field.startsWith(strategy + part); });
}

class FileReader {
public:
    explicit FileReader(const QString& file)
        : m_file(file)
    {
    }

    void read(const YamlPart& part)
    {
        const Field object(*part.root, QString());
        if (isOwn(object)) {
            readOwn(m_file, part, m_result);
            return;
        }
        readObject(object, part.number, part.line, part.elided);
    }

    PlanFile take() { return std::move(m_result); }

private:
    void report(Position at, Severity severity, const char* code, QString message, QString help)
    {
        m_result.problems.push_back({m_file, at, severity, QString::fromLatin1(code), std::move(message), std::move(help)});
    }

    void readObject(const Field& object, int document, int line, bool elided)
    {
        const QString kind = object["kind"].text();
        if (!object.isMap() || kind.isEmpty()) {
            report(object.at(), Severity::Error, "no-kind", QStringLiteral("This is no object: it has no “kind”."),
                QStringLiteral("Begin it with “apiVersion: …” and “kind: Rollout”, or give a plan or a deployment manifest of Fairlead."));
            return;
        }
        const auto known = std::ranges::find_if(kinds(), [&](const Kind& one) { return kind == QLatin1String(one.name); });
        const bool list = kind.endsWith(QLatin1String("List")) && object["items"].isList();
        if (list) {
            for (const Field& item : object["items"].items()) {
                readObject(item, document, item.at().line, elided);
            }
        } else if (known == kinds().end()) {
            reportOther(object, kind);
        } else {
            readKnown(object, *known, document, line, elided);
        }
    }

    void reportOther(const Field& object, const QString& written)
    {
        constexpr qsizetype kLongestShown = 60;
        const QString kind = written.left(kLongestShown);
        const QString api = object["apiVersion"].text();
        const bool ours = api.startsWith(QLatin1String(kArgo)) || api.startsWith(QLatin1String(kFlagger));
        const QString near = nearest(kind, kindNames());
        if (ours && !near.isEmpty()) {
            report(object["kind"].at(), Severity::Error, "unknown-kind", QStringLiteral("“%1” is not a kind of %2.").arg(kind, api),
                QStringLiteral("Did you mean “%1”?").arg(near));
            return;
        }
        report(object["kind"].at(), Severity::Warning, "other-kind",
            QStringLiteral("A “%1” says nothing about how a release rolls out; it was not read.").arg(kind),
            QStringLiteral("Nothing needs to be done, unless its kind is misspelt."));
    }

    bool belongs(const Field& object, const Kind& kind)
    {
        const Field api = object["apiVersion"];
        if (!api.isSet() || api.text().startsWith(QLatin1String(kind.group) + QLatin1Char('/'))) {
            return true;
        }
        report(api.at(), Severity::Error, "wrong-api-version",
            QStringLiteral("A “%1” of %2 is another kind of object; it was not read.").arg(QLatin1String(kind.name), api.text()),
            QStringLiteral("Fairlead reads the one of %1.").arg(QLatin1String(kind.group)));
        return false;
    }

    void readKnown(const Field& object, const Kind& kind, int document, int line, bool elided)
    {
        if (!belongs(object, kind)) {
            return;
        }
        PlanObject read;
        read.document = document;
        read.line = line;
        read.kind = QString::fromLatin1(kind.name);
        read.apiVersion = object["apiVersion"].text();
        read.name = object["metadata"]["name"].text();
        kind.read(object, read);
        read.notCarriedOver = notCarriedOver(object, read.kind);
        // What an extract leaves out cannot be missed in it.
        if (!elided) {
            check(object, kind, read);
        }
        m_result.objects.push_back(std::move(read));
    }

    void check(const Field& object, const Kind& kind, PlanObject& read)
    {
        const bool argo = kind.group == kArgo;
        ShapeFindings findings = checkShape(m_file, object, read.kind, argo ? argoShapes() : flaggerShapes());
        std::ranges::move(findings.problems, std::back_inserter(m_result.problems));
        std::ranges::move(findings.unknown, std::back_inserter(read.notCarriedOver));
        checkQuantities(m_file, object, m_result.problems);
        const Field spec = object["spec"];
        if (read.kind == QLatin1String("Rollout")) {
            reportRefusals(validateRollout(spec));
        } else if (argo && read.kind != QLatin1String("Experiment") && (spec["metrics"].size() > 0 || !spec["templates"].isSet())) {
            reportRefusals(validateMetrics(spec["metrics"]));
        } else if (read.kind == QLatin1String("Canary")) {
            checkCanary(spec, read);
        }
    }

    void reportRefusals(const FieldErrors& errors)
    {
        bool podsSaid = false;
        for (const FieldError& error : errors) {
            const bool pods
                = error.field.startsWith(QLatin1String("spec.template")) || error.field.startsWith(QLatin1String("spec.selector"));
            // An extract without pods misses all that belongs to them.
            if (!pods || !podsSaid) {
                report(error.at, pods || isOfCluster(error.field) ? Severity::Warning : Severity::Error, "refused-by-controller",
                    QStringLiteral("Argo Rollouts refuses this: %1.").arg(error.detail.isEmpty() ? error.text() : error.detail),
                    QStringLiteral("It names the field %1.").arg(error.field));
            }
            podsSaid = podsSaid || pods;
        }
    }

    void checkCanary(const Field& spec, const PlanObject& read)
    {
        if (!spec["analysis"].isSet()) {
            const bool legacy = spec["canaryAnalysis"].isSet();
            report(legacy ? spec["canaryAnalysis"].keyAt() : spec.at(), legacy ? Severity::Warning : Severity::Error,
                legacy ? "old-key" : "missing-key",
                legacy ? QStringLiteral("“spec.canaryAnalysis” is the old name of “spec.analysis”.")
                       : QStringLiteral("“spec.analysis” is missing."),
                legacy ? QStringLiteral("Rename it.") : QStringLiteral("Add one: without it every new version gets all traffic at once."));
        }
        const Field service = spec["service"];
        if (service.isSet() && !service["port"].isSet()) {
            report(service.at(), Severity::Error, "missing-key", QStringLiteral("“spec.service.port” is missing."),
                QStringLiteral("Add a line “port: …”."));
        }
        if (read.schedule && read.schedule->neverPromotes) {
            report(spec["analysis"].at(), Severity::Warning, "never-promotes",
                QStringLiteral("The canary never gets past its last weight: the steps end before the maximum of %1 %.")
                    .arg(read.schedule->effectiveMaxWeight),
                QStringLiteral("Let stepWeight be above 0, stepWeights rise, and maxWeight be at most 100."));
        }
    }

    QString m_file;
    PlanFile m_result;
};

} // namespace

PlanFile readPlanFile(const QString& file, const QByteArray& bytes)
{
    Problems problems;
    const std::vector<YamlPart> parts = readYamlStream(file, bytes, problems);
    FileReader reader(file);
    for (const YamlPart& part : parts) {
        if (part.root) {
            reader.read(part);
        }
    }
    PlanFile result = reader.take();
    std::ranges::move(problems, std::back_inserter(result.problems));
    std::ranges::stable_sort(result.problems,
        [](const Problem& a, const Problem& b) { return a.at.line != b.at.line ? a.at.line < b.at.line : a.at.column < b.at.column; });
    if (result.objects.empty() && !hasErrors(result.problems)) {
        result.problems.push_back({file, {}, Severity::Error, QStringLiteral("no-objects"),
            QStringLiteral("The file holds nothing about how a release rolls out."),
            QStringLiteral("Read are: %1, and Fairlead's own plans and deployment manifests.")
                .arg(kindNames().join(QStringLiteral(", ")))});
    }
    return result;
}

} // namespace fairlead::formats::kubernetes
