#include "window/stored_settings.h"

#include "protocol/limits.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace rollcall::window {

namespace {

namespace limits = protocol::limits;

constexpr int fileVersion = 1;
constexpr int highestKeyframeSeconds = 60;

template <typename Choice, size_t count>
using Names = std::array<std::pair<Choice, const char *>, count>;
constexpr Names<OnClose, 3> closeNames{{{OnClose::Ask, "ask"}, {OnClose::Tray, "tray"}, {OnClose::Quit, "quit"}}};
constexpr Names<Look, 3> lookNames{{{Look::System, "system"}, {Look::Light, "light"}, {Look::Dark, "dark"}}};
constexpr Names<protocol::Codec, 2> codecNames{{{protocol::Codec::Vp8, "vp8"}, {protocol::Codec::H264, "h264"}}};

// Reads values and remembers whether one was unusable: then the file is damaged as a whole.
class Reader {
public:
    explicit Reader(QSettings &file)
        : m_file(file)
    {
    }
    void text(const QString &key, QString &into) const { into = m_file.value(key, into).toString(); }
    void flag(const QString &key, bool &into)
    {
        const QString text = m_file.value(key, into ? u"true"_s : u"false"_s).toString();
        if (text != u"true" && text != u"false")
            m_good = false;
        into = text == u"true";
    }
    void number(const QString &key, int &into, int lowest, int highest)
    {
        bool isNumber = false;
        const int value = m_file.value(key, into).toInt(&isNumber);
        if (!isNumber || value < lowest || value > highest)
            m_good = false;
        else
            into = value;
    }
    void number(const QString &key, std::optional<int> &into, int lowest, int highest)
    {
        if (!m_file.contains(key))
            return;
        int value = lowest;
        number(key, value, lowest, highest);
        into = value;
    }
    template <typename Choice, size_t count>
    void word(const QString &key, Choice &into, const Names<Choice, count> &names)
    {
        if (!m_file.contains(key))
            return;
        const QString text = m_file.value(key).toString();
        const auto found = std::find_if(names.begin(), names.end(), [&](const auto &name) { return text == QLatin1StringView(name.second); });
        if (found == names.end())
            m_good = false;
        else
            into = found->first;
    }
    [[nodiscard]] bool isGood() const { return m_good; }

private:
    QSettings &m_file;
    bool m_good = true;
};

template <typename Choice, size_t count>
QString nameOf(Choice choice, const Names<Choice, count> &names)
{
    return QString::fromLatin1(std::find_if(names.begin(), names.end(), [&](const auto &name) { return name.first == choice; })->second);
}

void readSources(QSettings &file, Reader &reader, QList<StoredSource> &sources)
{
    const int count = file.beginReadArray(u"sources"_s);
    for (int i = 0; i < count; ++i) {
        file.setArrayIndex(i);
        StoredSource source;
        reader.text(u"source"_s, source.key);
        reader.text(u"title"_s, source.title);
        reader.text(u"camera-id"_s, source.cameraId);
        reader.flag(u"sending"_s, source.sending);
        reader.number(u"width"_s, source.width, limits::LowestSide, limits::HighestSide);
        reader.number(u"height"_s, source.height, limits::LowestSide, limits::HighestSide);
        reader.number(u"frame-rate"_s, source.frameRate, 1, limits::HighestFrameRate);
        if (!source.key.isEmpty())
            sources.append(source);
    }
    file.endArray();
}

// Nothing where the file is damaged.
std::optional<Settings> read(QSettings &file)
{
    if (file.status() != QSettings::NoError)
        return std::nullopt;
    Settings settings;
    // QSettings takes anything for an INI file; one that is not empty and has no key is none.
    if (file.allKeys().isEmpty())
        return QFileInfo(file.fileName()).size() == 0 ? std::optional(settings) : std::nullopt;
    Reader reader(file);
    int version = 0;
    reader.number(u"version"_s, version, fileVersion, fileVersion);
    reader.text(u"server"_s, settings.server);
    reader.text(u"selected"_s, settings.selected);
    reader.flag(u"start-with-system"_s, settings.startWithSystem);
    reader.flag(u"start-minimised"_s, settings.startMinimised);
    reader.word(u"on-close"_s, settings.onClose, closeNames);
    reader.word(u"look"_s, settings.look, lookNames);
    reader.text(u"language"_s, settings.language);
    reader.word(u"codec"_s, settings.codec, codecNames);
    reader.number(u"width"_s, settings.width, limits::LowestSide, limits::HighestSide);
    reader.number(u"height"_s, settings.height, limits::LowestSide, limits::HighestSide);
    reader.number(u"frame-rate"_s, settings.frameRate, 1, limits::HighestFrameRate);
    reader.number(u"bitrate"_s, settings.bitrateKbps, limits::LowestBitrateKbps, limits::HighestBitrateKbps);
    reader.text(u"encoder"_s, settings.encoder);
    reader.number(u"keyframe-interval"_s, settings.keyframeSeconds, 1, highestKeyframeSeconds);
    reader.text(u"encoder-options"_s, settings.encoderOptions);
    reader.text(u"payloader-options"_s, settings.payloaderOptions);
    reader.flag(u"follow-network"_s, settings.followNetwork);
    reader.flag(u"plots-open"_s, settings.plotsOpen);
    reader.flag(u"detailed-log"_s, settings.detailedLog);
    readSources(file, reader, settings.sources);
    return reader.isGood() && version == fileVersion ? std::optional(settings) : std::nullopt;
}

QString flagText(bool value)
{
    return value ? u"true"_s : u"false"_s;
}

void putNumber(QSettings &file, const QString &key, const std::optional<int> &value)
{
    if (value)
        file.setValue(key, *value);
}

void writeSources(QSettings &file, const QList<StoredSource> &sources)
{
    file.beginWriteArray(u"sources"_s, int(sources.size()));
    for (int i = 0; i < sources.size(); ++i) {
        const StoredSource &source = sources[i];
        file.setArrayIndex(i);
        file.setValue(u"source"_s, source.key);
        file.setValue(u"title"_s, source.title);
        file.setValue(u"camera-id"_s, source.cameraId);
        file.setValue(u"sending"_s, flagText(source.sending));
        putNumber(file, u"width"_s, source.width);
        putNumber(file, u"height"_s, source.height);
        putNumber(file, u"frame-rate"_s, source.frameRate);
    }
    file.endArray();
}

} // namespace

