#pragma once

#include "models/domain/checklist/checklist.h"
#include "ui/common/theme.h"

#include <QWidget>

class QVBoxLayout;

namespace fairlead::ui {

/// Everything that was answered to one item, newest first, with the rows of the history.
class EarlierAnswers : public QWidget {
    Q_OBJECT
public:
    explicit EarlierAnswers(const Theme& theme, QWidget* parent = nullptr);
    /// @p answers as the run keeps them, newest last. Hides itself when there are none.
    void setAnswers(const std::vector<checklist::Answer>& answers);

private:
    QWidget* makeRow(const checklist::Answer& answer) const;

    const Theme& m_theme;
    QVBoxLayout* m_rows;
    std::vector<checklist::Answer> m_shown;
};

} // namespace fairlead::ui
