#include "models/formats/kubernetes/argo_messages.h"
#include "models/formats/kubernetes/argo_steps_validation.h"
#include "models/formats/kubernetes/argo_validation.h"
#include "models/formats/kubernetes/field_errors.h"

#include <algorithm>
#include <array>

namespace fairlead::formats::kubernetes {

namespace {

/// Errors carry the strategy's path without ".canary", as the controller's do.
QString at(const char* rest)
{
    return QStringLiteral("spec.strategy.") + QString::fromLatin1(rest);
}

bool needsServices(const Field& canary)
{
    const Field routing = canary["trafficRouting"];
    if (!routing.isSet()) {
        return false;
    }
    const bool pingPong = canary["pingPong"].isSet();
    constexpr std::array kRouters{"smi", "apisix", "ambassador", "nginx", "appMesh", "traefik"};
    const bool plain = std::ranges::any_of(kRouters, [&](const char* router) { return routing[router].isSet(); });
    const Field istio = routing["istio"];
    return plain || (routing["alb"].isSet() && !pingPong) || (istio.isSet() && !istio["destinationRule"].isSet() && !pingPong);
}

void checkServices(FieldErrorList& errors, const Field& canary)
{
    const Field stable = canary["stableService"];
    const Field service = canary["canaryService"];
    if (!service.text().isEmpty() && service.text() == stable.text()) {
        errors.invalid(at("stableService"), stable, argo::kSameCanary);
    }
}

void checkPingPong(FieldErrorList& errors, const Field& canary)
{
    const Field pingPong = canary["pingPong"];
    const Field routing = canary["trafficRouting"];
    if (!pingPong.isSet()) {
        return;
    }
    const Field alb = routing["alb"];
    const bool possible = alb.isSet() || routing["istio"].isSet() || routing["plugins"].size() > 0;
    if (routing.isSet() && !possible) {
        errors.invalid(at("trafficRouting.alb"), alb, argo::kPingPongRouter);
    }
    const Field ping = pingPong["pingService"];
    const Field pong = pingPong["pongService"];
    if (ping.text().isEmpty()) {
        errors.invalid(at("pingPong.pingService"), ping, argo::kPingPong);
    }
    if (pong.text().isEmpty()) {
        errors.invalid(at("pingPong.pongService"), pong, argo::kPingPong);
    }
    if (ping.text() == pong.text()) {
        errors.invalid(at("pingPong.pingService"), ping, argo::kSamePingPong);
    }
    if (alb.isSet() && alb["rootService"].text().isEmpty()) {
        errors.invalid(at("trafficRouting.alb.rootService"), alb["rootService"], argo::kPingPongRoot);
    }
}

void checkNeededServices(FieldErrorList& errors, const Field& canary)
{
    if (!needsServices(canary)) {
        return;
    }
    for (const char* key : {"stableService", "canaryService"}) {
        if (canary[key].text().isEmpty()) {
            errors.invalid(at(key), canary[key], argo::kServices);
        }
    }
}

void checkScaling(FieldErrorList& errors, const Field& canary)
{
    const Field delay = canary["scaleDownDelaySeconds"];
    const Field dynamic = canary["dynamicStableScale"];
    const bool isDynamic = dynamic.flag().value_or(false);
    const Field routing = canary["trafficRouting"];
    if (!routing.isSet()) {
        if (delay.isSet()) {
            errors.invalid(at("scaleDownDelaySeconds"), delay, argo::kScaleDownDelay);
        }
        if (isDynamic) {
            errors.invalid(at("dynamicStableScale"), dynamic, argo::kDynamicScale);
        }
        return;
    }
    if (delay.isSet() && isDynamic) {
        errors.invalid(at("dynamicStableScale"), dynamic, argo::kDynamicScaleDelay);
    }
    const Field most = routing["maxTrafficWeight"];
    if (most.isSet() && !routing["nginx"].isSet() && routing["plugins"].size() == 0) {
        errors.invalid(at("trafficRouting.maxTrafficWeight"), most, argo::kMaxTrafficWeightRouter);
    }
    if (most.isSet() && most.whole().value_or(0) < 1) {
        errors.invalid(at("trafficRouting.maxTrafficWeight"), most, argo::kMaxTrafficWeight);
    }
}

} // namespace

FieldErrors validateCanary(const Field& spec)
{
    const Field canary = spec["strategy"]["canary"];
    FieldErrorList errors;
    errors.append(validateSurge(spec));
    checkServices(errors, canary);
    checkPingPong(errors, canary);
    checkNeededServices(errors, canary);
    checkScaling(errors, canary);
    int index = 0;
    for (const Field& step : canary["steps"].items()) {
        errors.append(validateStep(step, canary, QStringLiteral("spec.strategy.steps[%1]").arg(index++)));
    }
    errors.append(validateAntiAffinity(canary["antiAffinity"], at("antiAffinity")));
    return errors.take();
}

} // namespace fairlead::formats::kubernetes
