#pragma once

#include "models/base/error.h"
#include "models/base/percent.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace fairlead::remote::haproxy {

/// One server of a backend, as "show servers state" and "show stat" tell it.
struct Server {
    QString backend;
    QString name;
    int weight = 0; ///< as set (srv_uweight), also while drained
    bool drained = false; ///< by command, configuration or agent
    bool maintenance = false; ///< somebody took it out
    bool up = true; ///< its health check passes, or there is none
    bool backup = false;
    std::optional<double> requests; ///< served since HAProxy's start; only where "show stat" was asked too

    /// What it weighs when HAProxy deals requests out, health aside.
    int sharesWith() const { return drained || maintenance || backup ? 0 : weight; }
    bool operator==(const Server&) const = default;
};

using Servers = std::vector<Server>;

/// Reads the answer to "show servers state B" or "show servers state B;show stat B 4 -1", of any number of backends.
/// Refused with HAProxy's own words where it did not answer with a table ("Can't find backend.", "Permission
/// denied"), Corrupt where the table lacks a column. @p where goes into the error.
Result<Servers> readServers(const QByteArray& answer, const QString& where);

const Server* find(const Servers& servers, const QString& backend, const QString& name);

/// The share of @p canary among all servers of @p backend that take traffic; 0 where none does.
Percent shareOf(const Servers& servers, const QString& backend, const QString& canary);

/// "stable weight 75 ready, 1203 requests" for the record.
QString inWords(const Server& server);

} // namespace fairlead::remote::haproxy
