#pragma once

namespace fairlead::formats::kubernetes::argo {

// The controller's sentences, word for word: pkg/apis/rollouts/validation/validation.go of argoproj/argo-rollouts.
inline constexpr auto kMissingField = "Rollout has missing field '%1'";
inline constexpr auto kSetWeight = "SetWeight needs to be between 0 and %1";
inline constexpr auto kMaxTrafficWeight = "MaxTrafficWeight needs to be greater than 0";
inline constexpr auto kMaxTrafficWeightRouter = "Canary maxTrafficWeight in traffic routing only supported in Nginx and Plugins";
inline constexpr auto kExperimentWithoutRouting = "Experiment template weight cannot be set unless TrafficRouting is enabled";
inline constexpr auto kExperimentRouter
    = "Experiment template weight is only available for TrafficRouting with SMI, ALB, Istio and Plugins at this time";
inline constexpr auto kSetCanaryScale = "SetCanaryScale requires TrafficRouting to be set";
inline constexpr auto kSetHeaderRoute = "SetHeaderRoute requires TrafficRouting, supports Istio and ALB and Apisix";
inline constexpr auto kSetMirrorRoute = "SetMirrorRoute requires TrafficRouting, supports Istio and Plugins";
inline constexpr auto kMatchMultiple = "StringMatch match value must have exactly one of the following: exact, regex, prefix";
inline constexpr auto kMatchMissing = "StringMatch value missed, match value must have one of the following: exact, regex, prefix";
inline constexpr auto kMatchAlb = "SetHeaderRoute match value invalid. ALB supports 'exact' value only";
inline constexpr auto kDuration = "Duration needs to be greater than 0";
inline constexpr auto kSurge = "MaxSurge and MaxUnavailable both can not be zero";
inline constexpr auto kStep = "Step must have one of the following set: experiment, setWeight, setCanaryScale, plugin or pause";
inline constexpr auto kStrategies = "Multiple Strategies can not be listed";
inline constexpr auto kSameBlueGreen
    = "This rollout uses the same service for the active and preview services, but two different services are required.";
inline constexpr auto kSameCanary
    = "This rollout uses the same service for the stable and canary services, but two different services are required.";
inline constexpr auto kSamePingPong
    = "This rollout uses the same service for the ping and pong services, but two different services are required.";
inline constexpr auto kAntiAffinity = "AntiAffinity must have exactly one strategy listed";
inline constexpr auto kAntiAffinityWeight = "AntiAffinity weight must be between 1-100";
inline constexpr auto kScaleDownLimit = "This rollout's revision history limit can not be smaller than the rollout's scale down limit";
inline constexpr auto kServices = "Canary service and Stable service must to be set to use Traffic Routing";
inline constexpr auto kAnalysisArgs = "Analyses arguments must refer to valid object metadata supported by downwardAPI";
inline constexpr auto kScaleDownDelay = "Canary scaleDownDelaySeconds can only be used with traffic routing";
inline constexpr auto kDynamicScale = "Canary dynamicStableScale can only be used with traffic routing";
inline constexpr auto kDynamicScaleDelay = "Canary dynamicStableScale cannot be used with scaleDownDelaySeconds";
inline constexpr auto kPingPong = "Ping service and Pong service must to be set to use Ping-Pong feature";
inline constexpr auto kPingPongRoot = "Root service field is required for the configuration with ALB and ping-pong feature enabled";
inline constexpr auto kPingPongRouter = "Ping-pong feature works with the ALB, Istio, and plugin-based traffic routers only";
inline constexpr auto kManagedRoute = "Steps define a route that does not exist in spec.strategy.canary.trafficRouting.managedRoutes";
inline constexpr auto kEmptySelector = "empty selector is invalid for deployment";
inline constexpr auto kDeadline = "must be greater than minReadySeconds";
inline constexpr auto kTemplateAndRef = "template must be empty for workload reference rollout";
inline constexpr auto kSelectorMismatch = "`selector` does not match template `labels`";
inline constexpr auto kNegative = "must be greater than or equal to 0";

} // namespace fairlead::formats::kubernetes::argo
