#include "ui/rollout/rollout_rows.h"

#include "models/domain/rollout/verbs.h"
#include "ui/common/ask_words.h"
#include "ui/common/formatters.h"
#include "ui/rollout/track.h"
#include "ui/rollout/words.h"

#include <QPainter>

#include <algorithm>
#include <tuple>

namespace fairlead::ui {

using items::RolloutGroup;
using items::RolloutModel;
using rollout::Phase;
using rollout::Snapshot;

namespace {

constexpr int kBar = 8;
constexpr int kBarGap = 3;

QString askedText(const Snapshot& snapshot)
{
    return snapshot.state.commands.empty() ? QStringLiteral("–") : askFigure(snapshot.state.asked());
}

QString observedText(const Snapshot& snapshot)
{
    return snapshot.state.commands.empty() ? QStringLiteral("–") : shareText(snapshot.observation.share);
}

bool waitsForEffect(const Snapshot& snapshot)
{
    const rollout::Command* command = snapshot.state.lastCommand();
    return command != nullptr && command->shifts() && command->effect != rollout::CommandEffect::Effective;
}

} // namespace

RowVerdict rowVerdict(const Snapshot& snapshot)
{
    RowVerdict verdict{pillOf(snapshot), {}};
    const auto& state = snapshot.state;
    switch (state.phase) {
    case Phase::ToStart:
        if (!snapshot.train.isEmpty()) {
            verdict = {{Status::NoData, QStringLiteral("calendar-clock"), RolloutRows::tr("Planned")}, snapshot.train};
        } else if (!snapshot.verbs.start.isEmpty()) {
            verdict.look = {Status::Fail, QStringLiteral("calendar-clock"), RolloutRows::tr("Blocked")};
            verdict.rest = snapshot.startBlockers.size() == 1
                ? RolloutRows::tr("1 item holds the start")
                : RolloutRows::tr("%1 items hold the start").arg(snapshot.startBlockers.size());
        }
        return verdict;
    case Phase::Soaking: verdict.rest = gatesText(snapshot.verdicts); return verdict;
    case Phase::Held:
    case Phase::Paused:
        verdict.rest = reasonText(state.phase == Phase::Paused ? QString() : QStringLiteral("engine"), state.holdWhy);
        return verdict;
    case Phase::RollingBack:
    case Phase::Aborted:
    case Phase::RolledBack: verdict.rest = reasonText(state.rollbackWho, state.rollbackWhy); return verdict;
    default: return verdict;
    }
}

QString rowNext(const Snapshot& snapshot)
{
    const auto& state = snapshot.state;
    switch (state.phase) {
    case Phase::ToStart:
        if (state.release.window && snapshot.at < state.release.window->start())
            return RolloutRows::tr("window opens %1").arg(momentText(state.release.window->start(), snapshot.at));
        if (!snapshot.train.isEmpty())
            return RolloutRows::tr("its train goes on");
        return snapshot.verbs.start.isEmpty() ? RolloutRows::tr("somebody starts") : RolloutRows::tr("checklist is finished");
    case Phase::Soaking:
        return snapshot.soakEnds ? RolloutRows::tr("%1 at %2").arg(nextText(snapshot), secondText(*snapshot.soakEnds, snapshot.at))
                                 : RolloutRows::tr("gate is judged");
    case Phase::Shifting:
    case Phase::RollingBack:
        return snapshot.effectDue ? RolloutRows::tr("effect due %1").arg(timeText(*snapshot.effectDue))
                                  : RolloutRows::tr("effect is awaited");
    case Phase::Acting: return RolloutRows::tr("a task is done");
    case Phase::Approving:
        if (!snapshot.checklistOpen.isEmpty())
            return RolloutRows::tr("checklist is finished");
        return snapshot.verbs.approve.isEmpty() ? RolloutRows::tr("you approve") : RolloutRows::tr("somebody approves");
    case Phase::Aborted: return RolloutRows::tr("somebody tries again");
    case Phase::Held: return state.holdNeedsPerson ? RolloutRows::tr("somebody resumes") : RolloutRows::tr("goes on by itself");
    case Phase::Paused: return RolloutRows::tr("somebody resumes");
    case Phase::Activating: return RolloutRows::tr("registry is changed");
    case Phase::Activated:
    case Phase::RolledBack: return state.endedAt ? RolloutRows::tr("ended %1").arg(momentText(*state.endedAt, snapshot.at)) : QString();
    }
    return {};
}

RolloutRows::RolloutRows(QObject* parent)
    : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(true);
    sort(0);
}

void RolloutRows::setGroupFilter(Filter filter)
{
    m_filter = filter;
    invalidateRowsFilter();
}

void RolloutRows::setTrain(const train::Snapshot& train)
{
    std::erase_if(m_trains, [&train](const auto& each) { return each.second.train == train.name; });
    int number = 0;
    for (const train::CarView& view : train.cars) {
        ++number;
        if (!view.release.isEmpty())
            m_trains[view.release] = {train.name, number, int(train.cars.size())};
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, RolloutModel::StrategyColumn), index(rowCount() - 1, RolloutModel::StrategyColumn));
}

