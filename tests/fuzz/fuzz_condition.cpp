#include "models/domain/condition/condition.h"

#include <cstdint>
#include <cstdlib>

namespace {

/// Everything has a value, derived from its name: a tree is evaluated in all of its branches.
class SomeValues final : public fairlead::condition::Values {
public:
    std::optional<double> value(const fairlead::condition::Term& term) const override
    {
        const auto hash = qHash(term.metric) + static_cast<std::size_t>(term.aggregate);
        return hash % 5 == 0 ? std::nullopt : std::optional(static_cast<double>(hash % 1000) / 100.0);
    }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using fairlead::condition::Condition;
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto read = Condition::parse(text, QStringLiteral("latency_p95"));
    if (!read) {
        if (read.error().empty()) {
            std::abort(); // refused without a word
        }
        return 0;
    }
    static_cast<void>(read->evaluate(SomeValues()));
    static_cast<void>(read->echo());
    if (Condition::parse(read->text(), read->subject()) != *read) {
        std::abort(); // its own text means something else
    }
    return 0;
}
