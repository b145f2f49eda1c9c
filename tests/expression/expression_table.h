#pragma once

#include "models/domain/expression/expression.h"
#include "models/domain/expression/measured.h"
#include "models/domain/expression/value_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace fairlead::expression {

/// A row of a table: an expression, what was measured, and the text and type that it gives. An empty type: it is a fault at
/// the column that @c gives names.
struct ExpressionRow {
    const char* expression;
    const char* result; ///< JSON
    const char* kind; ///< as resultKindFrom reads it
    const char* gives;
    const char* type;
};

inline Value measuredFrom(const QByteArray& json, const char* kind)
{
    const QJsonArray wrapped = QJsonDocument::fromJson('[' + json + ']').array();
    return measured(wrapped.first(), *resultKindFrom(QString::fromLatin1(kind))).value_or(Value());
}

template <std::size_t N> void addRows(const ExpressionRow (&rows)[N])
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<QByteArray>("gives");
    QTest::addColumn<QString>("type");
    for (const ExpressionRow& row : rows) {
        QTest::newRow(row.expression) << QString::fromUtf8(row.expression) << QByteArray(row.result) << QByteArray(row.kind)
                                      << QByteArray(row.gives) << QString::fromLatin1(row.type);
    }
}

inline void checkRow()
{
    QFETCH(QString, expression);
    QFETCH(QByteArray, result);
    QFETCH(QByteArray, kind);
    QFETCH(QByteArray, gives);
    QFETCH(QString, type);
    const std::expected<Expression, Faults> read = Expression::parse(expression);
    const std::expected<Value, Fault> value
        = read ? read->evaluate(measuredFrom(result, kind.constData())) : std::unexpected(read.error().front());
    if (type.isEmpty()) {
        QVERIFY2(!value, value ? toPlainText(*value).constData() : "");
        QCOMPARE(QByteArray::number(value.error().column), gives);
        QVERIFY(!value.error().message.isEmpty());
        return;
    }
    QVERIFY2(value, value ? "" : qPrintable(value.error().message));
    QCOMPARE(toPlainText(*value), gives);
    QCOMPARE(typeName(*value), type);
}

} // namespace fairlead::expression
