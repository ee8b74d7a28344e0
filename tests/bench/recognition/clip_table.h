#pragma once

#include "server-app/recognition/clip_report.h"
#include "subject.h"

#include <opencv2/core.hpp>

namespace rollcall::bench {

void printClipHeading();
// The clips as they are, compared with their truth: a row a clip.
void printClips(Subject &subject, const std::vector<recognition::test::LabelledClip> &clips);

void printSpeedHeading();
// The clips scaled to this size, all in one row. Decoding and scaling are not counted.
void printSpeed(Subject &subject, const std::vector<recognition::test::LabelledClip> &clips, cv::Size size);

} // namespace rollcall::bench
