#include "models/formats/kubernetes/argo_messages.h"
#include "models/formats/kubernetes/argo_validation.h"
#include "models/formats/yaml_reader.h"

#include <QTest>

using namespace fairlead;
using namespace fairlead::formats;
using namespace fairlead::formats::kubernetes;

namespace {

/// The first refusal of @p check about the spec in @p text; empty when there is none.
template <typename Check> QString first(const QByteArray& text, Check check)
{
    Problems problems;
    const std::optional<YamlDocument> document = readYaml(QStringLiteral("spec.yaml"), text, problems);
    if (!document) {
        return QStringLiteral("not YAML");
    }
    const FieldErrors errors = check(Field(document->root, QStringLiteral("spec")));
    return errors.empty() ? QString() : errors.front().detail;
}

QString canary(const QByteArray& entries)
{
    return first("strategy: {canary: {" + entries + "}}", validateCanary);
}

QString text(const char* message, const QString& argument = {})
{
    return argument.isEmpty() ? QString::fromLatin1(message) : QString::fromLatin1(message).arg(argument);
}

const QByteArray kServices = "stableService: old, canaryService: new, ";
const QByteArray kPods = "selector: {matchLabels: {app: x}}\n"
                         "template: {metadata: {labels: {app: x}}, spec: {containers: [{name: c, image: i}]}}\n";

} // namespace

