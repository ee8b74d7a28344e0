#pragma once

#include "media/error.h"
#include "protocol/messages.h"
#include "session/rate_report.h"
#include "signaling/backoff.h"

#include <QString>

#include <chrono>
#include <expected>
#include <optional>
#include <random>

namespace rollcall::session {

// Keeps one camera streaming to one server: connects, negotiates, streams, and comes back after every break with the same
// session. A state machine without I/O: events come in as calls, deeds go out through the World. One thread.
class CameraSession {
public:
    enum class State {
        Idle,         // not started, or stopped
        Connecting,   // until the server's Welcome
        Negotiating,  // until media flows
        Streaming,
        Waiting,      // for the next attempt
        Refused,      // trying again will not help; final until start()
    };

    // What the operator may know. `encoding` and `stats` while streaming.
    struct Status {
        State state = State::Idle;
        QString problem = {};                                  // Waiting, Refused: why, a sentence
        std::optional<std::chrono::milliseconds> retryIn = {}; // Waiting
        std::optional<protocol::RefusalCode> refusal = {};     // Refused
        protocol::Encoding encoding = {};
        std::optional<protocol::Stats> stats = {};
        bool paused = false;                                   // Streaming: connected, and nothing is sent
        Decider decidedBy = Decider::Operator;                 // of encoding and pause
        QString decision = {};                                 // Server, Network: "the server asked for 640×360"
    };

    // What the session needs of the world. No verb calls back into the session before it returned, apart from `apply`, which
    // may call formatChanged().
    class World {
    public:
        virtual ~World() = default;
        virtual void openChannel() = 0;  // channelOpened or channelClosed follows
        virtual void send(const protocol::Message &message) = 0;
        virtual void closeChannel(const QString &reason) = 0;  // nothing follows; what was sent is still delivered
        virtual void startPeer(const QList<protocol::IceServer> &servers) = 0;  // localOffer, localCandidate, peerConnected, peerFailed follow
        [[nodiscard]] virtual std::expected<void, media::Error> setAnswer(const QString &sdp) = 0;
        virtual void addCandidate(int sdpMLineIndex, const QString &candidate) = 0;
        virtual void startSending() = 0;
        virtual void stopPeer() = 0;  // and sending; nothing follows
        [[nodiscard]] virtual protocol::Controlled apply(const protocol::Control &control) = 0;
        [[nodiscard]] virtual protocol::Stats measure() = 0;  // since the last call
        [[nodiscard]] virtual protocol::Encoding encoding() const = 0;
        [[nodiscard]] virtual bool isPaused() const = 0;
        [[nodiscard]] virtual bool networkLimits() const = 0;  // less is sent than is wished
        virtual void wakeAfter(std::chrono::milliseconds delay) = 0;  // one timer: replaces an earlier wish; woken() follows
        virtual void show(const Status &status) = 0;
        virtual void tellRecognised(const protocol::Recognised &seen) = 0;
    };

    static constexpr std::chrono::milliseconds welcomeLimit{10'000};
    static constexpr std::chrono::milliseconds negotiationLimit{20'000};
    static constexpr std::chrono::milliseconds statsInterval{2'000};
    // A server that comes back is found within seconds; the jitter spreads the cameras.
    static constexpr std::chrono::milliseconds firstRetry{250};
    static constexpr std::chrono::milliseconds longestRetry{2'500};
    // The server accepted and did not drop us at once: what follows is a new break.
    static constexpr int stableAfterReports = 3;

    // `hello` without versions and resume, which the session fills in.
    CameraSession(World &world, protocol::Hello hello, uint32_t randomSeed);

    void start();
    void stop(const QString &reason);
    [[nodiscard]] State state() const { return m_status.state; }

    // Events of the channel.
    void channelOpened();
    void received(const protocol::Message &message);
    void channelClosed(const QString &why);
    // Events of the peer.
    void localOffer(const QString &sdp);
    void localCandidate(int sdpMLineIndex, const QString &candidate);
    void peerConnected();
    void peerFailed(const QString &why);
    // The encoder makes another codec now: the peer's format is of no use any more.
    void formatChanged();
    // The camera changed by itself what it sends.
    void encodingChanged();
    // The operator did; what the server asked for before is over.
    void operatorChanged();
    void woken();

private:
    void on(const protocol::Welcome &welcome);
    void on(const protocol::Refused &refused);
    void on(const protocol::Answer &answer);
    void on(const protocol::Candidate &candidate);
    void on(const protocol::Control &control);
    void on(const protocol::ErrorMessage &error);
    void on(const protocol::Bye &bye);
    void on(const protocol::Recognised &seen);
    template <typename Other>
    void on(const Other &message);

    void connectNow();
    void reconnectForFormat();
    void breakOff(const QString &why, std::chrono::milliseconds atLeast = {});
    void refuse(protocol::RefusalCode code, const QString &why);
    void report();
    void describe();
    void enter(State state, const QString &problem = {}, std::optional<std::chrono::milliseconds> retryIn = {});
    [[nodiscard]] bool hasPeer() const;
    [[nodiscard]] bool isActive() const;

    World &m_world;
    protocol::Hello m_hello;
    Status m_status;
    signaling::Backoff m_backoff{firstRetry, longestRetry};
    std::minstd_rand m_random;
    int m_reports = 0;            // of this connection
    bool m_reportsWanted = false; // by the server, as its welcome said
    bool m_formatChanged = false; // during apply
    QString m_serverAsked;        // "the server asked for 640×360"; empty: the operator decides
};

} // namespace rollcall::session
