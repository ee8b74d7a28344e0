#pragma once

#include "client-app/window/window_world.h"

namespace rollcall::testing {

// The list of sources, what is said of each, and the habits of the window around it.
class SourceCases : public WindowCases {
    Q_OBJECT

private Q_SLOTS:
    void pickerTellsWhatACameraCanDo();
    void chosenPictureIsRememberedAndUsed();
    void pluggingAnotherCameraDoesNotDisturbARunningStream();
    void twoIdenticalCamerasStayApart();
    void busyCameraIsDiagnosedAndTriedAgain();
    void forbiddenAndSilentCamerasAreDiagnosed_data();
    void forbiddenAndSilentCamerasAreDiagnosed();
    void wrongWordOfAPipelineIsShown();
    void otherSourcesStandInTheSameList();
    void closingAsksOnceWhetherToGoOn();
    void everythingIsReachedByKeyboardAndNamed();
    void hiddenWindowFreesACameraThatIsNotSent();
    void settingsThatCannotBeSavedAreToldOnce();
    void problemReportTellsEverythingButSecrets();
};

} // namespace rollcall::testing
