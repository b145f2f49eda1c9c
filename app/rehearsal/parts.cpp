#include "app/rehearsal/parts.h"

#include <algorithm>

namespace fairlead::rehearsal {

namespace {

/// How a model differs from the whole, as factors. The last model's follow from those of the others.
struct Model {
    const char* name;
    double share;
    double errors;
    double latency;
    double quality;
    double tokens;
};
constexpr Model kModels[] = {{"haiku", 0.50, 1.20, 0.60, 0.97, 0.70}, {"sonnet", 0.35, 0.80, 1.20, 1.02, 1.15}, {"opus", 0.15, 0, 0, 0, 0}};
constexpr double kWobble = 0.06;

/// What is left of 1 for the last model, after those before it.
double restOf(double Model::* factor, double wobble)
{
    double rest = 1.0;
    for (const Model& model : kModels) {
        rest -= model.share * model.*factor;
    }
    // The first model is moved by the wobble, the last one against it.
    rest -= kModels[0].share * kModels[0].*factor * kWobble * wobble;
    return rest / std::end(kModels)[-1].share;
}

double factorOf(std::size_t place, double Model::* factor, double wobble)
{
    if (place + 1 == std::size(kModels)) {
        return restOf(factor, wobble);
    }
    return kModels[place].*factor * (place == 0 ? 1.0 + kWobble * wobble : 1.0);
}

} // namespace

std::vector<Part> partsOf(const Side& side, double wobble)
{
    std::vector<Part> parts;
    qint64 left = side.calls;
    for (std::size_t i = 0; i < std::size(kModels); ++i) {
        const bool last = i + 1 == std::size(kModels);
        Side part = side;
        part.calls = last ? left : std::min(left, qRound64(static_cast<double>(side.calls) * kModels[i].share));
        part.copies = 0;
        left -= part.calls;
        part.errorRate = std::clamp(side.errorRate * factorOf(i, &Model::errors, wobble), 0.0, 1.0);
        part.latencyP95 = side.latencyP95 * factorOf(i, &Model::latency, wobble);
        part.quality = std::clamp(side.quality * factorOf(i, &Model::quality, wobble), 0.0, 1.0);
        part.tokens = side.tokens * factorOf(i, &Model::tokens, wobble);
        parts.push_back({QString::fromLatin1(kModels[i].name), part});
    }
    return parts;
}

} // namespace fairlead::rehearsal