bool RolloutRows::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const auto group = RolloutGroup(sourceModel()->index(row, 0, parent).data(RolloutModel::GroupRole).toInt());
    switch (m_filter) {
    case Filter::All: return true;
    case Filter::UnderWay: return group == RolloutGroup::Production || group == RolloutGroup::Elsewhere;
    case Filter::ToStart: return group == RolloutGroup::ToStart;
    case Filter::Ended: return group == RolloutGroup::Ended;
    }
    return true;
}

bool RolloutRows::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const auto key = [](const QModelIndex& index) {
        return std::tuple(index.data(RolloutModel::GroupRole).toInt(), index.data(RolloutModel::NextAtRole).toLongLong(), index.row());
    };
    return key(left) < key(right);
}

QVariant RolloutRows::data(const QModelIndex& index, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != Qt::ToolTipRole)
        return QSortFilterProxyModel::data(index, role);
    const auto snapshot = QSortFilterProxyModel::data(index, RolloutModel::SnapshotRole).value<Snapshot>();
    switch (index.column()) {
    case RolloutModel::StrategyColumn: {
        const auto place = m_trains.find(snapshot.state.release.id);
        if (place == m_trains.end())
            return QSortFilterProxyModel::data(index, Qt::DisplayRole);
        const QString words = tr("train, %1 of %2").arg(place->second.number).arg(place->second.of);
        return role == Qt::DisplayRole ? words : tr("%1: %2").arg(place->second.train, words);
    }
    case RolloutModel::StepsColumn: {
        const auto stages = rollout::stagesOf(snapshot.state.release.plan);
        return tr("step %1 of %2").arg(rollout::stageOfStep(stages, snapshot.state.step) + 1).arg(stages.size());
    }
    case RolloutModel::AskedColumn: return askedText(snapshot);
    case RolloutModel::ObservedColumn: return observedText(snapshot);
    case RolloutModel::VerdictColumn: {
        const RowVerdict verdict = rowVerdict(snapshot);
        return verdict.rest.isEmpty() ? verdict.look.word : verdict.look.word + QStringLiteral(": ") + verdict.rest;
    }
    case RolloutModel::NextColumn: return rowNext(snapshot);
    default: return QSortFilterProxyModel::data(index, Qt::DisplayRole);
    }
}

void RolloutDelegate::paintName(QPainter& painter, const QRect& box, const Snapshot& snapshot) const
{
    const rollout::Release& release = snapshot.state.release;
    const QFontMetrics bold(theme().font(Type::Body, true));
    drawText(painter, box, CellText{.text = release.name, .bold = true});
    const int used = std::min(bold.horizontalAdvance(release.name) + metric::kSpace1 + 2, box.width());
    drawText(painter, box.adjusted(used, 0, 0, 0), CellText{.text = release.manifest.version, .token = Token::Text2});
}

void RolloutDelegate::paintSteps(QPainter& painter, const QRect& box, const Snapshot& snapshot) const
{
    const auto cells = trackOf(snapshot);
    if (cells.empty())
        return;
    const double width = (box.width() - kBarGap * double(cells.size() - 1)) / double(cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
        paintBar(painter, theme(), QRectF(box.left() + double(i) * (width + kBarGap), box.center().y() - kBar / 2.0 + 1, width, kBar),
            cells[i].state, cells[i].progress);
}

void RolloutDelegate::paintVerdict(QPainter& painter, const QRect& box, const Snapshot& snapshot) const
{
    const RowVerdict verdict = rowVerdict(snapshot);
    drawStatus(painter, box, verdict.look);
    const int used = metric::kIconSmall + metric::kSpace2
        + QFontMetrics(theme().font(Type::Body, true)).horizontalAdvance(verdict.look.word) + metric::kSpace2;
    if (used < box.width())
        drawText(painter, box.adjusted(used, 0, 0, 0), CellText{.text = verdict.rest, .token = Token::Text2});
}

void RolloutDelegate::paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const
{
    const auto snapshot = index.data(RolloutModel::SnapshotRole).value<Snapshot>();
    const QString text = index.data().toString();
    switch (index.column()) {
    case RolloutModel::NameColumn: paintName(painter, box, snapshot); break;
    case RolloutModel::StepsColumn: paintSteps(painter, box, snapshot); break;
    case RolloutModel::VerdictColumn: paintVerdict(painter, box, snapshot); break;
    case RolloutModel::AskedColumn:
        drawText(
            painter, box, CellText{.text = text, .bold = true, .alignment = Qt::AlignRight | Qt::AlignVCenter, .elide = Qt::ElideNone});
        break;
    case RolloutModel::ObservedColumn:
        drawText(painter, box,
            CellText{.text = text,
                .token = waitsForEffect(snapshot) ? Token::NotEffectiveText : Token::Text,
                .alignment = Qt::AlignRight | Qt::AlignVCenter,
                .elide = Qt::ElideNone});
        break;
    case RolloutModel::NextColumn: drawText(painter, box, CellText{.text = text}); break;
    default: drawText(painter, box, CellText{.text = text, .token = Token::Text2}); break;
    }
    // Groups never mix: a stronger line parts them.
    const QModelIndex below = index.sibling(index.row() + 1, index.column());
    if (below.isValid() && below.data(RolloutModel::GroupRole) != index.data(RolloutModel::GroupRole))
        painter.fillRect(box.adjusted(-4 * kPadding, box.height(), 4 * kPadding, 1), theme().color(Token::Control)); // clipped to the cell
}

} // namespace fairlead::ui
