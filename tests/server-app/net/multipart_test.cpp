#include "net/multipart.h"

#include <gtest/gtest.h>

using namespace rollcall::net;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *type = "multipart/form-data; boundary=XX";

QByteArray part(const QByteArray &head, const QByteArray &body) { return "--XX\r\n" + head + "\r\n\r\n" + body + "\r\n"; }

} // namespace

TEST(Multipart, readsFieldsAndFiles)
{
    const QByteArray binary("\x00\r\n--X\xff", 7);
    const auto parts = parseMultipart(R"(Multipart/Form-Data; charset=utf-8; boundary="XX")",
                                      "preamble\r\n" + part("Content-Disposition: form-data; name=\"name\"", "Ada Löve")
                                          + part("content-disposition: form-data; name=photos; filename=\"a \\\"b\\\".jpg\"\r\nContent-Type: image/jpeg", binary)
                                          + part("Content-Disposition: form-data; name=empty", "") + "--XX--\r\nepilogue");
    ASSERT_TRUE(parts) << parts.error().toStdString();
    ASSERT_EQ(parts->size(), 3);
    EXPECT_EQ(parts->at(0).name, u"name"_s);
    EXPECT_EQ(parts->at(0).body, "Ada Löve");
    EXPECT_EQ(parts->at(0).contentType, "text/plain");
    EXPECT_EQ(parts->at(1).name, u"photos"_s);
    EXPECT_EQ(parts->at(1).fileName, u"a \"b\".jpg"_s);
    EXPECT_EQ(parts->at(1).contentType, "image/jpeg");
    EXPECT_EQ(parts->at(1).body, binary);
    EXPECT_TRUE(parts->at(2).body.isEmpty());
    EXPECT_TRUE(parseMultipart(type, "--XX--")->isEmpty());
}

TEST(Multipart, saysWhatIsWrong)
{
    const QByteArray good = part("Content-Disposition: form-data; name=a", "1");
    struct Case {
        const char *what;
        QByteArray contentType;
        QByteArray body;
    };
    const std::vector<Case> cases{
        {"other type", "application/json", good + "--XX--"},
        {"no boundary", "multipart/form-data", good + "--XX--"},
        {"boundary too long", "multipart/form-data; boundary=" + QByteArray(71, 'x'), good + "--XX--"},
        {"unclosed quote", "multipart/form-data; boundary=\"XX", good + "--XX--"},
        {"empty", type, ""},
        {"other boundary", type, "--YY\r\n\r\n--YY--"},
        {"cut off", type, good},
        {"cut off in a part", type, good.chopped(3)},
        {"no line end", type, "--XXgarbage"},
        {"no head", type, "--XX\r\n\r\nbody\r\n--XX--"},
        {"head only", type, "--XX\r\nContent-Disposition: form-data; name=a"},
        {"no name", type, part("Content-Disposition: form-data", "1") + "--XX--"},
        {"attachment", type, part("Content-Disposition: attachment; name=a", "1") + "--XX--"},
        {"no disposition", type, part("Content-Type: text/plain", "1") + "--XX--"},
        {"encoded", type, part("Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64", "MQ==") + "--XX--"},
        {"large head", type, part("Content-Disposition: form-data; name=a\r\nX: " + QByteArray(5'000, 'x'), "1") + "--XX--"},
        {"too many parts", type, good.repeated(65) + "--XX--"},
    };
    for (const Case &c : cases) {
        const auto parts = parseMultipart(c.contentType, c.body);
        EXPECT_FALSE(parts) << c.what;
        EXPECT_TRUE(!parts && parts.error().endsWith(u'.')) << c.what;
    }
}

TEST(Multipart, everyCutIsAnError)
{
    const QByteArray whole = part("Content-Disposition: form-data; name=\"a\"; filename=\"b\"", "body") + "--XX--";
    ASSERT_TRUE(parseMultipart(type, whole));
    for (qsizetype length = 0; length < whole.size(); ++length)
        EXPECT_FALSE(parseMultipart(type, whole.first(length))) << length;
}
