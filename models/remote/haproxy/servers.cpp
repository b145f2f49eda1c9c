#include "models/remote/haproxy/servers.h"

#include <QHash>
#include <QList>

#include <algorithm>

namespace fairlead::remote::haproxy {

namespace {

// srv_admin_state and srv_op_state of HAProxy's server-t.h; also in its Management Guide, "show servers state".
constexpr uint kMaintenanceBits = 0x01 | 0x02 | 0x04 | 0x20 | 0x40;
constexpr uint kDrainBits = 0x08 | 0x10;

using Row = QHash<QByteArray, QByteArray>;

/// Fields of one CSV line; a field in double quotes may hold commas and "" for a quote.
QList<QByteArray> csvFields(const QByteArray& line)
{
    QList<QByteArray> fields{QByteArray()};
    bool quoted = false;
    for (const char letter : line) {
        if (letter == '"') {
            quoted = !quoted;
        } else if (letter == ',' && !quoted) {
            fields.append(QByteArray());
        } else {
            fields.last() += letter;
        }
    }
    return fields;
}

Row rowOf(const QList<QByteArray>& names, const QList<QByteArray>& fields)
{
    Row row;
    for (qsizetype i = 0; i < std::min(names.size(), fields.size()); ++i) {
        row.insert(names[i], fields[i]);
    }
    return row;
}

Result<Server> serverOf(const Row& row, const QString& where)
{
    bool weightRead = false;
    bool adminRead = false;
    bool stateRead = false;
    const int weight = row.value("srv_uweight").toInt(&weightRead);
    const uint admin = row.value("srv_admin_state").toUInt(&adminRead);
    const int state = row.value("srv_op_state").toInt(&stateRead);
    if (!weightRead || !adminRead || !stateRead || row.value("srv_name").isEmpty()) {
        return fail(ErrorCode::Corrupt, QStringLiteral("HAProxy's table of servers could not be read."), where);
    }
    Server server;
    server.backend = QString::fromUtf8(row.value("be_name"));
    server.name = QString::fromUtf8(row.value("srv_name"));
    server.weight = weight;
    server.drained = (admin & kDrainBits) != 0;
    server.maintenance = (admin & kMaintenanceBits) != 0;
    server.up = state != 0;
    return server;
}

void addStatistics(Servers& servers, const Row& row)
{
    const QString name = QString::fromUtf8(row.value("svname"));
    const QString backend = QString::fromUtf8(row.value("pxname"));
    const auto place
        = std::ranges::find_if(servers, [&](const Server& server) { return server.backend == backend && server.name == name; });
    if (place == servers.end()) {
        return;
    }
    bool counted = false;
    const double requests = row.value("stot").toDouble(&counted);
    if (counted) {
        place->requests = requests;
    }
    place->backup = row.value("bck") == "1";
}

} // namespace

Result<Servers> readServers(const QByteArray& answer, const QString& where)
{
    const QByteArray text = answer.trimmed();
    if (!text.startsWith("1\n# be_id ")) {
        return fail(ErrorCode::Refused, QStringLiteral("HAProxy said: %1").arg(QString::fromUtf8(text.left(500)).simplified()), where);
    }
    Servers servers;
    QList<QByteArray> stateNames;
    QList<QByteArray> statNames;
    for (const QByteArray& line : text.split('\n')) {
        if (line.startsWith("# be_id ")) {
            stateNames = line.mid(2).split(' ');
        } else if (line.startsWith("# pxname,")) {
            statNames = csvFields(line.mid(2));
        } else if (!statNames.isEmpty() && !line.isEmpty()) {
            addStatistics(servers, rowOf(statNames, csvFields(line)));
        } else if (line.startsWith("Can't find backend")) {
            return fail(
                ErrorCode::Refused, QStringLiteral("HAProxy said: %1 Is every unit's backend there?").arg(QString::fromUtf8(line)), where);
        } else if (!stateNames.isEmpty() && line.contains(' ')) {
            auto server = serverOf(rowOf(stateNames, line.split(' ')), where);
            if (!server) {
                return std::unexpected(server.error());
            }
            servers.push_back(std::move(*server));
        }
    }
    return servers;
}

const Server* find(const Servers& servers, const QString& backend, const QString& name)
{
    const auto place
        = std::ranges::find_if(servers, [&](const Server& server) { return server.backend == backend && server.name == name; });
    return place == servers.end() ? nullptr : &*place;
}

Percent shareOf(const Servers& servers, const QString& backend, const QString& canary)
{
    int total = 0;
    int share = 0;
    for (const Server& server : servers) {
        const int weight = server.backend == backend ? server.sharesWith() : 0;
        total += weight;
        share += server.name == canary ? weight : 0;
    }
    return total == 0 ? Percent() : Percent::clamped(100.0 * share / total);
}

QString inWords(const Server& server)
{
    QString text = QStringLiteral("%1 weight %2 %3%4")
                       .arg(server.name)
                       .arg(server.weight)
                       .arg(server.maintenance  ? QStringLiteral("in maintenance")
                               : server.drained ? QStringLiteral("drained")
                                                : QStringLiteral("ready"),
                           server.up || server.maintenance ? QString() : QStringLiteral(" but down"));
    if (server.requests) {
        text += QStringLiteral(", %1 requests").arg(*server.requests, 0, 'f', 0);
    }
    return text;
}

} // namespace fairlead::remote::haproxy
