#pragma once

#include "models/formats/kubernetes/argo_validation.h"

namespace fairlead::formats::kubernetes {

/// Collects errors the way the controller does: by its own path, with the place of the value in the file.
class FieldErrorList {
public:
    void required(const QString& path, const Field& field, const char* detail, const QString& argument = {});
    void invalid(const QString& path, const Field& field, const char* detail, const QString& argument = {});
    void internal(const QString& path, const Field& field, const char* detail);
    void append(FieldErrors errors);

    FieldErrors take() { return std::move(m_errors); }

private:
    void add(FieldError::Kind kind, const QString& path, const Field& field, const char* detail, const QString& argument);

    FieldErrors m_errors;
};

} // namespace fairlead::formats::kubernetes
