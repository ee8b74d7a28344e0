#include "signaling/signaling_url.h"

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;

namespace rollcall::signaling {
namespace {

TEST(SignalingUrlTest, whatPeopleWriteBecomesASignalingAddress)
{
    const std::pair<QString, QString> rows[] = {
        {u"ws://127.0.0.1:8443"_s, u"ws://127.0.0.1:8443/ws"_s},
        {u"http://127.0.0.1:8443/"_s, u"ws://127.0.0.1:8443/ws"_s},
        {u"https://door.example.org"_s, u"wss://door.example.org/ws"_s},
        {u"wss://door.example.org/rollcall/ws"_s, u"wss://door.example.org/rollcall/ws"_s},
        {u"door"_s, u"ws://door:8443/ws"_s},
        {u"door:9000"_s, u"ws://door:9000/ws"_s},
        {u"192.0.2.7"_s, u"ws://192.0.2.7:8443/ws"_s},
        {u"[::1]:8443"_s, u"ws://[::1]:8443/ws"_s},
        {u"HTTP://Door/"_s, u"ws://door/ws"_s},
    };
    for (const auto &[written, expected] : rows) {
        const auto url = signalingUrl(written);
        ASSERT_TRUE(url) << qPrintable(written) << ": " << qPrintable(url.error());
        EXPECT_EQ(url->toString(), expected);
    }
}

TEST(SignalingUrlTest, whatIsNoAddressIsNamed)
{
    for (const QString &written : {u""_s, u"ftp://door"_s, u"ws://"_s, u"ws://door:99999"_s, u"ws://user:pass@door"_s,
             u"ws://door/#x"_s, u"two words"_s, u"file:///etc/passwd"_s}) {
        const auto url = signalingUrl(written);
        ASSERT_FALSE(url) << qPrintable(written) << " gave " << qPrintable(url->toString());
        EXPECT_TRUE(url.error().contains(u"is not the address of a server"_s)) << qPrintable(url.error());
        EXPECT_FALSE(url.error().contains(u"pass@"_s)) << "passwords stay out of logs";
    }
}

} // namespace
} // namespace rollcall::signaling
