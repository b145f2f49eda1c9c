#include "models/formats/alerts/promql/parser.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto read = fairlead::formats::alerts::promql::parseExpression(text);
    if (read && (read->root < 0 || read->nodes.empty())) {
        std::abort(); // an expression without a whole
    }
    return 0;
}
