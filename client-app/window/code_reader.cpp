#include "window/code_reader.h"

#define ZX_USE_UTF8 1  // texts as UTF-8, which is the only way from the library's next version on
#include <ZXing/ReadBarcode.h>

#include <exception>

namespace rollcall::window {

std::optional<QString> readPairingLink(const QImage &picture)
try {
    if (picture.isNull())
        return std::nullopt;
    const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
    const ZXing::ImageView view(grey.constBits(), grey.width(), grey.height(), ZXing::ImageFormat::Lum, int(grey.bytesPerLine()));
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    for (const ZXing::Result &found : ZXing::ReadBarcodes(view, hints)) {
        const QString text = QString::fromStdString(found.text());
        if (found.isValid() && text.startsWith(u"rollcall:", Qt::CaseInsensitive))
            return text;
    }
    return std::nullopt;
} catch (const std::exception &) {
    return std::nullopt;  // a picture that the library stumbles over: the next one comes in a moment
}

} // namespace rollcall::window
