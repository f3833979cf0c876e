/// The columns that imported files may have, of all tables. The header is the case's name in snake case.
package enum ImportColumn: Int, CaseIterable, Sendable {
    // Manufacturers.
    case slug, name, country, gs1Prefixes, wmis, note
    // Models.
    case manufacturer, number, line, brand, version, category, gtins
    case announcedOn, releasedOn, salesEndOn, supportEndOn, supersedes, fleetPublished
    case externalId
    case segment, sellingPoints
    // Units.
    case model, serial, producedOn, plant, batch, disposition, location
    // Events.
    case firstSequence, lastSequence, eventTime, zone, type, action, businessStep, readPoint, parent, faultCode
    case owner, readings, fitted, removed, corrects, reference, errorReason, transactions, set, unset
    case decision, remedy, cost, failedOn
    // Formats and batches.
    case pattern, unguessable, count, date, expiresOn
    // Batches, units and events.
    case workOrder, market
    // Components.
    case assemblyModel, assemblySerial, slot
    // Parts and what takes their place.
    case part, kind, quantity, position, appliesTo, successor, twoWay, reason, since
    // Versions.
    case changeNote, change, isPublic
    // Packaging.
    case level, gtin, size, weight
    // Approvals and prices.
    case mark, certificate, body, standards, validFrom, validUntil, currency, priceFrom, priceTo, priceText
    // Documents.
    case models, title, documentNumber, language, original, issuedOn, audience, faultCodes, sha256, link
    // Places.
    case code, glnExtension, gln, capacityVolume, capacityWeight, retired

    /// The header that we write, such as `produced_on`.
    package var name: String { Self.names[rawValue] }

    /// Other headers that mean this column, folded as ``foldedHeader(_:)`` does.
    var aliases: [String] { Self.aliases[rawValue] }

    /// The column takes several values, joined by `;` (in JSON an array).
    package var isList: Bool {
        switch self {
        case .gs1Prefixes, .wmis, .gtins, .sellingPoints, .standards, .readings, .fitted, .removed, .transactions, .set,
            .unset, .models, .faultCodes:
            true
        default: false
        }
    }

    private static let names = allCases.map { column in
        var name = ""
        for character in String(describing: column) {
            if character.isUppercase { name.append("_") }
            name += character.lowercased()
        }
        return name
    }

    private static let aliases: [[String]] = {
        var byName: [String: [String]] = [:]
        for line in aliasText.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            byName[String(parts[0])] = parts[1].split(separator: " ").map { foldedHeader($0) }
        }
        return names.map { byName[$0] ?? [] }
    }()

    /// What people write over these columns in spreadsheets and in other programs' exports. A table never has two
    /// columns that share an alias, and a column's own name goes before another's alias (`brand` in models).
    private static let aliasText = """
        slug: manufacturer_slug short_name
        name: company company_name model_name product_name title
        country: country_code
        gs1_prefixes: gs1_prefix gs1_company_prefixes gs1_company_prefix company_prefixes company_prefix
        wmis: wmi world_manufacturer_identifiers world_manufacturer_identifier
        note: notes comment comments remark remarks
        manufacturer: manufacturer_slug manufacturer_name brand vendor maker make mfr mfg oem producer hersteller fabricant
        number: model model_number model_no model_num m_n mpn modell modellnummer modèle
        line: product_line series production_line assembly_line
        version: revision rev hardware_version
        category: product_category kind
        gtins: gtin ean upc barcode barcodes
        announced_on: announced announcement_date
        released_on: released release_date launch_date launched_on
        sales_end_on: sales_end end_of_sale end_of_sales discontinued_on
        support_end_on: support_end end_of_support end_of_life
        supersedes: replaces predecessor
        fleet_published: publish_fleet
        model: model_number model_no model_num m_n mpn modell modellnummer modèle component_model component part_model
        serial: serial_number serial_no serial_num s_n ser_no serials seriennummer serien_nr numéro_de_série component_serial part_serial
        produced_on: production_date manufacture_date manufacturing_date manufactured_on build_date built_on mfg_date
        plant: factory works
        batch: batch_number batch_no batch_id lot lot_number lot_no
        disposition: unit_disposition
        location: business_location biz_location place
        first_sequence: first first_number from_sequence sequence_from
        last_sequence: last last_number to_sequence sequence_to
        event_time: time timestamp date_time datetime occurred_at
        transactions: business_transactions biz_transactions
        set: persistent_disposition_set
        unset: persistent_disposition_unset
        zone: event_time_zone_offset time_zone_offset time_zone tz utc_offset
        type: event_type
        business_step: biz_step step
        parent: parent_id container below parent_code
        fault_code: fault
        fault_codes: faults
        cost: approved_cost approved_amount cost_minor_units
        failed_on: failure_date date_of_failure
        owner: owner_email email
        readings: reading sensor_readings measurements
        fitted: parts_fitted fitted_parts parts_installed
        removed: parts_removed removed_parts
        corrects: corrects_event corrected_event
        reference: ref document business_transaction biz_transaction
        error_reason: reason correction_reason
        pattern: format serial_format
        count: quantity qty number_of_units
        date: format_date
        work_order: production_order manufacturing_order job order_number
        market: market_country country_of_sale sold_in
        expires_on: expiry expiry_date expiration_date use_by best_before
        assembly_model: assembly parent_model product_model
        assembly_serial: parent_serial product_serial
        document_number: doc_number document_no
        language: lang
        issued_on: issue_date date_of_issue
        link: url href
        slot: position reference_designator find_number
        external_id: erp_number material_number item_id
        segment: target_segment target_group
        selling_points: selling_point benefits features bullet_points
        part: part_number part_no spare_part accessory
        kind: part_kind part_type
        quantity: qty count
        position: reference_designator find_number item slot
        applies_to: effectivity fits valid_for
        successor: superseded_by replaced_by new_part
        two_way: interchangeable
        since: from date
        change_note: ecn eco ecr change_number
        change: changes description what_changed
        is_public: public published
        level: packaging packaging_level unit_descriptor
        gtin: ean upc barcode
        size: dimensions
        weight: gross_weight
        mark: approval certification
        certificate: certificate_number file_number
        body: notified_body agency laboratory
        standards: standard norms
        valid_from: from start
        valid_until: until valid_to expires expiry
        price_from: price amount minimum_price
        price_to: maximum_price
        price_text: price_band price_note
        code: location_code location location_id place
        gln: global_location_number location_number
        gln_extension: sgln_extension extension
        capacity_volume: volume capacity_cm3 volume_cm3
        capacity_weight: capacity_g weight_g maximum_weight
        retired: is_retired closed
        """
}

/// A header as it is compared: letters and digits only, lower case. 'Serial No.' and `SERIAL_NO` are one.
func foldedHeader(_ text: some StringProtocol) -> String {
    var result = ""
    for character in text where character.isLetter || character.isNumber { result += character.lowercased() }
    return result
}
