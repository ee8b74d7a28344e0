#pragma once

#include <QLabel>
#include <QPointer>

class QNetworkReply;

namespace rollcall::admin {

class ServerClient;

// A picture that the server has: a face, a photo; as large as there is room, `size` at most. GUI thread; the client outlives it.
class ServerPicture : public QLabel {
    Q_OBJECT

public:
    ServerPicture(ServerClient &client, QSize size, QWidget *parent = nullptr);
    ~ServerPicture() override;

    // Empty: none. `words` where there is no picture.
    void setPath(const QString &path, const QString &words = {});
    [[nodiscard]] bool hasPicture() const { return !m_picture.isNull(); }
    [[nodiscard]] QSize sizeHint() const override { return m_size; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showPicture();

    ServerClient &m_client;
    const QSize m_size;
    QString m_path;
    QPixmap m_picture;  // as the server has it
    QPointer<QNetworkReply> m_reply;
};

} // namespace rollcall::admin
