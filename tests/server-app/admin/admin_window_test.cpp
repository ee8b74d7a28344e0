// The admin window: `admin_window_test [values|live|pages|crowd|screenshots [Qt Test's own arguments]]`, values without.

#include "server-app/admin/crowd_test.h"
#include "server-app/admin/live_test.h"
#include "server-app/admin/pages_test.h"
#include "server-app/admin/screenshots_test.h"
#include "server-app/admin/values_test.h"

#include "media/gstreamer.h"
#include "media/pipeline.h"

#include <QApplication>
#include <QSettings>
#include <QtTest>

using namespace rollcall;

int main(int argc, char **argv)
{
    admin::prepareDrawing();
    QApplication::setOrganizationName(QStringLiteral("rollcall"));
    QApplication::setApplicationName(QStringLiteral("rollcall-admin"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    if (const auto ready = media::initialiseGStreamer(); !ready)
        qFatal("%s", qPrintable(ready.error().message));
    admin::speak(QStringLiteral("en"), application);
    admin::putOn(admin::Look::Light, application);
    QStringList arguments = QApplication::arguments();
    const QString wanted = arguments.value(1);
    if (arguments.size() > 1)
        arguments.removeAt(1);
    int failures = 0;
    const auto run = [&](const char *name, QObject &test) {
        if (QLatin1String(name) == (wanted.isEmpty() ? QStringLiteral("values") : wanted))
            failures += QTest::qExec(&test, arguments);
    };
    ValuesTest values;
    run("values", values);
    LiveTest live;
    run("live", live);
    PagesTest pages;
    run("pages", pages);
    CrowdTest crowd;
    run("crowd", crowd);
    ScreenshotsTest screenshots;
    run("screenshots", screenshots);
    return media::waitForStoppedPipelines(std::chrono::seconds(10)) ? failures : 1;
}
