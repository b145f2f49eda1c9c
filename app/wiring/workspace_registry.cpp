#include "app/wiring/workspace_registry.h"

#include "models/formats/component.h"
#include "models/formats/component_edit.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QtConcurrentRun>

namespace fairlead::wiring {

namespace {

Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Storage, QStringLiteral("%1 cannot be read: %2.").arg(path, file.errorString()), path);
    }
    return file.readAll();
}

Result<QString> readProduction(const QString& path)
{
    const Result<QByteArray> bytes = readFile(path);
    if (!bytes) {
        return std::unexpected(bytes.error());
    }
    const formats::Loaded<formats::ComponentFile> component = formats::readComponent(path, *bytes);
    if (!component.valid()) {
        return fail(ErrorCode::InvalidInput, toText(component.problems.front()), path);
    }
    return component.value->component.production;
}

Result<QString> writeProduction(const QString& path, const QString& version)
{
    const Result<QByteArray> bytes = readFile(path);
    if (!bytes) {
        return std::unexpected(bytes.error());
    }
    const Result<QByteArray> edited = formats::withProduction(path, *bytes, version);
    if (!edited) {
        return std::unexpected(edited.error());
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(*edited) != edited->size() || !file.commit()) {
        return fail(ErrorCode::Storage, QStringLiteral("%1 cannot be written: %2. It is as it was.").arg(path, file.errorString()), path);
    }
    return QStringLiteral("%1: production is %2.").arg(QDir(path).dirName(), version);
}

Result<QString> unknown(const QString& component)
{
    return fail(ErrorCode::NotFound, QStringLiteral("The registry has no component “%1”. Add it to components/.").arg(component));
}

} // namespace

WorkspaceRegistry::WorkspaceRegistry(const workspace::Workspace& workspace)
    : m_directory(workspace.directory)
{
    for (const registry::Component& component : workspace.components) {
        m_files.insert(component.name, component.file);
    }
}

QFuture<Result<QString>> WorkspaceRegistry::production(QString component)
{
    return QtConcurrent::run([path = QDir(m_directory).filePath(m_files.value(component)), known = m_files.contains(component), component] {
        return known ? readProduction(path) : unknown(component);
    });
}

QFuture<Result<QString>> WorkspaceRegistry::setProduction(QString component, QString version)
{
    return QtConcurrent::run([path = QDir(m_directory).filePath(m_files.value(component)), known = m_files.contains(component), component,
                                 version] { return known ? writeProduction(path, version) : unknown(component); });
}

} // namespace fairlead::wiring
