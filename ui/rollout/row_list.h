#pragma once

#include "ui/common/theme.h"

#include <QWidget>

#include <vector>

class QPainter;

namespace fairlead::ui {

/// Painted rows that open something. One is current: the arrows, Home and End move it while the list has the focus; Enter,
/// Space or a click opens it. Each row is a control of its own to screen readers, and the ring stands round the current one.
/// Side by side where there is width and little height. Thread: GUI.
class RowList : public QWidget {
    Q_OBJECT
public:
    explicit RowList(const Theme& theme, QWidget* parent = nullptr);
    ~RowList() override;

    int current() const { return m_current; } ///< -1 while there is no row
    void setCurrent(int row); ///< takes the focus along when the list has it
    QRect rowRect(int row) const; ///< where a click opens it
    void setSideBySide(bool sideBySide);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void opened(int row);

protected:
    /// What a screen reader says of a row: the name first, the rest when asked for.
    struct Spoken {
        QString name;
        QString description;
    };

    /// To be called when the rows are others: one control for each of @p rows, and everything painted anew.
    void showRows(const std::vector<Spoken>& rows);
    /// To be called when the same rows have another height.
    void placeAgain();
    const Theme& theme() const { return m_theme; }

    virtual int rowHeight(int row, int width) const = 0;
    virtual void paintRow(QPainter& painter, int row, const QRect& box) const = 0;

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    class Row;
    int columns() const;
    std::vector<QRect> cells(int width) const;
    void place();
    void becomeCurrent(int row);
    void keepInView();

    const Theme& m_theme;
    std::vector<Row*> m_rows;
    int m_current = -1;
    bool m_sideBySide = false;
};

} // namespace fairlead::ui
