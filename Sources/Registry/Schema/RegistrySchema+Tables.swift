package import Storage

/// Every table of the registry by its class, of which there are three, and what stays on the coordinator: the one place
/// that says where rows lie in a registry that is spread over several servers.
///
/// Unique and foreign keys of a distributed table hold the column that it is distributed by, and foreign keys lead to
/// reference tables only; both are tested. A table that a migration adds is added here too.
extension RegistrySchema {
    /// In the order in which a database is sharded: what a foreign key names comes before what names it, and the first
    /// table of a family before the others.
    package static let tables: [PlacedTable] = reference + unitKeyed + ownKey + coordinator

    /// The catalogue and what has been issued: a row for a million units, joined with everything.
    private static let reference = [
        "manufacturers", "secret_keys", "signing_keys", "manufacturer_prefixes", "models", "model_gtins",
        "model_specifications",
        "model_aliases", "model_families", "model_words", "manufacturer_words", "nomenclatures", "label_layouts",
        "part_fits", "part_supersessions", "model_versions", "packaging_levels", "approvals", "price_bands",
        "model_marketing",
        "documents", "document_models", "model_external_ids", "categories", "category_entries", "serial_formats",
        "batches", "batch_ranges",
        "master_keys",
        "reference_tables", "warranty_terms", "maintenance_plans", "webhook_subscriptions", "notice_templates",
        "fault_codes", "labour_times", "registration_rules",
        "campaigns", "campaign_versions", "campaign_steps", "campaign_snapshots",
        "verification_rules", "theft_feeds", "locations", "holds", "hold_items", "required_tests",
        "replenishment_rules", "problems", "problem_models", "problem_faults", "problem_steps",
        "emerging_issues", "emerging_issue_steps", "emerging_searches",
    ].map { PlacedTable($0, .reference) }

    /// What belongs to one unit lies on one server, so that a look-up asks one.
    private static let unitKeyed = [
        "units", "unit_events", "warranty_extensions", "registrations", "handovers", "campaign_units",
        "container_changes", "unit_lives", "unit_failures", "unit_claims", "unit_readings",
        "watched_units",
    ]
    .map { PlacedTable($0, .distributed(by: "serial_key", family: "units")) }

    /// What has a key of its own. What belongs to one event lies beside it.
    private static let ownKey = [
        PlacedTable("events", .distributed(by: "id", family: "events")),
        PlacedTable("event_texts", .distributed(by: "event_id", family: "events")),
        PlacedTable("fleet_changes", .distributed(by: "event_id", family: "events")),
        PlacedTable("stock_changes", .distributed(by: "event_id", family: "events")),
        PlacedTable("counts", .distributed(by: "id", family: "counts")),
        PlacedTable("count_scans", .distributed(by: "count_id", family: "counts")),
        PlacedTable("count_differences", .distributed(by: "count_id", family: "counts")),
        PlacedTable("discrepancies", .distributed(by: "id", family: "discrepancies")),
        PlacedTable("shipments", .distributed(by: "id", family: "shipments")),
        PlacedTable("shipment_lines", .distributed(by: "shipment_id", family: "shipments")),
        PlacedTable("shipment_scans", .distributed(by: "shipment_id", family: "shipments")),
        PlacedTable("pick_lists", .distributed(by: "id", family: "pick_lists")),
        PlacedTable("pick_lines", .distributed(by: "pick_id", family: "pick_lists")),
        PlacedTable("pick_items", .distributed(by: "pick_id", family: "pick_lists")),
        PlacedTable("pick_scans", .distributed(by: "pick_id", family: "pick_lists")),
        PlacedTable("stock_discrepancies", .distributed(by: "id", family: "stock_discrepancies")),
        PlacedTable("parties", .distributed(by: "id", family: "parties")),
        PlacedTable("party_contacts", .distributed(by: "party_id", family: "parties")),
        PlacedTable("party_consents", .distributed(by: "party_id", family: "parties")),
        PlacedTable("party_events", .distributed(by: "party_id", family: "parties")),
        PlacedTable("ownership_proofs", .distributed(by: "code_hash", family: "ownership_proofs")),
        PlacedTable("attachments", .distributed(by: "owner_id", family: "attachments")),
        PlacedTable("claims", .distributed(by: "id", family: "claims")),
        PlacedTable("claim_steps", .distributed(by: "claim_id", family: "claims")),
        PlacedTable("claim_costs", .distributed(by: "claim_id", family: "claims")),
        PlacedTable("service_orders", .distributed(by: "id", family: "service_orders")),
        PlacedTable("service_steps", .distributed(by: "order_id", family: "service_orders")),
        PlacedTable("service_repairs", .distributed(by: "order_id", family: "service_orders")),
        PlacedTable("service_cases", .distributed(by: "id", family: "service_cases")),
        PlacedTable("case_replies", .distributed(by: "case_id", family: "service_cases")),
        PlacedTable("goods_returns", .distributed(by: "id", family: "goods_returns")),
        PlacedTable("return_steps", .distributed(by: "return_id", family: "goods_returns")),
        PlacedTable("complaints", .distributed(by: "id", family: "complaints")),
        PlacedTable("complaint_faults", .distributed(by: "complaint_id", family: "complaints")),
        PlacedTable("theft_reports", .distributed(by: "id", family: "theft_reports")),
        PlacedTable("theft_steps", .distributed(by: "report_id", family: "theft_reports")),
        PlacedTable("scans", .distributed(by: "unit_key", family: "scans")),
        PlacedTable("scan_tallies", .distributed(by: "unit_key", family: "scans")),
        PlacedTable("copy_reviews", .distributed(by: "unit_key", family: "scans")),
        PlacedTable("theft_threads", .distributed(by: "id", family: "theft_threads")),
        PlacedTable("theft_messages", .distributed(by: "thread_id", family: "theft_threads")),
        PlacedTable("audit_trail", .distributed(by: "id", family: "audit_trail")),
        PlacedTable("notices", .distributed(by: "id", family: "notices")),
        PlacedTable("deliveries", .distributed(by: "id", family: "deliveries")),
        PlacedTable("delivery_attempts", .distributed(by: "delivery_id", family: "deliveries")),
        PlacedTable("delivery_contents", .distributed(by: "delivery_id", family: "deliveries")),
        // The caller's key is drawn at random, the principal is nearly always the same.
        PlacedTable("idempotency", .distributed(by: "key", family: "idempotency")),
        PlacedTable("unknown_plates", .distributed(by: "shape", family: "unknown_plates")),
        PlacedTable("unknown_plate_marks", .distributed(by: "shape", family: "unknown_plates")),
        PlacedTable("unknown_plate_decisions", .distributed(by: "shape", family: "unknown_plates")),
    ]

    /// A few rows each, or such as one server has to agree on anyway: a name is given once, a code works once.
    private static let coordinator = [
        "catalogue_versions", "model_fleets", "stock_levels", "demand_weeks", "stock_receipts", "followers", "imports",
        "unfinished_copies", "accounts",
        "account_grants",
        "account_parties", "recovery_codes", "invitations", "sessions", "access_tokens", "sign_in_failures",
        "access_versions", "retention_rules", "lookup_budgets",
        "import_mappings", "import_changes",
        "maintenance_calendars", "scan_keys",
    ]
    .map { PlacedTable($0, .coordinator) }
}
