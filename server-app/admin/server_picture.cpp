#include "admin/server_picture.h"

#include "admin/server_client.h"

#include <QNetworkReply>

namespace rollcall::admin {

ServerPicture::ServerPicture(ServerClient &client, QSize size, QWidget *parent)
    : QLabel(parent)
    , m_client(client)
{
    setFixedSize(size);
    setAlignment(Qt::AlignCenter);
    setWordWrap(true);

}

ServerPicture::~ServerPicture()
{
    if (m_reply)
        m_reply->abort();
}

void ServerPicture::setPath(const QString &path, const QString &words)
{
    if (path == m_path && !path.isEmpty())
        return;
    m_path = path;
    m_hasPicture = false;
    setText(words);
    if (m_reply)
        m_reply->abort();
    if (path.isEmpty())
        return;
    m_reply = m_client.get(path, {}, this, [this, path, words](const Answer &answer) {
        QPixmap pixmap;
        if (path != m_path)
            return;
        m_hasPicture = answer.isGood() && pixmap.loadFromData(answer.body);
        if (!m_hasPicture) {
            setText(words);
            m_path.clear();
            return;
        }
        pixmap = pixmap.scaled(size() * devicePixelRatioF(), Qt::KeepAspectRatio, Qt::SmoothTransformation);
        pixmap.setDevicePixelRatio(devicePixelRatioF());
        setPixmap(pixmap);
    });
}

} // namespace rollcall::admin
