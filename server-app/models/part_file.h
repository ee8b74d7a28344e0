#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QUrl>

#include <expected>

namespace rollcall::models {

// A download that is not complete yet: FILE.part, and FILE.part.from, which remembers where it comes from and which version of
// it (ETag or date), so that a later run can go on.
class PartFile {
public:
    explicit PartFile(const QString &target);

    [[nodiscard]] QString path() const { return m_file.fileName(); }
    // How many bytes are there of this address, and may be gone on with; 0: start afresh.
    [[nodiscard]] qint64 resumableBytes(const QUrl &from) const;
    // For If-Range (RFC 9110, 13.1.5): a strong ETag or a date.
    [[nodiscard]] QByteArray validator() const;

    // From the beginning, or after what is there. An error is a sentence.
    [[nodiscard]] std::expected<void, QString> begin(const QUrl &from, const QByteArray &validator);
    [[nodiscard]] std::expected<void, QString> goOn();
    [[nodiscard]] std::expected<void, QString> append(const QByteArray &bytes);
    [[nodiscard]] std::expected<void, QString> finish(); // all of it is with the system; may be read
    [[nodiscard]] qint64 size() const;
    void remove();

private:
    [[nodiscard]] QString notePath() const;
    [[nodiscard]] QList<QByteArray> note() const; // address, validator
    [[nodiscard]] QString problem() const;

    QFile m_file;
};

} // namespace rollcall::models
