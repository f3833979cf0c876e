import Identifiers
package import Registry
import Storage

extension Commands {
    /// Gives a model another number beside its own; a text such as `RF28*SR` stands for several.
    /// - Throws: `manufacturer.unknown`, `model.unknown`, `model.taken`, `value.invalid`, `access.forbidden`.
    package func addNumber(
        _ number: String, _ kind: OtherNumber.Kind, to model: String, of slug: String
    ) throws -> ModelAnswer {
        try changeNumbers(of: model, slug) { manufacturer, model in
            let other = OtherNumber(try ModelNumber(parsing: number), kind)
            try ModelNumbers.add(other, to: model, of: manufacturer, as: principal, from: source, transaction)
            return model
        }
    }

    /// Takes another number from a model. - Throws: `model.unknown`, `access.forbidden`.
    package func removeNumber(_ number: String, from model: String, of slug: String) throws -> ModelAnswer {
        try changeNumbers(of: model, slug) { manufacturer, model in
            let number = try ModelNumber(parsing: number)
            try ModelNumbers.remove(number, from: model, of: manufacturer, as: principal, from: source, transaction)
            return model
        }
    }

    /// Gives a model a new number of its own; all that is known of it stays, and the old number keeps leading to it.
    /// - Throws: `model.unknown`, `model.taken`, `access.forbidden`.
    package func renumberModel(_ model: String, to number: String, of slug: String) throws -> ModelAnswer {
        try changeNumbers(of: model, slug) { manufacturer, model in
            let number = try ModelNumber(parsing: number)
            return try ModelNumbers.renumber(
                model, to: number, of: manufacturer, as: principal, from: source, transaction)
        }
    }

    private func changeNumbers(
        of number: String, _ slug: String, _ change: (Manufacturer, Model) throws -> Model
    ) throws -> ModelAnswer {
        let (manufacturer, model) = try require(slug, number, .editCatalogue)
        changedCatalogue = true
        let changed = try change(manufacturer, model)
        let today = CivilDate(microseconds: transaction.now)
        return try NameplateRegistry.answer(changed, of: manufacturer, on: today, as: principal, transaction)
    }
}
