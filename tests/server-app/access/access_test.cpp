// Signing in as a whole: the routes of accounts, sessions and tokens. A part alone: access_test sign-in, sessions or accounts, then what
// Qt Test takes.

#include "server-app/access/access_case.h"

#include <QCoreApplication>

using namespace rollcall::testing;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    const std::pair<const char *, std::unique_ptr<QObject> (*)()> parts[] = {{"sign-in", makeSignInTest}, {"sessions", makeSessionsTest}, {"accounts", makeAccountsTest}};
    QString part;
    if (arguments.size() > 1 && !arguments[1].startsWith(u'-'))
        part = arguments.takeAt(1);
    int failures = 0;
    bool isKnown = part.isEmpty();
    for (const auto &[name, make] : parts) {
        if (!part.isEmpty() && part != QLatin1String(name))
            continue;
        isKnown = true;
        failures += QTest::qExec(make().get(), arguments);
    }
    if (!isKnown)
        qWarning("There is no such part: sign-in, sessions, accounts.");
    return isKnown ? failures : 1;
}
