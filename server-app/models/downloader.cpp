#include "models/downloader.h"

#include "models/part_file.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTimer>

#include <memory>

using namespace Qt::StringLiterals;

namespace rollcall::models {

namespace {

constexpr int ok = 200;
constexpr int partialContent = 206;
constexpr int rangeNotSatisfiable = 416;

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool isThisMachine(const QUrl &url)
{
    return url.host() == u"localhost"_s || QHostAddress(url.host()).isLoopback();
}

// What a later Range may be tied to: a weak ETag may not (RFC 9110, 13.1.5).
QByteArray validatorOf(const QNetworkReply &reply)
{
    const QByteArray tag = reply.rawHeader("ETag");
    return !tag.isEmpty() && !tag.startsWith("W/") ? tag : reply.rawHeader("Last-Modified");
}

// The first byte of a 206, and how many the whole has (-1: unknown); nothing where the field is not understood.
struct ContentRange {
    qint64 first = 0;
    qint64 total = -1;
};
std::optional<ContentRange> contentRange(const QNetworkReply &reply)
{
    static const QRegularExpression pattern(u"^bytes (\\d+)-\\d+/(\\d+|\\*)$"_s);
    const auto match = pattern.match(QString::fromLatin1(reply.rawHeader("Content-Range")));
    if (!match.hasMatch())
        return std::nullopt;
    return ContentRange{match.captured(1).toLongLong(), match.captured(2) == u"*"_s ? -1 : match.captured(2).toLongLong()};
}

} // namespace

Downloader::Downloader(const DownloadRules &rules, Progress progress)
    : m_rules(rules)
    , m_progress(std::move(progress))
{
}

std::expected<void, QString> Downloader::allowed(const QUrl &url) const
{
    const bool isPlain = url.scheme() == u"http"_s;
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != u"https"_s && !isPlain))
        return std::unexpected(u"%1 is not an https address."_s.arg(url.toDisplayString()));
    if (isPlain && !m_rules.allowHttp && !isThisMachine(url))
        return std::unexpected(u"%1 is not encrypted, anybody on the way could exchange the file. Use an https address, or --allow-http."_s.arg(url.toDisplayString()));
    return {};
}

std::expected<void, QString> Downloader::fetch(const QUrl &url, PartFile &part)
{
    for (int attempt = 1;; ++attempt) {
        const auto outcome = tryOnce(url, part);
        if (!outcome)
            return std::unexpected(outcome.error());
        if (*outcome == Outcome::Done)
            return part.finish();
        if (attempt >= m_rules.attempts) {
            static_cast<void>(part.finish());
            return std::unexpected(u"%1 broke off %2 times: %3. %4 bytes are kept; call again to go on."_s.arg(url.toDisplayString()).arg(attempt).arg(m_lastProblem).arg(part.size()));
        }
        if (*outcome == Outcome::Restart)
            part.remove();
        QEventLoop pause;
        QTimer::singleShot(m_rules.pause, &pause, &QEventLoop::quit);
        pause.exec();
    }
}

std::expected<Downloader::Outcome, QString> Downloader::tryOnce(const QUrl &url, PartFile &part)
{
    return follow(url, url, part);
}

