#include "models/domain/expression/time_layout.h"

#include <array>

namespace fairlead::expression {

namespace {

struct Row {
    const char* text;
    Piece piece;
};
constexpr auto kRows = std::to_array<Row>({{"January", Piece::LongMonth}, {"Jan", Piece::Month}, {"Monday", Piece::LongDay},
    {"Mon", Piece::Day}, {"MST", Piece::ZoneName}, {"2006", Piece::Year4}, {"002", Piece::DayOfYear}, {"01", Piece::Month2},
    {"02", Piece::Day2}, {"_2", Piece::DayBlank}, {"03", Piece::Hour12x2}, {"04", Piece::Minute2}, {"05", Piece::Second2},
    {"06", Piece::Year2}, {"15", Piece::Hour2}, {"PM", Piece::Noon}, {"pm", Piece::NoonLower}, {"Z07:00", Piece::IsoColon},
    {"Z0700", Piece::IsoPlain}, {"-07:00", Piece::NumberColon}, {"-0700", Piece::NumberPlain}, {"-07", Piece::NumberHours},
    {"1", Piece::MonthNumber}, {"2", Piece::DayNumber}, {"3", Piece::Hour12}, {"4", Piece::Minute}, {"5", Piece::Second}});

} // namespace

std::vector<Part> partsOf(const QByteArray& layout)
{
    std::vector<Part> parts;
    for (qsizetype at = 0; at < layout.size();) {
        const QByteArray rest = layout.mid(at);
        Part part{Piece::Literal, rest.left(1)};
        if ((rest.startsWith('.') || rest.startsWith(',')) && (rest.mid(1).startsWith('0') || rest.mid(1).startsWith('9'))) {
            qsizetype end = 1;
            while (end < rest.size() && rest.at(end) == rest.at(1)) {
                ++end;
            }
            part = end < rest.size() && rest.at(end) >= '0' && rest.at(end) <= '9' ? part : Part{Piece::Fraction, rest.left(end)};
        }
        for (const Row& row : kRows) {
            if (part.piece == Piece::Literal && rest.startsWith(row.text)) {
                part = {row.piece, row.text};
            }
        }
        at += part.text.size();
        parts.push_back(part);
    }
    return parts;
}

} // namespace fairlead::expression
