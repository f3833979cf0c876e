/// What was being done when an event happened: the 41 business steps of GS1 CBV 2.0, section 7.1, in its spelling.
package enum BusinessStep: String, CaseIterable, Sendable {
    case accepting
    case arriving
    case assembling
    case collecting
    case commissioning
    case consigning
    case creatingClassInstance = "creating_class_instance"
    case cycleCounting = "cycle_counting"
    case decommissioning
    case departing
    case destroying
    case disassembling
    case dispensing
    case encoding
    case enteringExiting = "entering_exiting"
    case holding
    case inspecting
    case installing
    case killing
    case loading
    case other
    case packing
    case picking
    case receiving
    case removing
    case repackaging
    case repairing
    case replacing
    case reserving
    case retailSelling = "retail_selling"
    case sampling
    case sensorReporting = "sensor_reporting"
    case shipping
    case stagingOutbound = "staging_outbound"
    case stockTaking = "stock_taking"
    case stocking
    case storing
    case transporting
    case unloading
    case unpacking
    case voidShipping = "void_shipping"
}

/// The state of a unit after an event: the 33 dispositions of GS1 CBV 2.0, section 7.2, in its spelling, and Nameplate's own.
package enum Disposition: String, CaseIterable, Sendable {
    case active
    case available
    case completenessInferred = "completeness_inferred"
    case completenessVerified = "completeness_verified"
    case conformant
    case containerClosed = "container_closed"
    case containerOpen = "container_open"
    case damaged
    case destroyed
    case dispensed
    case disposed
    case encoded
    case expired
    case inProgress = "in_progress"
    case inTransit = "in_transit"
    case inactive
    case mismatchClass = "mismatch_class"
    case mismatchInstance = "mismatch_instance"
    case mismatchQuantity = "mismatch_quantity"
    case needsReplacement = "needs_replacement"
    case noPedigreeMatch = "no_pedigree_match"
    case nonConformant = "non_conformant"
    case nonSellableOther = "non_sellable_other"
    case partiallyDispensed = "partially_dispensed"
    case recalled
    case reserved
    case retailSold = "retail_sold"
    case returned
    case sellableAccessible = "sellable_accessible"
    case sellableNotAccessible = "sellable_not_accessible"
    case stolen
    case unavailable
    case unknown
    /// Nameplate's extension, as CBV has no word for it: taken to another country for good, so that it is no longer among those
    /// that can be had. The event's market is where to. See ``UnitState/marks``.
    case exported
}

/// The kinds of EPCIS 2.0 event that say what happened to units (section 7.4).
package enum EventType: String, CaseIterable, Sendable {
    case object = "ObjectEvent"
    case aggregation = "AggregationEvent"
    case transaction = "TransactionEvent"
    case association = "AssociationEvent"
}

/// How an event relates to its units' lives (EPCIS 2.0, section 7.3.2): the first, one of many, the last.
package enum EventAction: String, CaseIterable, Sendable {
    case add = "ADD"
    case observe = "OBSERVE"
    case delete = "DELETE"
}

/// Why an event is declared wrong (CBV 2.0, section 7.5).
package enum ErrorReason: String, CaseIterable, Sendable {
    case didNotOccur = "did_not_occur"
    case incorrectData = "incorrect_data"
}
