#include "CBarcodeReading.h"
#include "pictures.h"

// zxing-cpp's text in UTF-8, not in wide characters.
#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <new>
#include <string>
#include <vector>

namespace {

// From the pixels of a picture to those of the photo that it was made of: x' = across * x - turn * y + left,
// y' = turn * x + across * y + top.
struct Mapping {
    double across = 1, turn = 0, left = 0, top = 0;

    double x(double x, double y) const { return across * x - turn * y + left; }
    double y(double x, double y) const { return turn * x + across * y + top; }
};

struct Picture {
    int width, height;
    std::vector<uint8_t> pixels;
    Mapping mapping;

    int64_t size() const { return static_cast<int64_t>(width) * height; }

    ZXing::ImageView view() const { return {pixels.data(), width, height, ZXing::ImageFormat::Lum}; }

    // Each pixel the mean of a square of so many by so many.
    Picture shrunk(int divisor) const {
        Picture result = {width / divisor, height / divisor, {}, mapping};
        result.mapping.across *= divisor;
        result.mapping.turn *= divisor;
        result.pixels.resize(static_cast<size_t>(result.size()));
        for (int row = 0; row < result.height; row++) {
            for (int column = 0; column < result.width; column++) {
                unsigned sum = 0;
                for (int line = 0; line < divisor; line++) {
                    const size_t start = (static_cast<size_t>(row) * divisor + line) * width;
                    for (int place = 0; place < divisor; place++) sum += pixels[start + column * divisor + place];
                }
                result.pixels[static_cast<size_t>(row) * result.width + column] = sum / (divisor * divisor);
            }
        }
        return result;
    }

    Picture shrunk_to(int64_t most) const {
        int divisor = 1;
        while (static_cast<int64_t>(width / divisor) * (height / divisor) > most) divisor++;
        return shrunk(divisor);
    }

    // Turned about its middle, with white around it.
    Picture turned(double degrees) const {
        const double angle = degrees * 3.14159265358979323846 / 180, sine = std::sin(angle), cosine = std::cos(angle);
        Picture result = {
            static_cast<int>(width * std::fabs(cosine) + height * std::fabs(sine)) + 1,
            static_cast<int>(width * std::fabs(sine) + height * std::fabs(cosine)) + 1, {}, {}};
        // From the turned picture's pixels to this one's.
        Mapping back = {cosine, -sine, 0, 0};
        back.left = width / 2.0 - back.x(result.width / 2.0, result.height / 2.0);
        back.top = height / 2.0 - back.y(result.width / 2.0, result.height / 2.0);
        result.pixels.assign(static_cast<size_t>(result.size()), 255);
        for (int row = 0; row < result.height; row++) {
            for (int column = 0; column < result.width; column++) {
                const double x = back.x(column, row), y = back.y(column, row);
                const int left = static_cast<int>(std::floor(x)), above = static_cast<int>(std::floor(y));
                if (left < 0 || above < 0 || left + 1 >= width || above + 1 >= height) continue;
                const uint8_t *near = &pixels[static_cast<size_t>(above) * width + left];
                const double right = x - left, below = y - above;
                const double upper = near[0] * (1 - right) + near[1] * right;
                const double lower = near[width] * (1 - right) + near[width + 1] * right;
                result.pixels[static_cast<size_t>(row) * result.width + column] =
                    static_cast<uint8_t>(upper * (1 - below) + lower * below);
            }
        }
        result.mapping = {
            mapping.across * back.across - mapping.turn * back.turn, mapping.turn * back.across + mapping.across * back.turn,
            mapping.x(back.left, back.top), mapping.y(back.left, back.top)};
        return result;
    }

    Picture piece(int left, int top, int wide, int high) const {
        Picture result = {wide, high, {}, mapping};
        result.mapping.left = mapping.x(left, top);
        result.mapping.top = mapping.y(left, top);
        result.pixels.reserve(static_cast<size_t>(result.size()));
        for (int row = top; row < top + high; row++) {
            const auto first = pixels.begin() + static_cast<ptrdiff_t>(row) * width + left;
            result.pixels.insert(result.pixels.end(), first, first + wide);
        }
        return result;
    }

    // The space of a linear code in white, so that the next pass finds another one: its lines, and so much beside them.
    void blank(const ZXing::Position &position, int margin) {
        auto [left, right] = std::minmax({position[0].x, position[1].x, position[2].x, position[3].x});
        auto [top, bottom] = std::minmax({position[0].y, position[1].y, position[2].y, position[3].y});
        const bool isLevel = right - left >= bottom - top;
        const int across = isLevel ? 1 : margin, down = isLevel ? margin : 1;
        const int first = std::max(0, left - across), last = std::min(width, right + across + 1);
        if (first >= last) return;
        for (int row = std::max(0, top - down); row < std::min(height, bottom + down + 1); row++) {
            std::memset(&pixels[static_cast<size_t>(row) * width + first], 255, last - first);
        }
    }
};

// Tells of codes until there are enough.
class Teller {
public:
    Teller(int most, void *context, void (*write)(void *, const void *, size_t))
        : left(most), context(context), sink(write) {}

    int left;

