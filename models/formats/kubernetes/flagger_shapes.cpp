#include "models/formats/kubernetes/shape.h"

#include <array>

namespace fairlead::formats::kubernetes {

namespace {

// Source: artifacts/flagger/crd.yaml and pkg/apis/flagger/v1beta1 of fluxcd/flagger. What is generated for a mesh or an ingress
// ("service") is looked into for its port alone.
constexpr auto kShapes = std::to_array<Shape>({
    {"Canary", "apiVersion:text kind:text metadata:map spec!:CanarySpec status"},
    {"MetricTemplate", "apiVersion:text kind:text metadata:map spec!:MetricTemplateSpec status"},
    {"AlertProvider", "apiVersion:text kind:text metadata:map spec!:AlertProviderSpec status"},
    {"CanarySpec",
        "provider:text metricsServer:text targetRef!:Reference autoscalerRef:map ingressRef:map routeRef:map upstreamRef:map "
        "service:map analysis:CanaryAnalysis canaryAnalysis:CanaryAnalysis progressDeadlineSeconds:number skipAnalysis:bool "
        "revertOnDeletion:bool suspend:bool"},
    {"Reference", "apiVersion:text kind:text name!:text namespace:text"},
    {"CanaryAnalysis",
        "interval:text iterations:number mirror:bool mirrorWeight:number maxWeight:number stepWeight:number stepWeights:[number] "
        "stepWeightPromotion:number threshold:number primaryReadyThreshold:number canaryReadyThreshold:number alerts:[Alert] "
        "metrics:[CanaryMetric] webhooks:[Webhook] match:list sessionAffinity:map"},
    {"CanaryMetric",
        "name!:text interval:text threshold:number thresholdRange:Range query:text templateRef:Reference templateVariables:map"},
    {"Range", "min:number max:number"},
    {"Webhook",
        "name!:text type:text url!:text timeout:text metadata:map muteAlert:bool disableTLS:bool retries:number "
        "headers:map"},
    {"Alert", "name!:text severity:text providerRef!:Reference"},
    {"MetricTemplateSpec", "provider:MetricProvider query:text"},
    {"MetricProvider", "type:text address:text secretRef:map region:text headers:map insecureSkipVerify:bool"},
    {"AlertProviderSpec", "type:text channel:text username:text address:text secretRef:map proxy:text"},
});

} // namespace

std::span<const Shape> flaggerShapes()
{
    return kShapes;
}

} // namespace fairlead::formats::kubernetes
