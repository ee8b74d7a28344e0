#include "app/status_printer.h"

#include <QJsonDocument>
#include <QStringList>

#include <gtest/gtest.h>

using namespace Qt::StringLiterals;
using namespace rollcall;
using namespace std::chrono_literals;
using app::StatusPrinter;
using session::CameraSession;

namespace {

struct Printed {
    explicit Printed(StatusPrinter::Style style)
        : printer(style, u"host"_s, [this](StatusPrinter::Stream stream, const QString &line) { (stream == StatusPrinter::Stream::Error ? errors : lines).append(line); })
    {
    }
    void enter(CameraSession::State state, const QString &problem = {}, std::optional<protocol::Stats> stats = {})
    {
        CameraSession::Status status;
        status.state = state;
        status.problem = problem;
        if (state == CameraSession::State::Waiting)
            status.retryIn = 100ms;
        if (state == CameraSession::State::Streaming)
            status.encoding = {protocol::Codec::Vp8, 640, 480, 30, 900};
        status.stats = stats;
        printer.session(status);
    }
    QStringList lines;
    QStringList errors;
    StatusPrinter printer;
};

using State = CameraSession::State;

TEST(StatusPrinter, tellsRepeatedAttemptsOnce)
{
    Printed printed(StatusPrinter::Style::Sentences);
    for (int i = 0; i < 5; ++i) {
        printed.enter(State::Connecting);
        printed.enter(State::Waiting, u"Nothing answers at host."_s);
    }
    EXPECT_EQ(printed.lines, QStringList({u"Connecting to host"_s, u"Nothing answers at host. Trying again until it works."_s}));
    printed.enter(State::Connecting);
    printed.enter(State::Waiting, u"The server does not answer."_s);
    EXPECT_EQ(printed.lines.size(), 3) << "another reason is news";
}

TEST(StatusPrinter, tellsEachReconnection)
{
    Printed printed(StatusPrinter::Style::Sentences);
    for (int i = 0; i < 2; ++i) {
        printed.enter(State::Streaming);
        printed.enter(State::Waiting, u"The connection broke."_s);
        printed.enter(State::Connecting);
    }
    printed.enter(State::Streaming);
    EXPECT_EQ(printed.lines.count(u"The connection broke. Trying again until it works."_s), 2);
    EXPECT_EQ(printed.lines.filter(u"Connected, sending"_s).size(), 3);
}

TEST(StatusPrinter, aSourceWithoutPicturesIsNotSaidToBeSent)
{
    Printed printed(StatusPrinter::Style::Sentences);
    printed.printer.source(StatusPrinter::Stream::Error, u"waiting"_s, u"There is no camera."_s);
    printed.enter(State::Streaming);
    EXPECT_EQ(printed.lines, QStringList(u"Connected, but there is no picture to send."_s));
    printed.printer.source(StatusPrinter::Stream::Output, u"capturing"_s, u"Showing the camera"_s);
    printed.enter(State::Streaming);
    EXPECT_TRUE(printed.lines.last().startsWith(u"Connected, sending 640"_s)) << printed.lines.last().toStdString();

    Printed json(StatusPrinter::Style::Json);
    json.printer.source(StatusPrinter::Stream::Error, u"waiting"_s, u"There is no camera."_s);
    json.enter(State::Streaming);
    EXPECT_EQ(QJsonDocument::fromJson(json.lines.last().toUtf8())[u"text"_s].toString(), u"Connected, but there is no picture to send."_s);
}

TEST(StatusPrinter, figuresAloneAreNoNewsExceptInJson)
{
    Printed sentences(StatusPrinter::Style::Sentences);
    Printed json(StatusPrinter::Style::Json);
    for (Printed *printed : {&sentences, &json}) {
        printed->enter(State::Streaming);
        printed->enter(State::Streaming, {}, protocol::Stats{.bitrateKbps = 900, .framesPerSecond = 30, .packetsLostPercent = 0, .roundTripMs = {}});
    }
    EXPECT_EQ(sentences.lines.size(), 1);
    ASSERT_EQ(json.lines.size(), 2);
    const QJsonObject last = QJsonDocument::fromJson(json.lines.last().toUtf8()).object();
    EXPECT_EQ(last[u"event"_s], u"session"_s);
    EXPECT_EQ(last[u"bitrateKbps"_s], 900);
}

TEST(StatusPrinter, refusalIsAnError)
{
    Printed printed(StatusPrinter::Style::Sentences);
    printed.enter(State::Refused, u"Not from here."_s);
    EXPECT_EQ(printed.errors, QStringList{u"The server refused this camera: Not from here."_s});
}

} // namespace
