#include "admin/look.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLibraryInfo>
#include <QLocale>
#include <QPainter>
#include <QPalette>
#include <QProxyStyle>
#include <QStyle>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTranslator>

#include <array>

using namespace Qt::StringLiterals;

// Resources of a static library are linked in only when asked for, and this has to be outside of a namespace.
static void loadResources()
{
    Q_INIT_RESOURCE(admin_translations);
    Q_INIT_RESOURCE(admin_pictures);
}

namespace rollcall::admin {

namespace {

struct Ramp {
    QColor window, base, button, text, quiet, accent, onAccent;
};

QPalette palette(const Ramp &ramp)
{
    QPalette made(ramp.text, ramp.button, ramp.button.lighter(120), ramp.button.darker(150), ramp.button.darker(120), ramp.text, Qt::white, ramp.base, ramp.window);
    made.setColor(QPalette::AlternateBase, ramp.window);
    made.setColor(QPalette::ToolTipBase, ramp.base);
    made.setColor(QPalette::ToolTipText, ramp.text);
    made.setColor(QPalette::PlaceholderText, ramp.quiet);
    made.setColor(QPalette::Highlight, ramp.accent);
    made.setColor(QPalette::HighlightedText, ramp.onAccent);
    made.setColor(QPalette::Link, ramp.accent);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        made.setColor(QPalette::Disabled, role, ramp.quiet);
    return made;
}

// The page's colours (resources/web/style).
const Ramp &rampOf(Look look)
{
    static const Ramp light{{0xf6, 0xf7, 0xf9}, {0xff, 0xff, 0xff}, {0xee, 0xf0, 0xf3}, {0x1b, 0x23, 0x2e}, {0x5b, 0x66, 0x75}, {0x0f, 0x76, 0x6e}, {0xff, 0xff, 0xff}};
    static const Ramp dark{{0x1e, 0x25, 0x30}, {0x17, 0x1c, 0x25}, {0x2b, 0x34, 0x42}, {0xe5, 0xe9, 0xef}, {0x9a, 0xa5, 0xb4}, {0x2d, 0xd4, 0xbf}, {0x06, 0x2a, 0x26}};
    return look == Look::Dark ? dark : light;
}

// Qt's own style draws edges darker than the window, which on a dark one cannot be seen: here fields and boxes have lighter ones (3:1).
class LightEdges : public QProxyStyle {
public:
    LightEdges()
        : QProxyStyle(QStyleFactory::create(u"fusion"_s))
    {
    }

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override
    {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if (element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck || element == PE_FrameLineEdit)
            drawEdge(*option, *painter);
    }

    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const override
    {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        if (control == CC_SpinBox)
            drawEdge(*option, *painter);
    }

private:
    // Where the keyboard is, the style's own edge says so.
    static void drawEdge(const QStyleOption &option, QPainter &painter)
    {
        if (option.state & State_HasFocus)
            return;
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QColor(0x6b, 0x77, 0x8a));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2);
        painter.restore();
    }
};

QPixmap tonePixmap(Tone tone, const QColor &colour, int side)
{
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal line = side / 8.0;
    const QRectF inner = QRectF(0, 0, side, side).adjusted(2 * line, 2 * line, -2 * line, -2 * line);
    painter.setPen(QPen(colour, line));
    if (tone == Tone::Unknown) {
        QFont font = painter.font();
        font.setPixelSize(side * 3 / 4);
        font.setBold(true);
        painter.setFont(font);
        painter.drawText(pixmap.rect(), Qt::AlignCenter, u"?"_s);
        return pixmap;
    }
    painter.setBrush(tone == Tone::Good || tone == Tone::Excused ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter.drawEllipse(inner);
    painter.setBrush(colour);
    if (tone == Tone::Late)
        painter.drawPie(inner, 90 * 16, 180 * 16);
    return pixmap;
}

// One drawing of the page's sheet of icons (resources/web/icons.svg), in a colour; null where there is none of that name.
QPixmap drawn(const QString &name, const QColor &colour, int side)
{
    static const QString sheet = [] {
        QFile file(u":/icons.svg"_s);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }();
    const qsizetype begin = sheet.indexOf(QString(u"<symbol id=\""_s + name + u'"'));
    const qsizetype end = sheet.indexOf(u"</symbol>"_s, begin);
    if (begin < 0 || end < 0)
        return {};
    const qsizetype inside = sheet.indexOf(u'>', begin) + 1;
    const QString svg = u"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\" width=\"%1\" height=\"%1\" fill=\"none\" stroke=\"%2\" stroke-width=\"1.75\" stroke-linecap=\"round\" stroke-linejoin=\"round\">"_s.arg(side).arg(colour.name())
        + sheet.mid(inside, end - inside) + u"</svg>"_s;
    return QPixmap::fromImage(QImage::fromData(svg.toUtf8(), "svg"));
}

} // namespace

