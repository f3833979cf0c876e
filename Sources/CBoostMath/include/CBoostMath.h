#pragma once
double nameplate_stub(void);
