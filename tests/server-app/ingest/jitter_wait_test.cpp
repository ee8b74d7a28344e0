#include "ingest/jitter_wait.h"

#include <gtest/gtest.h>

using namespace rollcall::ingest;
using namespace std::chrono_literals;

TEST(JitterWait, isLongForACameraThatSendsAgain)
{
    EXPECT_EQ(jitterWait(u"v=0\r\na=rtcp-fb:96 nack pli\r\na=rtcp-fb:96 nack\r\n", 40ms), retransmissionWait);
    EXPECT_EQ(jitterWait(u"v=0\na=rtcp-fb:96 nack\n", 40ms), retransmissionWait);
}

TEST(JitterWait, isAsSetForOthers)
{
    EXPECT_EQ(jitterWait(u"v=0\r\na=rtcp-fb:96 nack pli\r\n", 40ms), 40ms) << "a request for a key frame is none to send again";
    EXPECT_EQ(jitterWait(u"v=0\r\n", 40ms), 40ms);
}

TEST(JitterWait, whatIsSetLongerStays)
{
    EXPECT_EQ(jitterWait(u"a=rtcp-fb:96 nack\r\n", 4s), 4s);
}
