#include "reports/xlsx_writer.h"

#include "reports/texts.h"

#include <xlsxwriter.h>

#include <algorithm>

namespace rollcall::reports {

namespace {

constexpr std::size_t longestText = 32'767;  // characters in a cell

// Spreadsheets count days from 30 December 1899, local time without a zone.
double serial(LocalMs time)
{
    const auto since = time - std::chrono::local_days(std::chrono::year{1899} / 12 / 30);
    return std::chrono::duration<double, std::ratio<86'400>>(std::chrono::floor<Minutes>(since)).count();
}

// At most so many bytes, and no half character.
std::string cut(const std::string &text)
{
    if (text.size() <= longestText)
        return text;
    std::size_t end = longestText;
    while (end > 0 && (static_cast<uint8_t>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end);
}

} // namespace

class XlsxWriter::Private {
public:
    std::expected<void, ReportError> fail(lxw_error problem) const
    {
        return std::unexpected(ReportError{"The workbook " + file.string() + " cannot be written: " + lxw_strerror(problem)
                                           + " Make room on its disk and on that of temporary files, or choose another folder."});
    }
    void addFormats();
    void beginSheet();
    lxw_error write(uint16_t column, const Cell &cell);

    std::filesystem::path file;
    uint32_t sheetRows = 0;
    ReportHead head;
    lxw_workbook *workbook = nullptr;
    lxw_worksheet *sheet = nullptr;  // of the workbook, as the formats
    lxw_format *bold = nullptr;
    lxw_format *date = nullptr;
    lxw_format *time = nullptr;
    lxw_format *duration = nullptr;
    uint32_t sheets = 0;
    uint32_t nextRow = 0;
};

XlsxWriter::XlsxWriter(std::filesystem::path file, uint32_t sheetRows)
    : d(std::make_unique<Private>())
{
    d->file = std::move(file);
    d->sheetRows = sheetRows;
}

XlsxWriter::~XlsxWriter()
{
    if (d->workbook) {
        // Not ended: nobody gets the file, but the library frees its memory and temporary files here only.
        lxw_workbook_free(d->workbook);
    }
}

void XlsxWriter::Private::addFormats()
{
    bold = workbook_add_format(workbook);
    format_set_bold(bold);
    format_set_bottom(bold, LXW_BORDER_THIN);
    date = workbook_add_format(workbook);
    format_set_num_format(date, "yyyy-mm-dd");
    time = workbook_add_format(workbook);
    format_set_num_format(time, "yyyy-mm-dd hh:mm");
    duration = workbook_add_format(workbook);
    format_set_num_format(duration, "[h]:mm");
}

void XlsxWriter::Private::beginSheet()
{
    ++sheets;
    const std::string name = sheets == 1 ? head.title : head.title + ' ' + std::to_string(sheets);
    sheet = workbook_add_worksheet(workbook, name.c_str());
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
    worksheet_set_footer(sheet, ("&L&F&R" + std::string(text(Text::Page, head.language)) + " &P / &N").c_str());
    for (uint16_t column = 0; column < head.columns.size(); ++column)
        worksheet_set_column(sheet, column, column, head.columns[column].width, nullptr);
    for (uint16_t column = 0; column < head.columns.size(); ++column)
        worksheet_write_string(sheet, 0, column, std::string(head.columns[column].title).c_str(), bold);
    nextRow = 1;
}

lxw_error XlsxWriter::Private::write(uint16_t column, const Cell &cell)
{
    return std::visit([&](const auto &value) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, std::monostate>)
            return LXW_NO_ERROR;
        else if constexpr (std::is_same_v<T, std::string>)
            return value.empty() ? LXW_NO_ERROR : worksheet_write_string(sheet, nextRow, column, cut(value).c_str(), nullptr);
        else if constexpr (std::is_same_v<T, int64_t>)
            return worksheet_write_number(sheet, nextRow, column, static_cast<double>(value), nullptr);
        else if constexpr (std::is_same_v<T, Day>)
            return worksheet_write_number(sheet, nextRow, column, serial(std::chrono::local_days(value)), date);
        else if constexpr (std::is_same_v<T, LocalMs>)
            return worksheet_write_number(sheet, nextRow, column, serial(value), time);
        else
            return worksheet_write_number(sheet, nextRow, column, static_cast<double>(value.count()) / (24 * 60), duration);
    }, cell);
}

std::expected<void, ReportError> XlsxWriter::begin(const ReportHead &head)
{
    std::string folder = std::filesystem::temp_directory_path().string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = folder.data();
    options.use_zip64 = LXW_FALSE;
    d->head = head;
    d->workbook = workbook_new_opt(d->file.c_str(), &options);
    if (!d->workbook)
        return d->fail(LXW_ERROR_CREATING_XLSX_FILE);
    std::string title = head.title;
    std::string subject = head.subtitle;
    std::string comments = head.footnote;
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.subject = subject.data();
    properties.comments = comments.data();
    workbook_set_properties(d->workbook, &properties);
    d->addFormats();
    d->beginSheet();
    return {};
}

std::expected<void, ReportError> XlsxWriter::row(std::span<const Cell> cells)
{
    if (d->nextRow == d->sheetRows)
        d->beginSheet();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (const lxw_error problem = d->write(static_cast<uint16_t>(i), cells[i]); problem != LXW_NO_ERROR)
            return d->fail(problem);
    }
    ++d->nextRow;
    return {};
}

std::expected<void, ReportError> XlsxWriter::end()
{
    const lxw_error problem = workbook_close(std::exchange(d->workbook, nullptr));  // frees it, whatever happens
    if (problem != LXW_NO_ERROR)
        return d->fail(problem);
    return {};
}

std::unique_ptr<ReportWriter> makeXlsxWriter(const std::filesystem::path &file)
{
    return std::make_unique<XlsxWriter>(file);
}

} // namespace rollcall::reports
