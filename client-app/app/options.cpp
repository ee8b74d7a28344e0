#include "app/options.h"

#include "protocol/limits.h"
#include "session/camera_hello.h"
#include "signaling/signaling_url.h"

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace limits = protocol::limits;

namespace {

constexpr int highestKeyframeSeconds = 60;

} // namespace

settings::Table optionTable(Options &options)
{
    using settings::Range;
    settings::Table table{{.name = u"rollcall-camera"_s, .version = QStringLiteral(ROLLCALL_VERSION),
        .description = u"Sends cameras to a Rollcall server and comes back after every break: with a window, or with --headless one source,\n"
                       "as the options say, until it is stopped.\n"
                       "Exit codes: 0 stopped, 2 wrong options, 3 the source cannot be used, 4 the server refused the camera,\n"
                       "5 no encoder is installed or every one failed, 6 pairing failed."_s}};
    table.add(u"server"_s, u"the server's address, for instance https://host:8443"_s, options.server);
    table.add(u"camera-id"_s, u"the camera's id, unique on the server (default: this machine's name)"_s, options.cameraId);
    table.add(u"name"_s, u"what people call the camera (default: its id)"_s, options.name);
    table.add(u"source"_s, u"camera, camera:ID, /dev/videoN, a video file, rtsp://ADDRESS, test, or pipeline:TEXT (GStreamer)"_s, options.source);
    table.add(u"codec"_s, u"video codec; with --encoder, that of the encoder"_s, options.codec, settings::Words<protocol::Codec>{{u"vp8"_s, protocol::Codec::Vp8}, {u"h264"_s, protocol::Codec::H264}});
    table.add(u"width"_s, u"largest width, pixels"_s, options.width, Range{limits::LowestSide, limits::HighestSide});
    table.add(u"height"_s, u"largest height, pixels"_s, options.height, Range{limits::LowestSide, limits::HighestSide});
    table.add(u"frame-rate"_s, u"highest frame rate, frames a second"_s, options.frameRate, Range{1, limits::HighestFrameRate});
    table.add(u"pairing-dir"_s, u"folder that remembers the servers this machine is paired with; empty = rollcall in the user's settings"_s, options.pairingFolder);
    table.add(u"key-store"_s, u"where tokens lie: the system's key store (and a file where there is none), or a file alone"_s, options.keyStore,
              settings::Words<pairing::KeyStore>{{u"system"_s, pairing::KeyStore::System}, {u"file"_s, pairing::KeyStore::File}});
    table.add(u"bitrate"_s, u"highest bitrate, kbit/s (default: by size and rate)"_s, options.bitrateKbps, Range{limits::LowestBitrateKbps, limits::HighestBitrateKbps});
    table.add(u"follow-network"_s, u"send less when the network carries less: fewer bits, then fewer pictures, then smaller ones"_s, options.followNetwork);
    table.add(u"keyframe-interval"_s, u"seconds between key frames that nobody asked for"_s, options.keyframeSeconds, Range{1, highestKeyframeSeconds});
    table.add(u"encoder"_s, u"encoder, by GStreamer's name (default: the best one that works; see --list-encoders)"_s, options.encoder);
    table.add(u"encoder-options"_s, u"its properties, for experts: \"speed-preset=faster threads=2\""_s, options.encoderOptions);
    table.add(u"payloader-options"_s, u"properties of the RTP payloader, for experts: \"mtu=1000\""_s, options.payloaderOptions);
    table.add(u"headless"_s, u"run without a window, as the options say; the window has settings of its own"_s, options.headless);
    table.add(u"minimised"_s, u"start with the window hidden in the tray"_s, options.minimised);
    table.add(u"json"_s, u"one JSON object a line instead of sentences"_s, options.json);
    table.add(u"log-level"_s, u"how much detail goes to standard error"_s, options.logLevel,
              settings::Words<LogLevel>{{u"warning"_s, LogLevel::Warning}, {u"info"_s, LogLevel::Info}, {u"debug"_s, LogLevel::Debug}});
    table.addCommand(u"list-cameras"_s, u"show the cameras of this machine and exit"_s);
    table.addCommand(u"list-encoders"_s, u"show the video encoders of this machine and exit"_s);
    auto pair = std::make_shared<settings::Table>(settings::Program{.name = u"pair"_s, .version = {}});
    pair->add(u"link-or-code"_s, u"the link or the code that the server made; a code needs --server too"_s, options.linkOrCode).require().asOperand();
    table.addSubcommand({.group = {}, .name = u"pair"_s, .help = u"pair this machine with a server, as one of its cameras"_s, .options = std::move(pair)});
    return table;
}

std::expected<Assignment, QString> understand(const Options &options)
{
    const auto server = signaling::signalingUrl(options.server);
    if (!server)
        return std::unexpected(u"--server: "_s + server.error());
    const auto source = capture::parseSource(options.source);
    if (!source)
        return std::unexpected(u"--source: "_s + source.error().message);
    const QString id = options.cameraId.isEmpty() ? session::cameraIdOfThisMachine() : options.cameraId;
    if (!session::isCameraId(id))
        return std::unexpected(u"--camera-id: \u201c"_s + id + u"\u201d is not an id. Use at most "_s + QString::number(limits::IdBytes)
                               + u" letters, digits, \u201c-\u201d, \u201c_\u201d and \u201c.\u201d."_s);
    const QString name = options.name.isEmpty() ? id : options.name;
    if (name.toUtf8().size() > limits::NameBytes)
        return std::unexpected(u"--name: at most "_s + QString::number(limits::NameBytes) + u" bytes."_s);

    Assignment assignment{.server = *server, .trust = {}, .hello = {}, .source = *source, .capture = {options.width, options.height, options.frameRate}, .sending = {}};
    assignment.hello = session::makeHello(id, name);
    // A named encoder knows its codec.
    const auto codec = options.encoder.isEmpty() ? std::optional(options.codec) : std::nullopt;
    assignment.sending = {.encoding = {codec, options.width, options.height, options.frameRate, options.bitrateKbps},
                          .encoder = options.encoder,
                          .keyframeSeconds = options.keyframeSeconds,
                          .encoderOptions = options.encoderOptions,
                          .payloaderOptions = options.payloaderOptions,
                          .followNetwork = options.followNetwork};
    return assignment;
}

} // namespace rollcall::app
