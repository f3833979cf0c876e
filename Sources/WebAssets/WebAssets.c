#include "WebAssets.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char static_favicon_svg[] = {
#embed "Static/favicon.svg"
};
static const unsigned char templates_foundfiles_mustache[] = {
#embed "Templates/foundfiles.mustache"
};
static const unsigned char static_live_js[] = {
#embed "Static/live.js"
};
static const unsigned char static_search_js[] = {
#embed "Static/search.js"
};
static const unsigned char static_nameplate_css[] = {
#embed "Static/nameplate.css"
};
static const unsigned char static_nameplate_js[] = {
#embed "Static/nameplate.js"
};
static const unsigned char static_signature_js[] = {
#embed "Static/signature.js"
};
static const unsigned char static_jobs_js[] = {
#embed "Static/jobs.js"
};
static const unsigned char templates_api_mustache[] = {
#embed "Templates/api.mustache"
};
static const unsigned char templates_asof_mustache[] = {
#embed "Templates/asof.mustache"
};
static const unsigned char templates_badge_mustache[] = {
#embed "Templates/badge.mustache"
};
static const unsigned char templates_badges_mustache[] = {
#embed "Templates/badges.mustache"
};
static const unsigned char templates_batch_mustache[] = {
#embed "Templates/batch.mustache"
};
static const unsigned char templates_breadcrumb_mustache[] = {
#embed "Templates/breadcrumb.mustache"
};
static const unsigned char templates_cards_mustache[] = {
#embed "Templates/cards.mustache"
};
static const unsigned char templates_cell_mustache[] = {
#embed "Templates/cell.mustache"
};
static const unsigned char templates_checklist_mustache[] = {
#embed "Templates/checkList.mustache"
};
static const unsigned char templates_datatable_mustache[] = {
#embed "Templates/datatable.mustache"
};
static const unsigned char templates_details_mustache[] = {
#embed "Templates/details.mustache"
};
static const unsigned char templates_styleguide_mustache[] = {
#embed "Templates/styleguide.mustache"
};
static const unsigned char templates_home_mustache[] = {
#embed "Templates/home.mustache"
};
static const unsigned char templates_jobs_mustache[] = {
#embed "Templates/jobs.mustache"
};
static const unsigned char templates_documents_mustache[] = {
#embed "Templates/documents.mustache"
};
static const unsigned char templates_figure_mustache[] = {
#embed "Templates/figure.mustache"
};
static const unsigned char templates_doubts_mustache[] = {
#embed "Templates/doubts.mustache"
};
static const unsigned char templates_empty_mustache[] = {
#embed "Templates/empty.mustache"
};
static const unsigned char templates_error_mustache[] = {
#embed "Templates/error.mustache"
};
static const unsigned char templates_forms_mustache[] = {
#embed "Templates/forms.mustache"
};
static const unsigned char templates_formcard_mustache[] = {
#embed "Templates/formcard.mustache"
};
static const unsigned char templates_event_mustache[] = {
#embed "Templates/event.mustache"
};
static const unsigned char templates_explain_mustache[] = {
#embed "Templates/explain.mustache"
};
static const unsigned char templates_eyes_mustache[] = {
#embed "Templates/eyes.mustache"
};
static const unsigned char templates_fact_mustache[] = {
#embed "Templates/fact.mustache"
};
static const unsigned char templates_facts_mustache[] = {
#embed "Templates/facts.mustache"
};
static const unsigned char templates_field_mustache[] = {
#embed "Templates/field.mustache"
};
static const unsigned char templates_filter_mustache[] = {
#embed "Templates/filter.mustache"
};
static const unsigned char templates_fleet_mustache[] = {
#embed "Templates/fleet.mustache"
};
static const unsigned char templates_front_mustache[] = {
#embed "Templates/front.mustache"
};
static const unsigned char templates_intervalbar_mustache[] = {
#embed "Templates/intervalbar.mustache"
};
static const unsigned char templates_issue_mustache[] = {
#embed "Templates/issue.mustache"
};
static const unsigned char templates_labels_mustache[] = {
#embed "Templates/labels.mustache"
};
static const unsigned char templates_layout_mustache[] = {
#embed "Templates/layout.mustache"
};
static const unsigned char templates_learn_mustache[] = {
#embed "Templates/learn.mustache"
};
static const unsigned char templates_lifecycle_mustache[] = {
#embed "Templates/lifecycle.mustache"
};
static const unsigned char templates_manufacturer_mustache[] = {
#embed "Templates/manufacturer.mustache"
};
static const unsigned char templates_manufacturers_mustache[] = {
#embed "Templates/manufacturers.mustache"
};
static const unsigned char templates_model_mustache[] = {
#embed "Templates/model.mustache"
};
static const unsigned char templates_notrecognised_mustache[] = {
#embed "Templates/notRecognised.mustache"
};
static const unsigned char templates_notice_mustache[] = {
#embed "Templates/notice.mustache"
};
static const unsigned char templates_number_mustache[] = {
#embed "Templates/number.mustache"
};
static const unsigned char templates_pagination_mustache[] = {
#embed "Templates/pagination.mustache"
};
static const unsigned char templates_partlist_mustache[] = {
#embed "Templates/partlist.mustache"
};
static const unsigned char templates_parts_mustache[] = {
#embed "Templates/parts.mustache"
};
static const unsigned char templates_plate_mustache[] = {
#embed "Templates/plate.mustache"
};
static const unsigned char templates_population_mustache[] = {
#embed "Templates/population.mustache"
};
static const unsigned char templates_referencetables_mustache[] = {
#embed "Templates/referenceTables.mustache"
};
static const unsigned char templates_route_mustache[] = {
#embed "Templates/route.mustache"
};
static const unsigned char templates_specifications_mustache[] = {
#embed "Templates/specifications.mustache"
};
static const unsigned char templates_timeline_mustache[] = {
#embed "Templates/timeline.mustache"
};
static const unsigned char templates_unit_mustache[] = {
#embed "Templates/unit.mustache"
};
static const unsigned char templates_records_mustache[] = {
#embed "Templates/records.mustache"
};

