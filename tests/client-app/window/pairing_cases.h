#pragma once

#include "client-app/window/window_world.h"

namespace rollcall::testing {

// From the first start to a stream, and what may be wrong on the way.
class PairingCases : public WindowCases {
    Q_OBJECT

private Q_SLOTS:
    void firstStartLeadsToAStream();
    void codeOfTheServerLeadsToAStream();
    void codeInFrontOfTheCameraLeadsToThePairing();
    void scanningNeedsACamera();
    void wrongAddressesAreExplained_data();
    void wrongAddressesAreExplained();
    void tokensThatOthersMayReadAreNotUsedAndThatIsSaid();
    void serverOfAnotherVersionSaysWhichSideToUpdate();
};

} // namespace rollcall::testing
