#include "server-app/admin/admin_steps.h"

#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace rollcall::testing {

QString textOf(QWidget &in, const char *label)
{
    return in.findChild<QLabel *>(QString::fromLatin1(label))->text();
}

void write(QWidget &in, const char *field, const QString &text)
{
    in.findChild<QLineEdit *>(QString::fromLatin1(field))->setText(text);
}

bool shows(admin::RecordTable &table, const QString &words)
{
    return waitUntil([&] { return table.asCsv().contains(words.toUtf8()); }, 20s);
}

// The limit on tries may ask for a second's patience.
bool signIn(AdminWorld &world, const QString &name)
{
    auto &window = world.window();
    auto *const field = window.findChild<QLineEdit *>(u"name"_s);
    if (!waitUntil([&] { return field->isVisible(); }, 20s))
        return false;
    field->setText(name);
    return waitUntil([&] {
        write(window, "password", accountPassword);
        click(window, "signIn");
        return waitUntil([&] { return window.page(u"live"_s) != nullptr && !field->isVisible(); }, 1'500ms);
    }, 20s);
}

} // namespace rollcall::testing
