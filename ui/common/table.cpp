#include "ui/common/table.h"

#include "ui/common/icons.h"

#include <QPainter>
#include <QTableView>

namespace fairlead::ui {

namespace {

constexpr int kBar = 3; ///< accent bar of the selected row
constexpr int kIconGap = 6;

} // namespace

RowDelegate::RowDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, m_theme.color(selected ? Token::Selected : Token::Panel));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), m_theme.color(Token::Line));
    if (selected && index.column() == 0) {
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), kBar, option.rect.height()), m_theme.color(Token::Accent));
    }
    const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
    if (view && view->hasFocus() && view->currentIndex().row() == index.row()) {
        const QColor ring = m_theme.color(Token::Accent);
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1), ring);
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), ring);
    }
    painter->setClipRect(option.rect);
    // Words of the first column keep clear of the bar.
    const int left = index.column() == 0 ? 2 * kPadding : kPadding;
    paintCell(*painter, option.rect.adjusted(left, 0, -kPadding, -1), index);
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFontMetrics metrics(m_theme.font(Type::Body));
    return {QStyledItemDelegate::sizeHint(option, index).width(), metrics.height() + 2 * metric::kSpace2};
}

void RowDelegate::drawText(QPainter& painter, const QRect& box, const CellText& cell) const
{
    const QFont font = m_theme.font(Type::Body, cell.bold);
    painter.setFont(font);
    painter.setPen(m_theme.color(cell.token));
    QString text = QFontMetrics(font).elidedText(cell.text, cell.elide, box.width());
    if (cell.wholeWords && text != cell.text) {
        const qsizetype space = text.lastIndexOf(QLatin1Char(' '));
        text = space > 0 ? text.left(space) + QStringLiteral(" …") : text;
    }
    painter.drawText(box, static_cast<int>(cell.alignment) | Qt::TextSingleLine, text);
}

void RowDelegate::drawIconAndText(QPainter& painter, const QRect& box, const QString& icon, Token iconToken, const CellText& cell) const
{
    // One below the middle: letters sit there too, with more room for accents above than for tails below.
    const QRect mark(box.left(), box.center().y() - metric::kIconSmall / 2 + 1, metric::kIconSmall, metric::kIconSmall);
    paintIcon(painter, m_theme, icon, mark, iconToken);
    drawText(painter, box.adjusted(metric::kIconSmall + kIconGap, 0, 0, 0), cell);
}

void RowDelegate::drawStatus(QPainter& painter, const QRect& box, const StatusLook& look, bool neutral) const
{
    const Token token = neutral ? Token::Text2 : textToken(look.status);
    drawIconAndText(painter, box, look.icon, token, CellText{.text = look.word, .token = token, .bold = !neutral});
}

void RowDelegate::drawPath(QPainter& painter, const QRect& box, const QString& path) const
{
    const qsizetype slash = path.lastIndexOf(QLatin1Char('/'));
    const QString name = path.mid(slash + 1);
    const QFontMetrics bold(m_theme.font(Type::Body, true));
    const int nameWidth = bold.horizontalAdvance(name);
    QString folder = path.left(slash + 1);
    const QFontMetrics plain(m_theme.font(Type::Body));
    if (plain.horizontalAdvance(folder) + nameWidth > box.width()) {
        // The nearest folder tells most: "…/core/" before anything finer.
        const QString last = folder.section(QLatin1Char('/'), -2);
        folder = folder == last ? folder : QStringLiteral("…/") + last;
        if (plain.horizontalAdvance(folder) + nameWidth > box.width()) {
            folder = QStringLiteral("…/");
        }
    }
    const int folderWidth = plain.horizontalAdvance(folder);
    drawText(painter, box, CellText{.text = folder, .token = Token::Text2, .elide = Qt::ElideNone});
    drawText(painter, box.adjusted(folderWidth, 0, 0, 0), CellText{.text = name, .bold = true, .elide = Qt::ElideMiddle});
}

