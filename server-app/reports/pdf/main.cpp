// rollcall-report FILE: makes a PDF of the lines that rollcall-server writes to its standard input. A program of its own, because Qt's
// PDF writer needs Qt Gui, and the server links no graphics library.
#include "pdf/page_painter.h"

#include <QFile>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLoggingCategory>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace rollcall::reports;

namespace {

int fail(const QString &message)
{
    std::fputs((u"rollcall-report: "_s + message + u'\n').toUtf8().constData(), stderr);
    return 1;
}

QString cannotWrite(const QString &file)
{
    return u"%1 cannot be written. Make room on its disk, or choose another folder."_s.arg(file);
}

// Reads to the end; a sentence where the report is not whole.
std::expected<void, QString> print(QFile &input, const QString &file)
{
    PagePainter painter(file);
    bool hasBegun = false;
    for (QByteArray line = input.readLine(); !line.isEmpty(); line = input.readLine()) {
        const auto read = parsePrintedLine(line.endsWith('\n') ? line.chopped(1) : line);
        if (!read)
            return std::unexpected(read.error());
        const auto *head = std::get_if<PrintedHead>(&*read);
        const auto *row = std::get_if<QStringList>(&*read);
        if (hasBegun == (head != nullptr))
            return std::unexpected(u"The report's head is not its first line."_s);
        if (!head && !row)
            return painter.end() ? std::expected<void, QString>() : std::unexpected(cannotWrite(file));
        if (head ? !painter.begin(*head) : !painter.row(*row))
            return std::unexpected(cannotWrite(file));
        hasBegun = true;
    }
    return std::unexpected(u"The report broke off."_s);
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");  // no display, whatever the session has
    QLoggingCategory::setFilterRules(u"*.warning=false"_s);  // Qt's remarks on the session are not what went wrong with a report
    const QGuiApplication application(argc, argv);
    const QStringList arguments = QGuiApplication::arguments();
    if (arguments.size() != 2 || arguments[1].startsWith(u'-'))
        return fail(u"usage: rollcall-report FILE.pdf. The lines of the report come on standard input; rollcall-server writes them."_s);
    if (QFontDatabase::families().isEmpty())
        return fail(u"This machine has no fonts. Install some, such as those of the package fonts-dejavu-core."_s);
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return fail(u"The standard input cannot be read."_s);
    const auto printed = print(input, arguments[1]);
    if (printed)
        return 0;
    QFile::remove(arguments[1]);  // nobody takes half a report for a whole one
    return fail(printed.error());
}
