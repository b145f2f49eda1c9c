#pragma once

#include "models/domain/calendar/entry.h"
#include "ui/common/theme.h"

#include <QDate>
#include <QWidget>

#include <optional>
#include <vector>

class QHBoxLayout;
class QScrollArea;
class QStackedWidget;
class QTableView;

namespace fairlead::items {
class CalendarModel;
}

namespace fairlead::ui {

class Card;
class EntryDetail;
class Segments;
class TextLabel;
class WeekView;

/// The planned windows as a week and as an agenda, and the selected one in full. Reads only. Thread: GUI.
class CalendarPanel : public QWidget {
    Q_OBJECT
public:
    explicit CalendarPanel(const Theme& theme, QWidget* parent = nullptr);

    /// Keeps the selection by id if that window is still there; else takes the open or the next one.
    void showEntries(const std::vector<calendar::Entry>& entries);
    /// Moves the present. The first call shows its week.
    void setNow(Instant now);
    /// Shows the week that holds @p day.
    void showDay(QDate day);
    QDate shownWeek() const;
    /// Selects the window with @p id and shows its week. False if there is none.
    bool select(const QString& id);

Q_SIGNALS:
    void selected(const QString& id);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QHBoxLayout* buildTitle();
    QWidget* buildViews();
    void stepEntry(int by);
    void stepDay(int by);
    void showToday();
    void refresh();
    void refreshNext();
    void buildNext();
    void selectNext();
    void layoutColumns();
    int selectedRow() const;

    const Theme& m_theme;
    items::CalendarModel* m_model;
    std::optional<Instant> m_now;
    QString m_selected;
    TextLabel* m_week = nullptr;
    Segments* m_choice = nullptr;
    QStackedWidget* m_stack = nullptr;
    WeekView* m_view = nullptr;
    QTableView* m_agenda = nullptr;
    EntryDetail* m_detail = nullptr;
    Card* m_next = nullptr;
    QScrollArea* m_side = nullptr;
    std::vector<TextLabel*> m_nextNames;
    std::vector<TextLabel*> m_nextTimes;
};

} // namespace fairlead::ui
