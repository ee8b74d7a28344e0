#include "api/zip_writer.h"

#include <archive.h>
#include <archive_entry.h>

#include <ctime>

namespace rollcall::api {

namespace {

constexpr unsigned fileType = 0100000;  // AE_IFREG, whose macro has a cast of C

} // namespace

void ZipWriter::Free::operator()(archive *handle) const
{
    archive_write_fail(handle);  // without a proper end: nobody takes half for the whole
    archive_write_free(handle);
}

ZipWriter::ZipWriter(Sink sink)
    : m_sink(std::move(sink))
    , m_archive(archive_write_new())
{
    const auto take = [](archive *, void *self, const void *bytes, size_t size) -> la_ssize_t {
        static_cast<ZipWriter *>(self)->m_sink(QByteArray(static_cast<const char *>(bytes), qsizetype(size)));
        return la_ssize_t(size);
    };
    const auto nothing = [](archive *, void *) { return ARCHIVE_OK; };
    [[maybe_unused]] const bool ready = check(archive_write_set_format_zip(m_archive.get())) && check(archive_write_set_bytes_per_block(m_archive.get(), 0))
        && check(archive_write_open(m_archive.get(), this, nothing, take, nothing));
}

ZipWriter::~ZipWriter() = default;

bool ZipWriter::check(int result)
{
    if (result >= ARCHIVE_WARN || !m_problem.isEmpty())
        return m_problem.isEmpty();
    m_problem = QString::fromUtf8(archive_error_string(m_archive.get()));
    return false;
}

bool ZipWriter::add(const QString &name, Kind kind, const QByteArray &contents)
{
    if (!check(kind == Kind::Picture ? archive_write_zip_set_compression_store(m_archive.get()) : archive_write_zip_set_compression_deflate(m_archive.get())))
        return false;
    const std::unique_ptr<archive_entry, void (*)(archive_entry *)> entry(archive_entry_new(), &archive_entry_free);
    archive_entry_set_pathname_utf8(entry.get(), name.toUtf8().constData());
    archive_entry_set_size(entry.get(), contents.size());
    archive_entry_set_filetype(entry.get(), fileType);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_mtime(entry.get(), std::time(nullptr), 0);
    if (!check(archive_write_header(m_archive.get(), entry.get())))
        return false;
    const la_ssize_t written = archive_write_data(m_archive.get(), contents.constData(), size_t(contents.size()));
    return check(written < 0 ? int(written) : ARCHIVE_OK) && check(archive_write_finish_entry(m_archive.get()));
}

bool ZipWriter::finish()
{
    return check(archive_write_close(m_archive.get()));
}

} // namespace rollcall::api
