#include "store/postgres_errors.h"

#include <array>
#include <utility>

namespace rollcall::store {

namespace {

using Code = StoreError::Code;

// The longest match first.
constexpr std::array<std::pair<std::string_view, Code>, 16> states{{
    {"25006", Code::ReadOnly},     // read_only_sql_transaction
    {"53100", Code::Full},         // disk_full
    {"57014", Code::Unavailable},  // query_canceled: statement_timeout
    {"55P03", Code::Busy},         // lock_not_available
    {"0A000", Code::Busy},         // cached plan must not change result type: prepared again at the next try
    {"26000", Code::Busy},         // the prepared statement is gone
    {"08", Code::Unavailable},     // connection
    {"28", Code::Unavailable},     // authorization
    {"3D", Code::Unavailable},     // no such database
    {"57", Code::Unavailable},     // shut down, crashed, starting
    {"53", Code::Unavailable},     // too many connections, out of memory
    {"40", Code::Busy},            // deadlock, serialization
    {"23", Code::Conflict},        // constraints
    {"22", Code::Invalid},         // data
    {"42", Code::Io},              // statement, table, right: nobody's data
    {"XX", Code::Corrupt},
}};

std::string_view advice(Code code)
{
    switch (code) {
    case Code::Full:
        return " Make room on the database's disk; what waits is then written by itself.";
    case Code::ReadOnly:
        return " It takes no writes at present; what waits is written by itself when it does.";
    case Code::Unavailable:
        return " It is tried again by itself; if it does not come back, check that it runs, and the address, user and password.";
    case Code::Io:
        return " Check the rights of the database's user, and the database's log.";
    case Code::Corrupt:
        return " Its files are damaged: restore a backup.";
    default:
        return {};
    }
}

bool isAboutTls(std::string_view words)
{
    return words.find("certificate") != std::string_view::npos || words.find("SSL") != std::string_view::npos;
}

constexpr std::string_view tlsAdvice = " It is tried again by itself. Check in its address: sslrootcert names the certificate of the authority that signed the database's, and the host "
                                       "is the one that it was made out for; the database itself needs ssl = on.";

} // namespace

Code codeOfSqlState(std::string_view state)
{
    for (const auto &[prefix, code] : states) {
        if (state.starts_with(prefix))
            return code;
    }
    return Code::Io;
}

StoreError postgresError(const std::string &name, std::string_view state, std::string_view words)
{
    const Code code = codeOfSqlState(state);
    while (!words.empty() && (words.back() == '\n' || words.back() == '.'))
        words.remove_suffix(1);
    std::string message = "The database " + name + " refused: ";
    for (const char letter : words)
        message += letter == '\n' ? ' ' : letter;
    message += ".";
    message += code == Code::Unavailable && isAboutTls(words) ? tlsAdvice : advice(code);
    return {code, message};
}

} // namespace rollcall::store
