#include "CBaselines.h"

#include <string.h>

static int value_of(char symbol) { return symbol <= '9' ? symbol - '0' : symbol - 'A' + 10; }

void baseline_encode_serials(const char *prefix, int digits, uint64_t first, size_t count, char *out) {
    static const char symbols[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    size_t length = strlen(prefix);
    for (size_t index = 0; index < count; index++) {
        char *line = out;
        memcpy(line, prefix, length);
        uint64_t rest = first + index;
        for (int place = digits - 1; place >= 0; place--) {
            line[length + place] = (char)('0' + rest % 10);
            rest /= 10;
        }
        // ISO 7064, hybrid system MOD 37-36.
        int product = 36;
        for (size_t place = 0; place < length + digits; place++) {
            int sum = (product + value_of(line[place])) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }
        line[length + digits] = symbols[(37 - product) % 36];
        line[length + digits + 1] = '\n';
        out += length + digits + 2;
    }
}
