#include "CRegistrySchema.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char passwords[] = {
#embed "Data/common-passwords.txt"
};

const unsigned char *const registry_common_passwords = passwords;
const size_t registry_common_passwords_size = sizeof passwords;
