#include "window/look.h"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QTranslator>

using namespace Qt::StringLiterals;

// Resources of a static library are linked in only when asked for, and this has to be outside of a namespace.
static void loadTranslationResources()
{
    Q_INIT_RESOURCE(camera_translations);
}

namespace rollcall::window {

namespace {

QPalette palette(const QColor &window, const QColor &base, const QColor &button, const QColor &text, const QColor &quiet, const QColor &accent, const QColor &onAccent)
{
    QPalette made(text, button, button.lighter(120), button.darker(150), button.darker(120), text, Qt::white, base, window);
    made.setColor(QPalette::AlternateBase, window);
    made.setColor(QPalette::ToolTipBase, base);
    made.setColor(QPalette::ToolTipText, text);
    made.setColor(QPalette::PlaceholderText, quiet);
    made.setColor(QPalette::Highlight, accent);
    made.setColor(QPalette::HighlightedText, onAccent);
    made.setColor(QPalette::Link, accent);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        made.setColor(QPalette::Disabled, role, quiet);
    return made;
}

QPalette darkPalette()
{
    return palette({0x1e, 0x25, 0x30}, {0x17, 0x1c, 0x25}, {0x2b, 0x34, 0x42}, {0xe5, 0xe9, 0xef}, {0x9a, 0xa5, 0xb4}, {0x2d, 0xd4, 0xbf}, {0x06, 0x2a, 0x26});
}

QPalette lightPalette()
{
    return palette({0xf6, 0xf7, 0xf9}, {0xff, 0xff, 0xff}, {0xee, 0xf0, 0xf3}, {0x1b, 0x23, 0x2e}, {0x5b, 0x66, 0x75}, {0x0f, 0x76, 0x6e}, {0xff, 0xff, 0xff});
}

} // namespace

void putOn(Look look, QApplication &application)
{
    static const QString systemStyle = application.style()->objectName();
    application.setStyle(QStyleFactory::create(look == Look::System ? systemStyle : u"fusion"_s));
    application.setPalette(look == Look::System ? QPalette() : look == Look::Dark ? darkPalette() : lightPalette());
}

void speak(const QString &language, QApplication &application)
{
    loadTranslationResources();
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    if (!language.isEmpty())
        QLocale::setDefault(locale);
    auto *const ours = new QTranslator(&application);
    if (ours->load(locale, u"rollcall_camera"_s, u"_"_s, u":/i18n"_s))
        application.installTranslator(ours);
    auto *const qts = new QTranslator(&application);
    if (qts->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        application.installTranslator(qts);
}

} // namespace rollcall::window
