// What a running server says to an import, by a small server that says it.

#include "enrol/server_target.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QTcpSocket>

#include <gtest/gtest.h>

namespace rollcall::enrol::test {

namespace {

// Gives every request the same answer, once its body is there. On the test's thread.
class OneAnswer {
public:
    OneAnswer(int status, const QByteArray &body)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this, status, body] {
            QTcpSocket *socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, status, body, request = QByteArray()]() mutable {
                request += socket->readAll();
                const qsizetype head = request.indexOf("\r\n\r\n");
                if (head < 0 || request.size() < head + 4 + lengthIn(request.left(head)))
                    return;
                request.clear();
                socket->write("HTTP/1.1 " + QByteArray::number(status) + " Answer\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
            });
        });
        EXPECT_TRUE(m_server.listen(QHostAddress::LocalHost));
    }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort())); }

private:
    static qsizetype lengthIn(const QByteArray &head)
    {
        const QByteArray name = "content-length:";
        const qsizetype at = head.toLower().indexOf(name);
        const QByteArray rest = at < 0 ? QByteArray() : head.mid(at + name.size());
        return rest.left(rest.indexOf('\r')).trimmed().toLongLong();
    }
    QTcpServer m_server;
};

class ServerTargetTest : public testing::Test {
protected:
    static PersonResult more(int status, const QByteArray &answer)
    {
        const OneAnswer server(status, answer);
        ServerTarget target(server.url(), {});
        std::vector<Photo> photos{{.name = "a.jpg", .bytes = std::vector<std::uint8_t>(100)}, {.name = "b.jpg", .bytes = std::vector<std::uint8_t>(100)}};
        const auto result = target.enrol({.where = "people/Ada", .id = attendance::PersonId("ada"), .name = "Ada"}, photos, EnrolledPerson{.name = "Ada"});
        EXPECT_TRUE(result) << result.error();
        return result.value_or(PersonResult{});
    }
    static std::vector<std::string> reasonsOf(const PersonResult &result)
    {
        std::vector<std::string> reasons;
        for (const PhotoResult &photo : result.photos)
            reasons.push_back(photo.problem ? photo.problem->reason : "");
        return reasons;
    }

    static inline int s_count = 1;
    static inline char s_name[] = "enrol_test";
    static inline char *s_arguments[] = {s_name, nullptr};
    QCoreApplication application{s_count, s_arguments};
};

} // namespace

TEST_F(ServerTargetTest, morePhotosAreTakenOneByOne)
{
    const PersonResult result = more(200, R"({"photoResults": [{"used": true}, {"used": false, "reason": "too-dark", "problem": "Too dark."}]})");
    EXPECT_EQ(result.state, PersonResult::State::Extended);
    EXPECT_EQ(reasonsOf(result), (std::vector<std::string>{"", "too-dark"}));
}

// No photo may look as if it had been taken when the server took none.
TEST_F(ServerTargetTest, aRefusalOfTheWholeRequestIsOneOfEachPhoto)
{
    const PersonResult tooLarge = more(413, R"({"detail": "The body is too large."})");
    EXPECT_EQ(tooLarge.state, PersonResult::State::Unchanged);
    EXPECT_EQ(reasonsOf(tooLarge), (std::vector<std::string>{"refused", "refused"}));
    EXPECT_EQ(tooLarge.photos.front().problem->message, "The body is too large.");

    const PersonResult unusable = more(422, R"({"detail": "None.", "reason": "no-usable-photo", "photoResults": [{"used": false, "reason": "no-face", "problem": "No face."}, {"used": false, "reason": "too-dark", "problem": "Too dark."}]})");
    EXPECT_EQ(reasonsOf(unusable), (std::vector<std::string>{"no-face", "too-dark"}));
}

TEST_F(ServerTargetTest, somebodyElsesPhotosAreThePersonsProblem)
{
    const PersonResult result = more(409, R"({"detail": "Looks like Ben.", "reason": "duplicate"})");
    EXPECT_EQ(result.state, PersonResult::State::Refused);
    ASSERT_TRUE(result.problem);
    EXPECT_EQ(result.problem->reason, "duplicate");
}

} // namespace rollcall::enrol::test
