#pragma once

#include "server-app/admin/admin_world.h"

// What operators do in the window, against a real server.
class PagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void programRunsTheServerInside();
    void enrolsInFrontOfACamera();
    void enrolsFromFiles();
    void photosOfAPersonStandBesideEachOther();
    void refusesWhatIsNoPhoto();
    void correctsADayWithAReason();
    void timeOfACorrectionIsAskedFor();
    void withdrawsACorrection();
    void secondOfTwoOperatorsIsTold();
    void secondOfTwoCorrectionsIsTold();
    void assignsAnUnknownFaceByKeyboard();
    void showsAndDownloadsAReport();
    void cancelledDownloadLeavesNoFile();
    void longReportIsCancelled();
    void alarmIsSeenAcknowledgedAndFollowed();
    void pairsACameraByCode();
    void renamesAndForgetsACamera();
    void namesOfAnyKindAreShownAsText();
    void erasesOnlyByName();
    void everyPageFitsASmallScreen();
    void remembersTheWindow();
    void signsInByPasswordAndRemembersAToken();
    void formStaysWhenTheSessionEnds();
    void secondOfTwoAdministratorsIsTold();
    void viewerOfOneCameraSeesThatAlone();

private:
    std::unique_ptr<rollcall::testing::AdminServer> m_server;
    std::unique_ptr<rollcall::testing::AdminWorld> m_world;
    std::unique_ptr<rollcall::testing::Program> m_camera;
};
