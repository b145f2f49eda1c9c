#include "ui/rollout/judge_list.h"

#include "ui/common/accessible.h"
#include "ui/common/icons.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <numeric>

namespace fairlead::ui {

namespace {

constexpr int kPadding = metric::kSpace3;
constexpr int kRowPadding = 6;
constexpr int kBetweenMarks = metric::kSpace3;
constexpr int kLeastText = 80; ///< of width, however narrow the list

} // namespace

/// Where the parts of a row are, from its top left corner.
struct JudgeList::Places {
    QRect title;
    std::vector<QRect> marks;
    QRect difference; ///< of the words; the icon is before them
    int height = 0;
};

JudgeList::JudgeList(const Theme& theme, QWidget* parent)
    : RowList(theme, parent)
{
}

void JudgeList::setRows(std::vector<JudgeRow> rows)
{
    if (rows == m_judged)
        return;
    m_judged = std::move(rows);
    std::vector<Spoken> spoken;
    spoken.reserve(m_judged.size());
    QStringList words;
    words.reserve(qsizetype(m_judged.size()));
    for (const JudgeRow& row : m_judged) {
        spoken.push_back({spokenText(row), row.difference});
        words += QStringLiteral("%1. %2").arg(spoken.back().name, row.difference).trimmed();
    }
    setSpokenText(*this, tr("Judges. %1").arg(words.join(QLatin1Char(' '))));
    showRows(spoken);
}

int JudgeList::markWidth(const JudgeMark& mark) const
{
    return metric::kIconSmall + metric::kSpace1 + QFontMetrics(theme().font(Type::Small)).horizontalAdvance(mark.name);
}

JudgeList::Places JudgeList::placesOf(const JudgeRow& row, int width) const
{
    const QFontMetrics body(theme().font(Type::Body));
    const QFontMetrics small(theme().font(Type::Small));
    const int room = std::max(width - 2 * kPadding, kLeastText);
    Places places;
    places.title = {kPadding, kRowPadding, std::min(body.horizontalAdvance(row.title) + 1, room), body.height()};
    const int marks = std::accumulate(row.marks.begin(), row.marks.end(), -kBetweenMarks,
        [this](int all, const JudgeMark& mark) { return all + markWidth(mark) + kBetweenMarks; });
    // The marks of all rows stand under each other at the right; where there is no room, they go under the title.
    const bool oneLine = places.title.width() + kBetweenMarks + marks <= room;
    int x = oneLine ? kPadding + room - marks : kPadding;
    int y = oneLine ? kRowPadding : places.title.y() + places.title.height();
    places.marks.reserve(row.marks.size());
    for (const JudgeMark& mark : row.marks) {
        const int wide = markWidth(mark);
        if (x > kPadding && x + wide > kPadding + room) {
            x = kPadding;
            y += body.height();
        }
        places.marks.emplace_back(x, y, wide, body.height());
        x += wide + kBetweenMarks;
    }
    y += body.height();
    if (!row.difference.isEmpty()) {
        const int indent = metric::kIconSmall + metric::kSpace2;
        const QRect words = small.boundingRect(QRect(0, 0, room - indent, 1000), Qt::TextWordWrap, row.difference);
        places.difference = {kPadding + indent, y + 2, room - indent, words.height()};
        y += 2 + words.height();
    }
    places.height = y + kRowPadding;
    return places;
}

int JudgeList::rowHeight(int row, int width) const
{
    return placesOf(m_judged[std::size_t(row)], width).height;
}

void JudgeList::paintMark(QPainter& painter, const JudgeMark& mark, const QRect& box) const
{
    const StatusLook look = mark.outcome ? lookOf(*mark.outcome) : StatusLook{Status::NoData, QStringLiteral("minus"), {}};
    const QRect icon(box.x(), box.y() + (box.height() - metric::kIconSmall) / 2, metric::kIconSmall, metric::kIconSmall);
    paintIcon(painter, theme(), look.icon, icon, mark.outcome ? textToken(look.status) : Token::Text3);
    const bool loud = mark.outcome && look.status != Status::Pass;
    painter.setPen(theme().color(loud ? textToken(look.status) : mark.outcome ? Token::Text2 : Token::Text3));
    painter.drawText(box.adjusted(metric::kIconSmall + metric::kSpace1, 0, 1, 0), Qt::AlignLeft | Qt::AlignVCenter, mark.name);
}

void JudgeList::paintRow(QPainter& painter, int index, const QRect& box) const
{
    const JudgeRow& row = m_judged[std::size_t(index)];
    const Places places = placesOf(row, box.width());
    painter.setFont(theme().font(Type::Body));
    painter.setPen(theme().color(Token::Text));
    const QString title = painter.fontMetrics().elidedText(row.title, Qt::ElideRight, places.title.width());
    painter.drawText(places.title.translated(box.topLeft()), Qt::AlignLeft | Qt::AlignVCenter, title);
    painter.setFont(theme().font(Type::Small));
    for (std::size_t i = 0; i < row.marks.size(); ++i)
        paintMark(painter, row.marks[i], places.marks[i].translated(box.topLeft()));
    if (row.difference.isEmpty())
        return;
    const QRect words = places.difference.translated(box.topLeft());
    const int line = painter.fontMetrics().height();
    paintIcon(painter, theme(), lookOf(gate::Outcome::Marginal).icon,
        QRect(box.x() + kPadding, words.y() + (line - metric::kIconSmall) / 2, metric::kIconSmall, metric::kIconSmall),
        textToken(Status::Marginal));
    painter.setPen(theme().color(Token::Text2));
    painter.drawText(words, Qt::TextWordWrap, row.difference);
}

} // namespace fairlead::ui
