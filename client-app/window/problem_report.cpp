#include "window/problem_report.h"

#include "media/gstreamer.h"
#include "send/encoder_kind.h"
#include "window/log_book.h"

#include <QDateTime>
#include <QGuiApplication>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

QString line(const QString &name, const QString &value)
{
    return name.leftJustified(14) + value + u'\n';
}

QString versions()
{
    const media::GCharPtr gstreamer(gst_version_string());
    return line(u"Rollcall"_s, u"" ROLLCALL_VERSION ""_s) + line(u"Time"_s, QDateTime::currentDateTime().toString(Qt::ISODate))
        + line(u"System"_s, QSysInfo::prettyProductName() + u", "_s + QSysInfo::kernelType() + u' ' + QSysInfo::kernelVersion() + u", "_s + QSysInfo::currentCpuArchitecture())
        + line(u"Qt"_s, QString::fromLatin1(qVersion()) + u", "_s + QGuiApplication::platformName()) + line(u"GStreamer"_s, QString::fromUtf8(gstreamer.get()));
}

QString encoders()
{
    QString text = u"\nEncoders\n"_s;
    for (const send::EncoderKind &kind : send::knownEncoders())
        text += u"  "_s + QString::fromLatin1(kind.factory).leftJustified(14) + (media::elementExists(kind.factory) ? u"installed\n"_s : u"not installed\n"_s);
    return text;
}

QString sources(const StationBoard &board, const QString &server)
{
    QString text = u"\nSources\n"_s;
    for (qsizetype i = 0; i < board.count(); ++i) {
        const CameraStation &station = board.at(i);
        text += u"  "_s + station.title() + u": "_s + withoutSecrets(station.key()) + u"\n    "_s + withoutSecrets(sentenceOf(station.state(), server)) + u'\n';
        if (!station.state().source.error.details.isEmpty())
            text += u"    "_s + withoutSecrets(station.state().source.error.details).simplified() + u'\n';
        const ListedCamera *const camera = board.cameraOf(station);
        for (const PictureChoice &choice : camera ? choicesOf(camera->camera) : QList<PictureChoice>())
            text += u"    "_s + QString::number(choice.width) + u'x' + QString::number(choice.height) + u' ' + QString::number(choice.frameRate) + u"/s "_s + choice.formats.join(u", "_s) + u'\n';
    }
    return text;
}

} // namespace

QString problemReport(const Settings &settings, const StationBoard &board, const LogBook &log)
{
    const QString bitrate = settings.bitrateKbps ? QString::number(*settings.bitrateKbps) : u"automatic"_s;
    return u"Problem report of Rollcall Camera\n\n"_s + versions() + line(u"Server"_s, withoutSecrets(settings.server))
        + line(u"Video"_s, QString::number(settings.width) + u'x' + QString::number(settings.height) + u' ' + QString::number(settings.frameRate) + u"/s, bitrate "_s + bitrate)
        + encoders() + sources(board, withoutSecrets(settings.server)) + u"\nLog\n"_s + log.text();
}

} // namespace rollcall::window
