#include "socketio/stream_name_space.h"

#include "socketio/client.h"
#include "socketio/frame_event.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace rollcall::socketio {

namespace {

constexpr qsizetype mostNamedCameras = ingest::CameraRegistry::maxCameras;

QSet<QString> namedCameras(const QJsonObject &auth)
{
    QSet<QString> cameras;
    const QJsonArray named = auth.value(u"cameras"_s).toArray();
    for (const QJsonValue &camera : named) {
        if (cameras.size() < mostNamedCameras)
            cameras.insert(camera.isDouble() ? QString::number(camera.toInteger()) : camera.toString());
    }
    return cameras;
}

} // namespace

StreamNameSpace::StreamNameSpace(const QString &name, ingest::CameraRegistry &cameras, live::JpegFeeds &feeds, const live::JpegWish &wish)
    : m_name(name)
    , m_pictures(cameras, feeds, wish)
{
    connect(&m_pictures, &AllCameras::picture, this, &StreamNameSpace::show);
}

void StreamNameSpace::joined(Client &client, const QJsonObject &auth)
{
    m_viewers.push_back({&client, namedCameras(auth)});
    connect(&client.session(), &EngineSession::offerTaken, this, [this] { ++m_sent; });
    m_pictures.start();
}

void StreamNameSpace::left(Client &client)
{
    std::erase_if(m_viewers, [&](const Viewer &viewer) { return viewer.client == &client; });
    disconnect(&client.session(), &EngineSession::offerTaken, this, nullptr);
    if (m_viewers.empty())
        m_pictures.stop();
}

void StreamNameSpace::show(const protocol::CameraId &camera, const live::JpegPicture &picture)
{
    const QString id = camera.toString();
    QString message;  // made once, for all
    // A viewer may leave, and take others along, while it is given something.
    const std::list<Viewer> viewers = m_viewers;
    for (const Viewer &viewer : viewers) {
        if (!viewer.client || !(viewer.cameras.isEmpty() || viewer.cameras.contains(id)) || !viewer.client->session().caller().mayUse(id))
            continue;
        if (message.isEmpty())
            message = frameEvent(m_name, camera, picture);
        if (viewer.client->session().offer(m_name + u'\n' + id, message))
            ++m_replaced;
    }
}

} // namespace rollcall::socketio
