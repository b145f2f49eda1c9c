#pragma once

#include "models/formats/alerts/templates/template_lexer.h"

#include <QString>
#include <QStringList>

namespace fairlead::formats::alerts {

/// Go's own functions of templates and those of Prometheus 2.42, sorted.
const QStringList& templateFunctions();
bool isTemplateFunction(const QString& name);

/// Can Go read @p text, a Number, Character, String or RawString as the lexer gives it?
bool isTemplateLiteral(TemplateToken token, const QString& text);

} // namespace fairlead::formats::alerts
