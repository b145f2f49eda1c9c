#pragma once

#include <QScrollArea>

namespace fairlead::ui {

class RowList;

/// Rows in as much height as they ask for, and less where others need the room: then they scroll. Thread: GUI.
class FittedArea : public QScrollArea {
    Q_OBJECT
public:
    /// Takes @p list; never lower than @p least, unless the list is.
    FittedArea(RowList& list, int least, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    RowList& m_list;
    int m_least;
};

} // namespace fairlead::ui
