#include "enrol/csv.h"

#include <QByteArrayView>
#include <QStringDecoder>

#include <algorithm>
#include <optional>

namespace rollcall::enrol {

namespace {

constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

char separatorOf(std::string_view text)
{
    const std::string_view head = text.substr(0, text.find_first_of("\r\n"));
    for (const char separator : {',', ';', '\t'}) {
        if (head.contains(separator))
            return separator;
    }
    return ',';
}

std::size_t lineOf(std::string_view text, std::size_t place)
{
    std::size_t line = 1;
    for (std::size_t i = 0; i < place; ++i) {
        if (text[i] == '\n' || (text[i] == '\r' && (i + 1 >= text.size() || text[i + 1] != '\n')))
            ++line;
    }
    return line;
}

std::optional<CsvError> encodingProblem(std::string_view text)
{
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
        return CsvError{1, "The file is UTF-16. Save it as \"CSV UTF-8\"."};
    if (const auto zero = text.find('\0'); zero != std::string_view::npos)
        return CsvError{lineOf(text, zero), "There is a zero byte: this is not a text file."};
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    std::size_t start = 0;
    while (start < text.size()) {  // line by line, to say which is at fault
        const std::size_t end = std::min(text.size(), text.find_first_of("\r\n", start));
        [[maybe_unused]] const QString decoded = decoder(QByteArrayView(text.data() + start, static_cast<qsizetype>(end - start)));
        if (decoder.hasError())
            return CsvError{lineOf(text, start), "The line is not UTF-8. Save the file as \"CSV UTF-8\"."};
        start = end + 1;
    }
    return std::nullopt;
}

// One pass over the text.
class Parser {
public:
    explicit Parser(std::string_view text)
        : m_text(text)
        , m_separator(separatorOf(text))
    {
    }

    std::expected<std::vector<CsvRecord>, CsvError> run()
    {
        while (m_place < m_text.size()) {
            CsvRecord record{m_line, {}};
            if (const auto problem = readRecord(record))
                return std::unexpected(*problem);
            if (record.fields.size() > 1 || !record.fields.front().empty())
                m_records.push_back(std::move(record));
        }
        return std::move(m_records);
    }

private:
    [[nodiscard]] bool atEnd() const { return m_place >= m_text.size(); }
    [[nodiscard]] bool atLineEnd() const { return atEnd() || m_text[m_place] == '\r' || m_text[m_place] == '\n'; }

    void passLineEnd()
    {
        if (atEnd())
            return;
        const bool isPair = m_text.substr(m_place, 2) == "\r\n";
        m_place += isPair ? 2 : 1;
        ++m_line;
    }

    std::optional<CsvError> readRecord(CsvRecord &record)
    {
        while (true) {
            std::string &field = record.fields.emplace_back();
            const bool isQuoted = !atEnd() && m_text[m_place] == '"';
            if (const auto problem = isQuoted ? readQuoted(field) : readPlain(field))
                return problem;
            if (atLineEnd()) {
                passLineEnd();
                return std::nullopt;
            }
            ++m_place;  // the separator
        }
    }

    std::optional<CsvError> readPlain(std::string &field)
    {
        const std::size_t start = m_place;
        while (!atLineEnd() && m_text[m_place] != m_separator) {
            if (m_text[m_place] == '"')
                return CsvError{m_line, "A quotation mark stands inside a field that does not begin with one. Put the whole field in quotation marks and double those inside."};
            ++m_place;
        }
        field = m_text.substr(start, m_place - start);
        return std::nullopt;
    }

    std::optional<CsvError> readQuoted(std::string &field)
    {
        const std::size_t opened = m_line;
        ++m_place;
        while (!atEnd()) {
            const char c = m_text[m_place];
            if (c == '"' && m_text.substr(m_place, 2) != "\"\"") {
                ++m_place;
                if (atLineEnd() || m_text[m_place] == m_separator)
                    return std::nullopt;
                return CsvError{m_line, "Text follows the closing quotation mark of a field. Double the quotation marks inside a field."};
            }
            if (c == '\r' || c == '\n') {
                const std::size_t start = m_place;
                passLineEnd();
                field += m_text.substr(start, m_place - start);
                continue;
            }
            field += c;
            m_place += c == '"' ? 2 : 1;
        }
        return CsvError{opened, "The quotation mark that opens a field here is never closed."};
    }

    const std::string_view m_text;
    const char m_separator;
    std::size_t m_place = 0;
    std::size_t m_line = 1;
    std::vector<CsvRecord> m_records;
};

} // namespace

std::expected<std::vector<CsvRecord>, CsvError> parseCsv(std::string_view text)
{
    if (const auto problem = encodingProblem(text))
        return std::unexpected(*problem);
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    return Parser(text).run();
}

std::string csvField(std::string_view text)
{
    if (text.find_first_of(",;\t\"\r\n") == std::string_view::npos)
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c;
        if (c == '"')
            quoted += c;
    }
    return quoted + '"';
}

} // namespace rollcall::enrol
