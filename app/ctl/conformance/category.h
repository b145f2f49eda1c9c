#pragma once

#include <QString>
#include <QStringList>

namespace fairlead::ctl::conformance {

/// How one kind of cases came out.
struct Category {
    QString name; ///< "kayenta-classify"
    int agreed = 0;
    QStringList differed; ///< ids, in the order of the cases; a file that cannot be read is one, by its name

    void count(const QString& id, bool same)
    {
        if (same) {
            ++agreed;
        } else {
            differed.append(id);
        }
    }
};

/// Each runs what fairleadctl runs on the cases that lie below @p directory, and is empty where there are none.
using Categories = QList<Category>;
Categories kayenta(const QString& directory); ///< kayenta/*.json and r-wilcox.json
Categories argo(const QString& directory); ///< argo/evaluate_cases, analysis_cases
Categories objects(const QString& directory); ///< argo/manifest, argo/validation_cases, flagger/*
Categories prometheus(const QString& directory); ///< prometheus/manifest

} // namespace fairlead::ctl::conformance
