#pragma once

#include <QWidget>

#include <QByteArray>
#include <QList>

class QLabel;
class QListWidget;

namespace rollcall::admin {

class ServerClient;

// Photos chosen for an enrolment, each judged by the server as soon as it is here. Takes files by a button or dropped. GUI thread; the
// client outlives it.
class PhotoStrip : public QWidget {
    Q_OBJECT

public:
    explicit PhotoStrip(ServerClient &client, QWidget *parent = nullptr);

    // What cannot be read or is no picture is told, and left out.
    void addFiles(const QStringList &paths);
    [[nodiscard]] QList<QByteArray> photos() const { return m_photos; }
    [[nodiscard]] QString hint() const;

    static constexpr int most = 20;
    static constexpr qint64 largestPhoto = 8 * 1024 * 1024;
    static constexpr qint64 largestTogether = 20 * 1024 * 1024;  // a third more as base64, within the server's 32 MiB

Q_SIGNALS:
    void changed();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void choose();
    void removeSelected();
    void judge(const QByteArray &photo);
    [[nodiscard]] qint64 bytes() const;

    ServerClient &m_client;
    QList<QByteArray> m_photos;  // as the rows of the list
    QListWidget *m_list;
    QLabel *m_hint;
};

} // namespace rollcall::admin
