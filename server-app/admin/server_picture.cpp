#include "admin/server_picture.h"

#include "admin/server_client.h"

#include <QNetworkReply>

namespace rollcall::admin {

ServerPicture::ServerPicture(ServerClient &client, QSize size, QWidget *parent)
    : QLabel(parent)
    , m_client(client)
    , m_size(size)
{
    setMinimumSize(size / 2);
    setMaximumSize(size);
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
    m_picture = {};
    setText(words);
    if (m_reply)
        m_reply->abort();
    if (path.isEmpty())
        return;
    m_reply = m_client.get(path, {}, this, [this, path, words](const Answer &answer) {
        if (path != m_path)
            return;
        if (answer.isGood() && m_picture.loadFromData(answer.body))
            return showPicture();
        setText(words);
        m_path.clear();
    });
}

void ServerPicture::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    showPicture();
}

void ServerPicture::showPicture()
{
    if (m_picture.isNull())
        return;
    QPixmap scaled = m_picture.scaled(size() * devicePixelRatioF(), Qt::KeepAspectRatio, Qt::SmoothTransformation);
    scaled.setDevicePixelRatio(devicePixelRatioF());
    setPixmap(scaled);
}

} // namespace rollcall::admin
