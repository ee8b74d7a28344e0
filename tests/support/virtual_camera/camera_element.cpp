#include "support/virtual_camera/camera_element.h"

#include "support/virtual_camera/watcher.h"

#include <cstdio>
#include <utility>

namespace rollcall::virtual_camera {

namespace {

struct VirtualCameraSrc {
    GstBin parent;
    std::string *camera;
    GstElement *valve;  // the bin's
    int listener;
};
struct VirtualCameraSrcClass {
    GstBinClass parent;
};

G_DEFINE_TYPE(VirtualCameraSrc, virtual_camera_src, GST_TYPE_BIN)

constexpr guint cameraProperty = 1;

VirtualCameraSrc *self(gpointer object)
{
    return static_cast<VirtualCameraSrc *>(object);
}

// What an element says of a real camera that is in use, forbidden or gone (v4l2src's codes).
bool opens(VirtualCameraSrc *source, const Entry *entry)
{
    if (!entry)
        GST_ELEMENT_ERROR(source, RESOURCE, NOT_FOUND, ("Cannot identify device '%s'.", source->camera->c_str()), (nullptr));
    else if (entry->behaviour == "busy")
        GST_ELEMENT_ERROR(source, RESOURCE, BUSY, ("Device '%s' is busy", entry->path.c_str()), (nullptr));
    else if (entry->behaviour == "denied")
        GST_ELEMENT_ERROR(source, RESOURCE, OPEN_READ_WRITE, ("Could not open device '%s' for reading and writing.", entry->path.c_str()), (nullptr));
    else
        return true;
    return false;
}

GstElement *makePicture(const Entry &entry)
{
    if (!entry.picture.empty()) {
        const std::string still = "filesrc location=\"" + entry.picture + "\" ! pngdec ! videoconvert ! videoscale ! imagefreeze is-live=true";
        return gst_parse_bin_from_description(still.c_str(), TRUE, nullptr);
    }
    GstElement *ball = gst_element_factory_make("videotestsrc", nullptr);
    if (ball) {
        g_object_set(ball, "is-live", TRUE, nullptr);
        gst_util_set_object_arg(G_OBJECT(ball), "pattern", "ball");
    }
    return ball;
}

bool build(VirtualCameraSrc *source, const Entry &entry)
{
    if (source->valve)
        return true;
    GstElement *picture = makePicture(entry);
    GstElement *format = gst_element_factory_make("capsfilter", nullptr);
    GstElement *encode = gst_element_factory_make(entry.format == "mjpeg" ? "jpegenc" : "identity", nullptr);
    GstElement *valve = gst_element_factory_make("valve", nullptr);
    if (!picture || !format || !encode || !valve)
        return false;
    GstCaps *caps = capsOf(entry, true);
    g_object_set(format, "caps", caps, nullptr);
    gst_caps_unref(caps);
    g_object_set(valve, "drop", entry.behaviour == "silent", nullptr);
    gst_bin_add_many(GST_BIN(source), picture, format, encode, valve, nullptr);
    gst_element_link_many(picture, format, encode, valve, nullptr);
    GstPad *pad = gst_element_get_static_pad(valve, "src");
    GstPad *ghost = gst_element_get_static_pad(GST_ELEMENT(source), "src");
    gst_ghost_pad_set_target(GST_GHOST_PAD(ghost), pad);
    gst_object_unref(ghost);
    gst_object_unref(pad);
    source->valve = valve;
    return true;
}

void follow(VirtualCameraSrc *source)
{
    source->listener = listen([source](const std::vector<Entry> &entries) {
        const Entry *entry = find(entries, *source->camera);
        g_object_set(source->valve, "drop", !entry || entry->behaviour == "silent", nullptr);
        if (!entry)
            GST_ELEMENT_ERROR(source, RESOURCE, READ, ("Could not read from resource."), ("the camera was unplugged"));
    });
}

GstStateChangeReturn changeState(GstElement *element, GstStateChange change)
{
    VirtualCameraSrc *source = self(element);
    if (change == GST_STATE_CHANGE_NULL_TO_READY) {
        const std::vector<Entry> entries = readControlFile();
        const Entry *entry = find(entries, *source->camera);
        if (entry && entry->behaviour == "hung")
            g_usleep(2 * G_USEC_PER_SEC);  // a driver that waits for its device
        if (!opens(source, entry) || !build(source, *entry))
            return GST_STATE_CHANGE_FAILURE;
        follow(source);
    }
    const GstStateChangeReturn result = GST_ELEMENT_CLASS(virtual_camera_src_parent_class)->change_state(element, change);
    if (change == GST_STATE_CHANGE_READY_TO_NULL && source->listener)
        unlisten(std::exchange(source->listener, 0));
    return result;
}

void setProperty(GObject *object, guint, const GValue *value, GParamSpec *)
{
    *self(object)->camera = g_value_get_string(value) ? g_value_get_string(value) : "";
}

void finalize(GObject *object)
{
    if (self(object)->listener)
        unlisten(self(object)->listener);
    delete self(object)->camera;
    G_OBJECT_CLASS(virtual_camera_src_parent_class)->finalize(object);
}

void virtual_camera_src_class_init(VirtualCameraSrcClass *klass)
{
    G_OBJECT_CLASS(klass)->set_property = setProperty;
    G_OBJECT_CLASS(klass)->finalize = finalize;
    GST_ELEMENT_CLASS(klass)->change_state = changeState;
    g_object_class_install_property(G_OBJECT_CLASS(klass), cameraProperty,
                                    g_param_spec_string("camera", "camera", "id in the control file", "", GParamFlags(G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS)));
    GstCaps *any = gst_caps_new_any();
    gst_element_class_add_pad_template(GST_ELEMENT_CLASS(klass), gst_pad_template_new("src", GST_PAD_SRC, GST_PAD_ALWAYS, any));
    gst_caps_unref(any);
    gst_element_class_set_static_metadata(GST_ELEMENT_CLASS(klass), "Virtual camera", "Source/Video", "A camera for tests", "Rollcall");
}

void virtual_camera_src_init(VirtualCameraSrc *source)
{
    source->camera = new std::string;
    source->valve = nullptr;
    source->listener = 0;
    gst_element_add_pad(GST_ELEMENT(source), gst_ghost_pad_new_no_target("src", GST_PAD_SRC));
    GST_OBJECT_FLAG_SET(source, GST_ELEMENT_FLAG_SOURCE);
}

} // namespace

GType elementType()
{
    return virtual_camera_src_get_type();
}

GstCaps *capsOf(const Entry &entry, bool raw)
{
    GstCaps *caps = gst_caps_new_empty();
    for (const std::string &mode : entry.modes) {
        int width = 0;
        int height = 0;
        int rate = 0;
        if (std::sscanf(mode.c_str(), "%dx%d@%d", &width, &height, &rate) != 3)
            continue;
        GstStructure *structure = gst_structure_new(raw || entry.format != "mjpeg" ? "video/x-raw" : "image/jpeg", "width", G_TYPE_INT, width, "height", G_TYPE_INT,
                                                    height, "framerate", GST_TYPE_FRACTION, rate, 1, nullptr);
        if (entry.format != "mjpeg")
            gst_structure_set(structure, "format", G_TYPE_STRING, "YUY2", nullptr);
        gst_caps_append_structure(caps, structure);
    }
    return caps;
}

} // namespace rollcall::virtual_camera
