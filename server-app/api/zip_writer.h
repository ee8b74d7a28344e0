#pragma once

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

struct archive;

namespace rollcall::api {

// A ZIP file as it comes into being: what is written goes to the sink at once, nothing is kept but the list of files that a ZIP ends
// with. One thread.
class ZipWriter {
public:
    using Sink = std::function<void(const QByteArray &)>;
    explicit ZipWriter(Sink sink);
    ~ZipWriter();
    ZipWriter(const ZipWriter &) = delete;
    ZipWriter &operator=(const ZipWriter &) = delete;

    // False, once and for ever, where the library refused; problem() says why. What is compressed already is stored as it is.
    enum class Kind { Text, Picture };
    [[nodiscard]] bool add(const QString &name, Kind kind, const QByteArray &contents);
    [[nodiscard]] bool finish();
    [[nodiscard]] QString problem() const { return m_problem; }

private:
    struct Free {
        void operator()(archive *handle) const;
    };
    [[nodiscard]] bool check(int result);

    Sink m_sink;
    QString m_problem;
    std::unique_ptr<archive, Free> m_archive;  // writes to the sink also when it goes
};

} // namespace rollcall::api
