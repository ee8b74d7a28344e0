#include "client-app/window/panel.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusVariant>

#include <numeric>

using namespace Qt::StringLiterals;

namespace rollcall::testing {

namespace {

const QString service = u"org.kde.StatusNotifierWatcher"_s;
const QString path = u"/StatusNotifierWatcher"_s;

QDBusMessage call(const QString &program, const QString &object, const QString &interface, const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(program, object, interface, method);
    message.setArguments(arguments);
    return QDBusConnection::sessionBus().call(message);
}

// a(iiay)
QByteArray readPictures(const QDBusArgument &from)
{
    QByteArray all;
    from.beginArray();
    while (!from.atEnd()) {
        int width = 0;
        int height = 0;
        QByteArray bytes;
        from.beginStructure();
        from >> width >> height >> bytes;
        from.endStructure();
        all += bytes;
    }
    from.endArray();
    return all;
}

} // namespace

Panel::~Panel()
{
    QDBusConnection::sessionBus().unregisterObject(path);
    QDBusConnection::sessionBus().unregisterService(service);
}

QString Panel::open()
{
    if (qEnvironmentVariable("QT_QPA_PLATFORM") == u"offscreen")
        return u"there is no screen, and so no tray"_s;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return u"there is no session bus (dbus-run-session starts one)"_s;
    const bool isOpened = bus.registerObject(path, this, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllProperties) && bus.registerService(service);
    return isOpened ? QString() : u"another panel is on the session bus"_s;
}

void Panel::RegisterStatusNotifierItem(const QString &, const QDBusMessage &message)
{
    m_program = message.service();
}

QVariant Panel::property(const QString &name) const
{
    const QDBusMessage answer = call(m_program, u"/StatusNotifierItem"_s, u"org.freedesktop.DBus.Properties"_s, u"Get"_s, {u"org.kde.StatusNotifierItem"_s, name});
    return answer.arguments().value(0).value<QDBusVariant>().variant();
}

QString Panel::toolTip() const
{
    const QVariant value = property(u"ToolTip"_s);
    if (!value.canConvert<QDBusArgument>())
        return {};
    const auto from = value.value<QDBusArgument>();  // (sa(iiay)ss)
    QString icon;
    QString title;
    QString text;
    from.beginStructure();
    from >> icon;
    (void)readPictures(from);
    from >> title >> text;
    from.endStructure();
    return title + u'\n' + text;
}

QByteArray Panel::picture() const
{
    const QVariant value = property(u"IconPixmap"_s);
    return value.canConvert<QDBusArgument>() ? readPictures(value.value<QDBusArgument>()) : QByteArray();
}

bool Panel::choose(const QString &word) const
{
    const QString menu = u"com.canonical.dbusmenu"_s;
    QList<int> ids(50);
    std::iota(ids.begin(), ids.end(), 1);
    const QDBusMessage answer = call(m_program, u"/MenuBar"_s, menu, u"GetGroupProperties"_s, {QVariant::fromValue(ids), QStringList{u"label"_s}});
    const auto from = answer.arguments().value(0).value<QDBusArgument>();  // a(ia{sv})
    std::optional<int> found;
    from.beginArray();
    while (!from.atEnd()) {
        int id = 0;
        QVariantMap properties;
        from.beginStructure();
        from >> id >> properties;
        from.endStructure();
        if (properties.value(u"label"_s).toString().remove(u'_').contains(word))
            found = id;
    }
    from.endArray();
    if (!found)
        return false;
    (void)call(m_program, u"/MenuBar"_s, menu, u"Event"_s, {*found, u"clicked"_s, QVariant::fromValue(QDBusVariant(QString())), 0U});
    return true;
}

} // namespace rollcall::testing
