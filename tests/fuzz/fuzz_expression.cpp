#include "models/domain/expression/expression.h"

#include <cstdint>
#include <cstdlib>

using fairlead::expression::Expression;
using fairlead::expression::Value;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto read = Expression::parse(text);
    if (!read) {
        if (read.error().empty()) {
            std::abort(); // refused without a word
        }
        return 0;
    }
    const Value list = Value::array({Value::number(0.97), Value::number(0.5), Value()});
    for (const Value& result : {list, Value::number(0.97), Value()}) {
        static_cast<void>(read->holds(result));
    }
    return 0;
}
