#include "CBarcodeReading.h"
#include "pictures.h"

// zxing-cpp's text in UTF-8, not in wide characters.
#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>
#include <algorithm>
#include <cstring>
#include <map>
#include <new>
#include <string>
#include <vector>

namespace {

struct Picture {
    int width, height;
    std::vector<uint8_t> pixels;

    // Each pixel the mean of a square of so many by so many.
    Picture shrunk(int divisor) const {
        Picture result = {width / divisor, height / divisor, {}};
        result.pixels.resize(static_cast<size_t>(result.width) * result.height);
        for (int row = 0; row < result.height; row++) {
            for (int column = 0; column < result.width; column++) {
                unsigned sum = 0;
                for (int line = 0; line < divisor; line++) {
                    const uint8_t *first =
                        &pixels[(static_cast<size_t>(row) * divisor + line) * width + static_cast<size_t>(column) * divisor];
                    for (int place = 0; place < divisor; place++) sum += first[place];
                }
                result.pixels[static_cast<size_t>(row) * result.width + column] = sum / (divisor * divisor);
            }
        }
        return result;
    }

    ZXing::ImageView view() const { return {pixels.data(), width, height, ZXing::ImageFormat::Lum}; }
};

// Tells of codes until there are enough.
class Teller {
public:
    Teller(int most, void *context, void (*write)(void *, const void *, size_t))
        : left(most), context(context), sink(write) {}

    int left;

    void tell(const ZXing::Result &code, double scale) {
        if (!code.isValid() || left <= 0) return;
        // Any part of an Interleaved 2 of 5 reads as a shorter one. Only a GTIN's check digit tells that it is whole.
        if (code.format() == ZXing::BarcodeFormat::ITF && code.symbologyIdentifier() != "]I1") return;
        left--;
        for (int corner = 0; corner < 4; corner++) {
            number(static_cast<int32_t>(code.position()[corner].x * scale));
            number(static_cast<int32_t>(code.position()[corner].y * scale));
        }
        number(code.orientation());
        number(code.contentType() == ZXing::ContentType::GS1);
        text(ZXing::ToString(code.format()));
        text(code.symbologyIdentifier());
        text(code.text());
        text({reinterpret_cast<const char *>(code.bytes().data()), code.bytes().size()});
    }

    void number(int32_t value) { sink(context, &value, sizeof value); }

private:
    void text(const std::string &text) {
        number(static_cast<int32_t>(text.size()));
        sink(context, text.data(), text.size());
    }

    void *context;
    void (*sink)(void *, const void *, size_t);
};

// Passes over a picture in search of linear codes: several for each, because one is found in a few of its lines.
constexpr int mostPasses = 48;

// The space of a linear code in white, so that the next pass finds another one: its lines, and so much beside them.
void blank(Picture &picture, const ZXing::Position &position, int margin) {
    auto [left, right] = std::minmax({position[0].x, position[1].x, position[2].x, position[3].x});
    auto [top, bottom] = std::minmax({position[0].y, position[1].y, position[2].y, position[3].y});
    const bool isLevel = right - left >= bottom - top;
    const int across = isLevel ? 1 : margin, down = isLevel ? margin : 1;
    const int first = std::max(0, left - across), last = std::min(picture.width, right + across + 1);
    if (first >= last) return;
    for (int row = std::max(0, top - down); row < std::min(picture.height, bottom + down + 1); row++) {
        std::memset(&picture.pixels[static_cast<size_t>(row) * picture.width + first], 255, last - first);
    }
}

/// Finds the codes in a picture as it is. Returns how many.
///
/// Linear codes one at a time, and without zxing-cpp's own smaller copies of the picture: where version 1.4 finds one linear
/// code twice, or two with the same content, an assertion of its comparison ends the process.
int find(Picture picture, double scale, Teller &teller) {
    ZXing::DecodeHints hints;
    hints.setTryHarder(true).setTryRotate(true).setTryDownscale(false);
    hints.setMaxNumberOfSymbols(static_cast<uint8_t>(std::clamp(teller.left, 1, 255)));
    hints.setFormats(ZXing::BarcodeFormat::MatrixCodes);
    const int before = teller.left;
    for (const ZXing::Result &code : ZXing::ReadBarcodes(picture.view(), hints)) teller.tell(code, scale);
    hints.setMaxNumberOfSymbols(1).setFormats(ZXing::BarcodeFormat::LinearCodes);
    // How far beside its lines each content was blanked: found again, it reaches further.
    std::map<std::string, int> margins;
    for (int pass = 0; pass < mostPasses && teller.left > 0; pass++) {
        const ZXing::Result code = ZXing::ReadBarcode(picture.view(), hints);
        if (!code.isValid()) break;
        auto [known, isNew] = margins.try_emplace(ZXing::ToString(code.format()) + code.text(), 6);
        if (isNew) teller.tell(code, scale);
        blank(picture, code.position(), known->second);
        known->second += known->second / 2;
    }
    return before - teller.left;
}

// Fewer pixels than any code has modules.
constexpr int leastSide = 8;

void find_all(Picture picture, double scale, Teller &teller) {
    if (std::min(picture.width, picture.height) < leastSide) return;
    if (find(picture, scale, teller) > 0) return;
    // What is noisy or out of focus is clearer from afar.
    int divisor = 1;
    for (int tries = 0; tries < 2; tries++) {
        divisor *= 2;
        if (std::min(picture.width, picture.height) / divisor < leastSide) break;
        if (find(picture.shrunk(divisor), scale * divisor, teller) > 0) return;
    }
    // What is engraved or etched is often light on dark.
    Picture inverse = std::max(picture.width, picture.height) > 1600 ? picture.shrunk(2) : std::move(picture);
    scale = inverse.pixels.size() == picture.pixels.size() || picture.pixels.empty() ? scale : scale * 2;
    for (uint8_t &pixel : inverse.pixels) pixel = 255 - pixel;
    find(std::move(inverse), scale, teller);
}

}  // namespace

photo_outcome photo_read_here(
    const uint8_t *bytes, size_t count, const photo_limits *limits, void *context,
    void (*write)(void *context, const void *piece, size_t count)) try {
    if (picture_recognise(bytes, count) == picture_none) return photo_not_picture;
    picture_header header;
    if (!picture_measure(bytes, count, limits->decoded_pixels, &header)) return photo_damaged;
    Teller teller(limits->codes, context, write);
    teller.number(header.width);
    teller.number(header.height);
    if (static_cast<int64_t>(header.width) * header.height > limits->pixels) return photo_too_large;
    Picture picture = {header.decoded_width, header.decoded_height, {}};
    picture.pixels.resize(static_cast<size_t>(picture.width) * picture.height);
    if (!picture_decode(bytes, count, &header, picture.pixels.data())) return photo_damaged;
    int divisor = 1;
    while (static_cast<int64_t>(picture.width / divisor) * (picture.height / divisor) > limits->decoded_pixels) divisor++;
    if (divisor > 1) picture = picture.shrunk(divisor);
    const double scale = static_cast<double>(header.width) / picture.width;
    find_all(std::move(picture), scale, teller);
    return photo_read_whole;
} catch (const std::bad_alloc &) {
    return photo_no_room;
} catch (...) {
    return photo_broken_off;
}
