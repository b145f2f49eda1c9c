#include "models/base/error.h"

#include <QTest>

using namespace fairlead;

namespace {

Result<int> refuse()
{
    return fail(ErrorCode::Refused, QStringLiteral("The server said no."), QStringLiteral("app/canary"));
}

} // namespace

class TestError : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void codesHaveTheNamesThatScriptsKnow_data();
    void codesHaveTheNamesThatScriptsKnow();
    void aFailureCarriesCodeMessageAndPlace();
};

void TestError::codesHaveTheNamesThatScriptsKnow_data()
{
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("name");
    // Names are part of JSON output: they may be added to, never changed.
    QTest::newRow("invalid") << ErrorCode::InvalidInput << "invalid-input";
    QTest::newRow("not found") << ErrorCode::NotFound << "not-found";
    QTest::newRow("conflict") << ErrorCode::Conflict << "conflict";
    QTest::newRow("refused") << ErrorCode::Refused << "refused";
    QTest::newRow("unreachable") << ErrorCode::Unreachable << "unreachable";
    QTest::newRow("unknown") << ErrorCode::Unknown << "unknown";
    QTest::newRow("storage") << ErrorCode::Storage << "storage";
    QTest::newRow("corrupt") << ErrorCode::Corrupt << "corrupt";
    QTest::newRow("unsupported") << ErrorCode::Unsupported << "unsupported";
}

void TestError::codesHaveTheNamesThatScriptsKnow()
{
    QFETCH(const ErrorCode, code);
    QFETCH(const QString, name);
    QCOMPARE(toString(code), name);
}

void TestError::aFailureCarriesCodeMessageAndPlace()
{
    const Result<int> result = refuse();
    QVERIFY(!result);
    const Error expected{ErrorCode::Refused, QStringLiteral("The server said no."), QStringLiteral("app/canary")};
    QVERIFY(result.error() == expected);
}

QTEST_GUILESS_MAIN(TestError)
#include "test_error.moc"
