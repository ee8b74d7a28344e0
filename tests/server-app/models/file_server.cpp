#include "file_server.h"

#include <QTcpSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace rollcall::models::test {

namespace {

QByteArray fieldOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &line : head.split('\n')) {
        if (line.toLower().startsWith(QByteArray(name.toLower() + ':')))
            return line.mid(name.size() + 1).trimmed();
    }
    return {};
}

} // namespace

FileServer::FileServer(const QByteArray &content)
    : file(content)
{
    connect(&m_server, &QTcpServer::newConnection, this, &FileServer::accept);
    if (!m_server.listen(QHostAddress::LocalHost, 0))
        qFatal("no port on loopback");
}

QUrl FileServer::url(const QString &path) const
{
    return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_server.serverPort()).arg(path));
}

QByteArray FileServer::field(int request, const QByteArray &name) const
{
    return fieldOf(m_requests.value(request), name);
}

bool FileServer::wasAsked(const QByteArray &name, const QByteArray &value) const
{
    return std::ranges::any_of(m_requests, [&](const QByteArray &head) { return fieldOf(head, name) == value; });
}

void FileServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
            // One answer a connection: what a client sends on one that is being closed, it sends again on the next.
            if (socket->state() != QAbstractSocket::ConnectedState)
                return;
            const QByteArray head = socket->property("head").toByteArray() + socket->readAll();
            socket->setProperty("head", head);
            if (head.endsWith("\r\n\r\n"))
                answer(socket, head);
        });
    }
}

void FileServer::answer(QTcpSocket *socket, const QByteArray &head)
{
    m_requests.append(head);
    const QByteArray path = head.split(' ').value(1);
    if (const auto redirect = redirects.constFind(path); redirect != redirects.cend())
        socket->write("HTTP/1.1 302 Found\r\nLocation: " + *redirect + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    else if (status != 200)
        socket->write("HTTP/1.1 " + QByteArray::number(status) + " No\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno");
    else
        answerFile(socket, head);
    socket->disconnectFromHost();
}

void FileServer::answerFile(QTcpSocket *socket, const QByteArray &head)
{
    const QByteArray range = fieldOf(head, "Range");
    const qint64 first = range.mid(QByteArrayView("bytes=").size()).chopped(range.isEmpty() ? 0 : 1).toLongLong();
    const bool isPart = givesRanges && !range.isEmpty() && fieldOf(head, "If-Range") == tag;
    if (isPart && first >= file.size()) {
        socket->write("HTTP/1.1 416 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
    }
    QByteArray body = isPart ? file.mid(first) : file;
    QByteArray answer = isPart ? "HTTP/1.1 206 Part\r\nContent-Range: bytes " + QByteArray::number(first) + '-' + QByteArray::number(file.size() - 1) + '/' + QByteArray::number(file.size()) + "\r\n"
                               : QByteArray("HTTP/1.1 200 OK\r\n");
    if (givesLength)
        answer += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    if (!tag.isEmpty())
        answer += "ETag: " + tag + "\r\n";
    if (cuts > 0) {
        --cuts;
        body.truncate(body.size() / 2);
    }
    socket->write(answer + "Connection: close\r\n\r\n" + body);
}

} // namespace rollcall::models::test
