#pragma once

#include "store/register.h"

#include <QTemporaryDir>

#include <optional>
#include <string>

namespace rollcall::testing {

// An empty database of its own for one test: a SQLite file, or a database of the one PostgreSQL that the test program starts when it
// is first asked for. To run a suite on both:
//
//     class ThingsTest : public testing::TestWithParam<store::Dialect> { … DatabaseUnderTest m_database{GetParam()}; };
//     INSTANTIATE_TEST_SUITE_P(Sqlite, ThingsTest, testing::Values(store::Dialect::Sqlite));
//     INSTANTIATE_TEST_SUITE_P(PostgreSql, ThingsTest, testing::Values(store::Dialect::PostgreSql));
//
// and in CMake rollcall_database_test(NAME …), which runs the two apart, the second with the label postgres.
class DatabaseUnderTest {
public:
    explicit DatabaseUnderTest(store::Dialect dialect);

    // Why there can be none here, for GTEST_SKIP().
    [[nodiscard]] static std::optional<std::string> missing(store::Dialect dialect);
    // Another connection to it at each call; its schema is empty at first.
    [[nodiscard]] std::unique_ptr<store::Database> open() const;
    // With its schema brought up to date.
    [[nodiscard]] store::Register openRegister() const;
    [[nodiscard]] std::filesystem::path file() const;   // SQLite
    [[nodiscard]] std::string address() const { return m_address; }

private:
    QTemporaryDir m_folder;
    std::string m_address;  // "sqlite:…" or "postgresql://…"
};

} // namespace rollcall::testing
