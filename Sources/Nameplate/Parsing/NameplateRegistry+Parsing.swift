package import Identifiers
package import Registry

extension NameplateRegistry {
    /// Reads numbers by the names of their schemes, or finds out what texts are. No unit and no model is looked at.
    ///
    /// - Throws: `access.forbidden`. What is wrong with a request is an answer.
    package func parse(_ requests: [ParseRequest], as principal: Principal) throws -> [ParseAnswer] {
        try Access.require(principal, .look)
        let parser = IdentifierParser(referenceTables)
        let today: CivilDate = today
        return requests.map { parser.parse($0, asOf: today) }
    }
}
