package import Storage

/// The tables of a registry, by what becomes of them when it is copied. A test holds this list against the migrations.
package enum RegistryTables {
    /// Copied whole. A table comes before those that refer to it.
    package static let copied = [
        "manufacturers", "manufacturer_prefixes", "models", "model_gtins", "model_specifications", "categories",
        "category_entries", "model_aliases", "model_families", "model_words", "manufacturer_words",
        "nomenclatures", "label_layouts", "part_fits", "part_supersessions",
        "model_versions", "packaging_levels", "approvals", "price_bands", "model_marketing",
        "documents", "document_models", "model_external_ids", "attachments",
        "master_keys", "secret_keys", "signing_keys",
        "serial_formats",
        "batches", "batch_ranges", "units", "unit_events", "events", "event_texts",
        "discrepancies", "fleet_changes", "model_fleets", "stock_changes", "stock_levels", "container_changes",
        "demand_weeks", "stock_receipts", "unit_lives", "unit_failures", "unit_claims", "unit_readings",
        "watched_units",
        "followers", "parties", "audit_trail", "idempotency",
        "imports", "unknown_plates", "unknown_plate_marks", "unknown_plate_decisions", "reference_tables", "accounts",
        "account_grants", "account_parties",
        "recovery_codes", "access_tokens", "party_contacts", "party_consents", "party_events", "retention_rules",
        "import_mappings", "import_changes",
        "warranty_terms", "warranty_extensions",
        "maintenance_plans", "maintenance_calendars",
        "webhook_subscriptions", "notices", "deliveries", "delivery_attempts", "delivery_contents",
        "notice_templates",
        "fault_codes", "labour_times", "claims", "claim_steps", "claim_costs",
        "service_orders", "service_steps", "service_repairs",
        "service_cases", "case_replies",
        "theft_reports", "theft_steps", "theft_threads", "theft_messages", "theft_feeds",
        "registration_rules", "registrations", "handovers", "ownership_proofs",
        "campaigns", "campaign_versions", "campaign_steps", "campaign_snapshots", "campaign_units",
        "verification_rules", "scans", "scan_tallies", "copy_reviews",
        "locations", "holds", "hold_items", "required_tests", "goods_returns", "return_steps",
        "replenishment_rules",
        "counts", "count_scans", "count_differences",
        "shipments", "shipment_lines", "shipment_scans", "stock_discrepancies",
        "pick_lists", "pick_lines", "pick_items", "pick_scans",
        "complaints", "complaint_faults", "problems", "problem_models", "problem_faults", "problem_steps",
        "emerging_issues", "emerging_issue_steps", "emerging_searches",
    ]

    /// What belongs to one database alone: its migrations, who has it open and is signed in, whether it is a half copy.
    package static let ownOfEach: Set<String> = [
        "schema_migrations", "catalogue_versions", "unfinished_copies", "invitations", "sessions", "sign_in_failures",
        "access_versions", "lookup_budgets", "scan_keys",
    ]

    /// Rows of these refer to others of the same table, so they are written at once.
    static let selfReferring: Set<String> = ["models", "categories", "documents"]

    /// The tables that are copied, as the database's catalogue describes them.
    /// - Throws: ``StorageError`` `damaged` where one is missing.
    package static func described(in database: any Database) async throws -> [Table] {
        let known = Dictionary(try await database.tables().map { ($0.name, $0) }) { first, _ in first }
        return try copied.map { name in
            guard let table = known[name], !table.key.isEmpty else {
                throw StorageError(.damaged, "The database has no table '\(name)'. Restore it from a backup.")
            }
            return table
        }
    }
}
