#include "admin/admin_options.h"

using namespace Qt::StringLiterals;

namespace rollcall::admin {

settings::Table optionTable(AdminOptions &options)
{
    settings::Table table{{.name = u"rollcall-admin"_s, .version = QStringLiteral(ROLLCALL_VERSION),
                           .description = u"The window of a Rollcall server: live pictures, the register, people, cameras.\n"
                                          "With --local the server runs inside; its settings are as usual, and what stands after \u201c--\u201d is for it:\n"
                                          "rollcall-admin --local -- --data-dir /var/lib/rollcall\n"
                                          "Exit codes: 0 closed, 1 the window cannot be opened, 2 wrong options."_s}};
    table.add(u"connect"_s, u"the server's address, for instance https://host:8443 (default: the last one)"_s, options.connect);
    table.add(u"local"_s, u"start the server inside this program"_s, options.local);
    table.add(u"drawing"_s, u"who draws the live pictures: auto, the graphics card where there is one; opengl, also where the processor does OpenGL's work; software, the processor"_s, options.drawing,
              settings::Words<DrawingWish>{{u"auto"_s, DrawingWish::Auto}, {u"opengl"_s, DrawingWish::OpenGl}, {u"software"_s, DrawingWish::Software}});
    table.add(u"language"_s, u"en, de or fr; empty: the system's"_s, options.language);
    table.add(u"key-store"_s, u"where tokens lie: the system's key store (and a file where there is none), or a file alone"_s, options.keyStore,
              settings::Words<pairing::KeyStore>{{u"system"_s, pairing::KeyStore::System}, {u"file"_s, pairing::KeyStore::File}});
    table.add(u"settings-dir"_s, u"folder of the window's settings; empty: the user's"_s, options.settingsFolder);
    return table;
}

} // namespace rollcall::admin
