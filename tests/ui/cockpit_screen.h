#pragma once

#include "tests/ui/cockpit_story.h"
#include "ui/common/widgets.h"
#include "ui/rollout/cockpit.h"
#include "ui/rollout/command_dialog.h"

#include <QApplication>
#include <QTest>

#include <functional>

namespace fairlead::story {

using SceneMaker = std::function<Scene()>;

inline QString utf8(const char* text)
{
    return QString::fromUtf8(text);
}

/// Ordinary spaces for no-break ones, so that expected words can be read here.
inline QString plain(QString text)
{
    return text.replace(QChar(0xA0), QLatin1Char(' ')).remove(QStringLiteral("<b>")).remove(QStringLiteral("</b>"));
}

/// The one of its kind with that accessible name.
template <typename Widget> Widget* child(const QWidget& parent, const char* name)
{
    for (auto* found : parent.findChildren<Widget*>()) {
        if (found->accessibleName() == utf8(name))
            return found;
    }
    return nullptr;
}

inline ui::ActionButton* button(const QWidget& parent, const char* words)
{
    for (auto* found : parent.findChildren<ui::ActionButton*>()) {
        if (plain(found->text()) == utf8(words))
            return found;
    }
    return nullptr;
}

/// A cockpit on the screen, with the focus, fed with a scene.
struct Screen {
    ui::Theme theme{ui::Scheme::Light};
    ui::Cockpit cockpit{theme};

    explicit Screen(const story::Scene& scene)
    {
        cockpit.resize(1384, 828);
        cockpit.show();
        cockpit.showSnapshot(scene.snapshot);
        cockpit.addReadings(scene.readings);
        cockpit.addRecords(scene.records);
        cockpit.showSnapshot(scene.snapshot);
        activate();
        cockpit.setFocus();
        QCoreApplication::processEvents();
    }

    void activate()
    {
        cockpit.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&cockpit));
    }
    /// The open dialog, ready for keys.
    ui::CommandDialog* dialog()
    {
        ui::CommandDialog* open = cockpit.dialog();
        const bool active = QTest::qWaitFor([open] { return open != nullptr && QApplication::activeWindow() == open; });
        return active ? open : nullptr;
    }
};

} // namespace fairlead::story

Q_DECLARE_METATYPE(fairlead::story::SceneMaker)
