#include "models/items/record_pages.h"

#include "models/base/future.h"

#include <algorithm>

namespace fairlead::items {

namespace {

constexpr Millis kPatience{150}; ///< a word that comes and goes within this flickers

} // namespace

RecordPages::RecordPages(QObject* parent)
    : QObject(parent)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_slow = true;
        Q_EMIT slow();
    });
}

void RecordPages::setStore(ports::HistoryStore* store)
{
    clear();
    m_store = store;
}

void RecordPages::clear()
{
    ++m_round;
    m_pages.clear();
    m_wanted.clear();
    m_underWay.clear();
    m_patience.stop();
    m_slow = false;
}

bool RecordPages::isHere(qint64 key) const
{
    return std::ranges::find(m_pages, key, &Page::key) != m_pages.end();
}

const audit::Record* RecordPages::find(qint64 key, qint64 number, const std::function<ports::PageQuery()>& rows)
{
    const auto page = std::ranges::find(m_pages, key, &Page::key);
    if (page == m_pages.end()) {
        want(key, rows());
        return nullptr;
    }
    page->usedAt = ++m_uses;
    const auto found = std::ranges::lower_bound(page->rows.records, number, {}, &audit::Record::row);
    if (found != page->rows.records.end() && found->row == number) {
        return &*found;
    }
    return nullptr;
}

const audit::Record* RecordPages::intentOf(const QString& command) const
{
    for (const Page& page : m_pages) {
        for (const audit::Record& intent : page.rows.intents) {
            if (intent.entry.data.value(QLatin1String("command")).toString() == command) {
                return &intent;
            }
        }
    }
    return nullptr;
}

void RecordPages::want(qint64 key, ports::PageQuery query)
{
    const bool known
        = std::ranges::find(m_underWay, key) != m_underWay.end() || std::ranges::find(m_wanted, key, &Wanted::key) != m_wanted.end();
    if (known || m_store == nullptr) {
        return;
    }
    m_wanted.push_back({key, std::move(query)});
    if (m_wanted.size() > kWanted) {
        m_wanted.erase(m_wanted.begin());
    }
    if (!m_patience.isActive() && !m_slow) {
        m_patience.start();
    }
    fetchNext();
}

void RecordPages::fetchNext()
{
    while (m_underWay.size() < kAtOnce && !m_wanted.empty()) {
        const Wanted next = std::move(m_wanted.back());
        m_wanted.pop_back();
        m_underWay.push_back(next.key);
        whenDone(m_store->page(next.query), this, [this, key = next.key, round = m_round](const Result<ports::RecordPage>& page) {
            if (round == m_round) {
                take(key, page);
            }
        });
    }
}

void RecordPages::take(qint64 key, const Result<ports::RecordPage>& page)
{
    std::erase(m_underWay, key);
    if (m_pages.size() >= kPages) {
        m_pages.erase(std::ranges::min_element(m_pages, {}, &Page::usedAt));
    }
    // One that cannot be read stays empty: asking again and again would say the same.
    m_pages.push_back({key, ++m_uses, page.value_or(ports::RecordPage())});
    fetchNext();
    if (m_underWay.empty()) {
        m_patience.stop();
        m_slow = false;
    }
    Q_EMIT arrived(key);
    if (!page) {
        Q_EMIT failed(page.error());
    }
}

} // namespace fairlead::items
