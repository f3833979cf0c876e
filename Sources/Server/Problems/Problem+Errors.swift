package import BarcodeReading
package import Identifiers
package import Labels
import NIOCore
import NIOHTTP1
package import Nameplate
package import Registry

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// The one mapping of errors to HTTP. None of the switches has a default: a new code does not compile until it is placed.

extension Problem {
    /// The problem of an error that a caller can cause or must be told of; nil for anything that nobody foresaw.
    package init?(of error: any Error) {
        switch error {
        case let error as Problem: self = error
        case let error as RequestError: self.init(error)
        case is HTTPParserError, is ChannelError: self.init(Self.incomplete)
        case let error as IOError where error.errnoCode == ECONNRESET: self.init(Self.incomplete)
        case let error as RegistryError: self.init(error)
        case let error as IdentifierError: self.init(error)
        case let error as LabelError: self.init(error)
        case let error as PhotoError: self.init(error)
        default:
            guard let fault = StoreFault(error) else { return nil }
            self.init(fault)
        }
    }

    /// Of what nobody foresaw.
    static let serverFailed = Problem(500, "server.failed", "The server failed; its log says more.")

    /// For whoever goes away while sending, and will hardly read it.
    private static let incomplete = RequestError(
        .bodyIncomplete, "The body is no HTTP message or ends before its time; send it whole.")

    package init(_ error: RequestError) {
        self.init(
            Self.status(error.code), error.code.rawValue, error.sentence, field: error.field, position: error.position)
        allowed = error.allowed
        if error.code == .serverBusy { retryAfter = 1 }
    }

    package init(_ error: RegistryError) {
        self.init(
            Self.status(error.code), error.code.rawValue, error.sentence, field: error.field, position: error.position)
        retryAfter = error.retryAfter
    }

    package init(_ error: IdentifierError) {
        self.init(
            Self.status(error.code), error.code.rawValue, error.sentence, field: error.subject,
            position: error.position)
    }

    package init(_ error: LabelError) {
        self.init(error.code == .encoder ? 500 : 422, error.code.rawValue, error.sentence, field: error.field)
    }

    package init(_ error: PhotoError) {
        let status =
            switch error.code {
            case .tooLarge: 413
            case .notPicture: 415
            case .damaged, .noCode: 422
            case .reader: 503
            }
        self.init(status, error.code.rawValue, error.sentence, field: "photo")
    }

    package init(_ fault: StoreFault) {
        let status =
            switch fault.kind {
            case .conflict: 409
            case .full: 507
            case .unavailable: 503
            case .refused: 422
            case .broken, .unknown: 500
            }
        self.init(status, fault.code, fault.sentence)
        if fault.kind == .unavailable { retryAfter = 1 }
    }

    private static func status(_ code: RequestError.Code) -> Int {
        switch code {
        case .jsonInvalid, .jsonDuplicateField, .pathEncoding, .queryInvalid, .queryUnknown, .headerInvalid,
            .hostMissing, .bodyIncomplete:
            400
        case .originForeign, .tokenNeeded: 403
        case .pathUnknown: 404
        case .methodNotAllowed: 405
        case .bodyTooSlow: 408
        case .bodyTooLarge: 413
        case .targetTooLong: 414
        case .mediaType: 415
        case .hostForeign: 421
        case .jsonUnknownField, .jsonMissingField, .jsonValue: 422
        case .ifMatchMissing: 428
        case .serverBusy, .serverTimeout: 503
        }
    }

