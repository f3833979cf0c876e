import Nameplate

/// The pages that are looked at in a browser, one of each kind and those that are hard.
enum SamplePaths {
    static let all = [
        "/", "/manufacturers", "/manufacturers/fjordlys", "/manufacturers/hostile", "/api", "/api?about=batches",
        "/formats/learn",
        "/manufacturers/fjordlys/models/FJ-320", "/manufacturers/fjordlys/models/FJ-600S",
        "/manufacturers/fjordlys/models/FJ-320/issue", "/manufacturers/hostile/models/%3Cb%3EM1%3C%2Fb%3E/issue",
        "/manufacturers/fjordlys/models/FJ-320/batches/2024-W10", SampleSite.refrigerator,
        SampleSite.refrigerator + "?asOf=2024-03-20", SampleSite.refrigerator + "?view=built",
        "/manufacturers/fjordlys/models/CX-90/batches/CX90-2024-02",
        "/manufacturers/fjordlys/models/CX-90/units/CX90-118850",
        "/manufacturers/fjordlys/models/FJ-450C/units/TR2506000011C",
        "/manufacturers/hostile/models/%3Cb%3EM1%3C%2Fb%3E",
        "/manufacturers/hostile/models/%3Cb%3EM1%3C%2Fb%3E/units/" + SampleSite.longSerial,
        "/lookup?q=FJ-320+TR2410001270Y", "/lookup?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%E2%80%AE",
        "/lookup?q=12345678", "/lookup?q=TR2410001Z07Y", "/lookup/list", "/manufacturers/fjordlys/unknown-plates",
        "/models", "/models?q=fjord&sort=-Capacity", "/models?where=capacity+%3E%3D+300+L+and+has+wings",
        "/models?q=%3Cscript%3E&where=a+%3D+%3Cb%3E", "/models?where=%3Cscript%3E",
        "/compare", "/compare?model=fjordlys/FJ-300&model=FJ-320&model=FJ-450C&model=FJ-210U&all=true&units=customary",
        "/compare?model=%3Cscript%3E&model=hostile/%3Cb%3EM1%3C%2Fb%3E&model=FJ-320",
        "/manufacturers/fjordlys/lines/Fjord", "/manufacturers/fjordlys/gaps", "/categories",
        "/categories/Refrigerator", "/home", "/jobs", "/export", "/import", "/read", "/account", "/styleguide",
        "/manufacturers/fjordlys/unknown-plates/inbox", SampleSite.refrigerator + "/labels",
        "/manufacturers/fjordlys/label-layouts?from=logistics-label",
        "/manufacturers/fjordlys/models/FJ-320/batches/2024-W10/labels?layout=box-label",
        "/edit/manufacturers", "/edit/imports", "/edit/manufacturers/fjordlys/warranty-terms",
        "/edit/manufacturers/fjordlys/maintenance-plans", "/manufacturers/fjordlys/models/FJ-320/maintenance?within=90",
        SampleSite.refrigerator.replacing("/manufacturers", with: "/edit/manufacturers", maxReplacements: 1)
            + "/maintenance",
        "/edit/manufacturers/fjordlys/notices", "/edit/manufacturers/fjordlys/webhooks",
        "/edit/manufacturers/fjordlys/notice-templates",
        "/edit/manufacturers/fjordlys?done=newModel", "/edit/manufacturers/fjordlys/fault-codes",
        "/edit/manufacturers/fjordlys/claims",
        "/edit/manufacturers/fjordlys/registration-rules?model=FJ-320",
        "/register?manufacturer=fjordlys&model=FJ-320&serial=TR2410001207Y", "/take-over", "/ownership-proof",
        "/my/products", "/my/maintenance?within=365", "/unsubscribe",
        "/manufacturers/fjordlys/audience", "/edit/manufacturers/fjordlys/persons/maintenance",
        "/verify?text=TR2410001207Y", "/verify/signature",
        "/edit/manufacturers/fjordlys/copies", "/edit/manufacturers/fjordlys/verification-rules",
        "/edit/manufacturers/fjordlys/models/FJ-320/units/TR2410001207Y/copies",
        "/manufacturers/fjordlys/claims/costs", "/manufacturers/fjordlys/cases",
        "/manufacturers/fjordlys/locations", "/manufacturers/fjordlys/locations/fjordlys-plant-tr",
        "/edit/manufacturers/fjordlys/locations", "/manufacturers/fjordlys/stock",
        "/manufacturers/fjordlys/stock/units?location=fjordlys-plant-tr", "/manufacturers/fjordlys/stock/storage",
        "/manufacturers/fjordlys/quality", "/manufacturers/fjordlys/quality?model=FJ-320&by=month",
        "/manufacturers/fjordlys/quality/failures?model=FJ-320",
        "/manufacturers/fjordlys/quality/warranty", "/manufacturers/fjordlys/quality/warranty?model=FJ-320&rowsBy=sale",
        "/manufacturers/fjordlys/quality/watched",
        "/manufacturers/fjordlys/quality/watch-proposals?model=FJ-320",
        "/manufacturers/fjordlys/models/FJ-320/units/TR2410001207Y/health",
        "/manufacturers/fjordlys/complaints", "/edit/manufacturers/fjordlys/complaints",
        "/manufacturers/fjordlys/problems", "/manufacturers/fjordlys/quality/issues",
        "/edit/manufacturers/fjordlys/stock",
        "/edit/manufacturers/fjordlys/packing", "/manufacturers/fjordlys/holds",
        "/manufacturers/fjordlys/returns", "/manufacturers/fjordlys/shipments",
        "/manufacturers/fjordlys/discrepancies",
        "/edit/manufacturers/fjordlys/tests?model=FJ-320",
        "/manufacturers/fjordlys/replenishment", "/edit/manufacturers/fjordlys/replenishment",
        "/manufacturers/fjordlys/counts", "/edit/manufacturers/fjordlys/counts",
        "/manufacturers/fjordlys/picks", "/edit/manufacturers/fjordlys/picks",
        "/manufacturers/fjordlys/thefts", "/found",
        "/edit/manufacturers/fjordlys/theft-feed",
        SampleSite.refrigerator.replacing("/manufacturers", with: "/edit/manufacturers", maxReplacements: 1)
            + "/thefts",
        "/manufacturers/fjordlys/service-orders", "/manufacturers/fjordlys/repair-figures",
        "/manufacturers/fjordlys/models/FJ-320/cures", "/manufacturers/fjordlys/campaigns",
        "/edit/manufacturers/fjordlys/campaigns", "/manufacturers/fjordlys/campaigns/site?site=sample-shop", "/recalls",
        "/edit/recalls", "/recalls?q=FJ-320+TR2410001207Y",
        SampleSite.refrigerator.replacing("/manufacturers", with: "/edit/manufacturers", maxReplacements: 1)
            + "/service-orders",
        SampleSite.refrigerator.replacing("/manufacturers", with: "/edit/manufacturers", maxReplacements: 1) + "/cases",
        "/edit/manufacturers/fjordlys/models/FJ-320",
        "/edit/manufacturers/hostile/models/%3Cb%3EM1%3C%2Fb%3E", "/edit/manufacturers/fjordlys/events?model=FJ-320",
        SampleSite.refrigerator.replacing("/manufacturers", with: "/edit/manufacturers", maxReplacements: 1),
        population, population + "?q=market+in+(NO,+SE)+and+not+model+%3D+FJ-9",
        population + "?q=model+%3D+FJ+320%0D%0A++and+plant+%3D+TR&on=2026-03-01",
        population + "?q=plant+%3D+%3Cscript%3Ealert(1)%3C%2Fscript%3E%E2%80%AE",
    ]
    static let population = "/manufacturers/fjordlys/population"

    /// Who may look at a page: the maker, but for what only an administrator may.
    static func account(for path: String) -> DemoAccount {
        let isAdministrators = [
            "/notices", "/webhooks", "/notice-templates", "/cases", "/audience", "/edit/manufacturers/fjordlys/claims",
            "/edit/manufacturers/fjordlys/campaigns", "/persons/maintenance", "/edit/recalls",
            "/service-orders", "/cures", "/thefts", "/copies", "/verification-rules", "/theft-feed",
        ].contains { path.hasSuffix($0) }
        return isAdministrators ? .administrator : .maker
    }
}
