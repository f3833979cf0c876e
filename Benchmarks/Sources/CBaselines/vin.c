#include "CBaselines.h"

// Values of A to Z (49 CFR 565.15(c), table III), and weights (table IV).
static const int letters[] = {1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 0, 7, 0, 9, 2, 3, 4, 5, 6, 7, 8, 9};
static const int weights[] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

size_t baseline_check_vins(const unsigned char *vins, size_t count) {
    size_t valid = 0;
    for (size_t index = 0; index < count; index++, vins += 17) {
        int sum = 0;
        int good = 1;
        for (int place = 0; place < 17; place++) {
            unsigned char byte = vins[place];
            int value = byte >= '0' && byte <= '9' ? byte - '0' : byte >= 'A' && byte <= 'Z' ? letters[byte - 'A'] : 0;
            if (value == 0 && byte != '0') good = 0;
            sum += value * weights[place];
        }
        int remainder = sum % 11;
        valid += good && vins[8] == (remainder == 10 ? 'X' : '0' + remainder);
    }
    return valid;
}
