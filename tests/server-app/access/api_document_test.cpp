// docs/api.md and docs/openapi.yaml against the table of rights, which the server compares with its routes when it starts.

#include "access/right_table.h"
#include "api/query_names.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

using rollcall::net::Right;
using rollcall::net::Rights;

namespace rollcall::access {
namespace {

// Socket.IO is described in docs/live-views.md, in its own words.
QStringList rows()
{
    QStringList rows;
    for (const RouteRow &row : routeTable()) {
        const QString pattern = QString::fromUtf8(row.pattern.data(), qsizetype(row.pattern.size()));
        if (row.method != "WS" && !pattern.endsWith(u".io/"_s))
            rows.append(QString::fromUtf8(row.method.data(), qsizetype(row.method.size())) + u' ' + pattern + u' ' + net::toString(row.right));
    }
    rows.sort();
    return rows;
}

// What is only in one of the two, to be read in a failure.
QString difference(const QStringList &described, const QStringList &wanted)
{
    QStringList lines;
    for (const QString &line : described) {
        if (!wanted.contains(line))
            lines += u"only described: "_s + line;
    }
    for (const QString &line : wanted) {
        if (!described.contains(line))
            lines += u"not described: "_s + line;
    }
    return lines.join(u'\n');
}

// Lines of what openapi.py answers; nothing where Python's modules are missing.
std::optional<QStringList> asked(const QString &what)
{
    int argc = 1;
    std::array<char *, 2> argv{const_cast<char *>("right_table_test"), nullptr};
    const QCoreApplication application(argc, argv.data());
    QProcess python;
    python.start(u"/usr/bin/python3"_s, {qEnvironmentVariable("ROLLCALL_OPENAPI_CHECK"), what, qEnvironmentVariable("ROLLCALL_OPENAPI")});
    if (!python.waitForFinished() || python.readAllStandardError().contains("ModuleNotFoundError"))
        return std::nullopt;
    return QString::fromUtf8(python.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
}

constexpr const char *missing = "docs/openapi.yaml cannot be compared: python3-yaml or python3-jsonschema is missing";

QString contentOf(const char *variable)
{
    QFile document(qEnvironmentVariable(variable));
    return document.open(QIODevice::ReadOnly) ? QString::fromUtf8(document.readAll()) : QString();
}

TEST(ApiDocument, listsEveryRoute)
{
    QStringList documented;
    static const QRegularExpression row(u"\\| ([A-Z]+) \\| `([^`]+)` \\| ([a-z-]+) \\|"_s);
    for (auto found = row.globalMatch(contentOf("ROLLCALL_API_DOCUMENT")); found.hasNext();)
        documented.append(found.next().capturedTexts().mid(1).join(u' '));
    documented.sort();
    EXPECT_TRUE(documented == rows()) << difference(documented, rows()).toStdString();
}

TEST(ApiDocument, openApiDescribesEveryRoute)
{
    auto described = asked(u"routes"_s);
    if (!described)
        GTEST_SKIP() << missing;
    described->sort();
    EXPECT_TRUE(*described == rows()) << difference(*described, rows()).toStdString();
}

// Both ways: what is described is taken, and nothing else is.
TEST(ApiDocument, openApiDescribesEveryParameter)
{
    const auto described = asked(u"queries"_s);
    if (!described)
        GTEST_SKIP() << missing;
    EXPECT_GT(described->size(), 20);
    for (const QString &line : *described) {
        const QString path = line.section(u' ', 0, 0);
        const QStringList names = line.split(u' ', Qt::SkipEmptyParts).mid(1);
        EXPECT_EQ(api::queryNamesOf(path).join(u' ').toStdString(), names.join(u' ').toStdString()) << path.toStdString();
    }
}

// docs/accounts.md has the same table for people.
TEST(ApiDocument, saysWhatEachRoleMay)
{
    using store::Role;
    const std::array<Rights, 6> columns{rightsOf(Role::Viewer, false), rightsOf(Role::Operator, false), rightsOf(Role::Admin, false),
                                        rightsOf(Role::Admin, true), rightsOf(Role::Monitor, false), rightsOf(Role::Terminal, false)};
    static const QRegularExpression row(u"^\\| `([a-z-]+)` \\|[^|]+\\|(.+)\\|$"_s, QRegularExpression::MultilineOption);
    QSet<QString> documented;
    for (auto found = row.globalMatch(contentOf("ROLLCALL_ACCOUNTS_DOCUMENT")); found.hasNext();) {
        const QStringList captured = found.next().capturedTexts();
        const QStringList cells = QStringList{captured[1]} + captured[2].split(u'|');
        ASSERT_EQ(cells.size(), qsizetype(columns.size()) + 1) << captured[0].toStdString();
        const QString word = cells.first();
        documented.insert(word);
        const auto right = std::ranges::find_if(net::allRights(), [&](Right one) { return net::toString(one) == word; });
        ASSERT_NE(right, net::allRights().end()) << word.toStdString();
        for (std::size_t i = 0; i < columns.size(); ++i)
            EXPECT_EQ(columns.at(i).has(*right), cells.at(qsizetype(i) + 1).trimmed() == u"yes"_s) << cells.join(u' ').toStdString() << ", column " << i + 1;
    }
    for (const Right right : net::allRights()) {
        const bool isOfRoles = rightsOf(Role::Admin, false).has(right) && !everybodysRights().has(right);
        EXPECT_EQ(documented.contains(net::toString(right)), isOfRoles) << net::toString(right).toStdString();
    }
}

} // namespace
} // namespace rollcall::access