class TestArgoValidation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCanaryIsRefusedForItsFirstFault_data()
    {
        QTest::addColumn<QByteArray>("entries");
        QTest::addColumn<QString>("refusal");

        const auto row = [](const char* name, const QByteArray& entries, const char* message = "", const QString& argument = {}) {
            QTest::newRow(name) << entries << text(message, argument);
        };
        row("nothing", "");
        row("no pod may ever move", "maxSurge: 0, maxUnavailable: 0%", argo::kSurge);
        row("text that is no number counts as 0", "maxSurge: some, maxUnavailable: 0", argo::kSurge);
        row("the default of one is enough", "maxSurge: 0");
        row("same services", "stableService: a, canaryService: a", argo::kSameCanary);
        row("no services without routing", "steps: [{setWeight: 1}]");
        for (const char* router : {"alb", "smi", "apisix", "ambassador", "nginx", "appMesh", "traefik", "istio"}) {
            QTest::newRow(qPrintable(QStringLiteral("%1 needs services").arg(QLatin1String(router))))
                << QByteArray("trafficRouting: {") + router + ": {}}" << text(argo::kServices);
        }
        row("subsets need no services", "trafficRouting: {istio: {destinationRule: {name: d}}}");
        row("plugins need no services", "trafficRouting: {plugins: {p: {}}}");
        row("ping-pong replaces services", "pingPong: {pingService: a, pongService: b}, trafficRouting: {alb: {rootService: r}}");
        row("ping-pong with istio", "pingPong: {pingService: a, pongService: b}, trafficRouting: {istio: {}}");
        row("ping-pong with another router", kServices + "pingPong: {pingService: a, pongService: b}, trafficRouting: {smi: {}}",
            argo::kPingPongRouter);
        row("ping-pong without pong", "pingPong: {pingService: a}", argo::kPingPong);
        row("ping-pong with one service", "pingPong: {pingService: a, pongService: a}", argo::kSamePingPong);
        row("ping-pong without root service", "pingPong: {pingService: a, pongService: b}, trafficRouting: {alb: {}}", argo::kPingPongRoot);
        row("scale-down delay without routing", "scaleDownDelaySeconds: 1", argo::kScaleDownDelay);
        row("dynamic scale without routing", "dynamicStableScale: true", argo::kDynamicScale);
        row("dynamic scale that is off", "dynamicStableScale: false");
        row("dynamic scale with a delay", kServices + "scaleDownDelaySeconds: 1, dynamicStableScale: true, trafficRouting: {smi: {}}",
            argo::kDynamicScaleDelay);
        row("most weight with a router that has none", kServices + "trafficRouting: {alb: {}, maxTrafficWeight: 1000}",
            argo::kMaxTrafficWeightRouter);
        row("most weight of 0", kServices + "trafficRouting: {nginx: {}, maxTrafficWeight: 0}", argo::kMaxTrafficWeight);
        row("no affinity at all", "antiAffinity: {}", argo::kAntiAffinity);
        row("affinity both ways",
            "antiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {}, preferredDuringSchedulingIgnoredDuringExecution: {weight: "
            "1}}",
            argo::kAntiAffinity);
        row("affinity of 0", "antiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: {weight: 0}}", argo::kAntiAffinityWeight);
        row("affinity of 100", "antiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: {weight: 100}}");
    }
    void aCanaryIsRefusedForItsFirstFault()
    {
        QFETCH(QByteArray, entries);
        QTEST(canary(entries), "refusal");
    }

    void aStepIsRefusedForItsFirstFault_data()
    {
        QTest::addColumn<QByteArray>("routing");
        QTest::addColumn<QByteArray>("step");
        QTest::addColumn<QString>("refusal");

        const QByteArray none;
        const QByteArray alb = "trafficRouting: {alb: {rootService: r}, managedRoutes: [{name: a}]}, ";
        const QByteArray istio = "trafficRouting: {istio: {}, managedRoutes: [{name: a}]}, ";
        const QByteArray plugin = "trafficRouting: {plugins: {p: {}}, managedRoutes: [{name: a}]}, ";
        const QByteArray smi = "trafficRouting: {smi: {}}, ";
        const QByteArray nginx = "trafficRouting: {nginx: {}, maxTrafficWeight: 1000}, ";
        const auto row = [](const char* name, const QByteArray& routing, const QByteArray& step, const char* message = "",
                             const QString& argument = {}) { QTest::newRow(name) << routing << step << text(message, argument); };
        row("nothing", none, "{}", argo::kStep);
        row("null", none, "{pause: null}", argo::kStep);
        row("two kinds", none, "{setWeight: 1, analysis: {}}", argo::kStep);
        row("a plugin", none, "{plugin: {name: p}}");
        row("0 %", none, "{setWeight: 0}");
        row("100 %", none, "{setWeight: 100}");
        row("101 %", none, "{setWeight: 101}", argo::kSetWeight, QStringLiteral("100"));
        row("-1 %", none, "{setWeight: -1}", argo::kSetWeight, QStringLiteral("100"));
        row("weights of a thousand", nginx, "{setWeight: 1000}");
        row("more than a thousand", nginx, "{setWeight: 1001}", argo::kSetWeight, QStringLiteral("1000"));
        row("negative pause", none, "{pause: {duration: -1}}", argo::kDuration);
        row("negative pause as text", none, "{pause: {duration: -10s}}", argo::kDuration);
        row("pause of 0", none, "{pause: {duration: 0}}");
        row("scale without routing", none, "{setCanaryScale: {replicas: 1}}", argo::kSetCanaryScale);
        row("scale with routing", smi, "{setCanaryScale: {replicas: 1}}");
        row("header route without routing", none, "{setHeaderRoute: {name: a}}", argo::kSetHeaderRoute);
        row("header route with a router that has none", smi, "{setHeaderRoute: {name: a}}", argo::kSetHeaderRoute);
        row("header route without a value", istio, "{setHeaderRoute: {name: a, match: [{headerName: h}]}}", argo::kMatchMissing);
        row("header route with two values", istio, "{setHeaderRoute: {name: a, match: [{headerValue: {exact: x, prefix: y}}]}}",
            argo::kMatchMultiple);
        row("header route of ALB by prefix", alb, "{setHeaderRoute: {name: a, match: [{headerValue: {prefix: y}}]}}", argo::kMatchAlb);
        row("header route of ALB", alb, "{setHeaderRoute: {name: a, match: [{headerValue: {exact: y}}]}}");
        row("header route that is not managed", alb, "{setHeaderRoute: {name: b}}", argo::kManagedRoute);
        row("header route without managed routes", "trafficRouting: {istio: {}}, ", "{setHeaderRoute: {name: b}}", argo::kMissingField,
            QStringLiteral("spec.strategy.canary.trafficRouting.managedRoutes"));
        row("mirror without routing", none, "{setMirrorRoute: {name: a}}", argo::kSetMirrorRoute);
        row("mirror with ALB", alb, "{setMirrorRoute: {name: a}}", argo::kSetMirrorRoute);
        row("mirror with a plugin", plugin, "{setMirrorRoute: {name: a}}");
        row("mirror with an empty method", istio, "{setMirrorRoute: {name: a, match: [{method: {}}]}}", argo::kMatchMissing);
        row("mirror with two paths", istio, "{setMirrorRoute: {name: a, match: [{path: {exact: x, regex: y}}]}}", argo::kMatchMultiple);
        row("experiment weight without routing", none, "{experiment: {templates: [{weight: 1}]}}", argo::kExperimentWithoutRouting);
        row("experiment weight with nginx", nginx, "{experiment: {templates: [{weight: 1}]}}", argo::kExperimentRouter);
        row("experiment weight with SMI", smi, "{experiment: {templates: [{weight: 1}]}}");
        row("argument from a label", none, "{analysis: {args: [{valueFrom: {fieldRef: {fieldPath: \"metadata.labels['app']\"}}}]}}");
        row("argument from a field that there is not", none, "{analysis: {args: [{valueFrom: {fieldRef: {fieldPath: metadata.color}}}]}}",
            argo::kAnalysisArgs);
        row("argument from a bad label", none, "{analysis: {args: [{valueFrom: {fieldRef: {fieldPath: \"metadata.labels['-']\"}}}]}}",
            argo::kAnalysisArgs);
        row("argument from the status", none, "{analysis: {args: [{valueFrom: {fieldRef: {fieldPath: status.x}}}]}}");
        row("argument of an experiment", none,
            "{experiment: {analyses: [{args: [{valueFrom: {fieldRef: {fieldPath: \"metadata.name['x']\"}}}]}]}}", argo::kAnalysisArgs);
    }
    void aStepIsRefusedForItsFirstFault()
    {
        QFETCH(QByteArray, routing);
        QFETCH(QByteArray, step);
        QTEST(canary(kServices + routing + "steps: [" + step + "]"), "refusal");
    }

    void aRolloutIsRefusedForItsFirstFault_data()
    {
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<QString>("refusal");

        const QByteArray strategy = "strategy: {canary: {}}\n";
        QTest::newRow("fine") << kPods + strategy << QString();
        QTest::newRow("no selector") << strategy << text(argo::kMissingField, QStringLiteral(".spec.selector"));
        QTest::newRow("empty selector") << "selector: {}\n" + strategy << text(argo::kEmptySelector);
        QTest::newRow("selector of other pods")
            << "selector: {matchLabels: {app: y}}\ntemplate: {metadata: {labels: {app: x}}}\n" + strategy << text(argo::kSelectorMismatch);
        QTest::newRow("selector by expression") << "selector: {matchExpressions: [{key: app, operator: In, values: [x, y]}]}\n"
                                                   "template: {metadata: {labels: {app: x}}, spec: {containers: [{name: c, image: i}]}}\n"
                + strategy << QString();
        QTest::newRow("reference") << "workloadRef: {name: d}\n" + strategy << QString();
        QTest::newRow("reference and pods") << "workloadRef: {name: d}\n" + kPods + strategy << text(argo::kTemplateAndRef);
        QTest::newRow("negative replicas") << "replicas: -1\n" + kPods + strategy << text(argo::kNegative);
        QTest::newRow("deadline as long as the wait") << "minReadySeconds: 600\n" + kPods + strategy << text(argo::kDeadline);
        QTest::newRow("deadline longer") << "minReadySeconds: 600\nprogressDeadlineSeconds: 601\n" + kPods + strategy << QString();
        QTest::newRow("no strategy") << kPods
                                     << text(argo::kMissingField, QStringLiteral(".spec.strategy.canary or .spec.strategy.blueGreen"));
        QTest::newRow("two strategies") << kPods + "strategy: {canary: {}, blueGreen: {}}\n" << text(argo::kStrategies);
        QTest::newRow("blue and green alike") << kPods + "strategy: {blueGreen: {activeService: a, previewService: a}}\n"
                                              << text(argo::kSameBlueGreen);
        QTest::newRow("keeps more than it remembers")
            << "revisionHistoryLimit: 2\n" + kPods + "strategy: {blueGreen: {activeService: a, scaleDownDelayRevisionLimit: 3}}\n"
            << text(argo::kScaleDownLimit);
    }
    void aRolloutIsRefusedForItsFirstFault()
    {
        QFETCH(QByteArray, spec);
        QTEST(first(spec, validateRollout), "refusal");
    }

    void metricsAreRefusedForTheirFirstFault_data()
    {
        QTest::addColumn<QByteArray>("metrics");
        QTest::addColumn<QString>("refusal");

        const auto one = [](const QByteArray& entries) { return "metrics: [{name: a, provider: {web: {}}, " + entries + "}]"; };
        const auto at0 = [](const char* rest) { return QStringLiteral("metrics[0]: ") + QString::fromLatin1(rest); };
        QTest::newRow("none") << QByteArray("metrics: []") << QStringLiteral("no metrics specified");
        QTest::newRow("fine") << one("count: 3, interval: 1m, failureLimit: 2, inconclusiveLimit: 3") << QString();
        QTest::newRow("same name") << QByteArray("metrics: [{name: a, provider: {web: {}}}, {name: a, provider: {web: {}}}]")
                                   << QStringLiteral("metrics[1]: duplicate name 'a'");
        QTest::newRow("fewer than may fail") << one("count: 1, failureLimit: 2")
                                             << at0("count (1) must be >= failureLimit + consecutiveSuccessLimit (2 + 0) if both >= 0");
        QTest::newRow("fewer than fail and pass")
            << one("count: 3, interval: 1m, failureLimit: 2, consecutiveSuccessLimit: 2")
            << at0("count (3) must be >= failureLimit + consecutiveSuccessLimit (2 + 2) if both >= 0");
        QTest::newRow("failures that do not count")
            << one("count: 2, interval: 1m, failureLimit: -1, consecutiveSuccessLimit: 9") << QString();
        QTest::newRow("fewer than may be undecided") << one("count: 1, inconclusiveLimit: 2") << at0("count must be >= inconclusiveLimit");
        QTest::newRow("two without an interval") << one("count: 2") << at0("interval must be specified when count > 1");
        QTest::newRow("no length of time") << one("interval: 1x")
                                           << at0("invalid interval string: time: unknown unit \"x\" in duration \"1x\"");
        QTest::newRow("no delay") << one("initialDelay: \"5\"") << at0("invalid startDelay string: time: missing unit in duration \"5\"");
        QTest::newRow("limit below -1") << one("failureLimit: -2") << at0("failureLimit must be >= 0, or -1 to be disabled");
        QTest::newRow("negative undecided") << one("inconclusiveLimit: -1") << at0("inconclusiveLimit must be >= 0");
        QTest::newRow("negative errors") << one("consecutiveErrorLimit: -1") << at0("consecutiveErrorLimit must be >= 0");
        QTest::newRow("negative passes") << one("consecutiveSuccessLimit: -1") << at0("consecutiveSuccessLimit must be >= 0");
        QTest::newRow("nothing decides") << one("failureLimit: -1")
                                         << at0("failureLimit and consecutiveSuccessLimit cannot both be disabled");
        QTest::newRow("numbers as text") << one("count: \"1\", failureLimit: \"2\"")
                                         << at0("count (1) must be >= failureLimit + consecutiveSuccessLimit (2 + 0) if both >= 0");
        QTest::newRow("no provider") << QByteArray("metrics: [{name: a}]") << at0("no provider specified");
        QTest::newRow("two providers") << QByteArray("metrics: [{name: a, provider: {web: {}, job: {}}}]")
                                       << at0("multiple providers specified");
        QTest::newRow("two plugins") << QByteArray("metrics: [{name: a, provider: {plugin: {p: {}, q: {}}}}]")
                                     << at0("multiple providers specified");
        QTest::newRow("one plugin") << QByteArray("metrics: [{name: a, provider: {plugin: {p: {}}}}]") << QString();
    }
    void metricsAreRefusedForTheirFirstFault()
    {
        QFETCH(QByteArray, metrics);
        QTEST(first(metrics, [](const Field& spec) { return validateMetrics(spec["metrics"]); }), "refusal");
    }

    void anErrorReadsAsTheControllerWritesIt()
    {
        Problems problems;
        const auto document
            = readYaml(QStringLiteral("s.yaml"), "workloadRef: {name: d}\nstrategy:\n  canary: {dynamicStableScale: true}\n", problems);
        const FieldErrors errors = validateRollout(Field(document->root, QStringLiteral("spec")));
        QCOMPARE(errors.size(), std::size_t{1});
        QCOMPARE(errors.front().text(),
            QStringLiteral(
                "spec.strategy.dynamicStableScale: Invalid value: true: Canary dynamicStableScale can only be used with traffic routing"));
        QCOMPARE(errors.front().at, (Position{3, 32}));
    }
};

QTEST_GUILESS_MAIN(TestArgoValidation)
#include "test_argo_validation.moc"
