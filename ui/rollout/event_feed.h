#pragma once

#include "ui/common/theme.h"
#include "ui/rollout/event_lines.h"

#include <QListView>

class QStandardItemModel;

namespace fairlead::ui {

/// What happened to a release, newest first. Up and down move; each line has its words for screen readers. Thread: GUI.
class EventFeed : public QListView {
    Q_OBJECT
public:
    explicit EventFeed(const Theme& theme, QWidget* parent = nullptr);

    void setLines(const std::vector<EventLine>& lines);
    int count() const;

    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QStandardItemModel* m_model;
    std::vector<EventLine> m_lines;
};

} // namespace fairlead::ui
