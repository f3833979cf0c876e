#include "CBoostMath.h"
extern "C" double nameplate_stub(void) { return 0; }
