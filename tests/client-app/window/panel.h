#pragma once

#include <QObject>

#include <QDBusMessage>

namespace rollcall::testing {

// What a desktop's panel is to the programs that have icons in it: the StatusNotifierWatcher of freedesktop.org on the session bus. The
// icon of the program that registered last.
class Panel : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ isOpen)
    Q_PROPERTY(int ProtocolVersion READ protocolVersion)

public:
    ~Panel() override;

    // Why there can be no panel here; empty: it is there.
    [[nodiscard]] QString open();
    [[nodiscard]] bool isOpen() const { return true; }
    [[nodiscard]] int protocolVersion() const { return 0; }

    [[nodiscard]] bool hasIcon() const { return !m_program.isEmpty(); }
    [[nodiscard]] QString toolTip() const;
    // The bytes of the icon in all its sizes.
    [[nodiscard]] QByteArray picture() const;
    // The entry of the icon's menu with this word in it.
    [[nodiscard]] bool choose(const QString &word) const;

public Q_SLOTS:
    void RegisterStatusNotifierItem(const QString &service, const QDBusMessage &message);

private:
    [[nodiscard]] QVariant property(const QString &name) const;

    QString m_program;  // its name on the bus; empty: no icon
};

} // namespace rollcall::testing
