import Nameplate
import Registry
import TestSupport
import Testing

/// An import is taken back as one change, as long as nothing was built on it.
struct UndoTests {
    private func tables(_ registry: NameplateRegistry) async throws -> [[UInt8]] {
        var tables: [[UInt8]] = []
        for table in [ImportTable.manufacturers, .models, .formats, .components] {
            tables.append(try await registry.exported(table))
        }
        return tables
    }

    private func undo(_ report: ImportReport, _ registry: NameplateRegistry, dryRun: Bool = false) async throws
        -> ImportUndo.Report
    {
        try await registry.undoImport(try #require(report.id), dryRun: dryRun, as: .administrator)
    }

    private func reason(_ report: ImportReport, _ registry: NameplateRegistry) async throws -> String? {
        let id = try #require(report.id)
        do {
            _ = try await registry.undoImport(id, dryRun: false, as: .administrator)
            return nil
        } catch let error as RegistryError {
            #expect(error.code == .importNotUndone)
            return error.sentence
        }
    }

    @Test func whatWasMadeGoesAndWhatWasChangedIsAsBefore() async throws {
        try await withRegistry { registry, _ in
            _ = try await registry.importing(.manufacturers, "slug,name,gs1_prefixes,note\nacme,Acme,9521234,old\n")
            _ = try await registry.importing(
                .models, "manufacturer,number,name,gtins,spec:W [CMT]\nacme,A,Old,4012345678901,60\nacme,B,,,\n")
            let before = try await tables(registry)
            let makers = try await registry.importing(.manufacturers, "slug,name,note\nacme,Acme Ltd,\nother,Other,x\n")
            let models = try await registry.importing(
                .models,
                "manufacturer,number,name,gtins,supersedes,spec:W [CMT],spec:H\nacme,A,New,,C,,tall\nacme,B,Bee,,,5,\n"
                    + "acme,C,Sea,96385074,RF28*SR,,\nacme,RF28*SR,,,,,\n")
            #expect(models.created == 2 && models.updated == 2)
            let dry = try await undo(models, registry, dryRun: true)
            #expect(dry.removed == 2 && dry.restored == 2)
            #expect(try await tables(registry) != before)
            let undone = try await undo(models, registry)
            #expect(undone == dry)
            let undoneMakers = try await undo(makers, registry)
            #expect(undoneMakers.removed == 1 && undoneMakers.restored == 1)
            #expect(try await tables(registry) == before)
            #expect(try await reason(models, registry)?.contains("undone already") == true)
            // The same file is another import now.
            let again = try await registry.importing(.manufacturers, "slug,name,note\nacme,Acme Ltd,\nother,Other,x\n")
            #expect(again.created == 1 && !again.alreadyImported)
        }
    }

    @Test func whatSomethingWasBuiltOnStaysAndTheReasonIsTold() async throws {
        try await withRegistry { registry, _ in
            let makers = try await registry.importing(.manufacturers, "slug,name\nacme,Acme\n")
            let models = try await registry.importing(.models, "manufacturer,number\nacme,A\nacme,B\n")
            let formats = try await registry.importing(.formats, "manufacturer,model,pattern\nacme,A,A{yy}{seq:4}\n")
            #expect(try await reason(makers, registry)?.contains("has got models") == true)
            #expect(try await reason(models, registry)?.contains("A of acme has got serial formats") == true)
            _ = try await registry.importing(
                .batches, "manufacturer,model,batch,count,produced_on\nacme,A,B1,5,2026-01-01\n")
            #expect(try await reason(formats, registry)?.contains("serial numbers were issued") == true)
            let units = try await registry.importing(.units, "manufacturer,model,serial\nacme,B,S1\n")
            #expect(try await reason(units, registry)?.contains("correct the events") == true)
            let change = try await registry.importing(.models, "manufacturer,number,name\nacme,B,Bee\n")
            _ = try await registry.importing(.models, "manufacturer,number,name\nacme,B,Beta\n")
            #expect(try await reason(change, registry)?.contains("was changed") == true)
            await #expect(throws: RegistryError.self) {
                try await registry.undoImport(ID(1), dryRun: false, as: .administrator)
            }
        }
    }

    @Test func formatsGoAndComponentsComeOutByCorrections() async throws {
        try await withRegistry { registry, _ in
            _ = try await registry.importing(.manufacturers, "slug,name\nacme,Acme\n")
            _ = try await registry.importing(.models, "manufacturer,number\nacme,A\nacme,P\n")
            _ = try await registry.importing(.units, "manufacturer,model,serial\nacme,A,A1\nacme,P,P1\nacme,P,P2\n")
            let formats = try await registry.importing(.formats, "manufacturer,model,pattern\nacme,P,F{yy}{seq:4}\n")
            let undoneFormats = try await undo(formats, registry)
            #expect(undoneFormats.removed == 1)
            let built = try await registry.importing(
                .components,
                "manufacturer,assembly_model,assembly_serial,model,serial,event_time\n"
                    + "acme,A,A1,P,P1,2026-10-31T00:00:00Z\nacme,A,A1,P,P2,2026-10-31T00:00:00Z\n")
            let undone = try await undo(built, registry)
            #expect(undone.removed == 2)
            let left = String(decoding: try await registry.exported(.components), as: UTF8.self)
            #expect(left.split(separator: "\n").count == 1)
            #expect(try await registry.audit(as: .administrator).findings.isEmpty)
        }
    }

    @Test func nobodyTakesBackWhatAnotherHasImported() async throws {
        try await withRegistry { registry, _ in
            let makers = try await registry.importing(.manufacturers, "slug,name\nacme,Acme\n")
            let models = try await registry.importing(.models, "manufacturer,number\nacme,A\n")
            let acme = try await registry.manufacturer("acme", as: .administrator).id
            let own = Principal.staff(.maker, .manufacturers([acme]))
            for report in [makers, models] {
                let id = try #require(report.id)
                let error = await #expect(throws: RegistryError.self) {
                    try await registry.undoImport(id, dryRun: false, as: own)
                }
                #expect(error?.code == .importUnknown)
                await #expect(throws: RegistryError.self) {
                    try await registry.undoImport(id, dryRun: false, as: .stranger)
                }
            }
        }
    }
}
