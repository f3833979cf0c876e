internal import CIdentifierTables
public import Identifiers

extension GS1SyntaxDictionary {
    /// The dictionary that this version was built with; ``release`` names its date.
    public static let builtIn: GS1SyntaxDictionary = {
        do throws(IdentifierError) {
            return try GS1SyntaxDictionary(parsing: builtInBytes)
        } catch {
            // A file of the project itself, which the tests read.
            preconditionFailure(error.sentence)
        }
    }()

    /// The text of the built-in dictionary.
    public static var builtInBytes: UnsafeBufferPointer<UInt8> {
        let table = identifier_table_gs1_syntax_dictionary()
        return UnsafeBufferPointer(start: table.bytes, count: table.count)
    }
}
