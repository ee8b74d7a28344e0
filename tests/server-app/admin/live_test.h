#pragma once

#include "server-app/admin/admin_world.h"

namespace rollcall::admin {
class EncodingPanel;
}

// The live wall with a real server and a real camera.
class LiveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void pictureMoves();
    void boxesSitOnTheFaces();
    void clickedFaceCanBeCorrected();
    void clickedStrangerIsEnrolled();
    void encodingIsControlledAndItsEffectSeen();
    void codecIsChangedWhileItPlays();
    void onlyWhatIsSeenPlays();
    void fullScreenShowsPicturesAlone();
    void tileGoesToItsOwnWindow();
    void awayTileKeepsItsLastStill();
    void serverThatWasLostIsFoundAgain();
    void picturesOfAnEarlierClockAreShown();
    void refusedViewWaitsBeforeItAsksAgain();

private:
    std::unique_ptr<rollcall::testing::AdminServer> m_server;
    std::unique_ptr<rollcall::testing::AdminWorld> m_world;
    std::unique_ptr<rollcall::testing::Program> m_camera;
    [[nodiscard]] rollcall::admin::CameraTile *playingTile();
    [[nodiscard]] rollcall::admin::EncodingPanel *panelOfTheDoor();
};
