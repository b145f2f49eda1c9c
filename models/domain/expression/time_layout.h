#pragma once

#include <QByteArray>

#include <vector>

namespace fairlead::expression {

/// The pieces of a layout, longest first where one begins with another.
enum class Piece {
    Literal,
    LongMonth,
    Month,
    LongDay,
    Day,
    ZoneName,
    Year4,
    Month2,
    DayOfYear,
    Day2,
    DayBlank,
    Hour2,
    Hour12x2,
    Minute2,
    Second2,
    Year2,
    MonthNumber,
    DayNumber,
    Hour12,
    Minute,
    Second,
    Noon,
    NoonLower,
    IsoColon,
    IsoPlain,
    NumberColon,
    NumberPlain,
    NumberHours,
    Fraction
};

/// A stretch of a layout: a piece with its spelling, or one literal byte.
struct Part {
    Piece piece = Piece::Literal;
    QByteArray text;
};

/// Takes apart a layout written as a reference time: "2006-01-02 15:04:05".
std::vector<Part> partsOf(const QByteArray& layout);

} // namespace fairlead::expression
