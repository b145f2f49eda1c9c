#include "models/formats/kubernetes/shape.h"

#include <array>

namespace fairlead::formats::kubernetes {

namespace {

// Source: pkg/apis/rollouts/v1alpha1/{types,analysis_types,experiment_types}.go of argoproj/argo-rollouts; a field without
// "omitempty" there is required here. Pod templates, selectors and what a metric provider takes are not looked into.
constexpr auto kShapes = std::to_array<Shape>({
    {"Rollout", "apiVersion:text kind:text metadata:Metadata spec!:RolloutSpec status"},
    {"AnalysisTemplate", "apiVersion:text kind:text metadata:Metadata spec!:AnalysisTemplateSpec"},
    {"ClusterAnalysisTemplate", "apiVersion:text kind:text metadata:Metadata spec!:AnalysisTemplateSpec"},
    {"AnalysisRun", "apiVersion:text kind:text metadata:Metadata spec!:AnalysisRunSpec status"},
    {"Experiment", "apiVersion:text kind:text metadata:Metadata spec!:ExperimentSpec status"},
    {"Metadata",
        "name generateName:text namespace:text labels:map annotations:map finalizers:list ownerReferences:list uid "
        "creationTimestamp resourceVersion generation managedFields selfLink deletionTimestamp deletionGracePeriodSeconds"},
    {"RolloutSpec",
        "analysis:map minReadySeconds:int paused:bool progressDeadlineAbort:bool progressDeadlineSeconds:int replicas:int restartAt "
        "revisionHistoryLimit:int rollbackWindow:map selector:map strategy:Strategy template:map workloadRef:WorkloadRef"},
    {"WorkloadRef", "apiVersion:text kind:text name:text scaleDown:text"},
    {"Strategy", "canary:Canary blueGreen:BlueGreen"},
    {"Canary",
        "abortScaleDownDelaySeconds:int analysis:BackgroundAnalysis antiAffinity:AntiAffinity canaryMetadata:map canaryService:text "
        "dynamicStableScale:bool maxSurge:intOrText maxUnavailable:intOrText minPodsPerReplicaSet:int pingPong:PingPong "
        "replicaProgressThreshold:map scaleDownDelayRevisionLimit:int scaleDownDelaySeconds:int stableMetadata:map stableService:text "
        "steps:[Step] trafficRouting:TrafficRouting"},
    {"BlueGreen",
        "abortScaleDownDelaySeconds:int activeMetadata:map activeService!:text antiAffinity:AntiAffinity autoPromotionEnabled:bool "
        "autoPromotionSeconds:int maxUnavailable:intOrText postPromotionAnalysis:Analysis prePromotionAnalysis:Analysis "
        "previewMetadata:map previewReplicaCount:int previewService:text scaleDownDelayRevisionLimit:int scaleDownDelaySeconds:int"},
    {"PingPong", "pingService!:text pongService!:text"},
    {"AntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution:Preferred requiredDuringSchedulingIgnoredDuringExecution:map"},
    {"Preferred", "weight!:int"},
    {"Step",
        "setWeight:int pause:Pause experiment:ExperimentStep analysis:Analysis setCanaryScale:CanaryScale setHeaderRoute:HeaderRoute "
        "setMirrorRoute:MirrorRoute plugin:PluginStep replicaProgressThreshold:map"},
    {"Pause", "duration:intOrText"},
    {"CanaryScale", "replicas:int weight:int matchTrafficWeight:bool"},
    {"PluginStep", "name!:text config disabled:bool"},
    {"HeaderRoute", "name:text match:[HeaderMatch]"},
    {"HeaderMatch", "headerName!:text headerValue!:StringMatch"},
    {"MirrorRoute", "name!:text match:[RouteMatch] percentage:int"},
    {"RouteMatch", "method:StringMatch path:StringMatch headers:map"},
    {"StringMatch", "exact:text regex:text prefix:text"},
    {"Analysis", "templates:[TemplateRef] args:[RunArgument] dryRun:[DryRun] measurementRetention:[Retention] analysisRunMetadata:map"},
    {"BackgroundAnalysis",
        "templates:[TemplateRef] args:[RunArgument] dryRun:[DryRun] measurementRetention:[Retention] analysisRunMetadata:map "
        "startingStep:int"},
    {"TemplateRef", "templateName:text clusterScope:bool"},
    {"RunArgument", "name!:text value:text valueFrom:map"},
    {"Argument", "name!:text value:text valueFrom:map"},
    {"DryRun", "metricName!:text"},
    {"Retention", "metricName!:text limit!:int"},
    {"ExperimentStep",
        "templates!:[ExperimentStepTemplate] duration:text analyses:[ExperimentStepAnalysis] dryRun:[DryRun] "
        "analysisRunMetadata:map"},
    {"ExperimentStepTemplate", "name!:text specRef!:text replicas:int weight:int metadata:map selector:map service:map"},
    {"ExperimentStepAnalysis", "name!:text templateName!:text clusterScope:bool args:[RunArgument] requiredForCompletion:bool"},
    {"TrafficRouting",
        "alb:Alb ambassador:Ambassador apisix:map appMesh:map istio:Istio managedRoutes:[ManagedRoute] maxTrafficWeight:int "
        "nginx:Nginx "
        "plugins:map smi:Smi traefik:Traefik"},
    {"Alb", "annotationPrefix:text ingress:text ingresses:list rootService:text servicePort!:int servicePorts:list stickinessConfig:map"},
    {"Ambassador", "mappings!:list"},
    {"Istio", "destinationRule:DestinationRule virtualService:map virtualServices:list"},
    {"DestinationRule", "name!:text canarySubsetName!:text stableSubsetName!:text"},
    {"ManagedRoute", "name!:text"},
    {"Nginx",
        "stableIngress:text stableIngresses:list annotationPrefix:text additionalIngressAnnotations:map canaryIngressAnnotations:map"},
    {"Smi", "rootService:text trafficSplitName:text"},
    {"Traefik", "weightedTraefikServiceName!:text"},
    {"AnalysisTemplateSpec", "args:[Argument] dryRun:[DryRun] measurementRetention:[Retention] metrics:[Metric] templates:[TemplateRef]"},
    {"AnalysisRunSpec",
        "args:[Argument] dryRun:[DryRun] measurementRetention:[Retention] metrics!:[Metric] terminate:bool ttlStrategy:map"},
    {"Metric",
        "name!:text interval:text initialDelay:text count:intOrText successCondition:text failureCondition:text failureLimit:intOrText "
        "inconclusiveLimit:intOrText consecutiveErrorLimit:intOrText consecutiveSuccessLimit:intOrText provider!:map"},
    {"ExperimentSpec",
        "analyses:[ExperimentAnalysis] analysisRunMetadata:map dryRun:[DryRun] duration:text measurementRetention:[Retention] "
        "progressDeadlineSeconds:int scaleDownDelaySeconds:int templates!:[ExperimentTemplate] terminate:bool"},
    {"ExperimentTemplate", "name!:text selector!:map template!:map replicas:int minReadySeconds:int service:map"},
    {"ExperimentAnalysis", "name!:text templateName!:text clusterScope:bool args:[Argument] requiredForCompletion:bool"},
});

} // namespace

std::span<const Shape> argoShapes()
{
    return kShapes;
}

} // namespace fairlead::formats::kubernetes
