#pragma once

#include "media/gst_ref.h"
#include "media/recent_answers.h"

#include <gst/gst.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace rollcall::media {

// How lost packets come again (RFC 4585 §6.2.1, RFC 4588): the elements inside webrtcbin, set for it. On the thread of the peer that
// owns the webrtcbin, if nothing else is said.

// Receiver, any thread: when a packet counts as missing, and how often it is asked for in the time that there is.
void setUpJitterBuffer(GstElement *jitterBuffer, std::chrono::milliseconds wait);

// Both, once connected: feedback leaves at once.
void allowPromptFeedback(GstElement *webrtcbin);

// Sender, once connected: keeps what was sent for as long as receivers wait, and asks `answers` before it sends something again. What goes
// twice is told to `again`, on a streaming thread.
void setUpRetransmission(GstElement *webrtcbin, std::shared_ptr<RecentAnswers> answers, std::function<void(uint16_t)> again);

// Sender: sends these packets once more, however lately that was. False before it can.
bool sendAgain(GstElement *webrtcbin, uint32_t ssrc, std::span<const uint16_t> sequenceNumbers);

} // namespace rollcall::media