    void tell(const ZXing::Result &code, const Mapping &mapping) {
        if (!code.isValid() || left <= 0) return;
        left--;
        for (int corner = 0; corner < 4; corner++) {
            const ZXing::PointI point = code.position()[corner];
            number(static_cast<int32_t>(mapping.x(point.x, point.y)));
            number(static_cast<int32_t>(mapping.y(point.x, point.y)));
        }
        const double turned = std::atan2(mapping.turn, mapping.across) * 180 / 3.14159265358979323846;
        number(static_cast<int32_t>(std::lround(std::remainder(code.orientation() + turned, 360))));
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
constexpr int most_passes = 48;
// Fewer pixels than any code has modules.
constexpr int least_side = 8;
// The size in which a picture is looked at in many ways.
constexpr int64_t small_size = 1'500'000;

ZXing::DecodeHints hints(ZXing::BarcodeFormats formats, int most) {
    ZXing::DecodeHints hints;
    hints.setTryHarder(true).setTryRotate(true).setTryDownscale(false).setFormats(formats);
    return hints.setMaxNumberOfSymbols(static_cast<uint8_t>(std::clamp(most, 1, 255)));
}

bool find_squares(const Picture &picture, Teller &teller) {
    const int before = teller.left;
    const auto wanted = hints(ZXing::BarcodeFormat::MatrixCodes, teller.left);
    for (const ZXing::Result &code : ZXing::ReadBarcodes(picture.view(), wanted)) teller.tell(code, picture.mapping);
    return teller.left < before;
}

// One at a time, and without zxing-cpp's own smaller copies of the picture: where version 1.4 finds one linear code twice,
// or two with the same content, an assertion of its comparison ends the process.
bool find_bars(Picture picture, ZXing::BarcodeFormats formats, int lines, Teller &teller) {
    const int before = teller.left;
    const auto wanted = hints(formats, 1).setMinLineCount(static_cast<uint8_t>(lines));
    // How far beside its lines each content was blanked: found again, it reaches further.
    std::map<std::string, int> margins;
    for (int pass = 0; pass < most_passes && teller.left > 0; pass++) {
        const ZXing::Result code = ZXing::ReadBarcode(picture.view(), wanted);
        if (!code.isValid()) break;
        auto [known, isNew] = margins.try_emplace(ZXing::ToString(code.format()) + code.text(), 6);
        // Any part of an Interleaved 2 of 5 reads as a shorter one. Only a GTIN's check digit tells that it is whole.
        const bool isWhole = code.format() != ZXing::BarcodeFormat::ITF || code.symbologyIdentifier() == "]I1";
        if (isNew && isWhole) teller.tell(code, picture.mapping);
        picture.blank(code.position(), known->second);
        known->second += known->second / 2;
    }
    return teller.left < before;
}

bool find(const Picture &picture, Teller &teller) {
    if (std::min(picture.width, picture.height) < least_side) return false;
    const int before = teller.left;
    const ZXing::BarcodeFormats dataBars = ZXing::BarcodeFormat::DataBar | ZXing::BarcodeFormat::DataBarExpanded;
    const ZXing::BarcodeFormats others = ZXing::BarcodeFormat::Code128 | ZXing::BarcodeFormat::Code39
        | ZXing::BarcodeFormat::Code93 | ZXing::BarcodeFormat::Codabar | ZXing::BarcodeFormat::ITF
        | ZXing::BarcodeFormat::EAN13 | ZXing::BarcodeFormat::EAN8 | ZXing::BarcodeFormat::UPCA | ZXing::BarcodeFormat::UPCE;
    find_squares(picture, teller);
    // Two lines that agree are sometimes wrong, but for the check characters of a DataBar: there one is enough, and has to be,
    // for at a second one the assertion would end the process.
    find_bars(picture, dataBars, 1, teller);
    find_bars(picture, others, 3, teller);
    return teller.left < before;
}

// Aztec codes and Data Matrix are looked for from the middle outward: so each piece of half the sides, reaching half into its
// neighbours, has a middle of its own.
bool find_in_pieces(const Picture &picture, Teller &teller) {
    const int width = picture.width / 2, height = picture.height / 2;
    if (std::min(width, height) < least_side) return false;
    const int before = teller.left;
    for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
            find_squares(
                picture.piece(column * (picture.width - width) / 2, row * (picture.height - height) / 2, width, height),
                teller);
        }
    }
    return teller.left < before;
}

void find_all(const Picture &picture, Teller &teller) {
    if (find(picture, teller)) return;
    Picture small = picture.shrunk_to(small_size);
    // What is noisy or out of focus is clearer from afar.
    for (int divisor = 2; divisor <= 4; divisor *= 2) {
        if (find(picture.shrunk(divisor), teller)) return;
    }
    if (find_in_pieces(small, teller)) return;
    // Bars are read along lines that are level or upright, give or take.
    for (double degrees : {45.0, 22.5, 67.5, 11.25, 33.75, 56.25, 78.75}) {
        if (find(small.turned(degrees), teller)) return;
    }
    // What is engraved or etched is often light on dark.
    for (uint8_t &pixel : small.pixels) pixel = 255 - pixel;
    if (find(small, teller)) return;
    find(small.shrunk(2), teller);
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
    Picture picture = {header.decoded_width, header.decoded_height, {}, {}};
    picture.pixels.resize(static_cast<size_t>(picture.size()));
    if (!picture_decode(bytes, count, &header, picture.pixels.data())) return photo_damaged;
    picture.mapping.across = static_cast<double>(header.width) / header.decoded_width;
    find_all(picture.size() > limits->decoded_pixels ? picture.shrunk_to(limits->decoded_pixels) : picture, teller);
    return photo_read_whole;
} catch (const std::bad_alloc &) {
    return photo_no_room;
} catch (...) {
    return photo_broken_off;
}