TableHeader::TableHeader(const Theme& theme, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setHighlightSections(false);
    setMinimumSectionSize(metric::kSpace8);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void TableHeader::setRightAligned(const QList<int>& columns)
{
    m_right = columns;
    viewport()->update();
}

QSize TableHeader::sizeHint() const
{
    const int height = QFontMetrics(m_theme.font(Type::Small)).height() + 2 * metric::kSpace2;
    return {QHeaderView::sizeHint().width(), qMax(height, metric::kButtonSmall + metric::kSpace1)};
}

void TableHeader::paintEvent(QPaintEvent* event)
{
    // Beyond the last column, too.
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.color(Token::Raised));
    painter.fillRect(QRect(0, viewport()->height() - 1, viewport()->width(), 1), m_theme.color(Token::Line));
    painter.end();
    QHeaderView::paintEvent(event);
}

void TableHeader::paintSection(QPainter* painter, const QRect& rect, int column) const
{
    painter->save();
    painter->fillRect(rect, m_theme.color(Token::Raised));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), m_theme.color(Token::Line));
    const QFont font = m_theme.font(Type::Small);
    const QFontMetrics metrics(font);
    painter->setFont(font);
    painter->setPen(m_theme.color(Token::Text3));
    const bool right = m_right.contains(column);
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == column;
    QRect box = rect.adjusted(column == 0 ? 2 * RowDelegate::kPadding : RowDelegate::kPadding, 0, -RowDelegate::kPadding, -1);
    const int arrow = sorted ? metric::kIconSmall + metric::kSpace1 : 0;
    const QString words = model() ? model()->headerData(column, Qt::Horizontal).toString() : QString();
    const QString text = metrics.elidedText(words, Qt::ElideRight, box.width() - arrow);
    if (sorted) {
        const int textWidth = metrics.horizontalAdvance(text);
        const int left = right ? box.right() - metric::kIconSmall : box.left() + textWidth + metric::kSpace1;
        const bool up = sortIndicatorOrder() == Qt::AscendingOrder;
        paintIcon(*painter, m_theme, up ? QStringLiteral("arrow-up") : QStringLiteral("arrow-down"),
            QRect(left, box.center().y() - metric::kIconSmall / 2 + 1, metric::kIconSmall, metric::kIconSmall), Token::Text3);
        box.setRight(right ? left - metric::kSpace1 : box.right());
    }
    painter->drawText(box, static_cast<int>((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter), text);
    painter->restore();
}

TableHeader* prepareTable(QTableView& view, const Theme& theme, int rowHeight)
{
    auto* header = new TableHeader(theme, &view);
    view.setHorizontalHeader(header);
    header->setSectionResizeMode(QHeaderView::Fixed);
    const int atLeast = QFontMetrics(theme.font(Type::Body)).height() + 2 * metric::kSpace1;
    view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view.verticalHeader()->setMinimumSectionSize(1);
    view.verticalHeader()->setDefaultSectionSize(qMax(rowHeight, atLeast));
    view.verticalHeader()->hide();
    view.setShowGrid(false);
    view.setFrameShape(QFrame::NoFrame);
    view.setWordWrap(false);
    view.setCornerButtonEnabled(false);
    view.setTabKeyNavigation(false);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setSelectionMode(QAbstractItemView::SingleSelection);
    view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    QObject::connect(&theme, &Theme::changed, view.viewport(), qOverload<>(&QWidget::update));
    return header;
}

int columnWidth(const Theme& theme, const QString& sample, bool bold, bool withIcon)
{
    const QFontMetrics metrics(theme.font(Type::Body, bold));
    // One spare pixel a side: bold digits may be rounded up where they are drawn.
    return metrics.horizontalAdvance(sample) + 2 * RowDelegate::kPadding + 2 + (withIcon ? metric::kIconSmall + kIconGap : 0);
}

} // namespace fairlead::ui
