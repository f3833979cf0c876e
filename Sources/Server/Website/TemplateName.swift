/// The templates of whole pages. Partials and the layout are found by name inside these.
package enum TemplateName: String, CaseIterable, Sendable {
    case front, model, unit, batch, issue, whichModel, notRecognised, manufacturers, manufacturer, population, api
    case error, checkList, unknownPlates, referenceTables, explain, learn, forms
    case auditTrail, retention, persons, audience
    case home, jobs, styleguide
    case find, dataSheet, compare, productLine, categories, category, gaps
    case read, labels, labelLayouts, plateInbox, records
}
