// Whatever bytes arrive: parse() answers, and what it accepts is written and read back to the same message.

#include "protocol/codec.h"

#include "shared/protocol/samples.h"

#include <gtest/gtest.h>

#include <random>

namespace rollcall::protocol {
namespace {

using Random = std::mt19937;

size_t below(Random &random, size_t bound)
{
    return std::uniform_int_distribution<size_t>{0, bound - 1}(random);
}

// True when the bytes were a message.
bool expectStable(QByteArrayView bytes)
{
    const auto parsed = parse(bytes);
    if (!parsed) {
        EXPECT_FALSE(parsed.error().message.isEmpty());
        return false;
    }
    const QByteArray written = serialize(*parsed);
    const auto again = parse(written);
    EXPECT_TRUE(again) << written.constData();
    if (again) {
        EXPECT_EQ(*again, *parsed) << written.constData();
        EXPECT_EQ(serialize(*again), written);
    }
    return true;
}

QByteArray mutated(QByteArray bytes, Random &random)
{
    const qsizetype at = static_cast<qsizetype>(below(random, static_cast<size_t>(bytes.size())));
    const qsizetype count = 1 + static_cast<qsizetype>(below(random, 4));
    static const std::vector<QByteArray> tokens{"\"", "{", "}", "[", "]", ":", ",", "null", "true", "-1", "0.5",
        "1e400", "\\u0000", "\\ud800", "\xff", "\xc3\xa9", "99999999999999999999"};
    switch (below(random, 4)) {
    case 0:
        bytes[at] = static_cast<char>(below(random, 256));
        return bytes;
    case 1:
        return bytes.remove(at, count);
    case 2:
        return bytes.insert(at, tokens[below(random, tokens.size())]);
    default:
        return bytes.replace(at, count, tokens[below(random, tokens.size())]);
    }
}

TEST(CodecPropertyTest, randomBytesNeverBreakTheParser)
{
    Random random{1};
    for (int i = 0; i < 20'000; ++i) {
        QByteArray bytes(static_cast<qsizetype>(below(random, 200)), Qt::Uninitialized);
        for (char &c : bytes)
            c = static_cast<char>(below(random, 256));
        EXPECT_FALSE(expectStable(bytes));
    }
}

TEST(CodecPropertyTest, mutatedMessagesAreRefusedOrStable)
{
    Random random{2};
    std::vector<Message> messages = test::fullMessages();
    for (const Message &message : test::minimalMessages())
        messages.push_back(message);
    int accepted = 0;
    for (const Message &message : messages) {
        const QByteArray good = serialize(message);
        for (int i = 0; i < 3'000; ++i) {
            QByteArray bytes = good;
            for (size_t changes = 1 + below(random, 3); changes > 0 && !bytes.isEmpty(); --changes)
                bytes = mutated(bytes, random);
            accepted += expectStable(bytes) ? 1 : 0;
        }
    }
    EXPECT_GT(accepted, 1'000) << "the mutations must reach past the JSON parser";
}

TEST(CodecPropertyTest, everyPrefixOfAMessageIsRefused)
{
    for (const Message &message : test::fullMessages()) {
        const QByteArray good = serialize(message);
        for (qsizetype length = 0; length < good.size(); ++length)
            EXPECT_FALSE(parse(QByteArrayView{good}.first(length)));
    }
}

} // namespace
} // namespace rollcall::protocol
