#include "models/base/id.h"

#include <QRandomGenerator>
#include <QUuid>

#include <array>

namespace fairlead {

QString makeUuidV7(qint64 unixMs)
{
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));
    const auto ms = static_cast<quint64>(unixMs);
    const auto byte = [](quint64 value, int shift) { return static_cast<uchar>((value >> shift) & 0xffU); };
    return QUuid(static_cast<uint>(ms >> 16U), static_cast<ushort>(ms & 0xffffU), static_cast<ushort>(0x7000U | (random[0] & 0x0fffU)),
        static_cast<uchar>(0x80U | (random[1] & 0x3fU)), byte(random[1], 8), byte(random[2], 0), byte(random[2], 8), byte(random[2], 16),
        byte(random[2], 24), byte(random[3], 0), byte(random[3], 8))
        .toString(QUuid::WithoutBraces);
}

} // namespace fairlead
