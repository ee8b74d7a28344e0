#pragma once

#include "media/error.h"
#include "media/gst_ref.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <expected>

namespace rollcall::send {

// Properties of a GStreamer element as an expert writes them: "key=value key=value"; a value with spaces stands in double quotes.
struct ElementOption {
    QByteArray property;
    QByteArray value;
};

// Checked against the element's own properties; the error names the word that is wrong and what would be right. What Rollcall
// sets itself (bitrate, payload type, SSRC …) is refused. GStreamer is initialised.
[[nodiscard]] std::expected<QList<ElementOption>, media::Error> parseOptions(const char *factory, const QString &text);

// Only those that parseOptions gave for this kind of element.
void setOptions(GstElement *element, const QList<ElementOption> &options);

} // namespace rollcall::send
