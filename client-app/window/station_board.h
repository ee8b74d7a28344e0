#pragma once

#include <QObject>

#include "window/camera_directory.h"
#include "window/camera_station.h"
#include "window/pairings.h"
#include "window/stored_settings.h"

#include <expected>
#include <memory>
#include <vector>

namespace rollcall::window {

// Every source that the window lists: the cameras that are connected, those that are remembered, and what the operator added.
// Plugging one camera changes that one only. GUI thread; settings, pairings, directory and threads outlive it.
class StationBoard : public QObject {
    Q_OBJECT

public:
    StationBoard(Settings &settings, const Pairings &pairings, CameraDirectory &directory, MediaThreads &threads, QObject *parent = nullptr);
    ~StationBoard() override;

    [[nodiscard]] qsizetype count() const { return qsizetype(m_stations.size()); }
    [[nodiscard]] CameraStation &at(qsizetype index) const { return *m_stations[size_t(index)]; }
    [[nodiscard]] CameraStation *find(const QString &key) const;
    // The listed camera behind a station; null for other sources and for one that is not connected.
    [[nodiscard]] const ListedCamera *cameraOf(const CameraStation &station) const;
    [[nodiscard]] bool isSendingAny() const;

    // What is wrong with a source's text, as a sentence; nothing when it may be added.
    [[nodiscard]] static std::expected<capture::SourceSpec, QString> check(const QString &key);
    CameraStation *add(const QString &key, const QString &title);
    void remove(const QString &key);
    void rename(CameraStation &station, const QString &title);
    // With a server that lets in paired cameras only, a source streams as one of them; `codeNeeded` when all are taken.
    void setSending(CameraStation &station, bool sending);
    // Nothing: as the general settings say.
    void setFormat(CameraStation &station, const std::optional<PictureChoice> &choice);
    // The operator chose one for this source.
    [[nodiscard]] bool hasOwnFormat(const CameraStation &station) const;
    // The settings changed: server, encoding.
    void applySettings();

Q_SIGNALS:
    void listChanged();
    void camerasChanged();  // one was plugged, unplugged, or can do something else
    void stationChanged(rollcall::window::CameraStation *station);
    void pictureChanged(rollcall::window::CameraStation *station);
    void measured(rollcall::window::CameraStation *station);
    void said(const QString &title, const QString &sentence);
    void codeNeeded(const QString &title);
    void settingsChanged();  // what is to be remembered

private:
    void updateCameras();
    CameraStation *make(const QString &key, const capture::SourceSpec &spec, const QString &title);
    [[nodiscard]] StoredSource *stored(const QString &key) const;
    StoredSource &remember(const CameraStation &station);
    [[nodiscard]] StationPlan planFor(const QString &key, const capture::SourceSpec &spec, const QString &title) const;
    [[nodiscard]] QUrl server() const;
    // Nothing: another code is needed.
    [[nodiscard]] std::optional<QString> freeCameraId() const;
    void refresh(CameraStation &station);

    Settings &m_settings;
    const Pairings &m_pairings;
    CameraDirectory &m_directory;
    MediaThreads &m_threads;
    std::vector<std::unique_ptr<CameraStation>> m_stations;
};

} // namespace rollcall::window
