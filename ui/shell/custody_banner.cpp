#include "ui/shell/custody_banner.h"

namespace fairlead::ui {

void CustodyBanner::showFollowing(const std::optional<Following>& following)
{
    setVisible(following.has_value());
    if (!following)
        return;
    const QString who = workspace::describe(following->holder);
    if (following->asking) {
        setMessage({Status::Marginal, QStringLiteral("hourglass"), {}}, tr("Taking over."),
            tr("%1 is asked to hand over. If it does not answer within 5 s, it is overtaken.").arg(who));
        setAction({});
        return;
    }
    if (following->lost) {
        setMessage({Status::Fail, QStringLiteral("unlink"), {}}, tr("Nobody carries out the releases."),
            tr("%1 has ended or hangs. What was started stays where it is, and no gate sends it back, until somebody takes over.")
                .arg(who));
    } else {
        setMessage({Status::Marginal, QStringLiteral("eye"), {}}, tr("You are watching."),
            tr("%1 carries out the releases. Nothing is sent or recorded from here.").arg(who));
    }
    setAction(tr("Take over…"));
}

} // namespace fairlead::ui
