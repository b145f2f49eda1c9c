#include "models/formats/kubernetes/field_errors.h"

#include <iterator>

namespace fairlead::formats::kubernetes {

QString FieldError::text() const
{
    switch (kind) {
    case Kind::Required:
        return QStringLiteral("%1: Required value%2").arg(field, detail.isEmpty() ? QString() : QStringLiteral(": ") + detail);
    case Kind::Invalid: return QStringLiteral("%1: Invalid value: %2: %3").arg(field, value, detail);
    case Kind::Internal: return QStringLiteral("%1: Internal error: %2").arg(field, detail);
    case Kind::Plain: break;
    }
    return detail;
}

namespace {

QString shown(const Field& field)
{
    const QJsonValue value = field.json();
    return value.isString() || value.isNull() ? QStringLiteral("\"%1\"").arg(field.text()) : field.text();
}

} // namespace

void FieldErrorList::add(FieldError::Kind kind, const QString& path, const Field& field, const char* detail, const QString& argument)
{
    const QString text = QString::fromLatin1(detail);
    const QString value = kind == FieldError::Kind::Invalid ? shown(field) : QString();
    m_errors.push_back({kind, path, value, argument.isEmpty() ? text : text.arg(argument), field.at()});
}

void FieldErrorList::required(const QString& path, const Field& field, const char* detail, const QString& argument)
{
    add(FieldError::Kind::Required, path, field, detail, argument);
}

void FieldErrorList::invalid(const QString& path, const Field& field, const char* detail, const QString& argument)
{
    add(FieldError::Kind::Invalid, path, field, detail, argument);
}

void FieldErrorList::internal(const QString& path, const Field& field, const char* detail)
{
    add(FieldError::Kind::Internal, path, field, detail, {});
}

void FieldErrorList::append(FieldErrors errors)
{
    m_errors.insert(m_errors.end(), std::make_move_iterator(errors.begin()), std::make_move_iterator(errors.end()));
}

} // namespace fairlead::formats::kubernetes
