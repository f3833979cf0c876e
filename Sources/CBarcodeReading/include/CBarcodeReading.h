#ifndef CBARCODEREADING_H
#define CBARCODEREADING_H

// From the file of a photo to the codes on it: libjpeg-turbo, libpng, libwebp and zxing-cpp behind one function.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What became of a photo.
typedef enum {
    /// It was looked at to the end.
    photo_read_whole = 0,
    photo_not_picture,
    photo_too_large,
    photo_damaged,
    /// There was no process or no memory for it.
    photo_no_room,
    /// Reading it took too long or failed in the middle; what was found before that is told.
    photo_broken_off,
} photo_outcome;

typedef struct {
    /// The most pixels that a file may claim.
    int64_t pixels;
    /// A larger picture is made smaller first.
    int64_t decoded_pixels;
    /// The most codes that are told, 1 to 255.
    int32_t codes;
    /// The most processor time, in seconds.
    uint32_t seconds;
} photo_limits;

/// Reads the codes on a photo in a child process of its own, which opens nothing and ends after its time: whatever a file
/// does to the libraries, it does not do to the caller.
///
/// `answer` receives at most `room` bytes, of which `used` tells how many; numbers lie as the machine has them:
/// the size of the photo as two int32, then for each code the eight int32 of its corners (x and y of the code's own top left,
/// top right, bottom right, bottom left), an int32 by how many degrees it is turned, an int32 that is 1 for GS1 element
/// strings, and four texts, each an int32 length and its bytes: zxing-cpp's name of the symbology, the symbology identifier of
/// ISO/IEC 15424, the content in UTF-8, and the bytes as they are in the code.
photo_outcome photo_read(
    const uint8_t *bytes, size_t count, const photo_limits *limits, uint8_t *answer, size_t room, size_t *used);

/// The same in this process, told to `write` piece by piece: what the child runs.
photo_outcome photo_read_here(
    const uint8_t *bytes, size_t count, const photo_limits *limits, void *context,
    void (*write)(void *context, const void *piece, size_t count));

#ifdef __cplusplus
}
#endif

#endif
