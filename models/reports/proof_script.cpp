#include "models/reports/proof_script.h"

namespace fairlead::reports {

QStringList proofScript()
{
    return QStringLiteral(R"(import hashlib, json, sqlite3
text = lambda t: json.dumps(t, ensure_ascii=False)
db, previous, row = sqlite3.connect("file:history.db?mode=ro", uri=True), "0" * 64, 0
for r in db.execute("SELECT row,at,kind,who,release,object,why,data,previous,hash FROM record ORDER BY row"):
    row += 1
    fields = [str(r[0])] + [text(t) for t in r[1:7]] + [r[7], text(r[8].hex())]
    digest = hashlib.sha256(("[" + ",".join(fields) + "]").encode()).hexdigest()
    if r[0] != row or r[8].hex() != previous or digest != r[9].hex():
        raise SystemExit(f"broken at row {row}")
    previous = digest
print(row, "rows, head", previous))")
        .split(QLatin1Char('\n'));
}

} // namespace fairlead::reports
