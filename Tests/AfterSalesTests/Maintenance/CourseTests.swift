import AfterSales
import Foundation
import Identifiers
import Registry
import Testing

/// One course of `courses.txt`: a task, a life, and what is due on some days.
struct Course: CustomTestStringConvertible {
    var name: String
    var lines: [[String]] = []

    var testDescription: String { name }

    static func all() throws -> [Course] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("courses.txt")
        var courses: [Course] = []
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("== ") {
                courses.append(Course(name: String(line.dropFirst(3))))
            } else {
                courses[courses.count - 1].lines.append(line.split(separator: " ").map(String.init))
            }
        }
        return courses
    }
}

@Suite struct CourseTests {
    struct Unreadable: Error {
        var line: [String]
    }

    @Test(arguments: try Course.all())
    func whatIsDueIsWhatTheTableSays(_ course: Course) throws {
        var task = MaintenanceTask("check", title: "Check")
        var events: [EventDraft] = []
        for line in course.lines {
            switch line[0] {
            case "every", "first", "fixed": try read(line, into: &task)
            case "tolerance":
                task.tolerance =
                    line[2] == "days"
                    ? MaintenanceTolerance(days: try number(line[1]))
                    : MaintenanceTolerance([try limit(line[1], line[2])])
            case "on": try check(line, task, events)
            default: events.append(try event(line))
            }
        }
    }

    private func check(_ line: [String], _ task: MaintenanceTask, _ events: [EventDraft]) throws {
        let life = UnitLife.told(by: events)
        let asOf = try CivilDate(parsing: line[1])
        let found = try #require(Maintenance.due(life, plans: [MaintenancePlan("plan", [task])], asOf: asOf).first)
        let label = Comment(rawValue: line.joined(separator: " "))
        #expect(found.state.rawValue == line[2], label)
        var rest = line.dropFirst(3)
        while let word = rest.popFirst() {
            guard let value = rest.popFirst() else { throw Unreadable(line: line) }
            switch word {
            case "due": #expect(found.due.on?.isoText == value, label)
            case "at":
                guard let unit = rest.popFirst() else { throw Unreadable(line: line) }
                #expect(found.due.usage == [try limit(value, unit)], label)
            case "nth": #expect(found.occurrence == Int(value), label)
            case "missed": #expect(found.missed == Int(value), label)
            case "expected": #expect(found.expectedOn?.isoText == value, label)
            case "past":
                let past = found.past.map { $0.outcome.rawValue + ($0.daysLate.map { ":\($0)" } ?? "") }
                #expect(past == (value == "-" ? [] : value.split(separator: ",").map(String.init)), label)
            default: throw Unreadable(line: line)
            }
        }
    }

    private func event(_ line: [String]) throws -> EventDraft {
        let day = try CivilDate(parsing: line[1])
        var draft = EventDraft(time: Int64(day.dayNumber) * 86_400_000_000 + 43_200_000_000)
        switch line[0] {
        case "sold": draft.businessStep = .retailSelling
        case "installed": draft.businessStep = .installing
        case "destroyed": draft.businessStep = .destroying
        case "done": draft.details.transactions = [MaintenanceJob.transaction(.done, "plan", "check")]
        case "skipped": draft.details.transactions = [MaintenanceJob.transaction(.skipped, "plan", "check")]
        case "other": draft.details.transactions = [MaintenanceJob.transaction(.done, "plan", "other")]
        case "read", "newmeter":
            let meter = try #require(UsageLimit.Meter(rawValue: line[3]))
            draft.details.readings = [MeterRules.reading(meter, line[2], isNewMeter: line[0] == "newmeter")]
        default: throw Unreadable(line: line)
        }
        return draft
    }

    private func read(_ line: [String], into task: inout MaintenanceTask) throws {
        var words = line[...]
        if words.first == "fixed" {
            task.schedule = .fixed
            words.removeFirst()
        }
        while let word = words.popFirst() {
            var interval = MaintenanceInterval()
            repeat {
                if words.first == "or" { words.removeFirst() }
                guard let count = words.popFirst(), let unit = words.popFirst() else { throw Unreadable(line: line) }
                switch unit {
                case "days": interval.time = .days(try number(count))
                case "months": interval.time = .months(try number(count))
                default: interval.usage.append(try limit(count, unit))
                }
            } while words.first == "or"
            if word == "first" { task.first = interval } else { task.every = interval }
        }
    }

    private func limit(_ count: String, _ unit: String) throws -> UsageLimit {
        UsageLimit(try #require(UsageLimit.Meter(rawValue: unit)), Int64(try number(count)))
    }

    private func number(_ text: String) throws -> Int { try #require(Int(text)) }
}
