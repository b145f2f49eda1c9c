#pragma once

#include "models/domain/workspace/workspace.h"
#include "models/ports/component_registry.h"

#include <QHash>

namespace fairlead::wiring {

/// The registry that a workspace's component files are. Files are read and written on the pool, whole and at once
/// (a crash leaves the old file or the new one). Thread: any.
class WorkspaceRegistry final : public ports::ComponentRegistry {
public:
    /// Where the components of @p workspace stand.
    explicit WorkspaceRegistry(const workspace::Workspace& workspace);

    QFuture<Result<QString>> production(QString component) override;
    QFuture<Result<QString>> setProduction(QString component, QString version) override;

private:
    QString m_directory;
    QHash<QString, QString> m_files; ///< component → file, relative to the workspace
};

} // namespace fairlead::wiring
