#include "media/gstreamer.h"
#include "media/pipeline.h"

#include <QCoreApplication>

#include <gtest/gtest.h>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const auto ready = rollcall::media::initialiseGStreamer(); !ready) {
        std::fprintf(stderr, "%s\n", qPrintable(ready.error().message));
        return 1;
    }
    ::testing::InitGoogleTest(&argc, argv);
    const int result = RUN_ALL_TESTS();
    return rollcall::media::waitForStoppedPipelines(std::chrono::seconds(10)) ? result : 1;
}
