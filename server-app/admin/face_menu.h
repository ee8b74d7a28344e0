#pragma once

#include <QJsonObject>
#include <QObject>
#include <QPoint>

#include "admin/overlay_timeline.h"

class QWidget;

namespace rollcall::admin {

class Connection;

// What can be done with a face that was clicked in a live picture: say who it is, that it is somebody else, enrol them. GUI thread; the
// connection outlives it.
class FaceMenu : public QObject {
    Q_OBJECT

public:
    FaceMenu(Connection &connection, QWidget *parent);

    void open(const QString &camera, const OverlayFace &face, const QPoint &globalPosition);

Q_SIGNALS:
    void said(const QString &sentence);
    void personWanted(const QString &person);
    void enrolmentWanted(const QString &camera);
    void unknownWanted();

private:
    // The verb for the newest sighting of this person at this camera.
    void decide(const QString &camera, const QString &person, const QString &verb, const QString &words);
    // Who the stranger is whom this camera saw last.
    void askWho(const QString &camera);
    void assignFace(const QString &face, const QJsonObject &body, const QString &name);

    Connection &m_connection;
    QWidget *m_parent;
};

} // namespace rollcall::admin
