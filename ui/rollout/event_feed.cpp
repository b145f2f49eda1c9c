#include "ui/rollout/event_feed.h"

#include "ui/common/formatters.h"
#include "ui/common/icons.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTextDocument>

#include <algorithm>

namespace fairlead::ui {

namespace {

constexpr int kLineRole = Qt::UserRole + 1;
constexpr int kPadding = metric::kSpace3;
constexpr int kRowPadding = 6;

QString spokenText(const EventLine& line)
{
    QString text = QStringLiteral("%1 %2 %3").arg(utcText(line.at), line.bold, line.rest);
    for (const CommandMark& mark : line.marks)
        text += QStringLiteral(", ") + (mark.reached ? mark.word : EventFeed::tr("%1: not yet").arg(mark.word));
    return text;
}

class EventDelegate final : public QStyledItemDelegate {
public:
    EventDelegate(const Theme& theme, const QListView& view)
        : m_theme(theme)
        , m_view(view)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem& /*option*/, const QModelIndex& index) const override
    {
        const auto line = index.data(kLineRole).value<EventLine>();
        const int width = m_view.viewport()->width();
        QTextDocument document;
        prepare(document, line, textWidth(width));
        int height = int(document.size().height()) + 2 * kRowPadding + 1;
        if (!line.marks.empty())
            height += markRows(line, textWidth(width)) * markHeight();
        return {width, height};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const auto line = index.data(kLineRole).value<EventLine>();
        const QRect box = option.rect;
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected) && m_view.hasFocus())
            painter->fillRect(box, m_theme.color(Token::Selected));
        else if (line.waits && index.row() == 0)
            painter->fillRect(box, m_theme.color(Token::NotEffectiveTint));

        const QFont small = m_theme.font(Type::Small);
        QTextDocument document;
        prepare(document, line, textWidth(box.width()));
        painter->setFont(small);
        painter->setPen(m_theme.color(Token::Text3));
        painter->drawText(
            box.left() + kPadding, box.top() + kRowPadding + QFontMetrics(m_theme.font(Type::Body)).ascent(), timeText(line.at));

        painter->translate(box.left() + textLeft(), box.top() + kRowPadding);
        document.drawContents(painter);
        painter->restore();
        if (!line.marks.empty())
            paintMarks(*painter, line, box.adjusted(textLeft(), kRowPadding + int(document.size().height()), -kPadding, 0));
        painter->fillRect(box.left(), box.bottom(), box.width(), 1, m_theme.color(Token::Line));
    }

private:
    int textLeft() const
    {
        const QFontMetrics small(m_theme.font(Type::Small));
        return kPadding + small.horizontalAdvance(QStringLiteral("00:00:00")) + metric::kSpace3;
    }
    int textWidth(int width) const { return std::max(60, width - textLeft() - kPadding); }
    int markHeight() const { return std::max(QFontMetrics(m_theme.font(Type::Small)).height(), int(metric::kIconSmall)) + 2; }
    int markWidth(const CommandMark& mark) const
    {
        return metric::kIconSmall + metric::kSpace1 + QFontMetrics(m_theme.font(Type::Small)).horizontalAdvance(mark.word)
            + metric::kSpace3;
    }
    int markRows(const EventLine& line, int width) const
    {
        int rows = 1;
        int x = 0;
        for (const CommandMark& mark : line.marks) {
            if (x > 0 && x + markWidth(mark) > width) {
                ++rows;
                x = 0;
            }
            x += markWidth(mark);
        }
        return rows;
    }

    void prepare(QTextDocument& document, const EventLine& line, int width) const
    {
        document.setDocumentMargin(0);
        document.setDefaultFont(m_theme.font(Type::Body));
        const QColor bold = m_theme.color(line.status ? textToken(*line.status) : Token::Text);
        const QString separator = line.bold.endsWith(QLatin1Char(':')) || line.rest.isEmpty() ? QStringLiteral(" ") : QStringLiteral(" · ");
        document.setHtml(QStringLiteral("<span style='color:%1'><b>%2</b></span><span style='color:%3'>%4%5</span>")
                .arg(bold.name(), line.bold.toHtmlEscaped(), m_theme.color(Token::Text2).name(), separator, line.rest.toHtmlEscaped()));
        document.setTextWidth(width);
    }

    void paintMarks(QPainter& painter, const EventLine& line, const QRect& box) const
    {
        const QFont small = m_theme.font(Type::Small);
        const QFontMetrics metrics(small);
        painter.setFont(small);
        int x = box.left();
        int y = box.top();
        for (const CommandMark& mark : line.marks) {
            if (x > box.left() && x + markWidth(mark) > box.right() + metric::kSpace3) {
                x = box.left();
                y += markHeight();
            }
            const Token token = mark.reached ? textToken(mark.status) : Token::Text3;
            paintIcon(painter, m_theme, mark.icon,
                QRect(x, y + (markHeight() - metric::kIconSmall) / 2, metric::kIconSmall, metric::kIconSmall), token);
            const bool loud = mark.reached && mark.status != Status::Pass;
            painter.setPen(m_theme.color(loud ? textToken(mark.status) : mark.reached ? Token::Text2 : Token::Text3));
            painter.drawText(
                x + metric::kIconSmall + metric::kSpace1, y + (markHeight() - metrics.height()) / 2 + metrics.ascent(), mark.word);
            x += markWidth(mark);
        }
    }

    const Theme& m_theme;
    const QListView& m_view;
};

} // namespace

EventFeed::EventFeed(const Theme& theme, QWidget* parent)
    : QListView(parent)
    , m_model(new QStandardItemModel(this))
{
    setAccessibleName(tr("Events"));
    setModel(m_model);
    auto* delegate = new EventDelegate(theme, *this);
    delegate->setParent(this);
    setItemDelegate(delegate);
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(QListView::Adjust);
    connect(&theme, &Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
}

void EventFeed::setLines(const std::vector<EventLine>& lines)
{
    if (lines == m_lines)
        return;
    // New lines come on top; what is there already keeps its item, and with it the place of the reader.
    int added = 0;
    while (added < int(lines.size()) && (m_lines.empty() || lines[std::size_t(added)].row > m_lines.front().row))
        ++added;
    const bool grows = lines.size() == m_lines.size() + std::size_t(added);
    if (!grows) {
        m_model->clear();
        added = int(lines.size());
    }
    for (int i = added - 1; i >= 0; --i)
        m_model->insertRow(0, new QStandardItem);
    for (int i = 0; i < int(lines.size()); ++i) {
        const EventLine& line = lines[std::size_t(i)];
        if (grows && i >= added && m_lines[std::size_t(i - added)] == line)
            continue;
        QStandardItem* item = m_model->item(i);
        item->setData(QVariant::fromValue(line), kLineRole);
        item->setData(spokenText(line), Qt::AccessibleTextRole);
        item->setEditable(false);
    }
    m_lines = lines;
    scheduleDelayedItemsLayout();
}

int EventFeed::count() const
{
    return m_model->rowCount();
}

QSize EventFeed::sizeHint() const
{
    return {400, 160};
}

void EventFeed::resizeEvent(QResizeEvent* event)
{
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout();
}

} // namespace fairlead::ui
