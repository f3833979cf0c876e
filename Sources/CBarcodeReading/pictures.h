#ifndef PICTURES_H
#define PICTURES_H

// Files to grey pixels: libjpeg-turbo, libpng and libwebp.

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

/// Decodes a picture that was measured into `grey`, which holds decoded_width * decoded_height bytes, black being 0, row
/// after row. Of a file that ends too early what there is. Returns 1, or 0 where it cannot be decoded.
int picture_decode(const uint8_t *bytes, size_t count, const picture_header *header, uint8_t *grey);

#ifdef __cplusplus
}
#endif

#endif
