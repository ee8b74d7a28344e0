// Mails about alerts, through a real mail server that is away at first.
#include "alerts/alert_mails.h"

#include "support/wait.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>

#include <gtest/gtest.h>

using namespace rollcall;
using namespace rollcall::alerts;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using rollcall::testing::waitUntil;

namespace {

attendance::UtcMs clockNow()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

class AlertMailsTest : public ::testing::Test {
protected:
    void SetUp() override
    {
        QTcpServer probe;
        ASSERT_TRUE(probe.listen(QHostAddress::LocalHost));
        m_port = probe.serverPort();
        auto opened = store::Store::open({.file = m_folder.filePath(u"register.sqlite"_s).toStdString()});
        ASSERT_TRUE(opened);
        m_store = std::move(*opened);
        m_rules.mailTo = {u"office@example.org"_s};
        m_mails = std::make_unique<AlertMails>(AlertMails::Parts{.store = *m_store, .now = clockNow, .rules = [this] { return m_rules; }, .page = [] { return QUrl(u"https://rollcall.example/"_s); },
                                                                 .zone = QTimeZone::utc(), .site = u"Site"_s, .language = u"fr"_s, .gather = 10ms, .firstRetry = 50ms},
                                               std::make_unique<Mailer>(MailServer{.url = u"smtp://127.0.0.1:%1"_s.arg(m_port), .from = u"rollcall@example.org"_s, .timeout = 5s}));
        QObject::connect(m_mails.get(), &AlertMails::attempted, m_mails.get(), [this](bool arrived) { ++(arrived ? m_arrived : m_failed); });
    }
    void TearDown() override
    {
        if (m_server.state() != QProcess::NotRunning) {
            m_server.terminate();
            m_server.waitForFinished();
        }
    }
    template <typename Work>
    auto call(Work work)
    {
        std::optional<std::invoke_result_t<Work, store::Register &>> result;
        m_store->call(std::move(work), &m_context, [&](auto given) { result = std::move(given); });
        EXPECT_TRUE(waitUntil([&] { return result.has_value(); }));
        return std::move(*result);
    }
    void begin(const char *camera)
    {
        const auto begun = call([entry = store::AlertEntry{.id = m_ids.next(clockNow()).toString(), .kind = "camera-away", .subject = camera, .person = {},
                                                           .params = R"({"camera":")" + std::string(camera) + R"(","minutes":7})", .started = clockNow()}](store::Register &records) {
            return store::AlertRecords(records.database()).begin(entry, true);
        });
        ASSERT_TRUE(begun && *begun);
    }
    [[nodiscard]] store::AlertRecords::MailState state()
    {
        return call([](store::Register &records) { return store::AlertRecords(records.database()).mailState(); }).value_or(store::AlertRecords::MailState());
    }
    // Not running: this machine has none.
    void startServer()
    {
        m_server.start(u"/usr/bin/python3"_s, {qEnvironmentVariable("ROLLCALL_SUPPORT") + u"/smtp_server.py"_s, QString::number(m_port)});
        ASSERT_TRUE(waitUntil([this] { return m_server.state() == QProcess::NotRunning || lines().contains("listening"); }, 60s));
        constexpr int isMissing = 77;
        ASSERT_TRUE(m_server.state() == QProcess::Running || m_server.exitCode() == isMissing) << m_server.readAllStandardError().toStdString();
    }
    [[nodiscard]] QByteArray lines() { return m_lines += m_server.readAllStandardOutput(); }
    [[nodiscard]] QByteArray firstMail()
    {
        for (const QByteArray &line : lines().split('\n')) {
            const QJsonObject said = QJsonDocument::fromJson(line).object();
            if (said.contains("mail"_L1))
                return QByteArray::fromBase64(said.value("mail"_L1).toString().toLatin1());
        }
        return {};
    }

    QTemporaryDir m_folder;
    QObject m_context;
    quint16 m_port = 0;
    attendance::UuidGenerator m_ids{attendance::systemRandom()};
    std::unique_ptr<store::Store> m_store;
    Rules m_rules;
    std::unique_ptr<AlertMails> m_mails;
    QProcess m_server;
    QByteArray m_lines;
    int m_arrived = 0;
    int m_failed = 0;
};

} // namespace

TEST_F(AlertMailsTest, waitForTheMailServerAndGoInOne)
{
    begin("door");
    begin("gate");
    m_mails->wake();
    ASSERT_TRUE(waitUntil([this] { return m_failed > 0; }));
    EXPECT_TRUE(m_mails->problem().contains(u"127.0.0.1"_s)) << m_mails->problem().toStdString();
    EXPECT_EQ(state().waiting, 2);
    ASSERT_NO_FATAL_FAILURE(startServer());
    if (m_server.state() != QProcess::Running)
        GTEST_SKIP() << m_lines.toStdString();
    ASSERT_TRUE(waitUntil([this] { return m_arrived > 0; }, 30s));
    const QByteArray mail = firstMail();
    EXPECT_TRUE(mail.contains("\r\nSubject: Site: 2 alertes\r\n")) << mail.constData();
    EXPECT_TRUE(mail.contains("\r\nTo: <office@example.org>\r\n"));
    EXPECT_TRUE(waitUntil([this] { return state().waiting == 0; }));
    EXPECT_EQ(m_arrived, 1);
    EXPECT_TRUE(m_mails->problem().isEmpty());
}

TEST_F(AlertMailsTest, withoutReceiversNothingIsKept)
{
    m_rules.mailTo.clear();
    begin("door");
    m_mails->wake();
    EXPECT_TRUE(waitUntil([this] { return state().waiting == 0; }));
    EXPECT_EQ(m_arrived + m_failed, 0);
}
