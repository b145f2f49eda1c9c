#pragma once

#include "models/domain/expression/value.h"

#include <initializer_list>
#include <memory>

namespace fairlead::expression {

/// What is known of a value's type before it is evaluated.
struct Nature {
    /// Unknown: nothing is known. Any: declared to be of any type. Int64 is what asInt gives.
    enum class Is { Unknown, Any, Nil, Bool, Int, Int64, Float, Text, Array, Map, Time, Duration, Zone, Function };

    Is is = Is::Unknown;
    Element element = Element::Any; ///< of an Array, as declared
    bool anyKey = false; ///< of a Map
    std::shared_ptr<const Nature> item; ///< of an Array: what is known of its elements beyond @c element
    QByteArray function; ///< of a Function: its name

    static Nature of(Is is) { return {is, Element::Any, false, nullptr, {}}; }
    static Nature list(Element element) { return {Is::Array, element, false, nullptr, {}}; }
    static Nature listOf(Nature item) { return {Is::Array, Element::Any, false, std::make_shared<const Nature>(std::move(item)), {}}; }
    static Nature named(QByteArray function) { return {Is::Function, Element::Any, false, nullptr, std::move(function)}; }

    bool any(std::initializer_list<Is> kinds) const;
    bool isUnknown() const { return any({Is::Unknown, Is::Any}); }
    bool isNil() const { return is == Is::Nil; }
    bool isInteger() const { return any({Is::Int, Is::Int64}); }
    bool isNumber() const { return any({Is::Int, Is::Int64, Is::Float}); }
    Nature elementNature() const; ///< of an Array or a Map
    bool sameType(const Nature& other) const;
    bool assignableTo(const Nature& other) const;
    bool comparableTo(const Nature& other) const;
    QString name() const; ///< as messages write it
};

Nature natureOf(const Value& value);

} // namespace fairlead::expression
