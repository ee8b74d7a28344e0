#pragma once

#include <QObject>

class QSocketNotifier;

namespace rollcall::ops {

// SIGTERM and SIGINT as a Qt signal on the thread of this object. One at a time in a process; the first signal asks for an
// orderly end, a second one has its default effect.
class SignalHandler : public QObject {
    Q_OBJECT

public:
    explicit SignalHandler(QObject *parent = nullptr);
    ~SignalHandler() override;

Q_SIGNALS:
    void terminationRequested(int signal);

private:
    void read();
    QSocketNotifier *m_notifier = nullptr;  // child
};

} // namespace rollcall::ops
