#include "pictures.h"

#include <png.h>
#include <string.h>
#include <turbojpeg.h>
#include <webp/decode.h>

// The scans of a JPEG: each is a pass over the whole picture, and a file may claim thousands. Progressive pictures have about
// ten, and those that hold smaller ones some more.
static const int most_scans = 100;

picture_kind picture_recognise(const uint8_t *bytes, size_t count) {
    if (count >= 3 && memcmp(bytes, "\xFF\xD8\xFF", 3) == 0) return picture_jpeg;
    if (count >= 8 && memcmp(bytes, "\x89PNG\r\n\x1A\n", 8) == 0) return picture_png;
    if (count >= 12 && memcmp(bytes, "RIFF", 4) == 0 && memcmp(bytes + 8, "WEBP", 4) == 0) return picture_webp;
    return picture_none;
}

// MARK: JPEG

// In the data of a scan 0xFF is always followed by 0 or a restart marker, so none is missed.
static int has_too_many_scans(const uint8_t *bytes, size_t count) {
    int scans = 0;
    for (size_t place = 0; place + 1 < count; place++) {
        if (bytes[place] == 0xFF && bytes[place + 1] == 0xDA && ++scans > most_scans) return 1;
    }
    return 0;
}

static int jpeg_measure(const uint8_t *bytes, size_t count, int64_t most, picture_header *header) {
    tjhandle decoder = tjInitDecompress();
    if (!decoder) return 0;
    int width = 0, height = 0, sampling = 0, colours = 0;
    int result = tjDecompressHeader3(decoder, bytes, count, &width, &height, &sampling, &colours);
    tjDestroy(decoder);
    if (result != 0 || width <= 0 || height <= 0 || has_too_many_scans(bytes, count)) return 0;
    header->width = header->decoded_width = width;
    header->height = header->decoded_height = height;
    int choices = 0;
    const tjscalingfactor *factors = tjGetScalingFactors(&choices);
    int64_t best = 0;
    for (int choice = 0; factors && choice < choices; choice++) {
        tjscalingfactor factor = factors[choice];
        if (factor.num > factor.denom) continue;
        int64_t pixels = (int64_t)TJSCALED(width, factor) * TJSCALED(height, factor);
        if (pixels > most || pixels <= best) continue;
        best = pixels;
        header->decoded_width = TJSCALED(width, factor);
        header->decoded_height = TJSCALED(height, factor);
    }
    return 1;
}

static int jpeg_decode(const uint8_t *bytes, size_t count, const picture_header *header, uint8_t *grey) {
    tjhandle decoder = tjInitDecompress();
    if (!decoder) return 0;
    int width = header->decoded_width, height = header->decoded_height;
    int result = tjDecompress2(
        decoder, bytes, count, grey, width, width, height, TJPF_GRAY, TJFLAG_FASTDCT | TJFLAG_LIMITSCANS);
    // A warning leaves what could be decoded.
    int is_decoded = result == 0 || tjGetErrorCode(decoder) == TJERR_WARNING;
    tjDestroy(decoder);
    return is_decoded;
}

// MARK: PNG

static int png_measure(const uint8_t *bytes, size_t count, picture_header *header) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes, count)) return 0;
    png_uint_32 width = image.width, height = image.height;
    png_image_free(&image);
    if (width == 0 || height == 0 || width > INT32_MAX || height > INT32_MAX) return 0;
    header->width = header->decoded_width = (int32_t)width;
    header->height = header->decoded_height = (int32_t)height;
    return 1;
}

static int png_decode(const uint8_t *bytes, size_t count, const picture_header *header, uint8_t *grey) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes, count)) return 0;
    if (image.width != (png_uint_32)header->width || image.height != (png_uint_32)header->height) {
        png_image_free(&image);
        return 0;
    }
    image.format = PNG_FORMAT_GRAY;
    // What is transparent is white paper.
    png_color paper = {255, 255, 255};
    int is_decoded = png_image_finish_read(&image, &paper, grey, 0, NULL) != 0;
    png_image_free(&image);
    return is_decoded;
}

// MARK: WebP

static int webp_measure(const uint8_t *bytes, size_t count, int64_t most, picture_header *header) {
    WebPBitstreamFeatures features;
    if (WebPGetFeatures(bytes, count, &features) != VP8_STATUS_OK || features.has_animation) return 0;
    if (features.width <= 0 || features.height <= 0) return 0;
    header->width = header->decoded_width = features.width;
    header->height = header->decoded_height = features.height;
    int divisor = 1;
    while ((int64_t)(features.width / divisor) * (features.height / divisor) > most) divisor++;
    header->decoded_width = features.width / divisor > 0 ? features.width / divisor : 1;
    header->decoded_height = features.height / divisor > 0 ? features.height / divisor : 1;
    return 1;
}

static int webp_decode(const uint8_t *bytes, size_t count, const picture_header *header, uint8_t *grey) {
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) return 0;
    config.output.colorspace = MODE_YUV;
    if (header->decoded_width != header->width || header->decoded_height != header->height) {
        config.options.use_scaling = 1;
        config.options.scaled_width = header->decoded_width;
        config.options.scaled_height = header->decoded_height;
    }
    int is_decoded = WebPDecode(bytes, count, &config) == VP8_STATUS_OK && config.output.width == header->decoded_width
        && config.output.height == header->decoded_height;
    if (is_decoded) {
        const WebPYUVABuffer *planes = &config.output.u.YUVA;
        for (int32_t row = 0; row < header->decoded_height; row++) {
            memcpy(
                grey + (size_t)row * header->decoded_width, planes->y + (size_t)row * planes->y_stride,
                header->decoded_width);
        }
    }
    WebPFreeDecBuffer(&config.output);
    return is_decoded;
}

// MARK: All

int picture_measure(const uint8_t *bytes, size_t count, int64_t most, picture_header *header) {
    memset(header, 0, sizeof *header);
    header->kind = picture_recognise(bytes, count);
    switch (header->kind) {
    case picture_jpeg: return jpeg_measure(bytes, count, most, header);
    case picture_png: return png_measure(bytes, count, header);
    case picture_webp: return webp_measure(bytes, count, most, header);
    case picture_none: return 0;
    }
    return 0;
}

int picture_decode(const uint8_t *bytes, size_t count, const picture_header *header, uint8_t *grey) {
    switch (header->kind) {
    case picture_jpeg: return jpeg_decode(bytes, count, header, grey);
    case picture_png: return png_decode(bytes, count, header, grey);
    case picture_webp: return webp_decode(bytes, count, header, grey);
    case picture_none: return 0;
    }
    return 0;
}
