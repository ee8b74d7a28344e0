#include "app/options.h"

#include "protocol/limits.h"
#include "session/camera_hello.h"
#include "signaling/signaling_url.h"

using namespace Qt::StringLiterals;

namespace rollcall::app {

namespace limits = protocol::limits;

settings::Table optionTable(Options &options)
{
    using settings::Range;
    settings::Table table{{.name = u"rollcall-camera"_s, .version = QStringLiteral(ROLLCALL_VERSION),
        .description = u"Sends cameras to a Rollcall server and comes back after every break: with a window, or with --headless one source,\n"
                       "as the options say, until it is stopped.\n"
                       "Exit codes: 0 stopped, 2 wrong options, 3 the source cannot be used, 4 the server refused the camera,\n"
                       "5 no encoder is installed or every one failed."_s}};
    table.add(u"server"_s, u"the server's address, for instance https://host:8443"_s, options.server);
    table.add(u"camera-id"_s, u"the camera's id, unique on the server (default: this machine's name)"_s, options.cameraId);
    table.add(u"name"_s, u"what people call the camera (default: its id)"_s, options.name);
    table.add(u"source"_s, u"camera, camera:ID, /dev/videoN, a video file, rtsp://ADDRESS, test, or pipeline:TEXT (GStreamer)"_s, options.source);
    table.add(u"codec"_s, u"video codec"_s, options.codec, settings::Words<protocol::Codec>{{u"vp8"_s, protocol::Codec::Vp8}, {u"h264"_s, protocol::Codec::H264}});
    table.add(u"width"_s, u"largest width, pixels"_s, options.width, Range{limits::LowestSide, limits::HighestSide});
    table.add(u"height"_s, u"largest height, pixels"_s, options.height, Range{limits::LowestSide, limits::HighestSide});
    table.add(u"frame-rate"_s, u"highest frame rate, frames a second"_s, options.frameRate, Range{1, limits::HighestFrameRate});
    table.add(u"bitrate"_s, u"kbit/s (default: by size and rate)"_s, options.bitrateKbps, Range{limits::LowestBitrateKbps, limits::HighestBitrateKbps});
    table.add(u"headless"_s, u"run without a window, as the options say; the window has settings of its own"_s, options.headless);
    table.add(u"minimised"_s, u"start with the window hidden in the tray"_s, options.minimised);
    table.add(u"json"_s, u"one JSON object a line instead of sentences"_s, options.json);
    table.add(u"log-level"_s, u"how much detail goes to standard error"_s, options.logLevel,
              settings::Words<LogLevel>{{u"warning"_s, LogLevel::Warning}, {u"info"_s, LogLevel::Info}, {u"debug"_s, LogLevel::Debug}});
    table.addCommand(u"list-cameras"_s, u"show the cameras of this machine and exit"_s);
    table.addCommand(u"list-encoders"_s, u"show the video encoders of this machine and exit"_s);
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

    Assignment assignment{.server = *server, .hello = {}, .source = *source, .capture = {options.width, options.height, options.frameRate}, .encoding = {}};
    assignment.hello = session::makeHello(id, name);
    assignment.encoding = {options.codec, options.width, options.height, options.frameRate, options.bitrateKbps};
    return assignment;
}

} // namespace rollcall::app
