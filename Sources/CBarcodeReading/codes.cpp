#include "CBarcodeReading.h"

// zxing-cpp's text in UTF-8, not in wide characters.
#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>
#include <algorithm>
#include <string>

int codes_read(
    const uint8_t *grey, int32_t width, int32_t height, int32_t most, void *context,
    void (*found)(void *context, const found_code *code)) try {
    ZXing::DecodeHints hints;
    hints.setTryHarder(true).setTryRotate(true).setTryDownscale(true);
    hints.setTryCode39ExtendedMode(false).setEanAddOnSymbol(ZXing::EanAddOnSymbol::Ignore);
    hints.setMaxNumberOfSymbols(static_cast<uint8_t>(std::clamp(most, 1, 255)));
    int left = most;
    for (const ZXing::Result &result :
         ZXing::ReadBarcodes(ZXing::ImageView(grey, width, height, ZXing::ImageFormat::Lum), hints)) {
        if (!result.isValid()) continue;
        if (left-- <= 0) break;
        const std::string text = result.text(), identifier = result.symbologyIdentifier();
        const ZXing::ByteArray &bytes = result.bytes();
        found_code code = {};
        code.symbology = ZXing::ToString(result.format());
        code.identifier = identifier.c_str();
        code.text = text.data();
        code.text_count = text.size();
        code.bytes = bytes.data();
        code.bytes_count = bytes.size();
        code.is_gs1 = result.contentType() == ZXing::ContentType::GS1;
        for (int corner = 0; corner < 4; corner++) {
            code.corners[2 * corner] = result.position()[corner].x;
            code.corners[2 * corner + 1] = result.position()[corner].y;
        }
        code.orientation = result.orientation();
        found(context, &code);
    }
    return 1;
} catch (...) {
    return 0;
}
