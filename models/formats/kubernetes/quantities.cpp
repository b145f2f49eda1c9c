#include "models/formats/kubernetes/quantities.h"

#include <QRegularExpression>

namespace fairlead::formats::kubernetes {

namespace {

/// k8s.io/apimachinery/pkg/api/resource: a number with a binary, decimal or exponent suffix.
bool isQuantity(const QString& text)
{
    static const QRegularExpression quantity(QStringLiteral("^[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$"));
    return quantity.match(text).hasMatch();
}

void checkContainer(const QString& file, const Field& container, Problems& problems)
{
    for (const char* kind : {"requests", "limits"}) {
        for (const auto& entry : container["resources"][kind].entries()) {
            const Field& amount = entry.second;
            if (!amount.isScalar() || !isQuantity(amount.text())) {
                problems.push_back({file, amount.at(), Severity::Error, QStringLiteral("bad-quantity"),
                    QStringLiteral("“%1” is not a quantity: “%2”.").arg(amount.path(), amount.text()),
                    QStringLiteral("Write a number with a unit, such as 500m or 16Mi.")});
            }
        }
    }
}

} // namespace

void checkQuantities(const QString& file, const Field& object, Problems& problems)
{
    for (const auto& [key, value] : object.entries()) {
        if (key == QLatin1String("containers") || key == QLatin1String("initContainers")) {
            for (const Field& container : value.items()) {
                checkContainer(file, container, problems);
            }
        } else {
            checkQuantities(file, value, problems);
        }
    }
    for (const Field& item : object.items()) {
        checkQuantities(file, item, problems);
    }
}

} // namespace fairlead::formats::kubernetes
