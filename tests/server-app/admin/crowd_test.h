#pragma once

#include "server-app/admin/admin_world.h"

// The window against a register of ten thousand people, a million sightings and 64 cameras.
class CrowdTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void peopleAreThereAtOnce();
    void dayOfEverybodyIsThereAtOnce();
    void camerasAndReportsScroll();

private:
    std::unique_ptr<rollcall::testing::AdminServer> m_server;
    std::unique_ptr<rollcall::testing::AdminWorld> m_world;
};
