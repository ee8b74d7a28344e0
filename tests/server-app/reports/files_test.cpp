// Workbooks and PDF, read back by programs that know the formats.
#include "reports/json_writer.h"
#include "reports/xlsx_writer.h"
#include "support/process.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include <optional>

using namespace rollcall::reports;
using namespace rollcall::attendance;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr Day monday = std::chrono::year{2026} / 11 / 23;

const ReportHead head{.title = "Attendance", .subtitle = "one week", .footnote = "Times in UTC",
                      .columns = {{"name", "Name", CellKind::Text, 26}, {"date", "Date", CellKind::Date, 11}, {"in", "Check-in", CellKind::Time, 17},
                                  {"n", "Days", CellKind::Number, 8}, {"w", "Worked", CellKind::Duration, 9}}};

std::vector<Cell> rowOf(const std::string &name, int number)
{
    return {name, addDays(monday, number), LocalMs(std::chrono::local_days(monday) + 8h + Minutes(number)), int64_t{number}, Minutes(1'505)};
}

void write(ReportWriter &writer, int rows)
{
    ASSERT_TRUE(writer.begin(head));
    for (int i = 0; i < rows; ++i)
        ASSERT_TRUE(writer.row(rowOf(i == 0 ? "=1+1" : "Zoë № " + std::to_string(i), i)));
    ASSERT_TRUE(writer.end());
}

struct Ran {
    int code = -1;
    QString output;
};

Ran runProgram(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForStarted())
        return {};
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(50'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, QString::fromUtf8(process.readAll())};
}

// Debian's interpreter, which has Debian's modules.
const QString python = u"/usr/bin/python3"_s;

const QString readWorkbook = uR"(
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
for sheet in book:
    print('sheet', sheet.title, sheet.max_row, sheet.freeze_panes, sheet.column_dimensions['A'].width > 20)
    for row in sheet.iter_rows(min_row=1, max_row=3):
        print('|'.join(f'{cell.value}:{cell.data_type}:{cell.number_format}' for cell in row))
)"_s;

QString programFile() { return rollcall::testing::buildFolder() + u"/bin/rollcall-report"_s; }

} // namespace

TEST(XlsxWriter, writesTextsDatesTimesAndDurationsThatSpreadsheetsKnow)
{
    if (runProgram(python, {u"-c"_s, u"import openpyxl"_s}).code != 0)
        GTEST_SKIP() << "python3-openpyxl is not installed";
    QTemporaryDir folder;
    const QString file = folder.filePath(u"week.xlsx"_s);
    const auto writer = makeXlsxWriter(file.toStdString());
    write(*writer, 2);
    const Ran read = runProgram(python, {u"-c"_s, readWorkbook, file});
    EXPECT_EQ(read.code, 0);
    EXPECT_EQ(read.output.trimmed().toStdString(),
              "sheet Attendance 3 A2 True\n"
              "Name:s:General|Date:s:General|Check-in:s:General|Days:s:General|Worked:s:General\n"
              "=1+1:s:General|2026-11-23 00:00:00:d:yyyy-mm-dd|2026-11-23 08:00:00:d:yyyy-mm-dd hh:mm|0:n:General|1 day, 1:05:00:d:[h]:mm\n"
              "Zoë № 1:s:General|2026-11-24 00:00:00:d:yyyy-mm-dd|2026-11-23 08:01:00:d:yyyy-mm-dd hh:mm|1:n:General|1 day, 1:05:00:d:[h]:mm");
}

TEST(XlsxWriter, goesOnOnAnotherSheet)
{
    if (runProgram(python, {u"-c"_s, u"import openpyxl"_s}).code != 0)
        GTEST_SKIP() << "python3-openpyxl is not installed";
    QTemporaryDir folder;
    const QString file = folder.filePath(u"long.xlsx"_s);
    XlsxWriter writer(file.toStdString(), 4);
    write(writer, 7);
    const Ran read = runProgram(python, {u"-c"_s, readWorkbook, file});
    EXPECT_TRUE(read.output.contains(u"sheet Attendance 4 A2"_s)) << read.output.toStdString();
    EXPECT_TRUE(read.output.contains(u"sheet Attendance 2 4 A2"_s));
    EXPECT_TRUE(read.output.contains(u"sheet Attendance 3 2 A2"_s));
    EXPECT_EQ(read.output.count(u"Name:s:General"_s), 3);
}

TEST(XlsxWriter, saysWhereItCannotWrite)
{
    const auto writer = makeXlsxWriter("/does/not/exist/week.xlsx");
    ASSERT_TRUE(writer->begin(head));
    const auto ended = writer->end();
    ASSERT_FALSE(ended);
    EXPECT_NE(ended.error().message.find("/does/not/exist/week.xlsx"), std::string::npos);
}

TEST(Pdf, hasTheHeadOnEveryPageAndEveryRow)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"week.pdf"_s);
    std::string lines;
    PrintWriter writer(lines);
    write(writer, 120);
    const Ran made = runProgram(programFile(), {file}, QByteArray::fromStdString(lines));
    ASSERT_EQ(made.code, 0) << made.output.toStdString();
    const Ran read = runProgram(u"pdftotext"_s, {u"-layout"_s, file, u"-"_s});
    if (read.code != 0)
        GTEST_SKIP() << "poppler-utils is not installed";
    const qsizetype pages = read.output.count(u'\f');
    EXPECT_GE(pages, 3);
    EXPECT_EQ(read.output.count(u"Check-in"_s), pages);
    EXPECT_EQ(read.output.count(u"Times in UTC"_s), pages);
    EXPECT_TRUE(read.output.contains(u"Page "_s + QString::number(pages)));
    EXPECT_TRUE(read.output.contains(u"Zoë № 119"_s));
    EXPECT_TRUE(read.output.contains(u"25:05"_s));
    for (int i = 1; i < 120; ++i)
        EXPECT_EQ(read.output.count(u"Zoë № %1 "_s.arg(i)), 1) << i;
}

TEST(Pdf, aReportThatBrokeOffIsNotMade)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"half.pdf"_s);
    std::string lines;
    PrintWriter writer(lines);
    ASSERT_TRUE(writer.begin(head));
    ASSERT_TRUE(writer.row(rowOf("Ada", 1)));
    for (const QByteArray &broken : {QByteArray::fromStdString(lines), QByteArray("{\"columns\":[]}\n"), QByteArray("nonsense\n"), QByteArray("[\"row first\"]\n"), QByteArray()}) {
        const Ran made = runProgram(programFile(), {file}, broken);
        EXPECT_EQ(made.code, 1);
        EXPECT_TRUE(made.output.startsWith(u"rollcall-report: "_s)) << made.output.toStdString();
        EXPECT_FALSE(QFile::exists(file));
    }
    EXPECT_EQ(runProgram(programFile(), {}).code, 1);
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