static const unsigned char templates_unknownplates_mustache[] = {
#embed "Templates/unknownPlates.mustache"
};
static const unsigned char templates_whichmodel_mustache[] = {
#embed "Templates/whichModel.mustache"
};
static const unsigned char templates_owner_mustache[] = {
#embed "Templates/owner.mustache"
};
static const unsigned char templates_looks_mustache[] = {
#embed "Templates/looks.mustache"
};
static const unsigned char templates_audittrail_mustache[] = {
#embed "Templates/auditTrail.mustache"
};
static const unsigned char templates_retention_mustache[] = {
#embed "Templates/retention.mustache"
};
static const unsigned char templates_persons_mustache[] = {
#embed "Templates/persons.mustache"
};
static const unsigned char templates_audience_mustache[] = {
#embed "Templates/audience.mustache"
};
static const unsigned char templates_read_mustache[] = {
#embed "Templates/read.mustache"
};
static const unsigned char templates_labellayouts_mustache[] = {
#embed "Templates/labelLayouts.mustache"
};
static const unsigned char templates_plateinbox_mustache[] = {
#embed "Templates/plateInbox.mustache"
};
static const unsigned char templates_find_mustache[] = {
#embed "Templates/find.mustache"
};
static const unsigned char templates_compare_mustache[] = {
#embed "Templates/compare.mustache"
};
static const unsigned char templates_comparison_mustache[] = {
#embed "Templates/comparison.mustache"
};
static const unsigned char templates_productline_mustache[] = {
#embed "Templates/productLine.mustache"
};
static const unsigned char templates_categories_mustache[] = {
#embed "Templates/categories.mustache"
};
static const unsigned char templates_category_mustache[] = {
#embed "Templates/category.mustache"
};
static const unsigned char templates_particulars_mustache[] = {
#embed "Templates/particulars.mustache"
};
static const unsigned char templates_plot_mustache[] = {
#embed "Templates/plot.mustache"
};
static const unsigned char templates_plotfigure_mustache[] = {
#embed "Templates/plotfigure.mustache"
};
static const unsigned char templates_points_mustache[] = {
#embed "Templates/points.mustache"
};
static const unsigned char templates_dataSheet_mustache[] = {
#embed "Templates/dataSheet.mustache"
};
static const unsigned char templates_gaps_mustache[] = {
#embed "Templates/gaps.mustache"
};
static const unsigned char templates_languages_mustache[] = {
#embed "Templates/languages.mustache"
};
static const unsigned char words_de_tsv[] = {
#embed "Words/de.tsv"
};
static const unsigned char words_en_tsv[] = {
#embed "Words/en.tsv"
};

#define ASSET(name, bytes) {name, bytes, sizeof bytes}

