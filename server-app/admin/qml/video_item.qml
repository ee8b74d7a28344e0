import QtQuick
import org.freedesktop.gstreamer.Qt6GLVideoItem

GstGLQt6VideoItem {
    objectName: "video"
    forceAspectRatio: true
}
