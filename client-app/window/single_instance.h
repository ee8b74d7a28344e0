#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QObject>

namespace rollcall::window {

// One window a user (and settings file): a second start asks the first to come forward, and ends.
class SingleInstance : public QObject {
    Q_OBJECT

public:
    // `path`: what makes two starts the same, the file of the settings; the lock lies beside it.
    explicit SingleInstance(const QString &path, QObject *parent = nullptr);

    // False: another instance runs and was asked to show itself.
    [[nodiscard]] bool claim();

Q_SIGNALS:
    void raiseWanted();

private:
    const QString m_name;
    QLockFile m_lock;  // who starts at the same moment finds it taken, before there is a socket
    QLocalServer m_server;
};

} // namespace rollcall::window
