#include "alerts/mailer.h"

#include "net/authorizer.h"

#include <QHostAddress>
#include <QUrl>

#include <curl/curl.h>

#include <array>
#include <cstring>
#include <memory>

namespace rollcall::alerts {

using namespace Qt::StringLiterals;

namespace {

struct EndCurl {
    void operator()(CURL *curl) const { curl_easy_cleanup(curl); }
};
struct EndList {
    void operator()(curl_slist *list) const { curl_slist_free_all(list); }
};
using CurlPtr = std::unique_ptr<CURL, EndCurl>;
using ListPtr = std::unique_ptr<curl_slist, EndList>;

struct Upload {
    const QByteArray &message;
    qsizetype sent = 0;
};

std::size_t readMore(char *buffer, std::size_t size, std::size_t count, void *data)
{
    auto &upload = *static_cast<Upload *>(data);
    const qsizetype piece = std::min(qsizetype(size * count), upload.message.size() - upload.sent);
    std::memcpy(buffer, upload.message.constData() + upload.sent, std::size_t(piece));
    upload.sent += piece;
    return std::size_t(piece);
}

int mayGoOn(void *data, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<const std::atomic<bool> *>(data)->load() ? 1 : 0;
}

std::size_t swallow(char *, std::size_t size, std::size_t count, void *) { return size * count; }

QString adviceOn(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return u"Look at the name in smtp-url, and whether this machine reaches a name server."_s;
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
        return u"Look at the port in smtp-url, and whether a firewall is in between."_s;
    case CURLE_LOGIN_DENIED:
        return u"Look at smtp-user and its password."_s;
    case CURLE_USE_SSL_FAILED:
        return u"The server offers no encryption; use its port for that, or set smtp-plain where the network between is yours."_s;
    case CURLE_PEER_FAILED_VERIFICATION:
        return u"Its certificate is of an authority that is not trusted here; name it by smtp-ca."_s;
    default:
        return u"It is tried again."_s;
    }
}

bool isHere(const QString &host)
{
    return host == "localhost"_L1 || net::isLoopback(QHostAddress(host));
}

std::expected<void, QString> deliver(const MailServer &server, const QStringList &to, const QByteArray &message, const std::atomic<bool> &ending)
{
    const CurlPtr curl(curl_easy_init());
    if (!curl)
        return std::unexpected(u"Mail cannot be sent: libcurl did not start."_s);
    ListPtr receivers;
    for (const QString &address : to)
        receivers.reset(curl_slist_append(receivers.release(), QByteArray('<' + address.toLatin1() + '>').constData()));
    Upload upload{message};
    std::array<char, CURL_ERROR_SIZE> words{};
    const QByteArray url = server.url.toUtf8(), from = '<' + server.from.toLatin1() + '>', user = server.user.toUtf8(), password = server.password.toUtf8();
    const bool plain = server.allowsPlain || isHere(QUrl(server.url).host());
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.constData());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, long(plain ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.constData());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, receivers.get());
    curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_QUICK_EXIT, 1L);  // a name server that does not answer holds up no end of the program
    curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, words.data());
    curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, long(server.timeout.count() / 4));
    curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, long(server.timeout.count()));
    curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, readMore);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, swallow);
    curl_easy_setopt(curl.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFOFUNCTION, mayGoOn);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFODATA, &ending);
    if (!server.user.isEmpty()) {
        curl_easy_setopt(curl.get(), CURLOPT_USERNAME, user.constData());
        curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, password.constData());
    }
    if (server.authorities)
        curl_easy_setopt(curl.get(), CURLOPT_CAINFO, server.authorities->c_str());
    const CURLcode code = curl_easy_perform(curl.get());
    if (code == CURLE_OK)
        return {};
    const QString why = QString::fromUtf8(words[0] ? words.data() : curl_easy_strerror(code));
    return std::unexpected(u"The mail server %1 did not take the mail: %2. %3"_s.arg(QUrl(server.url).host(), why, adviceOn(code)));
}

} // namespace

Mailer::Mailer(MailServer server, QObject *parent)
    : QObject(parent)
    , m_server(std::move(server))
{
    [[maybe_unused]] static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
}

Mailer::~Mailer()
{
    m_ending = true;
    m_box.close();
    m_worker.stop();
}

void Mailer::send(const QStringList &to, const QByteArray &message, QObject *context, Sent done)
{
    const auto shared = std::make_shared<Sent>(std::move(done));
    const QPointer<QObject> owner(context);
    const bool taken = m_worker.push([this, to, message, owner, shared] {
        const auto result = m_ending ? std::expected<void, QString>(std::unexpected(u"The server ends."_s)) : deliver(m_server, to, message, m_ending);
        m_box.post(owner, [shared, result] { (*shared)(result); });
    });
    if (!taken)
        m_box.post(owner, [shared] { (*shared)(std::unexpected(u"Too many mails are on their way already. Try again in a minute."_s)); });
}

bool isMailServer(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isSmtp = url.scheme() == "smtp"_L1 || url.scheme() == "smtps"_L1;
    return url.isValid() && isSmtp && !url.host().isEmpty() && url.userInfo().isEmpty() && (url.path().isEmpty() || url.path() == "/"_L1) && !url.hasQuery() && !url.hasFragment();
}

} // namespace rollcall::alerts
