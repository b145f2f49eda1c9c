#include "models/formats/alerts/datadog_query.h"

#include "models/formats/alerts/promql/duration.h"

#include <QRegularExpression>

namespace fairlead::formats::alerts {

namespace {

using condition::Comparator;

class Reader {
public:
    explicit Reader(const QString& text)
        : m_text(text)
    {
    }

    std::expected<DatadogQuery, Fault> run()
    {
        overTime();
        acrossSeries();
        metric();
        if (!m_fault) {
            filters();
            by();
            bound();
        }
        if (m_fault) {
            return std::unexpected(*m_fault);
        }
        return m_query;
    }

private:
    void fault(const QString& message)
    {
        if (!m_fault) {
            m_fault = Fault{m_at, message};
        }
    }

    void skipBlanks()
    {
        while (m_at < m_text.size() && m_text.at(m_at).isSpace()) {
            ++m_at;
        }
    }

    QRegularExpressionMatch take(const QRegularExpression& shape)
    {
        skipBlanks();
        const QRegularExpressionMatch match
            = shape.match(m_text, m_at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        if (match.hasMatch()) {
            m_at = match.capturedEnd();
        }
        return match;
    }

    void overTime()
    {
        static const QRegularExpression shape(QStringLiteral("(avg|sum|min|max)\\(\\s*last_([0-9]+[smhdw])\\s*\\)\\s*:"));
        const QRegularExpressionMatch match = take(shape);
        if (match.hasMatch()) {
            m_query.shape.overTime = match.captured(1);
            m_query.shape.window = promql::parsePrometheusDuration(match.captured(2)).value_or(Millis(0));
        }
    }

    void acrossSeries()
    {
        static const QRegularExpression shape(QStringLiteral("(avg|sum|min|max|count)\\s*:"));
        const QRegularExpressionMatch match = take(shape);
        if (match.hasMatch()) {
            m_query.shape.acrossSeries = match.captured(1);
        } else {
            fault(QStringLiteral(
                "A query begins with “avg:”, “sum:”, “min:”, “max:” or “count:” and a metric; this one is of another kind."));
        }
    }

    void metric()
    {
        static const QRegularExpression shape(QStringLiteral("[A-Za-z][A-Za-z0-9_./-]*"));
        const QRegularExpressionMatch match = take(shape);
        if (!match.hasMatch()) {
            fault(QStringLiteral("The name of a metric is missing here."));
            return;
        }
        m_query.metric = match.captured();
        m_query.shape.metric = prometheusName(m_query.metric, false);
    }

    void filters()
    {
        static const QRegularExpression shape(QStringLiteral("\\{([^{}]*)\\}"));
        const QRegularExpressionMatch match = take(shape);
        if (!match.hasMatch()) {
            return;
        }
        const qsizetype behind = m_at;
        m_at = match.capturedStart(1);
        const QStringList parts = match.captured(1).split(QLatin1Char(','));
        for (const QString& part : parts) {
            filter(part.trimmed());
        }
        m_at = m_fault ? m_at : behind;
    }

    void filter(const QString& text)
    {
        static const QRegularExpression shape(QStringLiteral("^(!?)([A-Za-z][A-Za-z0-9_./-]*):([A-Za-z0-9_./:*-]+)$"));
        if (text == QLatin1String("*") || text.isEmpty()) {
            return;
        }
        const QRegularExpressionMatch match = shape.match(text);
        if (!match.hasMatch()) {
            fault(
                QStringLiteral("“%1” is not of the form “tag:value”, which is all that labels of Prometheus can say.").arg(text.left(60)));
            return;
        }
        const bool negative = !match.captured(1).isEmpty();
        QString value = match.captured(3);
        promql::Token op = negative ? promql::Token::NotEqual : promql::Token::Assign;
        if (value.contains(QLatin1Char('*'))) {
            value = QRegularExpression::escape(value).replace(QLatin1String("\\*"), QLatin1String(".*"));
            op = negative ? promql::Token::MatchNotRegex : promql::Token::MatchRegex;
        }
        m_query.shape.matches.push_back({prometheusName(match.captured(2), true), op, value});
    }

    void by()
    {
        static const QRegularExpression shape(QStringLiteral("by\\s*\\{([^{}]*)\\}"));
        const QRegularExpressionMatch match = take(shape);
        if (match.hasMatch()) {
            const QStringList tags = match.captured(1).split(QLatin1Char(','), Qt::SkipEmptyParts);
            for (const QString& tag : tags) {
                m_query.shape.by.append(prometheusName(tag.trimmed(), true));
            }
        }
    }

    void bound()
    {
        static const QRegularExpression shape(QStringLiteral("(<=|>=|<|>)\\s*(-?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?)\\s*$"));
        const QRegularExpressionMatch match = take(shape);
        if (!match.hasMatch()) {
            fault(QStringLiteral(
                "Here a comparison with a number must stand, and the query end; formulas and functions are not carried over."));
            return;
        }
        const QString sign = match.captured(1);
        m_query.comparator = sign == QLatin1String("<") ? Comparator::Less
            : sign == QLatin1String("<=")               ? Comparator::LessOrEqual
            : sign == QLatin1String(">")                ? Comparator::Greater
                                                        : Comparator::GreaterOrEqual;
        m_query.threshold = match.captured(2).toDouble();
    }

    const QString& m_text;
    qsizetype m_at = 0;
    DatadogQuery m_query;
    std::optional<Fault> m_fault;
};

} // namespace

std::expected<DatadogQuery, Fault> readDatadogQuery(const QString& query)
{
    return Reader(query).run();
}

QString toDatadogQuery(const MetricShape& shape, const QString& metric, Comparator comparator, double threshold)
{
    QString text;
    if (!shape.overTime.isEmpty()) {
        text = QStringLiteral("%1(last_%2):").arg(shape.overTime, promql::toPrometheusDuration(shape.window));
    }
    QStringList filters;
    for (const promql::LabelMatch& match : shape.matches) {
        QString value = match.value;
        const bool pattern = match.op == promql::Token::MatchRegex || match.op == promql::Token::MatchNotRegex;
        if (pattern) {
            value.replace(QLatin1String(".*"), QLatin1String("*")).remove(QLatin1Char('\\'));
        }
        const bool negative = match.op == promql::Token::NotEqual || match.op == promql::Token::MatchNotRegex;
        filters.append((negative ? QStringLiteral("!") : QString()) + match.label + QLatin1Char(':') + value);
    }
    const QString filter = filters.isEmpty() ? QStringLiteral("*") : filters.join(QLatin1Char(','));
    const QString across = shape.acrossSeries.isEmpty() ? QStringLiteral("avg") : shape.acrossSeries;
    text += QStringLiteral("%1:%2{%3}").arg(across, metric, filter);
    text += shape.by.isEmpty() ? QString() : QStringLiteral(" by {%1}").arg(shape.by.join(QLatin1Char(',')));
    return QStringLiteral("%1 %2 %3").arg(text, toPromql(comparator), numberText(threshold));
}

} // namespace fairlead::formats::alerts
