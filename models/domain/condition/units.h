#pragma once

#include "models/domain/condition/errors.h"

#include <QHash>

namespace fairlead::condition {

/// Which units fit which metrics: those whose name Fairlead knows accept their own, any other takes the unit that it is first
/// compared with and keeps it for the rest of the text. Numbers of different kinds are never compared.
class Units {
public:
    Units(Tree& tree, QStringView text, Errors& errors)
        : m_tree(tree)
        , m_text(text)
        , m_errors(errors)
    {
    }

    /// Reports what does not fit in @p node, a Compare, Range or Change.
    void check(const Node& node);
    /// Gives the terms of the tree the units that their metrics took.
    void finish();

private:
    enum class Kind { Unknown, Time, Share, Count, Plain };
    struct Adopted {
        Written written = Written::Plain;
        QString text; ///< the number that the metric was first compared with
    };

    static Kind kindOf(Written written);
    Kind kindOf(const Term& term) const;
    Kind kindOf(const Product& product) const;
    std::optional<Kind> kindOf(const Sum& left);
    bool endsFit(const Node& node, Kind left);
    bool ordered(const Node& node);
    void fit(const Bound& bound, const Node& node, Kind left);
    bool fitBaseline(const Product& product, Kind left);
    void fitNumber(const Factor& number, const Term& term, bool wholeBound);
    bool fitKnown(const Factor& number, const Term& term, Kind kind);
    void fitRange(const Factor& number, const Term& term);
    void fitUnknown(const Factor& number, const Term& term);
    void fitCalculated(const Factor& number, Kind left);
    const Term& termAt(std::size_t index) const { return m_tree.terms.at(index).term; }
    QString written(Place place) const { return shown(m_text.mid(place.at, place.length)); }
    QString unitText(const Factor& number) const;
    Place unitPlace(const Factor& number) const;

    Tree& m_tree;
    QStringView m_text;
    Errors& m_errors;
    QHash<QString, Adopted> m_adopted;
};

} // namespace fairlead::condition
