// A GStreamer plug-in for tests: cameras that a control file plugs in and out, and makes busy, forbidden, silent or MJPEG-only. To
// everything else (Qt Multimedia, the camera app) they are cameras like any other.

#include "support/virtual_camera/camera_element.h"
#include "support/virtual_camera/watcher.h"

#include <gst/gst.h>

#include <map>
#include <mutex>

namespace rollcall::virtual_camera {

namespace {

struct VirtualCameraDevice {
    GstDevice parent;
    std::string *id;
};
struct VirtualCameraDeviceClass {
    GstDeviceClass parent;
};
G_DEFINE_TYPE(VirtualCameraDevice, virtual_camera_device, GST_TYPE_DEVICE)

GstElement *createElement(GstDevice *device, const gchar *name)
{
    GstElement *element = gst_element_factory_make("virtualcamerasrc", name);
    g_object_set(element, "camera", static_cast<VirtualCameraDevice *>(static_cast<gpointer>(device))->id->c_str(), nullptr);
    return element;
}

void finalizeDevice(GObject *object)
{
    delete static_cast<VirtualCameraDevice *>(static_cast<gpointer>(object))->id;
    G_OBJECT_CLASS(virtual_camera_device_parent_class)->finalize(object);
}

void virtual_camera_device_class_init(VirtualCameraDeviceClass *klass)
{
    GST_DEVICE_CLASS(klass)->create_element = createElement;
    G_OBJECT_CLASS(klass)->finalize = finalizeDevice;
}

void virtual_camera_device_init(VirtualCameraDevice *device)
{
    device->id = new std::string;
}

GstDevice *makeDevice(const Entry &entry)
{
    GstCaps *caps = capsOf(entry, false);
    GstStructure *properties = gst_structure_new("properties", "device.api", G_TYPE_STRING, "virtual", "device.path", G_TYPE_STRING, entry.path.c_str(),
                                                 "device.serial", G_TYPE_STRING, entry.serial.c_str(), "device.bus_path", G_TYPE_STRING, entry.bus.c_str(), nullptr);
    gpointer device = g_object_new(virtual_camera_device_get_type(), "display-name", entry.name.c_str(), "caps", caps, "device-class", "Video/Source",
                                   "properties", properties, nullptr);
    *static_cast<VirtualCameraDevice *>(device)->id = entry.id;
    gst_structure_free(properties);
    gst_caps_unref(caps);
    return GST_DEVICE(device);
}

struct Plugged {
    std::mutex mutex;
    std::map<std::string, std::pair<Entry, GstDevice *>> devices;  // of the provider
    int listener = 0;
};

struct VirtualCameraProvider {
    GstDeviceProvider parent;
    Plugged *plugged;
};
struct VirtualCameraProviderClass {
    GstDeviceProviderClass parent;
};
G_DEFINE_TYPE(VirtualCameraProvider, virtual_camera_provider, GST_TYPE_DEVICE_PROVIDER)

VirtualCameraProvider *self(gpointer object)
{
    return static_cast<VirtualCameraProvider *>(object);
}

// That a camera misbehaves is no news to the system; another port or path is another device.
bool isSameDevice(Entry a, const Entry &b)
{
    a.behaviour = b.behaviour;
    return a == b;
}

void update(VirtualCameraProvider *provider, const std::vector<Entry> &entries)
{
    Plugged &plugged = *provider->plugged;
    const std::scoped_lock lock{plugged.mutex};
    for (auto known = plugged.devices.begin(); known != plugged.devices.end();) {
        const Entry *entry = find(entries, known->first);
        if (entry && isSameDevice(*entry, known->second.first)) {
            ++known;
            continue;
        }
        gst_device_provider_device_remove(GST_DEVICE_PROVIDER(provider), known->second.second);
        known = plugged.devices.erase(known);
    }
    for (const Entry &entry : entries) {
        if (plugged.devices.contains(entry.id))
            continue;
        GstDevice *device = makeDevice(entry);
        gst_device_provider_device_add(GST_DEVICE_PROVIDER(provider), device);
        plugged.devices.emplace(entry.id, std::pair(entry, device));
    }
}

gboolean start(GstDeviceProvider *provider)
{
    VirtualCameraProvider *mine = self(provider);
    update(mine, readControlFile());
    mine->plugged->listener = listen([mine](const std::vector<Entry> &entries) { update(mine, entries); });
    return TRUE;
}

void stop(GstDeviceProvider *provider)
{
    unlisten(self(provider)->plugged->listener);
    const std::scoped_lock lock{self(provider)->plugged->mutex};
    self(provider)->plugged->devices.clear();  // the base class lets go of the devices
}

GList *probe(GstDeviceProvider *)
{
    GList *devices = nullptr;
    for (const Entry &entry : readControlFile())
        devices = g_list_append(devices, gst_object_ref_sink(makeDevice(entry)));
    return devices;
}

void finalizeProvider(GObject *object)
{
    delete self(object)->plugged;
    G_OBJECT_CLASS(virtual_camera_provider_parent_class)->finalize(object);
}

void virtual_camera_provider_class_init(VirtualCameraProviderClass *klass)
{
    GstDeviceProviderClass *provider = GST_DEVICE_PROVIDER_CLASS(klass);
    provider->start = start;
    provider->stop = stop;
    provider->probe = probe;
    G_OBJECT_CLASS(klass)->finalize = finalizeProvider;
    gst_device_provider_class_set_static_metadata(provider, "Virtual cameras", "Source/Video", "Cameras for tests", "Rollcall");
}

void virtual_camera_provider_init(VirtualCameraProvider *provider)
{
    provider->plugged = new Plugged;
}

gboolean pluginInit(GstPlugin *plugin)
{
    return gst_element_register(plugin, "virtualcamerasrc", GST_RANK_NONE, elementType())
        && gst_device_provider_register(plugin, "virtualcameraprovider", GST_RANK_PRIMARY, virtual_camera_provider_get_type());
}

} // namespace

} // namespace rollcall::virtual_camera

#define PACKAGE "rollcall"
GST_PLUGIN_DEFINE(GST_VERSION_MAJOR, GST_VERSION_MINOR, virtualcamera, "Cameras for tests", rollcall::virtual_camera::pluginInit, "1.0", "GPL", "rollcall", "rollcall")
