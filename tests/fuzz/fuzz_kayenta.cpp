#include "models/formats/kayenta_config.h"
#include "models/formats/kayenta_data.h"

#include <cstdint>
#include <cstdlib>

using namespace fairlead;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto text = formats::JsonText::parse(QStringLiteral("input.json"), bytes);
    if (!text) {
        if (text.error().message.isEmpty()) {
            std::abort(); // refused without a word
        }
        return 0;
    }
    static_cast<void>(formats::readKayentaConfig(*text));
    static_cast<void>(formats::readKayentaPairs(*text, {QStringLiteral("cpu")}));
    return 0;
}
