#include "send/encoder_pipeline.h"

#include "media/gstreamer.h"
#include "send/rtp_format.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcEncoder, "rollcall.send.encoder", QtInfoMsg)

namespace rollcall::send {

namespace {

constexpr protocol::Codec defaultCodec = protocol::Codec::Vp8;
// An encoder that takes pictures and gives none for so long has failed, even if it does not say so.
constexpr auto pulse = std::chrono::seconds(1);
constexpr int pulsesWithoutPicture = 3;

void merge(protocol::Encoding &into, const protocol::Encoding &wish)
{
    const auto take = [](auto &field, const auto &wished) {
        if (wished)
            field = wished;
    };
    take(into.codec, wish.codec);
    take(into.width, wish.width);
    take(into.height, wish.height);
    take(into.frameRate, wish.frameRate);
    take(into.bitrateKbps, wish.bitrateKbps);
}

const EncoderKind *kindNamed(std::span<const EncoderKind> known, const QString &name)
{
    const auto found = std::ranges::find_if(known, [&](const EncoderKind &kind) { return name == QLatin1StringView(kind.factory); });
    return found == known.end() ? nullptr : &*found;
}

media::Error unknownEncoder(std::span<const EncoderKind> known, const QString &name)
{
    QStringList names;
    for (const EncoderKind &kind : known)
        names.append(QString::fromLatin1(kind.factory));
    return {media::Error::Code::NotSupported, QCoreApplication::translate("Send", "\u201c%1\u201d is no encoder that Rollcall knows. Use one of: %2.").arg(name, names.join(u", "_s)), {}};
}

} // namespace

EncoderPipeline::EncoderPipeline(const SendSettings &settings, Catalogue catalogue, QObject *parent)
    : QObject(parent)
    , m_catalogue(std::move(catalogue))
    , m_ssrc(QRandomGenerator::global()->generate())
    , m_timestampOffset(QRandomGenerator::global()->generate())
    , m_input(std::make_shared<FrameInput>())
    , m_output(std::make_shared<PacketOutput>([input = m_input](media::MonotonicTime captured) { input->noteLeft(captured); }))
{
    if (!m_catalogue.installed)
        m_catalogue.installed = media::elementExists;
    m_settings = completed(settings);
    m_format = rtpFormat(*m_settings.encoding.codec, m_ssrc);
    m_pulse.setInterval(pulse);
    connect(&m_pulse, &QTimer::timeout, this, &EncoderPipeline::feelPulse);
}

EncoderPipeline::EncoderPipeline(const protocol::Encoding &wish, Catalogue catalogue, QObject *parent)
    : EncoderPipeline(SendSettings{.encoding = wish}, std::move(catalogue), parent)
{
}

EncoderPipeline::~EncoderPipeline()
{
    m_input->setStage(nullptr);
    m_output->setSink(nullptr);
}

SendSettings EncoderPipeline::completed(SendSettings settings) const
{
    if (!settings.encoding.codec) {
        const EncoderKind *named = kindNamed(m_catalogue.known, settings.encoder);
        settings.encoding.codec = named ? named->codec : defaultCodec;
    }
    return settings;
}

// The named encoder first, if it makes the codec that is wanted; the others stay as fall-backs.
std::expected<EncoderPipeline::Choice, media::Error> EncoderPipeline::choose(const SendSettings &settings) const
{
    const protocol::Codec codec = *settings.encoding.codec;
    auto kinds = encodersFor(codec, m_catalogue.known, m_catalogue.installed);
    if (!kinds)
        return std::unexpected(kinds.error());
    const EncoderKind *named = kindNamed(m_catalogue.known, settings.encoder);
    if (!settings.encoder.isEmpty() && !named)
        return std::unexpected(unknownEncoder(m_catalogue.known, settings.encoder));
    if (named && named->codec == codec) {
        if (!kinds->contains(named))
            return std::unexpected(media::Error{media::Error::Code::MissingPlugin, tr("The encoder %1 is not installed, or has no hardware here.").arg(settings.encoder), {}});
        kinds->move(kinds->indexOf(named), 0);
    }
    Choice choice{.kinds = *kinds};
    auto encoderOptions = parseOptions(kinds->first()->factory, settings.encoderOptions);
    auto payloaderOptions = parseOptions(payloaderName(codec), settings.payloaderOptions);
    if (!encoderOptions || !payloaderOptions)
        return std::unexpected(encoderOptions ? payloaderOptions.error() : encoderOptions.error());
    choice.encoderOptions = std::move(*encoderOptions);
    choice.payloaderOptions = std::move(*payloaderOptions);
    return choice;
}

std::expected<void, media::Error> EncoderPipeline::start()
{
    const auto choice = choose(m_settings);
    if (!choice)
        return std::unexpected(choice.error());
    m_started = true;
    return m_paused ? std::expected<void, media::Error>() : startFirstOf(*choice, m_settings);
}

std::expected<void, media::Error> EncoderPipeline::startFirstOf(Choice choice, const SendSettings &settings)
{
    std::expected<void, media::Error> built;
    while (!choice.kinds.isEmpty()) {
        built = build(*choice.kinds.takeFirst(), choice, settings);
        if (built)
            break;
        qCInfo(lcEncoder).noquote() << built.error().message << built.error().details;
        choice.encoderOptions.clear();  // they are those of the first
    }
    if (built)
        m_remaining = std::move(choice);
    return built;
}

std::expected<void, media::Error> EncoderPipeline::build(const EncoderKind &kind, const Choice &choice, const SendSettings &settings)
{
    const StagePlan plan{.kind = &kind,
                         .settings = {.frameRate = settings.encoding.frameRate.value_or(EncoderSettings{}.frameRate)},
                         .encoderOptions = choice.encoderOptions,
                         .payloaderOptions = choice.payloaderOptions,
                         .format = rtpFormat(kind.codec, m_ssrc),
                         .timestampOffset = m_timestampOffset};
    media::Pipeline::Handlers handlers;
    handlers.error = [this](const media::Error &error) { onEncoderError(error); };
    auto built = buildStage(plan, m_output, this, std::move(handlers));
    if (!built)
        return std::unexpected(built.error());
    m_format = plan.format;
    m_output->setFormat(m_format);
    m_stage = std::make_shared<const EncoderStage>(std::move(built->stage));
    m_pipeline = std::move(built->pipeline);
    m_input->setStage(m_stage);
    m_input->requestKeyframe();
    m_silentPulses = 0;
    m_pulse.start();
    updateInput();
    return {};
}

void EncoderPipeline::dropStage()
{
    m_pulse.stop();
    m_input->setStage(nullptr);
    m_stage.reset();
    m_pipeline.reset();
}

void EncoderPipeline::onEncoderError(const media::Error &error)
{
    const QString name = m_stage ? QString::fromLatin1(m_stage->kind->factory) : QString();
    const media::Error inWords{media::Error::Code::Pipeline, tr("The encoder %1 failed.").arg(name), error.message + u" "_s + error.details};
    dropStage();
    m_remaining.encoderOptions.clear();
    if (!m_remaining.kinds.isEmpty() && startFirstOf(m_remaining, m_settings)) {
        Q_EMIT fellBack(inWords);
        return;
    }
    Q_EMIT failed(inWords);
}

void EncoderPipeline::feelPulse()
{
    const uint64_t taken = m_input->handedOn();
    const uint64_t given = m_output->counters().frames;
    const bool silent = taken != m_takenAtPulse && given == m_givenAtPulse;
    m_silentPulses = silent ? m_silentPulses + 1 : 0;
    m_takenAtPulse = taken;
    m_givenAtPulse = given;
    if (m_silentPulses >= pulsesWithoutPicture)
        onEncoderError({media::Error::Code::Pipeline, u"It takes pictures and gives none."_s, {}});
}

void EncoderPipeline::updateInput()
{
    m_input->setWish(m_settings.encoding);
    m_input->setKeyframeInterval(std::chrono::seconds(m_settings.keyframeSeconds));
    m_input->setOpen(m_hasOutput && !m_paused);
}

void EncoderPipeline::setOutput(std::shared_ptr<media::RtpSink> output)
{
    m_hasOutput = output != nullptr;
    m_output->setSink(std::move(output));
    m_input->expectNoConfirmation();  // what went to the one before says nothing of this one
    if (m_hasOutput)
        m_input->requestKeyframe();
    updateInput();
}

void EncoderPipeline::setPaused(bool paused)
{
    if (std::exchange(m_paused, paused) == paused)
        return;
    updateInput();
    if (paused)
        dropStage();
    Q_EMIT pausedChanged(paused);
    if (paused || !m_started)
        return;
    if (const auto started = start(); !started)
        Q_EMIT failed(started.error());
}

std::expected<void, media::Error> EncoderPipeline::apply(const protocol::Encoding &wish)
{
    SendSettings next = m_settings;
    merge(next.encoding, wish);
    return change(next);
}

std::expected<void, media::Error> EncoderPipeline::change(const SendSettings &wished)
{
    const SendSettings next = completed(wished);
    const bool sameCodec = next.encoding.codec == m_settings.encoding.codec;
    const bool sameStage = sameCodec && next.encoder == m_settings.encoder && next.encoderOptions == m_settings.encoderOptions
        && next.payloaderOptions == m_settings.payloaderOptions;
    if (!sameStage) {
        const auto choice = choose(next);
        if (!choice)
            return std::unexpected(choice.error());
        const bool runs = m_started && !m_paused;
        if (const auto built = runs ? startFirstOf(*choice, next) : std::expected<void, media::Error>(); !built)
            return built;
    }
    m_settings = next;
    updateInput();
    if (!sameCodec)
        adoptCodec();
    return {};
}

// The old connection cannot carry the new format.
void EncoderPipeline::adoptCodec()
{
    m_format = rtpFormat(*m_settings.encoding.codec, m_ssrc);
    m_output->setFormat(m_format);
    setOutput(nullptr);
    Q_EMIT formatChanged();
}

void EncoderPipeline::setLimit(const std::optional<NetworkLimit> &limit)
{
    m_input->setLimit(limit);
}

void EncoderPipeline::confirmSent(media::MonotonicTime sentUntil, media::MonotonicTime now)
{
    m_input->confirmSent(sentUntil, now);
}

void EncoderPipeline::expectNoConfirmation()
{
    m_input->expectNoConfirmation();
}

bool EncoderPipeline::wasWayFull() const
{
    return m_input->wasWayFull();
}

void EncoderPipeline::requestKeyframe()
{
    m_input->requestKeyframe();
}

protocol::Encoding EncoderPipeline::filled(const FrameInput::Picture &picture) const
{
    protocol::Encoding encoding = m_settings.encoding;
    if (picture.size) {
        encoding.width = picture.size->width;
        encoding.height = picture.size->height;
        encoding.frameRate = picture.frameRate;
        encoding.bitrateKbps = picture.bitrateKbps;
    }
    return encoding;
}

protocol::Encoding EncoderPipeline::encoding() const
{
    return filled(m_input->present().sent);
}

protocol::Encoding EncoderPipeline::unlimitedEncoding() const
{
    return filled(m_input->present().wished);
}

} // namespace rollcall::send
