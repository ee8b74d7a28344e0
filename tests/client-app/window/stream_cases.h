#pragma once

#include "client-app/window/window_world.h"

namespace rollcall::testing {

// Streams that run, break and come back, and what is told of them.
class StreamCases : public WindowCases {
    Q_OBJECT

private Q_SLOTS:
    void streamWaitsForAnUnpluggedCameraAndGoesOnByItself();
    void severalCamerasStreamAtOnceEachWithItsOwnState();
    void streamsGoOnAfterARestartOfTheProgram();
    void pauseFreesTheCameraAndKeepsTheSession();
    void stoppingAPausedStreamShowsThePictureAgain();
    void encoderThatFailsIsNamedAndTriedAgain();
    void fullServerIsNamedAndOneThatComesBackIsFound();
    void whoWasRecognisedLatelyIsShown();
};

} // namespace rollcall::testing
