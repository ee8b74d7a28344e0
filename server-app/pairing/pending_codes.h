#pragma once

#include "attendance/ids.h"
#include "attendance/time.h"
#include "pairing/pairing_code.h"
#include "pairing/spake2.h"

#include <QHash>

#include <expected>
#include <vector>

namespace rollcall::pairing {

// The pairing codes that may be traded at present, and the exchanges under way. In memory alone: a code that outlived the process is
// made anew. Time is an argument. One thread at a time.
class PendingCodes {
public:
    static constexpr std::chrono::minutes validFor{10};
    static constexpr int tries = 5;
    static constexpr std::chrono::hours rememberedFor{1};  // what became of a code, for those who come late
    static constexpr std::size_t atMost = 1'000;

    struct Made {
        PairingCode code;
        attendance::UtcMs expires{};
    };
    // An earlier code of this camera is worth nothing from then on. Nothing where there are too many.
    [[nodiscard]] std::optional<Made> make(const attendance::CameraId &camera, attendance::UtcMs now);

    enum class Refusal { Unknown, Expired, Used, Spent, BadShare, WrongCode };
    struct Opened {
        QString exchange;         // a secret of the two ends
        QByteArray share;
        QByteArray confirmation;  // shows the camera that we know the code
        int triesLeft = 0;
    };
    // Counts a try. `certificate`: its fingerprint, as this end knows it.
    [[nodiscard]] std::expected<Opened, Refusal> open(const QString &plate, const QByteArray &share, const QByteArray &certificate, attendance::UtcMs now);
    struct Agreed {
        attendance::CameraId camera;
        QByteArray key;  // to seal the token with
    };
    // Once: whoever shows that they know the code has used it up.
    [[nodiscard]] std::expected<Agreed, Refusal> close(const QString &exchange, const QByteArray &confirmation, attendance::UtcMs now);

    // The token could not be given after all: the code counts again, as long as it lasts.
    void giveBack(const attendance::CameraId &camera);

private:
    struct Entry {
        PairingCode code;
        attendance::CameraId camera;
        attendance::UtcMs expires{};
        int opened = 0;
        bool used = false;
    };
    struct Exchange {
        QString plate;
        QByteArray awaited;
        QByteArray key;
    };
    void forgetOld(attendance::UtcMs now);

    QHash<QString, Entry> m_codes;  // by plate
    QHash<QString, Exchange> m_exchanges;
};

} // namespace rollcall::pairing
