#pragma once

#include "server-app/admin/admin_world.h"

// A picture of every page and dialog into the build's screenshots folder, for people to look at; and what a program can check: no text is
// cut off.
class ScreenshotsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void signIn();
    void pages_data();
    void pages();
    void accounts_data();
    void accounts();

private:
    void leaveACameraAway();
    void correctADay();

    std::unique_ptr<rollcall::testing::AdminServer> m_server;
    std::unique_ptr<rollcall::testing::Program> m_camera;
    QString m_corrected;  // whose day
};
