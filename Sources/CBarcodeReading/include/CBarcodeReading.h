#ifndef CBARCODEREADING_H
#define CBARCODEREADING_H

// Pictures to grey pixels, and grey pixels to codes, as plain C: libjpeg-turbo, libpng, libwebp and zxing-cpp behind three
// functions. No exception leaves them, and none keeps memory that the caller would have to free.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum { picture_none = 0, picture_jpeg, picture_png, picture_webp } picture_kind;

/// What the first bytes of a picture say of it.
typedef struct {
    picture_kind kind;
    /// In pixels, as the file says it.
    int32_t width, height;
    /// In pixels, as `picture_decode` writes it: no larger.
    int32_t decoded_width, decoded_height;
} picture_header;

/// Which kind of picture the bytes begin as.
picture_kind picture_recognise(const uint8_t *bytes, size_t count);

/// Reads the head of a picture and says in which size it will be decoded: JPEG and WebP in a smaller one where they have
/// more than `most` pixels, PNG as it is. Returns 1, or 0 where the head cannot be read.
int picture_measure(const uint8_t *bytes, size_t count, int64_t most, picture_header *header);

/// Decodes a picture that was measured into `grey`, which holds decoded_width * decoded_height bytes, black being 0, each
/// row after the other. Of a file that ends too early what there is. Returns 1, or 0 where it cannot be decoded.
int picture_decode(const uint8_t *bytes, size_t count, const picture_header *header, uint8_t *grey);

/// A code that was found; what it points to lasts until the function that was told of it returns.
typedef struct {
    /// zxing-cpp's name of the symbology, such as "DataMatrix".
    const char *symbology;
    /// The symbology identifier of ISO/IEC 15424, such as "]d2".
    const char *identifier;
    /// What it says, in UTF-8, and the bytes as they are in the code.
    const char *text;
    size_t text_count;
    const uint8_t *bytes;
    size_t bytes_count;
    /// Whether it holds GS1 element strings.
    int is_gs1;
    /// The x and y of its four corners in pixels: the code's own top left, top right, bottom right, bottom left.
    int32_t corners[8];
    /// By how many degrees it is turned.
    int32_t orientation;
} found_code;

/// Finds codes of all symbologies in a picture, turned and mirrored ones too, and tells `found` of at most `most`, 1 to 255.
/// Returns 1, or 0 where there was no memory or the library failed.
int codes_read(
    const uint8_t *grey, int32_t width, int32_t height, int32_t most, void *context,
    void (*found)(void *context, const found_code *code));

#ifdef __cplusplus
}
#endif

#endif
