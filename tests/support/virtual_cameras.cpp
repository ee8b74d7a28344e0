#include "support/virtual_cameras.h"

#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

namespace {

// As GLib's key files want it.
QString escaped(QString text)
{
    return text.replace(u"\\"_s, u"\\\\"_s).replace(u"\n"_s, u"\\n"_s);
}

} // namespace

VirtualCameras::VirtualCameras()
{
    qputenv("ROLLCALL_VIRTUAL_CAMERAS", m_folder.filePath(u"cameras"_s).toUtf8());
    write();
}

void VirtualCameras::plug(const QString &id, const Camera &camera)
{
    m_cameras.insert(id, camera);
    write();
}

void VirtualCameras::unplug(const QString &id)
{
    m_cameras.remove(id);
    write();
}

void VirtualCameras::unplugAll()
{
    m_cameras.clear();
    write();
}

void VirtualCameras::behave(const QString &id, const QString &behaviour)
{
    m_cameras[id].behaviour = behaviour;
    write();
}

void VirtualCameras::write() const
{
    QString text;
    for (auto entry = m_cameras.begin(); entry != m_cameras.end(); ++entry) {
        text += u'[' + entry.key() + u"]\nname="_s + escaped(entry->name) + u"\nserial="_s + entry->serial + u"\nbus="_s + entry->bus + u"\nformat="_s
            + entry->format + u"\nbehaviour="_s + entry->behaviour + u"\npicture="_s + entry->picture + u"\nmodes="_s + entry->modes.join(u';') + u";\n"_s;
        if (!entry->path.isEmpty())
            text += u"path="_s + entry->path + u'\n';
    }
    QSaveFile file(m_folder.filePath(u"cameras"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 || !file.commit())
        qFatal("the list of virtual cameras cannot be written");
}

} // namespace rollcall::testing
