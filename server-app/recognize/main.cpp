#include "recognition/engine.h"
#include "recognize/command.h"

#include <opencv2/core/utils/logger.hpp>

#include <cstdlib>
#include <iostream>

using namespace rollcall;

int main(int argc, char **argv)
{
    // FFmpeg and OpenCV would write their own words about a damaged file between ours.
    setenv("OPENCV_FFMPEG_LOGLEVEL", "-8", 0);
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    recognition::configureLibraries();
    const auto options = recognize::parseOptions(argc, argv);
    if (!options) {
        (options.error().code == recognize::AllRead ? std::cout : std::cerr) << options.error().text;
        return options.error().code;
    }
    return recognize::runCommand(*options, std::cout, std::cerr);
}
