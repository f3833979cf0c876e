import AfterSales
import Identifiers
import Nameplate
import Registry

extension Site {
    /// Adds what was asked about the unit before, for whoever may know of it, and where the desk opens a case.
    func addCases(to page: inout UnitPage, of unit: UnitAnswer, _ call: Call) async throws {
        let slug = unit.manufacturer.slug
        if try await call.registry.caseOpening(unit, as: call.principal) == .desk {
            page.work.append(Link(Words.text("cases.open"), .cases(slug, unit.model.number.text, unit.serial.text)))
        }
        let cases = try await call.registry.cases(aboutUnit: unit, as: call.principal)
        if !cases.isEmpty { page.caseList = DataTable(cases, slug) }
    }
}
