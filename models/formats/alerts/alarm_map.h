#pragma once

#include "models/formats/alerts/rule_file.h"
#include "models/formats/yaml_map.h"

#include <QStringList>

namespace fairlead::formats::alerts {

/// Walks the map of one alarm of another system. Unlike in our own files, fields that are not known are no error: they are
/// listed as not carried over, since such exports hold much that is the other system's own.
class AlarmMap {
public:
    /// @p path names the alarm in notes: "MetricAlarms[0]". All outlive the map.
    AlarmMap(const YamlScribe& scribe, const YamlNode& node, QString path, NotCarriedOvers& notes);

    const YamlNode* find(const char* key);
    QString text(const char* key);
    /// nullopt when absent, or reported when it is no number.
    std::optional<double> number(const char* key);
    const std::vector<YamlNode>& list(const char* key);
    Position placeOf(const char* key) const;
    const QString& path() const { return m_path; }
    /// Reports an absent field, with the one that was perhaps meant.
    void missing(const char* key);
    void error(const char* key, const char* code, QString message, QString help);
    void warn(const char* key, const char* code, QString message, QString help);
    void note(const QString& field, QString why);
    /// Lists every field that nobody asked for: @p why holds "%1" where its name belongs. Null and empty ones say nothing.
    void finish(const QString& why);

private:
    YamlScribe m_scribe;
    const YamlNode& m_node;
    QString m_path;
    NotCarriedOvers& m_notes;
    QStringList m_known;
};

} // namespace fairlead::formats::alerts
