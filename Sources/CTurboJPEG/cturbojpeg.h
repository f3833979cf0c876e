#ifndef NAMEPLATE_CTURBOJPEG_H
#define NAMEPLATE_CTURBOJPEG_H

#include <turbojpeg.h>

#endif
