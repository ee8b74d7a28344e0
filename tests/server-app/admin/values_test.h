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
    void tableSortsByAClickOnItsHead();
    void figuresOfCamerasAreKeptForTwoMinutes();
    void tableCopiesWithTabsAndExportsWithoutFormulas();
    void tableShowsColumnsAsTheyWereLeft();
    void columnGrowsWithItsContentsUnlessMadeNarrower();
    void columnOfAHiddenTableGrowsWhenItIsShown();
    void tableExportsAFileForSpreadsheets();
    void changesMeanwhileStayWhileManyRowsAreMade();
    void markupInACellIsText();
    void wrappedBarNeedsLittleWidth();
    void filtersCountAsThePageDoes();
    void driverThatTookTheProgramDownIsNotTriedAgain();
    void tenThousandRowsAnswerAtOnce();
    void addressesAreUnderstood();
    void wordsAreThoseOfThePage();
    void sentencesOfTheServerAreTranslatedAsThePageDoes();
    void formIsFilledInByKeyboard();
};
