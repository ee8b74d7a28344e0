#pragma once

#include <QLocalServer>
#include <QObject>

namespace rollcall::window {

// One window a user (and settings file): a second start asks the first to come forward, and ends.
class SingleInstance : public QObject {
    Q_OBJECT

public:
    // `scope`: what makes two starts the same, for instance the path of the settings.
    explicit SingleInstance(const QString &scope, QObject *parent = nullptr);

    // False: another instance runs and was asked to show itself.
    [[nodiscard]] bool claim();

Q_SIGNALS:
    void raiseWanted();

private:
    const QString m_name;
    QLocalServer m_server;
};

} // namespace rollcall::window
