#pragma once

#include "models/base/error.h"

#include <QFuture>
#include <QString>

namespace fairlead::ports {

/// Where it stands which version of a component is the production one. Thread: any; futures finish on any thread.
class ComponentRegistry {
public:
    virtual ~ComponentRegistry() = default;

    /// The version that the registry gives as production for @p component; NotFound when it does not know it.
    virtual QFuture<Result<QString>> production(QString component) = 0;
    /// Makes @p version the production one and answers with what was changed, for the record. Doing it twice is harmless.
    virtual QFuture<Result<QString>> setProduction(QString component, QString version) = 0;

protected:
    ComponentRegistry() = default;
    ComponentRegistry(const ComponentRegistry&) = default;
    ComponentRegistry& operator=(const ComponentRegistry&) = default;
};

} // namespace fairlead::ports