static const struct web_asset assets[] = {
    ASSET("Static/favicon.svg", static_favicon_svg),
    ASSET("Static/live.js", static_live_js),
    ASSET("Static/jobs.js", static_jobs_js),
    ASSET("Static/signature.js", static_signature_js),
    ASSET("Static/search.js", static_search_js),
    ASSET("Static/nameplate.css", static_nameplate_css),
    ASSET("Static/nameplate.js", static_nameplate_js),
    ASSET("Templates/api.mustache", templates_api_mustache),
    ASSET("Templates/asof.mustache", templates_asof_mustache),
    ASSET("Templates/badge.mustache", templates_badge_mustache),
    ASSET("Templates/badges.mustache", templates_badges_mustache),
    ASSET("Templates/batch.mustache", templates_batch_mustache),
    ASSET("Templates/breadcrumb.mustache", templates_breadcrumb_mustache),
    ASSET("Templates/cards.mustache", templates_cards_mustache),
    ASSET("Templates/cell.mustache", templates_cell_mustache),
    ASSET("Templates/checkList.mustache", templates_checklist_mustache),
    ASSET("Templates/datatable.mustache", templates_datatable_mustache),
    ASSET("Templates/details.mustache", templates_details_mustache),
    ASSET("Templates/styleguide.mustache", templates_styleguide_mustache),
    ASSET("Templates/home.mustache", templates_home_mustache),
    ASSET("Templates/jobs.mustache", templates_jobs_mustache),
    ASSET("Templates/documents.mustache", templates_documents_mustache),
    ASSET("Templates/figure.mustache", templates_figure_mustache),
    ASSET("Templates/doubts.mustache", templates_doubts_mustache),
    ASSET("Templates/empty.mustache", templates_empty_mustache),
    ASSET("Templates/error.mustache", templates_error_mustache),
    ASSET("Templates/event.mustache", templates_event_mustache),
    ASSET("Templates/explain.mustache", templates_explain_mustache),
    ASSET("Templates/forms.mustache", templates_forms_mustache),
    ASSET("Templates/formcard.mustache", templates_formcard_mustache),
    ASSET("Templates/eyes.mustache", templates_eyes_mustache),
    ASSET("Templates/fact.mustache", templates_fact_mustache),
    ASSET("Templates/facts.mustache", templates_facts_mustache),
    ASSET("Templates/field.mustache", templates_field_mustache),
    ASSET("Templates/filter.mustache", templates_filter_mustache),
    ASSET("Templates/fleet.mustache", templates_fleet_mustache),
    ASSET("Templates/front.mustache", templates_front_mustache),
    ASSET("Templates/intervalbar.mustache", templates_intervalbar_mustache),
    ASSET("Templates/issue.mustache", templates_issue_mustache),
    ASSET("Templates/labels.mustache", templates_labels_mustache),
    ASSET("Templates/layout.mustache", templates_layout_mustache),
    ASSET("Templates/learn.mustache", templates_learn_mustache),
    ASSET("Templates/lifecycle.mustache", templates_lifecycle_mustache),
    ASSET("Templates/manufacturer.mustache", templates_manufacturer_mustache),
    ASSET("Templates/manufacturers.mustache", templates_manufacturers_mustache),
    ASSET("Templates/model.mustache", templates_model_mustache),
    ASSET("Templates/notRecognised.mustache", templates_notrecognised_mustache),
    ASSET("Templates/notice.mustache", templates_notice_mustache),
    ASSET("Templates/number.mustache", templates_number_mustache),
    ASSET("Templates/pagination.mustache", templates_pagination_mustache),
    ASSET("Templates/partlist.mustache", templates_partlist_mustache),
    ASSET("Templates/parts.mustache", templates_parts_mustache),
    ASSET("Templates/plate.mustache", templates_plate_mustache),
    ASSET("Templates/population.mustache", templates_population_mustache),
    ASSET("Templates/referenceTables.mustache", templates_referencetables_mustache),
    ASSET("Templates/route.mustache", templates_route_mustache),
    ASSET("Templates/specifications.mustache", templates_specifications_mustache),
    ASSET("Templates/timeline.mustache", templates_timeline_mustache),
    ASSET("Templates/unit.mustache", templates_unit_mustache),
    ASSET("Templates/records.mustache", templates_records_mustache),
    ASSET("Templates/unknownPlates.mustache", templates_unknownplates_mustache),
    ASSET("Templates/whichModel.mustache", templates_whichmodel_mustache),
    ASSET("Templates/owner.mustache", templates_owner_mustache),
    ASSET("Templates/looks.mustache", templates_looks_mustache),
    ASSET("Templates/auditTrail.mustache", templates_audittrail_mustache),
    ASSET("Templates/retention.mustache", templates_retention_mustache),
    ASSET("Templates/persons.mustache", templates_persons_mustache),
    ASSET("Templates/audience.mustache", templates_audience_mustache),
    ASSET("Templates/find.mustache", templates_find_mustache),
    ASSET("Templates/labelLayouts.mustache", templates_labellayouts_mustache),
    ASSET("Templates/plateInbox.mustache", templates_plateinbox_mustache),
    ASSET("Templates/read.mustache", templates_read_mustache),
    ASSET("Templates/compare.mustache", templates_compare_mustache),
    ASSET("Templates/comparison.mustache", templates_comparison_mustache),
    ASSET("Templates/productLine.mustache", templates_productline_mustache),
    ASSET("Templates/categories.mustache", templates_categories_mustache),
    ASSET("Templates/category.mustache", templates_category_mustache),
    ASSET("Templates/particulars.mustache", templates_particulars_mustache),
    ASSET("Templates/plot.mustache", templates_plot_mustache),
    ASSET("Templates/plotfigure.mustache", templates_plotfigure_mustache),
    ASSET("Templates/points.mustache", templates_points_mustache),
    ASSET("Templates/dataSheet.mustache", templates_dataSheet_mustache),
    ASSET("Templates/foundfiles.mustache", templates_foundfiles_mustache),
    ASSET("Templates/gaps.mustache", templates_gaps_mustache),
    ASSET("Templates/languages.mustache", templates_languages_mustache),
    ASSET("Words/de.tsv", words_de_tsv),
    ASSET("Words/en.tsv", words_en_tsv),
};

int web_asset_count(void) {
    return sizeof assets / sizeof assets[0];
}

struct web_asset web_asset_at(int index) {
    if (index < 0 || index >= web_asset_count()) {
        return (struct web_asset){"", (const unsigned char *)"", 0};
    }
    return assets[index];
}