SettingsFile::SettingsFile(QString path)
    : m_path(std::move(path))
{
}

QString SettingsFile::usualPath()
{
    const QString named = qEnvironmentVariable("ROLLCALL_CAMERA_SETTINGS");
    return named.isEmpty() ? QString(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/rollcall/camera.ini"_s) : named;
}

SettingsFile::Loaded SettingsFile::load() const
{
    if (!QFile::exists(m_path))
        return {};
    {
        QSettings file(m_path, QSettings::IniFormat);
        if (const auto settings = read(file))
            return {*settings, {}};
    }
    const QString aside = m_path + u".damaged-"_s + QDateTime::currentDateTime().toString(u"yyyyMMdd-HHmmss"_s);
    return {Settings{}, QFile::rename(m_path, aside) ? aside : m_path};
}

bool SettingsFile::save(const Settings &settings) const
{
    QDir().mkpath(QFileInfo(m_path).path());
    QSettings file(m_path, QSettings::IniFormat);
    file.clear();
    file.setValue(u"version"_s, fileVersion);
    file.setValue(u"server"_s, settings.server);
    file.setValue(u"selected"_s, settings.selected);
    file.setValue(u"start-with-system"_s, flagText(settings.startWithSystem));
    file.setValue(u"start-minimised"_s, flagText(settings.startMinimised));
    file.setValue(u"on-close"_s, nameOf(settings.onClose, closeNames));
    file.setValue(u"look"_s, nameOf(settings.look, lookNames));
    file.setValue(u"language"_s, settings.language);
    file.setValue(u"codec"_s, nameOf(settings.codec, codecNames));
    file.setValue(u"width"_s, settings.width);
    file.setValue(u"height"_s, settings.height);
    file.setValue(u"frame-rate"_s, settings.frameRate);
    putNumber(file, u"bitrate"_s, settings.bitrateKbps);
    file.setValue(u"encoder"_s, settings.encoder);
    file.setValue(u"keyframe-interval"_s, settings.keyframeSeconds);
    file.setValue(u"encoder-options"_s, settings.encoderOptions);
    file.setValue(u"payloader-options"_s, settings.payloaderOptions);
    file.setValue(u"follow-network"_s, flagText(settings.followNetwork));
    file.setValue(u"plots-open"_s, flagText(settings.plotsOpen));
    file.setValue(u"detailed-log"_s, flagText(settings.detailedLog));
    writeSources(file, settings.sources);
    file.sync();
    // An RTSP address may hold a password.
    QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner);
    return file.status() == QSettings::NoError;
}

} // namespace rollcall::window
