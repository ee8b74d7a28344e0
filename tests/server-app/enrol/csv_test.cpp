#include "enrol/csv.h"

#include <gtest/gtest.h>

namespace rollcall::enrol {

namespace {

using Fields = std::vector<std::string>;

std::vector<Fields> fieldsOf(std::string_view text)
{
    const auto records = parseCsv(text);
    EXPECT_TRUE(records) << records.error().line << ": " << records.error().message;
    std::vector<Fields> fields;
    for (const CsvRecord &record : records.value_or(std::vector<CsvRecord>()))
        fields.push_back(record.fields);
    return fields;
}

std::size_t lineOfError(std::string_view text)
{
    const auto records = parseCsv(text);
    EXPECT_FALSE(records) << text;
    return records ? 0 : records.error().line;
}

} // namespace

TEST(Csv, anyLineEndsAnyNumberOfThem)
{
    const std::vector<Fields> expected{{"name", "id"}, {"Ada", "1"}, {"Ben", "2"}};
    EXPECT_EQ(fieldsOf("name,id\r\nAda,1\r\nBen,2\r\n"), expected);
    EXPECT_EQ(fieldsOf("name,id\nAda,1\nBen,2"), expected);
    EXPECT_EQ(fieldsOf("name,id\rAda,1\r\rBen,2\r"), expected);
    EXPECT_EQ(fieldsOf("name,id\n\r\nAda,1\r\n\n\nBen,2\n\n"), expected);
}

TEST(Csv, aByteOrderMarkIsNotPartOfTheFirstName)
{
    EXPECT_EQ(fieldsOf("\xef\xbb\xbfname\nAda\n"), (std::vector<Fields>{{"name"}, {"Ada"}}));
}

TEST(Csv, quotedFieldsHoldSeparatorsQuotesAndLineBreaks)
{
    EXPECT_EQ(fieldsOf("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\",\"\"\r\nx,y,z,"),
              (std::vector<Fields>{{"a,b", "say \"hi\"", "two\r\nlines", ""}, {"x", "y", "z", ""}}));
}

TEST(Csv, linesAreCountedThroughQuotedFields)
{
    const auto records = parseCsv("a\n\"1\n2\r\n3\r4\"\nb\n\nc");
    ASSERT_TRUE(records);
    ASSERT_EQ(records->size(), 4U);
    EXPECT_EQ((*records)[1].line, 2U);
    EXPECT_EQ((*records)[2].line, 6U);
    EXPECT_EQ((*records)[3].line, 8U);
}

TEST(Csv, semicolonsOrTabsSeparateWhereTheFirstLineHasNoComma)
{
    EXPECT_EQ(fieldsOf("id;name\n1;\"a;b, c\"\n"), (std::vector<Fields>{{"id", "name"}, {"1", "a;b, c"}}));
    EXPECT_EQ(fieldsOf("id\tname\n1\ta b\n"), (std::vector<Fields>{{"id", "name"}, {"1", "a b"}}));
}

TEST(Csv, errorsNameTheirLine)
{
    EXPECT_EQ(lineOfError("name\nAda \"the first\"\n"), 2U);
    EXPECT_EQ(lineOfError("name\nAda\n\"Ben\"x\n"), 3U);
    EXPECT_EQ(lineOfError("name\nAda\n\"Ben\nnever closed\n"), 3U);
    EXPECT_EQ(lineOfError("name\nAda\nB\xe4r\n"), 3U);
    EXPECT_EQ(lineOfError(std::string_view("name\nA\0a\n", 9)), 2U);
    EXPECT_EQ(lineOfError("\xff\xfen\0a\0"), 1U);
}

TEST(Csv, longFieldsAreRead)
{
    const std::string field(10'000, 'x');
    EXPECT_EQ(fieldsOf("name\n\"" + field + "\"\n" + field), (std::vector<Fields>{{"name"}, {field}, {field}}));
}

TEST(Csv, emptyTextHasNoRecords)
{
    EXPECT_TRUE(fieldsOf("").empty());
    EXPECT_TRUE(fieldsOf("\xef\xbb\xbf\r\n\n").empty());
}

TEST(Csv, whatIsWrittenIsReadBack)
{
    for (const std::string &field : {std::string("plain"), std::string("a,b;c\td"), std::string("\"quoted\""), std::string("two\r\nlines"), std::string("<b>&amp;</b> 张伟")})
        EXPECT_EQ(fieldsOf("x," + csvField(field)).front(), (Fields{"x", field}));
}

} // namespace rollcall::enrol