void putOn(Look look, QApplication &application)
{
    static const QString systemStyle = application.style()->objectName();
    application.setStyle(look == Look::Dark ? new LightEdges : QStyleFactory::create(look == Look::System ? systemStyle : u"fusion"_s));
    application.setPalette(look == Look::System ? QPalette() : palette(rampOf(look)));
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

void speak(const QString &language, QApplication &application)
{
    loadResources();
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    if (!language.isEmpty())
        QLocale::setDefault(locale);
    auto *const ours = new QTranslator(&application);
    // English where the language is not spoken: it has its plurals.
    if (ours->load(locale, u"rollcall_admin"_s, u"_"_s, u":/i18n"_s) || ours->load(u":/i18n/rollcall_admin_en"_s))
        application.installTranslator(ours);
    auto *const qts = new QTranslator(&application);
    if (qts->load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        application.installTranslator(qts);
}

void showAsText(std::initializer_list<QLabel *> labels)
{
    for (QLabel *label : labels)
        label->setTextFormat(Qt::PlainText);
}

QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString() : u"<span>"_s + text.toHtmlEscaped() + u"</span>"_s;
}

QString withoutMnemonics(QString text)
{
    return text.replace(u'&', u"&&"_s);
}

QColor colourOf(Tone tone, bool dark)
{
    switch (tone) {
    case Tone::Good:
        return dark ? QColor(0x4a, 0xde, 0x80) : QColor(0x15, 0x80, 0x3d);
    case Tone::Late:
        return dark ? QColor(0xfb, 0xbf, 0x24) : QColor(0xb4, 0x53, 0x09);
    case Tone::Absent:
        return dark ? QColor(0xf8, 0x71, 0x71) : QColor(0xb9, 0x1c, 0x1c);
    case Tone::Excused:
        return dark ? QColor(0x60, 0xa5, 0xfa) : QColor(0x1d, 0x4e, 0xd8);
    case Tone::Unknown:
    case Tone::Idle:
        break;
    }
    return dark ? QColor(0x94, 0xa3, 0xb8) : QColor(0x64, 0x74, 0x8b);
}

QIcon toneIcon(Tone tone, bool dark)
{
    QIcon icon;
    const QColor onAccent = dark ? QColor(0x06, 0x2a, 0x26) : QColor(Qt::white);
    for (const int side : {16, 32, 48}) {
        icon.addPixmap(tonePixmap(tone, colourOf(tone, dark), side));
        icon.addPixmap(tonePixmap(tone, onAccent, side), QIcon::Selected);
    }
    return icon;
}

QIcon railIcon(const QString &name, const QPalette &palette)
{
    QIcon icon;
    for (const int side : {20, 40}) {
        icon.addPixmap(drawn(name, palette.color(QPalette::WindowText), side), QIcon::Normal);
        icon.addPixmap(drawn(name, palette.color(QPalette::HighlightedText), side), QIcon::Selected);
    }
    return icon;
}

QIcon programIcon()
{
    return QIcon(u":/program.svg"_s);
}

} // namespace rollcall::admin
