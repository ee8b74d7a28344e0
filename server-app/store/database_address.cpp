#include "store/database_address.h"

#include <libpq-fe.h>

#include <algorithm>
#include <fstream>
#include <memory>

namespace rollcall::store {

namespace {

using Code = StoreError::Code;

StoreError invalid(const std::string &message)
{
    return {Code::Invalid, message};
}

std::expected<DatabaseAddress, StoreError> parsePostgres(const std::string &text)
{
    char *words = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(text.c_str(), &words), &PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> freed(words, &PQfreemem);
    if (!options)  // libpq's words may repeat the text, and with it a password
        return std::unexpected(invalid("The database's address is not a libpq address such as postgresql://user@host:5432/rollcall?sslmode=verify-full."));
    PostgresAddress address;
    for (const PQconninfoOption *option = options.get(); option->keyword; ++option) {
        if (option->val)
            address.set(option->keyword, option->val);
    }
    if (address.parameter("password") || address.parameter("sslpassword"))
        return std::unexpected(invalid("The database's address holds a password, which others could read there. Leave it out and name a file with "
                                       "database-password-file (ROLLCALL_DATABASE_PASSWORD_FILE), or use PGPASSFILE or PGPASSWORD."));
    return address;
}

} // namespace

const char *const databaseAddressExpected = "sqlite:PATH, or postgresql://… without a password (it goes to database-password-file, PGPASSFILE or PGPASSWORD)";

std::optional<std::string> PostgresAddress::parameter(const std::string &keyword) const
{
    const auto found = std::ranges::find(parameters, keyword, &std::pair<std::string, std::string>::first);
    return found == parameters.end() ? std::nullopt : std::optional(found->second);
}

void PostgresAddress::set(const std::string &keyword, const std::string &value)
{
    const auto found = std::ranges::find(parameters, keyword, &std::pair<std::string, std::string>::first);
    if (found == parameters.end())
        parameters.emplace_back(keyword, value);
    else
        found->second = value;
}

std::string PostgresAddress::name() const
{
    std::string name = "postgresql://" + parameter("host").value_or(parameter("hostaddr").value_or(""));
    if (const auto port = parameter("port"))
        name += ':' + *port;
    return name + '/' + parameter("dbname").value_or("");
}

std::expected<DatabaseAddress, StoreError> parseDatabaseAddress(const std::string &text)
{
    constexpr std::string_view sqlite = "sqlite:";
    if (text.starts_with("postgresql://") || text.starts_with("postgres://"))
        return parsePostgres(text);
    if (text.starts_with(sqlite) && text.size() > sqlite.size())
        return SqliteAddress{text.substr(sqlite.size())};
    return std::unexpected(invalid(std::string("The database's address is not understood; expected ") + databaseAddressExpected + "."));
}

std::expected<std::string, StoreError> readPasswordFile(const std::filesystem::path &file)
{
    namespace fs = std::filesystem;
    std::error_code failed;
    const fs::perms rights = fs::status(file, failed).permissions();
    std::ifstream in(file);
    if (failed || !in)
        return std::unexpected(invalid("The file with the database's password, " + file.string() + ", cannot be read."));
    if ((rights & (fs::perms::group_write | fs::perms::others_all)) != fs::perms::none)
        return std::unexpected(invalid("The file with the database's password, " + file.string() + ", may be read by others. Change that with: chmod o= " + file.string()));
    std::string password;
    std::getline(in, password);
    if (!password.empty() && password.back() == '\r')
        password.pop_back();
    if (password.empty())
        return std::unexpected(invalid("The file with the database's password, " + file.string() + ", is empty. Its first line is the password."));
    return password;
}

} // namespace rollcall::store