    private static func status(_ code: RegistryError.Code) -> Int {
        switch code {
        case .cursorInvalid: 400
        case .exportTooWide, .mappingInvalid: 422
        case .mappingUnknown: 404
        case .exportChanged, .importNotUndone: 409
        case .signInNeeded: 401
        case .forbidden, .signInRefused: 403
        case .signInSlow, .budgetExhausted, .jobsTooMany: 429
        case .manufacturerUnknown, .modelUnknown, .batchUnknown, .unitUnknown, .eventUnknown, .importUnknown,
            .keyUnknown, .referenceUnknown, .accountUnknown, .invitationUnknown, .sessionUnknown, .tokenUnknown,
            .retentionUnknown, .categoryUnknown, .lineUnknown, .nomenclatureUnknown, .entryUnknown, .documentUnknown,
            .attachmentUnknown, .claimUnknown, .labourUnknown, .caseUnknown, .orderUnknown, .campaignUnknown,
            .theftUnknown, .locationUnknown, .holdUnknown, .testUnknown, .returnUnknown,
            .countUnknown,
            .shipmentUnknown, .discrepancyUnknown, .pickUnknown, .complaintUnknown, .problemUnknown,
            .issueUnknown,
            .uploadUnknown, .jobUnknown, .plateClusterUnknown, .layoutUnknown:
            404
        case .manufacturerTaken, .prefixTaken, .modelTaken, .gtinTaken, .formatTaken, .formatOverlap,
            .formatCollides, .batchTaken, .batchOverlap, .batchRoom, .batchGuessable, .serialTaken, .unitState,
            .stateStep,
            .componentInstalled, .componentNotInstalled, .componentEnded, .componentCircle, .eventCorrected,
            .referenceOlder, .importElsewhere, .accountTaken, .accountLast, .categoryTaken, .locationTaken,
            .locationInUse, .goodsHeld, .shipmentTaken, .shipmentState, .pickTaken, .pickState, .complaintTaken,
            .pickShort:
            409
        case .documentChanged, .claimChanged, .caseChanged, .orderChanged, .campaignChanged, .theftChanged,
            .locationChanged, .holdChanged, .returnChanged, .replenishmentChanged, .countChanged, .shipmentChanged,
            .discrepancyChanged, .pickChanged, .complaintChanged, .problemChanged,
            .issueChanged:
            412
        case .claimLocked, .caseRated, .orderLocked, .campaignLocked, .campaignRemedied, .countState: 409
        case .claimOwn: 403
        case .faultUnknown, .faultParent, .locationParent, .claimIncomplete, .claimAmount, .orderIncomplete: 422
        case .documentTooLarge, .importTooLarge, .jobTooLarge: 413
        case .documentFileType: 415
        case .documentFileDamaged, .documentFileUnknown, .documentTooMany, .attachmentTooMany: 422
        case .documentRoom: 507
        case .manufacturerChanged, .modelChanged, .categoryChanged: 412
        case .textTooLong, .listTooLong: 413
        case .valueInvalid, .formatUnknown, .formatGuessable, .serialNotIssued, .eventInvalid, .eventFuture,
            .partyUnknown, .importInvalid, .listInvalid, .idempotencyMismatch, .referenceKind,
            .referenceIncomplete, .passwordWeak, .reasonInvalid, .confirmationMissing, .specificationAmbiguous,
            .nomenclatureInvalid, .conditionSyntax, .conditionValue, .conditionTooLarge, .orderTooLarge:
            422
        case .populationSyntax, .populationField, .populationValue, .populationForm, .populationTooLarge,
            .populationRange:
            422
        case .warrantyDocument, .maintenanceDocument, .maintenanceTaskUnknown: 422
        case .warrantyTermUnknown, .warrantyExtensionUnknown, .maintenancePlanUnknown, .calendarUnknown: 404
        case .meterBackwards: 409
        case .warrantyVersionTaken, .warrantyBackdated: 409
        case .webhookUnknown, .deliveryUnknown, .templateUnknown: 404
        case .webhookTaken, .webhookOff: 409
        case .registrationCode, .registrationCodeNeeded, .handoverCode: 422
        case .registrationUnknown, .proofUnknown, .consentUnknown: 404
        case .registrationSlow: 429
        case .handoverBlocked: 409
        case .ownershipNotYours: 403
        case .backupDamaged, .backupPassphrase: 422
        case .backupUnderWay, .copySource, .copyTarget, .copyUnfinished: 409
        case .copyDifferent: 500
        case .keyMissing, .photoBusy: 503
        }
    }

    private static func status(_ code: IdentifierError.Code) -> Int {
        switch code {
        case .empty, .length, .character, .checkCharacter, .onlyPunctuation, .date, .formatSyntax,
            .referenceDamaged, .formatUnknownField, .formatAlphabet, .formatCheck, .formatRepeatedField,
            .formatNoSequence,
            .formatConflict, .formatTooLong, .formatTooLarge, .formatTooSmall, .formatFieldMissing, .formatFieldValue,
            .formatSequence, .gs1Content, .gs1Structure, .gs1Association, .gs1DigitalLink, .gs1Scan, .gs1EPC,
            .gs1CompanyPrefixLength, .gs1Table, .parseScheme, .parseField, .parseUnread, .formatTooFewSerials,
            .formatTooManySerials:
            422
        case .formatKeyMissing: 503
        }
    }
}
