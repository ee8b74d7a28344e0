#pragma once

#include "socketio/all_cameras.h"
#include "socketio/name_space.h"

#include <QPointer>
#include <QSet>

#include <list>

namespace rollcall::socketio {

// The namespace whose clients get the event "frame" of every camera, or of those that they name when they connect:
// {"cameras": ["door"]}; never of one that their account may not see. What a client sends is ignored. Lives on the network thread.
class StreamNameSpace final : public QObject, public NameSpace {
    Q_OBJECT

public:
    StreamNameSpace(const QString &name, ingest::CameraRegistry &cameras, live::JpegFeeds &feeds, const live::JpegWish &wish);

    void joined(Client &client, const QJsonObject &auth) override;
    void left(Client &client) override;
    void received(Client &, const SocketPacket &) override {}

    [[nodiscard]] int viewers() const { return int(m_viewers.size()); }
    [[nodiscard]] quint64 sent() const { return m_sent; }
    [[nodiscard]] quint64 replaced() const { return m_replaced; }

private:
    struct Viewer {
        QPointer<Client> client;
        QSet<QString> cameras;  // empty: all
    };
    void show(const protocol::CameraId &camera, const live::JpegPicture &picture);

    const QString m_name;
    AllCameras m_pictures;
    std::list<Viewer> m_viewers;
    quint64 m_sent = 0;
    quint64 m_replaced = 0;
};

} // namespace rollcall::socketio
