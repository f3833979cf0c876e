#include "CBaselines.h"

size_t baseline_count_gtins(const char *text, size_t length, size_t count) {
    size_t valid = 0;
    for (size_t index = 0; index < count; index++, text += length) {
        int sum = 0;
        int weight = 1;
        int isDigits = 1;
        for (size_t place = length; place-- > 0; weight = 4 - weight) {
            unsigned digit = (unsigned char)text[place] - '0';
            if (digit > 9) isDigits = 0;
            sum += weight * (int)digit;
        }
        valid += isDigits && sum % 10 == 0;
    }
    return valid;
}
