#include "pairing/pending_codes.h"

#include "pairing/exchange.h"

#include <QRandomGenerator>

#include <array>

namespace rollcall::pairing {

using attendance::UtcMs;

namespace {

QString newExchangeId()
{
    std::array<quint32, 4> bits{};
    QRandomGenerator::system()->generate(bits.begin(), bits.end());
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(bits.data()), sizeof bits).toHex());
}

} // namespace

std::optional<PendingCodes::Made> PendingCodes::make(const attendance::CameraId &camera, UtcMs now)
{
    forgetOld(now);
    m_codes.removeIf([&](const auto &entry) { return entry->camera == camera; });
    if (std::size_t(m_codes.size()) >= atMost)
        return std::nullopt;
    PairingCode code = PairingCode::random();
    while (m_codes.contains(code.plate()))
        code = PairingCode::random();
    const UtcMs expires = now + validFor;
    m_codes.insert(code.plate(), Entry{.code = code, .camera = camera, .expires = expires});
    return Made{code, expires};
}

std::expected<PendingCodes::Opened, PendingCodes::Refusal> PendingCodes::open(const QString &plate, const QByteArray &share, const QByteArray &certificate, UtcMs now)
{
    forgetOld(now);
    const auto entry = m_codes.find(plate);
    if (entry == m_codes.end())
        return std::unexpected(Refusal::Unknown);
    if (entry->used)
        return std::unexpected(Refusal::Used);
    if (now >= entry->expires)
        return std::unexpected(Refusal::Expired);
    if (entry->opened >= tries)
        return std::unexpected(Refusal::Spent);
    ++entry->opened;
    const Spake2 ours(Spake2::Role::B, exchangePassword(entry->code), exchangeNames());
    const auto keys = ours.finish(share, certificate);
    if (!keys)
        return std::unexpected(Refusal::BadShare);
    const Opened opened{.exchange = newExchangeId(), .share = ours.share(), .confirmation = keys->ours, .triesLeft = tries - entry->opened};
    m_exchanges.insert(opened.exchange, Exchange{.plate = plate, .awaited = keys->theirs, .key = tokenKey(keys->shared)});
    return opened;
}

std::expected<PendingCodes::Agreed, PendingCodes::Refusal> PendingCodes::close(const QString &exchange, const QByteArray &confirmation, UtcMs now)
{
    forgetOld(now);
    const auto found = m_exchanges.constFind(exchange);
    if (found == m_exchanges.constEnd())
        return std::unexpected(Refusal::Unknown);
    const Exchange known = *found;
    m_exchanges.erase(found);
    const auto entry = m_codes.find(known.plate);
    if (entry == m_codes.end())
        return std::unexpected(Refusal::Unknown);
    if (entry->used)
        return std::unexpected(Refusal::Used);
    if (now >= entry->expires)
        return std::unexpected(Refusal::Expired);
    if (!sameBytes(confirmation, known.awaited))
        return std::unexpected(Refusal::WrongCode);
    entry->used = true;
    return Agreed{entry->camera, known.key};
}

void PendingCodes::giveBack(const attendance::CameraId &camera)
{
    for (Entry &entry : m_codes) {
        if (entry.camera == camera)
            entry.used = false;
    }
}

// Exchanges go with their code.
void PendingCodes::forgetOld(UtcMs now)
{
    m_codes.removeIf([&](const auto &entry) { return now >= entry->expires + rememberedFor; });
    m_exchanges.removeIf([&](const auto &exchange) {
        const auto code = m_codes.constFind(exchange->plate);
        return code == m_codes.constEnd() || now >= code->expires;
    });
}

} // namespace rollcall::pairing
