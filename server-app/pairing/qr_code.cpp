#include "pairing/qr_code.h"

#include <qrcodegen/qrcodegen.hpp>

#include <optional>
#include <stdexcept>

using namespace Qt::StringLiterals;

namespace rollcall::pairing {

namespace {

constexpr int quietZone = 4;  // modules, ISO/IEC 18004

std::optional<qrcodegen::QrCode> encode(const QString &text)
{
    try {
        return qrcodegen::QrCode::encodeText(text.toUtf8().constData(), qrcodegen::QrCode::Ecc::MEDIUM);
    } catch (const std::length_error &) {
        return std::nullopt;
    }
}

} // namespace

QString qrSvg(const QString &text)
{
    const auto code = encode(text);
    if (!code)
        return {};
    const int side = code->getSize() + 2 * quietZone;
    QString path;
    for (int y = 0; y < code->getSize(); ++y) {
        for (int x = 0; x < code->getSize(); ++x) {
            if (code->getModule(x, y))
                path += u"M%1,%2h1v1h-1z"_s.arg(x + quietZone).arg(y + quietZone);
        }
    }
    return u"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %1\" shape-rendering=\"crispEdges\"><rect width=\"%1\" height=\"%1\" fill=\"#fff\"/><path d=\"%2\" fill=\"#000\"/></svg>"_s
        .arg(side).arg(path);
}

QString qrForTerminal(const QString &text)
{
    const auto code = encode(text);
    if (!code)
        return {};
    // Outside of the code everything is light.
    const auto isDark = [&](int x, int y) { return code->getModule(x, y); };
    const int last = code->getSize() + quietZone;
    QString drawn;
    for (int y = -quietZone; y < last; y += 2) {
        drawn += u"\u001b[107;30m"_s;
        for (int x = -quietZone; x < last; ++x) {
            const bool upper = isDark(x, y);
            const bool lower = y + 1 < last && isDark(x, y + 1);
            drawn += upper && lower ? u'\u2588' : upper ? u'\u2580' : lower ? u'\u2584' : u' ';
        }
        drawn += u"\u001b[0m\n"_s;
    }
    return drawn;
}

} // namespace rollcall::pairing
