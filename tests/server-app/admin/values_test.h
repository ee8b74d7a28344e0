#pragma once

#include <QObject>

// What needs no server: overlays in time, tables, addresses.
class ValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void faceMovesEvenlyBetweenTwoOverlays();
    void faceStaysForAMomentAfterTheLastOverlay();
    void timestampsWrapAround();
    void overlaysComeInAnyOrder();
    void picturesWaitAsLongAsRecognitionTakes();
    void tableSortsByKeysAndFiltersByWords();
    void tableCopiesWithTabsAndExportsWithoutFormulas();
    void tenThousandRowsAnswerAtOnce();
    void addressesAreUnderstood();
    void wordsAreThoseOfThePage();
};