// One request's way into the part file. Slots of the reply write here; the first problem ends it.
struct Downloader::Attempt {
    Attempt(QNetworkReply &r, PartFile &p, const QUrl &from, qint64 already, const Downloader &owner)
        : reply(r)
        , part(p)
        , origin(from)
        , resumed(already)
        , downloader(owner)
    {
    }
    // Once the headers are there: where the bytes go.
    void start()
    {
        const int status = statusOf(reply);
        isStarted = true;
        received = 0;
        const QVariant length = reply.header(QNetworkRequest::ContentLengthHeader);
        total = length.isValid() ? length.toLongLong() : -1;
        if (status == partialContent) {
            const auto range = contentRange(reply);
            if (resumed == 0 || !range || range->first != resumed)
                return fail(u"The server sent another part of the file than was asked for."_s);
            received = resumed;
            total = range->total;
            keep(part.goOn());
        } else if (status == ok) {
            keep(part.begin(origin, validatorOf(reply)));
        }
        checkSize(total);
    }
    void take()
    {
        const int status = statusOf(reply);
        if (status != ok && status != partialContent)
            return;
        if (!isStarted)
            start();
        if (!problem.isEmpty())
            return;
        const QByteArray bytes = reply.readAll();
        received += bytes.size();
        checkSize(received);
        if (problem.isEmpty())
            keep(part.append(bytes));
        if (downloader.m_progress)
            downloader.m_progress(received, total);
    }
    void checkSize(qint64 bytes)
    {
        if (bytes > downloader.m_rules.mostBytes)
            fail(u"It has more than the %1 bytes that the model can have."_s.arg(downloader.m_rules.mostBytes));
    }
    void keep(const std::expected<void, QString> &done)
    {
        if (!done)
            fail(done.error());
    }
    void fail(const QString &sentence)
    {
        if (problem.isEmpty())
            problem = sentence;
        reply.abort();
    }

    QNetworkReply &reply;
    PartFile &part;
    const QUrl origin;
    const qint64 resumed;
    const Downloader &downloader;
    bool isStarted = false;
    qint64 received = 0;
    qint64 total = -1;
    QString problem; // a sentence; no further attempt helps
};

std::expected<Downloader::Outcome, QString> Downloader::follow(QUrl url, const QUrl &origin, PartFile &part)
{
    for (int redirects = 0; redirects <= m_rules.mostRedirects; ++redirects) {
        if (const auto may = allowed(url); !may)
            return std::unexpected(may.error());
        QNetworkRequest request(url);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setRawHeader("Accept-Encoding", "identity");
        request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("rollcall-models/" ROLLCALL_VERSION));
        request.setTransferTimeout(int(m_rules.patience.count()));
        const qint64 already = part.resumableBytes(origin);
        if (already > 0) {
            request.setRawHeader("Range", "bytes=" + QByteArray::number(already) + '-');
            request.setRawHeader("If-Range", part.validator());
        }
        const std::unique_ptr<QNetworkReply> reply(m_network.get(request));
        Attempt attempt(*reply, part, origin, already, *this);
        QEventLoop loop;
        QObject::connect(reply.get(), &QIODevice::readyRead, &loop, [&] { attempt.take(); });
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        if (!reply->isFinished())
            loop.exec();
        if (attempt.problem.isEmpty())
            attempt.take();

        const int status = statusOf(*reply);
        if (!attempt.problem.isEmpty())
            return std::unexpected(u"%1: %2"_s.arg(url.toDisplayString(), attempt.problem));
        if (isRedirect(status)) {
            url = url.resolved(QUrl::fromEncoded(reply->rawHeader("Location")));
            continue;
        }
        if (status == rangeNotSatisfiable && already > 0) {
            m_lastProblem = u"the server has nothing after the %1 bytes that are there"_s.arg(already);
            return Outcome::Restart;
        }
        if (status >= 400 && status < 500)
            return std::unexpected(u"%1 answers with %2. Look for the file at its source (rollcall-models list), and import it."_s.arg(url.toDisplayString()).arg(status));
        const bool isShort = attempt.total >= 0 && attempt.received < attempt.total;
        if (reply->error() != QNetworkReply::NoError || isShort || (status != ok && status != partialContent)) {
            m_lastProblem = status >= 500 ? u"the server answers with %1"_s.arg(status) : reply->error() != QNetworkReply::NoError ? reply->errorString() : u"it ended early"_s;
            return Outcome::Broken;
        }
        return Outcome::Done;
    }
    return std::unexpected(u"%1 leads from one address to the next, more than %2 times."_s.arg(origin.toDisplayString()).arg(m_rules.mostRedirects));
}

} // namespace rollcall::models
