#pragma once

#include <QNetworkAccessManager>
#include <QString>
#include <QUrl>

#include <chrono>
#include <expected>
#include <functional>

class QNetworkReply;

namespace rollcall::models {

class PartFile;

struct DownloadRules {
    bool allowHttp = false; // without it, http is for this machine alone
    qint64 mostBytes = qint64{1} << 30;
    int mostRedirects = 5;
    int attempts = 3; // a connection that breaks is made again so often
    std::chrono::milliseconds pause{1'000}; // before the next attempt
    std::chrono::milliseconds patience{30'000}; // without any byte
};

// Fetches files over HTTP, and goes on with what an earlier run has left (Range with If-Range, RFC 9110, 14.2). Blocks, with an
// event loop of its own. One thread.
class Downloader {
public:
    // So many bytes are there, of so many; -1: nobody says how many.
    using Progress = std::function<void(qint64, qint64)>;
    explicit Downloader(const DownloadRules &rules, Progress progress = {});

    // Into FILE.part; when it is there, all of it was received, but nothing has been checked. An error is a sentence.
    [[nodiscard]] std::expected<void, QString> fetch(const QUrl &url, PartFile &part);

private:
    enum class Outcome { Done, Broken, Restart };
    struct Attempt;
    [[nodiscard]] std::expected<Outcome, QString> tryOnce(const QUrl &url, PartFile &part);
    [[nodiscard]] std::expected<Outcome, QString> follow(QUrl url, const QUrl &origin, PartFile &part);
    [[nodiscard]] std::expected<void, QString> allowed(const QUrl &url) const;

    DownloadRules m_rules;
    Progress m_progress;
    QNetworkAccessManager m_network;
    QString m_lastProblem;
};

} // namespace rollcall::models
