#include "CLabelLayouts.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char rating_plate[] = {
#embed "Data/rating-plate.layout"
};
static const unsigned char box_label[] = {
#embed "Data/box-label.layout"
};
static const unsigned char logistics_label[] = {
#embed "Data/logistics-label.layout"
};
static const unsigned char udi_label[] = {
#embed "Data/udi-label.layout"
};
static const unsigned char asset_sticker[] = {
#embed "Data/asset-sticker.layout"
};
static const unsigned char owner_code_card[] = {
#embed "Data/owner-code-card.layout"
};
static const unsigned char warranty_card[] = {
#embed "Data/warranty-card.layout"
};
static const unsigned char ownership_certificate[] = {
#embed "Data/ownership-certificate.layout"
};
static const unsigned char recall_letter[] = {
#embed "Data/recall-letter.layout"
};

#define LAYOUT(name, bytes) {name, bytes, sizeof bytes}

static const struct label_layout layouts[] = {
    LAYOUT("rating-plate", rating_plate),
    LAYOUT("box-label", box_label),
    LAYOUT("logistics-label", logistics_label),
    LAYOUT("udi-label", udi_label),
    LAYOUT("asset-sticker", asset_sticker),
    LAYOUT("owner-code-card", owner_code_card),
    LAYOUT("warranty-card", warranty_card),
    LAYOUT("ownership-certificate", ownership_certificate),
    LAYOUT("recall-letter", recall_letter),
};

size_t label_layouts_count(void) { return sizeof layouts / sizeof *layouts; }

struct label_layout label_layout_at(size_t index) { return layouts[index]; }
