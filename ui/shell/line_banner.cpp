#include "ui/shell/line_banner.h"

#include "ui/common/formatters.h"

namespace fairlead::ui {

void LineBanner::showLine(const std::optional<rollout::LineStop>& stop)
{
    setVisible(stop.has_value());
    if (!stop)
        return;
    const QString why = stop->why.endsWith(QLatin1Char('.')) ? stop->why.chopped(1) : stop->why;
    setMessage({Status::Fail, QStringLiteral("octagon-minus"), {}}, tr("The line is stopped."),
        tr("%1, since %2, %3: “%4”. Not done: nothing is started and no version gets more traffic. Rollbacks go on.")
            .arg(stop->who, dateText(stop->since), utcText(stop->since, false), why));
    setAction(tr("Release the line…"));
}

} // namespace fairlead::ui
