#pragma once

#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QUrl>

namespace rollcall::models::test {

// A small HTTP server on loopback that gives one file, and can behave badly. On the test's thread, beside the client.
class FileServer : public QObject {
public:
    explicit FileServer(const QByteArray &file);

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/file")) const;
    [[nodiscard]] const QList<QByteArray> &requests() const { return m_requests; } // their heads
    [[nodiscard]] QByteArray field(int request, const QByteArray &name) const; // empty where it has none

    // Whether one of the requests had it. Which one is not for a test to say: after a broken connection the network library
    // may send the request once more by itself.
    [[nodiscard]] bool wasAsked(const QByteArray &name, const QByteArray &value) const;

    QByteArray file;
    QByteArray tag = "\"one\""; // ETag; empty: none
    bool givesRanges = true;
    bool givesLength = true;
    int cuts = 0; // of the first so many answers only half is sent
    int status = 200; // of the file
    QHash<QByteArray, QByteArray> redirects; // path → Location

private:
    void accept();
    void answer(QTcpSocket *socket, const QByteArray &head);
    void answerFile(QTcpSocket *socket, const QByteArray &head);

    QTcpServer m_server;
    QList<QByteArray> m_requests;
};

} // namespace rollcall::models::test
