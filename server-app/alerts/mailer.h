#pragma once

#include <QObject>  // first: moc 6.4 stumbles over <compare> before any header of Qt
#include <QStringList>

#include "store/postbox.h"
#include "store/work_queue.h"

#include <atomic>
#include <chrono>
#include <expected>
#include <filesystem>
#include <functional>
#include <optional>

namespace rollcall::alerts {

// A mail server that takes mails for others. The password is never logged.
struct MailServer {
    QString url;       // smtp://host:587, which changes to TLS before anything is said, or smtps://host:465
    QString user = {};
    QString password = {};
    QString from = {};
    std::optional<std::filesystem::path> authorities = {};  // PEM; absent: those that the system trusts
    bool allowsPlain = false;  // without TLS to other machines; to this one it always may be
    std::chrono::milliseconds timeout = std::chrono::seconds(60);
};

// Hands mails to a mail server, one after the other, on a thread of its own. Lives on the Qt thread; what is under way when it is
// destroyed is broken off.
class Mailer : public QObject {
    Q_OBJECT

public:
    explicit Mailer(MailServer server, QObject *parent = nullptr);
    ~Mailer() override;

    static constexpr std::size_t mostWaiting = 8;
    // The error is a sentence. Dropped where the context is gone by then.
    using Sent = std::function<void(const std::expected<void, QString> &)>;
    void send(const QStringList &to, const QByteArray &message, QObject *context, Sent done);
    [[nodiscard]] const MailServer &server() const { return m_server; }

private:
    const MailServer m_server;
    const store::Postbox m_box{this};
    std::atomic<bool> m_ending{false};  // any thread
    store::WorkQueue m_worker{mostWaiting};  // last: its thread uses what is above
};

// "smtp://host", "smtps://host:465": without a user, a path or anything else.
[[nodiscard]] bool isMailServer(const QString &url);

} // namespace rollcall::alerts
