import BarcodeReading
import Identifiers
import Labels
import Registry

// Errors of these three types are made by pages too.
extension ErrorText {
    init(_ problem: Problem) { self.init(code: problem.code, ofPage: problem.sentence) }
    init(_ error: RequestError) { self.init(code: error.code.rawValue, ofPage: error.sentence) }
    init(_ error: RegistryError) { self.init(code: error.code.rawValue, ofPage: error.sentence) }
}

extension ErrorText {
    init(_ error: RowError) { self.init(code: error.code, error.sentence) }
    init(_ error: IdentifierError) { self.init(code: error.code.rawValue, error.sentence) }
    init(_ error: LabelError) { self.init(code: error.code.rawValue, error.sentence) }
    init(_ error: PhotoError) { self.init(code: error.code.rawValue, error.sentence) }
}
