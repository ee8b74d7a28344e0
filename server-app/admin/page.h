#pragma once

#include <QWidget>

namespace rollcall::admin {

// One entry of the rail. GUI thread.
class Page : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    // It came into sight: read what is missing. Called again each time.
    virtual void enter() {}
    // Words of the window's search line.
    virtual void search(const QString &words) { Q_UNUSED(words) }

Q_SIGNALS:
    // A sentence for the status bar.
    void said(const QString &sentence);
    // Empty: somebody new.
    void personWanted(const QString &person);
    void cameraWanted(const QString &camera);
};

} // namespace rollcall::admin
