/// A request that the registry refuses: a stable code, a sentence that says what to do, and where it is wrong.
package struct RegistryError: Error, Hashable, Sendable {
    /// Codes are part of the API: they are added, never changed.
    package enum Code: String, CaseIterable, Sendable {
        /// A word of the request is not among the allowed ones, or is empty or too long.
        case valueInvalid = "value.invalid"
        case manufacturerTaken = "manufacturer.taken"
        case manufacturerUnknown = "manufacturer.unknown"
        case manufacturerChanged = "manufacturer.changed"
        case prefixTaken = "manufacturer.prefixTaken"
        case modelTaken = "model.taken"
        case modelUnknown = "model.unknown"
        case modelChanged = "model.changed"
        /// No product line of this name, or none that is on sale.
        case lineUnknown = "line.unknown"
        case gtinTaken = "model.gtinTaken"
        /// A number of a property may mean two.
        case specificationAmbiguous = "specification.ambiguous"
        case categoryTaken = "category.taken"
        /// A list of a model has no such entry.
        case entryUnknown = "entry.unknown"
        /// No such document, or none that one may know of.
        case documentUnknown = "document.unknown"
        case documentChanged = "document.changed"
        /// A file of a kind that is not taken, whatever it is called.
        case documentFileType = "document.fileType"
        case documentFileDamaged = "document.fileDamaged"
        case documentTooLarge = "document.tooLarge"
        /// The manufacturer's files would become more than they may be.
        case documentRoom = "document.room"
        /// No document of the manufacturer has this file.
        case documentFileUnknown = "document.fileUnknown"
        case documentTooMany = "document.tooMany"
        /// No such file of a claim, a registration or the like, or none that one may have.
        case attachmentUnknown = "attachment.unknown"
        case attachmentTooMany = "attachment.tooMany"
        case nomenclatureInvalid = "nomenclature.invalid"
        case nomenclatureUnknown = "nomenclature.unknown"
        /// The manufacturer has made no layout of this name for its labels.
        case layoutUnknown = "layout.unknown"
        case categoryUnknown = "category.unknown"
        case categoryChanged = "category.changed"
        case formatTaken = "format.taken"
        case formatUnknown = "format.unknown"
        case formatOverlap = "format.overlap"
        /// A serial number that is already stored would be read by the new format as one of its own.
        case formatCollides = "format.collides"
        /// A format that was to be unguessable is not.
        case formatGuessable = "format.guessable"
        /// So many serial numbers would make the format easier to guess than it may be.
        case batchGuessable = "batch.guessable"
        /// A secret key is not at hand, so that nothing can be told now.
        case keyMissing = "key.missing"
        case keyUnknown = "key.unknown"
        case batchTaken = "batch.taken"
        case batchUnknown = "batch.unknown"
        case batchOverlap = "batch.overlap"
        case batchRoom = "batch.room"
        case serialTaken = "serial.taken"
        case serialNotIssued = "serial.notIssued"
        case unitUnknown = "unit.unknown"
        case unitState = "unit.state"
        /// A step that is not possible in the state of what it was to move on.
        case stateStep = "state.step"
        /// A document of maintenance plans that says something wrong or nothing.
        case maintenanceDocument = "maintenance.document"
        case maintenancePlanUnknown = "maintenance.planUnknown"
        /// The unit's plans have no task of this name.
        case maintenanceTaskUnknown = "maintenance.taskUnknown"
        /// A meter shows less than it did, and no new one is named.
        case meterBackwards = "meter.backwards"
        /// A calendar's address that there is not, or no more.
        case calendarUnknown = "calendar.unknown"
        /// The component is in an assembly already.
        case componentInstalled = "component.installed"
        case componentNotInstalled = "component.notInstalled"
        /// The component or its assembly was destroyed or decommissioned before.
        case componentEnded = "component.ended"
        /// A unit would be part of itself.
        case componentCircle = "component.circle"
        case eventUnknown = "event.unknown"
        case eventInvalid = "event.invalid"
        case eventFuture = "event.future"
        case eventCorrected = "event.corrected"
        case partyUnknown = "party.unknown"
        /// Why personal data is read or erased is not said, or not in words.
        case reasonInvalid = "reason.invalid"
        /// What cannot be undone was not confirmed.
        case confirmationMissing = "confirmation.missing"
        case retentionUnknown = "retention.unknown"
        case forbidden = "access.forbidden"
        /// Who asks is not known: nobody has signed in, or a token or session that no longer holds was shown.
        case signInNeeded = "access.signIn"
        case accountTaken = "account.taken"
        case accountUnknown = "account.unknown"
        /// Nobody would be left who may do everything.
        case accountLast = "account.last"
        case passwordWeak = "password.weak"
        /// The name, the password or the code is not right: which, nobody is told.
        case signInRefused = "signIn.refused"
        /// Too many have failed to sign in.
        case signInSlow = "signIn.slow"
        /// A code to choose a password with that is old, used or none.
        case invitationUnknown = "invitation.unknown"
        case sessionUnknown = "session.unknown"
        case tokenUnknown = "token.unknown"
        /// More was looked up within the hour than the asker may.
        case budgetExhausted = "budget.exhausted"
        /// No such cluster of unknown plates, or too few look-ups to show it.
        case plateClusterUnknown = "plateCluster.unknown"
        /// As many photos are being read as may be at once.
        case photoBusy = "photo.busy"
        case textTooLong = "text.tooLong"
        case listInvalid = "list.invalid"
        case listTooLong = "list.tooLong"
        case idempotencyMismatch = "idempotency.mismatch"
        case importInvalid = "import.invalid"
        case importUnknown = "import.unknown"
        /// A page takes smaller files only.
        case importTooLarge = "import.tooLarge"
        /// A file that waited for its sender's decision is gone.
        case uploadUnknown = "upload.unknown"
        /// Work that somebody has begun is gone with its result.
        case jobUnknown = "job.unknown"
        /// Too much is under way at a time.
        case jobsTooMany = "jobs.tooMany"
        /// The file that comes out of it is larger than a page makes.
        case jobTooLarge = "job.tooLarge"
        /// Another server goes on with an import.
        case importElsewhere = "import.elsewhere"
        /// A table with more columns than an import reads.
        case exportTooWide = "export.tooWide"
        /// What was to be exported has changed meanwhile.
        case exportChanged = "export.changed"
        /// An import that cannot be taken back, or no longer.
        case importNotUndone = "import.notUndone"
        /// The text of a mapping is not understood.
        case mappingInvalid = "mapping.invalid"
        case mappingUnknown = "mapping.unknown"
        case cursorInvalid = "cursor.invalid"
        /// No such reference table.
        case referenceUnknown = "reference.unknown"
        /// A file that is another table than the one that it was sent for.
        case referenceKind = "reference.kind"
        /// The table in use is newer, or it cannot be told which is.
        case referenceOlder = "reference.older"
        /// A table that knows less than the one in use.
        case referenceIncomplete = "reference.incomplete"
        /// No backup of this program, cut off, or changed.
        case backupDamaged = "backup.damaged"
        /// A passphrase is missing, too short, or not the one of the backup.
        case backupPassphrase = "backup.passphrase"
        /// Another backup is being made.
        case backupUnderWay = "backup.underWay"
        /// A registry that cannot be copied as it is.
        case copySource = "copy.source"
        /// A database that is not empty and no half copy of the same registry.
        case copyTarget = "copy.target"
        /// What was copied is not what was read.
        case copyDifferent = "copy.different"
        /// A registry that has been copied only in part.
        case copyUnfinished = "copy.unfinished"
        /// A condition on models that cannot be read.
        case conditionSyntax = "condition.syntax"
        case conditionValue = "condition.value"
        case conditionTooLarge = "condition.tooLarge"
        /// More models than are sorted so.
        case orderTooLarge = "order.tooLarge"
        case populationSyntax = "population.syntax"
        case populationField = "population.field"
        case populationValue = "population.value"
        case populationForm = "population.form"
        case populationTooLarge = "population.tooLarge"
        case populationRange = "population.range"
        /// A warranty term that cannot be read: the field says where.
        case warrantyDocument = "warranty.document"
        /// This version of the term is set already, with other words.
        case warrantyVersionTaken = "warranty.versionTaken"
        /// A version that would take units away from an earlier one.
        case warrantyBackdated = "warranty.backdated"
        case warrantyTermUnknown = "warranty.termUnknown"
        case warrantyExtensionUnknown = "warranty.extensionUnknown"
        case webhookUnknown = "webhook.unknown"
        /// Another webhook of the manufacturer has this name.
        case webhookTaken = "webhook.taken"
        /// The webhook is off, so that nothing can be sent to it.
        case webhookOff = "webhook.off"
        case deliveryUnknown = "delivery.unknown"
        /// The manufacturer has no text of its own for this.
        case templateUnknown = "template.unknown"
        /// A code that is none of the model's, or is not used any more.
        case faultUnknown = "fault.unknown"
        /// A fault code would stand below none, or below itself.
        case faultParent = "fault.parent"
        case labourUnknown = "labour.unknown"
        case claimUnknown = "claim.unknown"
        case claimChanged = "claim.changed"
        /// What a claim says cannot be changed in its state.
        case claimLocked = "claim.locked"
        case claimIncomplete = "claim.incomplete"
        /// More would be approved than was claimed, or something else than the step says.
        case claimAmount = "claim.amount"
        /// Nobody decides about a claim of their own.
        case claimOwn = "claim.own"
        case orderUnknown = "order.unknown"
        case orderChanged = "order.changed"
        /// What a service order says cannot be changed in its state.
        case orderLocked = "order.locked"
        /// A service order does not say what was found, done, or what it came to.
        case orderIncomplete = "order.incomplete"
        case campaignUnknown = "campaign.unknown"
        case campaignChanged = "campaign.changed"
        /// What a campaign says cannot be changed in its state.
        case campaignLocked = "campaign.locked"
        /// A unit gets the remedy of a campaign once.
        case campaignRemedied = "campaign.remedied"
        case caseUnknown = "case.unknown"
        case caseChanged = "case.changed"
        /// A case is rated once.
        case caseRated = "case.rated"
        case theftUnknown = "theft.unknown"
        case theftChanged = "theft.changed"
        case registrationUnknown = "registration.unknown"
        /// Not the owner code of the unit.
        case registrationCode = "registration.code"
        /// The manufacturer registers no unit of the model without its owner code.
        case registrationCodeNeeded = "registration.codeNeeded"
        /// Codes were tried too often.
        case registrationSlow = "registration.slow"
        /// Not a code by which the unit is handed over, or no longer.
        case handoverCode = "handover.code"
        /// A unit that is stolen or disputed, or is its own buyer's.
        case handoverBlocked = "handover.blocked"
        /// For the owner of a unit alone; whether it has one is not said.
        case ownershipNotYours = "ownership.notYours"
        case proofUnknown = "proof.unknown"
        /// No such place of the manufacturer's, or none that one may know of.
        case locationUnknown = "location.unknown"
        /// Another place of the manufacturer's has this code or number.
        case locationTaken = "location.taken"
        case locationChanged = "location.changed"
        /// A place would stand where it cannot: below itself, below a bin's zone, below one that is retired.
        case locationParent = "location.parent"
        /// A place that is to be retired is still in use.
        case locationInUse = "location.inUse"
        /// No such hold of the manufacturer's, or none that one may know of.
        case holdUnknown = "hold.unknown"
        case holdChanged = "hold.changed"
        /// No such return of the manufacturer's, or none that one may know of.
        case returnUnknown = "return.unknown"
        case returnChanged = "return.changed"
        /// Goods that may not leave: held, recalled, or without the tests that they need.
        case goodsHeld = "goods.held"
        /// No such test among those that a model needs.
        case testUnknown = "test.unknown"
        case replenishmentChanged = "replenishment.changed"
        /// No such count of stock, or none that one may know of.
        case countUnknown = "count.unknown"
        case countChanged = "count.changed"
        /// Something is not possible in the state of a count.
        case countState = "count.state"
        /// No such shipment, or none that one may know of.
        case shipmentUnknown = "shipment.unknown"
        /// Another shipment of the manufacturer's has this reference.
        case shipmentTaken = "shipment.taken"
        case shipmentChanged = "shipment.changed"
        /// What is not possible in the state of a shipment.
        case shipmentState = "shipment.state"
        /// No such pick list, or none that one may know of.
        case pickUnknown = "pick.unknown"
        /// Another pick list of the manufacturer's has this reference.
        case pickTaken = "pick.taken"
        case pickChanged = "pick.changed"
        /// What is not possible in the state of a pick list.
        case pickState = "pick.state"
        /// Fewer goods can be set aside than are asked for.
        case pickShort = "pick.short"
        /// No such discrepancy, or none that one may know of.
        case discrepancyUnknown = "discrepancy.unknown"
        case discrepancyChanged = "discrepancy.changed"
        /// No such complaint, or none that one may know of.
        case complaintUnknown = "complaint.unknown"
        /// Another complaint of the manufacturer's has this reference.
        case complaintTaken = "complaint.taken"
        case complaintChanged = "complaint.changed"
        /// No such problem of a product's quality, or none that one may know of.
        case problemUnknown = "problem.unknown"
        case problemChanged = "problem.changed"
        case issueUnknown = "issue.unknown"
        case issueChanged = "issue.changed"
        /// A code by which no consent can be withdrawn.
        case consentUnknown = "consent.unknown"
    }
    /// What is wrong, for programs.
    package var code: Code
    /// What is wrong and what to do, for people.
    package var sentence: String
    /// The field of the request that is wrong.
    package var field: String?
    /// The place in the field's text, in characters from 0.
    package var position: Int?
    /// After how many seconds it may be tried again; nil where waiting does not help.
    package var retryAfter: Int?

    /// An error with its sentence.
    package init(_ code: Code, _ sentence: String, field: String? = nil, position: Int? = nil) {
        self.code = code
        self.sentence = sentence
        self.field = field
        self.position = position
    }
}
