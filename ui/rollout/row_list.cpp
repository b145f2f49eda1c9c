#include "ui/rollout/row_list.h"

#include "ui/common/accessible.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>

#include <algorithm>
#include <memory>

namespace fairlead::ui {

namespace {

constexpr int kMostColumns = 3;
constexpr int kInset = metric::kSpace1; ///< of a control in its row, so that the focus ring stays within the row
constexpr float kHoverTint = 0.6F; ///< of the colour of what is selected

} // namespace

/// A row as a control. What it looks like is its list's business.
class RowList::Row final : public QAbstractButton {
public:
    Row(RowList& list, int index)
        : QAbstractButton(&list)
        , m_list(list)
        , m_index(index)
    {
        setFocusPolicy(Qt::ClickFocus);
        setCursor(Qt::PointingHandCursor);
        setAttribute(Qt::WA_Hover);
        setToolTip(RowList::tr("Show the verdict"));
    }

protected:
    void focusInEvent(QFocusEvent* event) override
    {
        m_list.becomeCurrent(m_index);
        QAbstractButton::focusInEvent(event);
    }

    void keyPressEvent(QKeyEvent* event) override
    {
        // Arrows would move the focus to any button of the window: the list knows better.
        if (event->key() == Qt::Key_Space)
            QAbstractButton::keyPressEvent(event);
        else
            event->ignore();
    }

    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter(this);
        if (underMouse() || isDown()) {
            QColor tint = m_list.theme().color(Token::Selected);
            tint.setAlphaF(isDown() ? 1.0F : kHoverTint);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(tint);
            painter.drawRoundedRect(rect(), metric::kRadiusControl, metric::kRadiusControl);
            painter.setRenderHint(QPainter::Antialiasing, false);
        }
        m_list.paintRow(painter, m_index, rect().adjusted(-kInset, -kInset, kInset, kInset));
    }

private:
    RowList& m_list;
    int m_index;
};

RowList::RowList(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    connect(&theme, &Theme::changed, this, [this] {
        place();
        updateGeometry();
        update();
    });
}

RowList::~RowList() = default;

void RowList::showRows(const std::vector<Spoken>& rows)
{
    bool focused = false;
    while (m_rows.size() > rows.size()) {
        const std::unique_ptr<Row> surplus(m_rows.back());
        m_rows.pop_back();
        focused = focused || surplus->hasFocus();
    }
    m_rows.reserve(rows.size());
    while (m_rows.size() < rows.size()) {
        auto* row = new Row(*this, int(m_rows.size()));
        connect(row, &QAbstractButton::clicked, this, [this, index = int(m_rows.size())] { Q_EMIT opened(index); });
        row->show();
        m_rows.push_back(row);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        setSpokenText(*m_rows[i], rows[i].name);
        if (m_rows[i]->accessibleDescription() != rows[i].description)
            m_rows[i]->setAccessibleDescription(rows[i].description);
        m_rows[i]->update();
    }
    becomeCurrent(rows.empty() ? -1 : std::clamp(m_current, 0, int(rows.size()) - 1));
    if (focused && m_current >= 0)
        m_rows[std::size_t(m_current)]->setFocus();
    place();
    if (heightForWidth(width()) != height())
        updateGeometry();
    update();
}

void RowList::becomeCurrent(int row)
{
    m_current = row;
    for (int i = 0; i < int(m_rows.size()); ++i)
        m_rows[std::size_t(i)]->setFocusPolicy(i == row ? Qt::StrongFocus : Qt::ClickFocus);
    setFocusProxy(row < 0 ? nullptr : m_rows[std::size_t(row)]);
}

void RowList::setCurrent(int row)
{
    if (row < 0 || row >= int(m_rows.size()))
        return;
    const bool focused = std::ranges::any_of(m_rows, [](const Row* one) { return one->hasFocus(); });
    becomeCurrent(row);
    if (focused)
        m_rows[std::size_t(row)]->setFocus(Qt::OtherFocusReason);
    keepInView();
}

void RowList::keepInView()
{
    for (QWidget* above = parentWidget(); above != nullptr; above = above->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(above)) {
            area->ensureWidgetVisible(m_rows[std::size_t(m_current)], kInset, kInset);
            return;
        }
    }
}

QRect RowList::rowRect(int row) const
{
    return m_rows[std::size_t(row)]->geometry();
}

void RowList::setSideBySide(bool sideBySide)
{
    if (sideBySide == m_sideBySide)
        return;
    m_sideBySide = sideBySide;
    placeAgain();
}

void RowList::placeAgain()
{
    place();
    updateGeometry();
    update();
}

int RowList::columns() const
{
    return m_sideBySide ? std::clamp(int(m_rows.size()), 1, kMostColumns) : 1;
}

std::vector<QRect> RowList::cells(int width) const
{
    const int across = columns();
    const int cell = width / across;
    const int count = int(m_rows.size());
    std::vector<QRect> all;
    all.reserve(m_rows.size());
    int top = 0;
    for (int first = 0; first < count; first += across) {
        const int last = std::min(first + across, count);
        int tallest = 0;
        for (int i = first; i < last; ++i)
            tallest = std::max(tallest, rowHeight(i, cell));
        for (int i = first; i < last; ++i)
            all.emplace_back((i - first) * cell, top, cell, tallest);
        top += tallest + 1;
    }
    return all;
}

void RowList::place()
{
    const std::vector<QRect> all = cells(width());
    for (std::size_t i = 0; i < all.size(); ++i) {
        m_rows[i]->setGeometry(all[i].adjusted(kInset, kInset, -kInset, -kInset));
        m_rows[i]->update();
    }
}

int RowList::heightForWidth(int width) const
{
    const std::vector<QRect> all = cells(width);
    return all.empty() ? 0 : all.back().y() + all.back().height() + (m_sideBySide ? 0 : 1);
}

QSize RowList::sizeHint() const
{
    constexpr int kUsual = 400;
    return {kUsual, heightForWidth(width() > 0 ? width() : kUsual)};
}

QSize RowList::minimumSizeHint() const
{
    return {200, sizeHint().height()};
}

void RowList::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    const QColor line = m_theme.color(Token::Line);
    const std::vector<QRect> all = cells(width());
    for (std::size_t i = 0; i < all.size(); ++i) {
        const QRect& cell = all[i];
        if (cell.x() > 0)
            painter.fillRect(cell.x(), cell.y(), 1, cell.height(), line);
        if (cell.y() > 0)
            painter.fillRect(cell.x(), cell.y() - 1, cell.width(), 1, line);
    }
}

void RowList::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

void RowList::keyPressEvent(QKeyEvent* event)
{
    const int last = int(m_rows.size()) - 1;
    if (last < 0 || (event->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier) {
        QWidget::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Left: setCurrent(std::max(m_current - 1, 0)); break;
    case Qt::Key_Down:
    case Qt::Key_Right: setCurrent(std::min(m_current + 1, last)); break;
    case Qt::Key_Home: setCurrent(0); break;
    case Qt::Key_End: setCurrent(last); break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT opened(m_current); break;
    default: QWidget::keyPressEvent(event);
    }
}

} // namespace fairlead::ui
