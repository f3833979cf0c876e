extension LearningReason {
    /// The reason in a sentence for people.
    public var sentence: String {
        switch self {
        case .check(let algorithm, let right, let total, let logOdds):
            return
                "The check characters (\(algorithm.name)) are right in \(right) of \(total) serial numbers looked at; "
                + "by chance that happens once in 10^\(logOdds) lists."
        case .dates(let first, let last):
            return first == last
                ? "The date fields hold \(first) only."
                : "The date fields hold dates that the calendar has, from \(first) to \(last)."
        case .knownDates(let right, let total):
            return "The printed date is the known one in \(right) of \(total) serial numbers whose date is known."
        case .order(let percent):
            return "The list follows the dates: \(percent) % of the steps from one date to another lead forward."
        case .knownPlants: return "Each code goes with one of the plants that the list names."
        case .oneCounter(let highest):
            return
                "One counter goes on through all plants, lines and dates: hardly a number occurs twice. The highest is "
                + "\(highest); give the next batch the first number after it."
        case .countsAnew: return "Counting begins anew with each plant, line and date that is printed."
        case .density(let percent):
            return percent < 0.1
                ? "Less than 0.1 % of the sequence numbers between the lowest and the highest are in the list."
                : "\(percent) % of the sequence numbers between the lowest and the highest are in the list."
        }
    }
}

extension LearningQuestion {
    /// The question to the maker, in a sentence.
    public var sentence: String {
        switch self {
        case .productionDate: "When was one of them made? Put dates of production into a second column."
        case .plantCodes: "Which codes do your plants and lines have? Put the plants into a third column."
        case .plantOrLine: "Which of the two codes is the plant's, and which the line's?"
        case .alphabet: "Which letters does the sequence number count with? Add serial numbers with higher numbers."
        case .nextAfterLast: "What would follow when the digits of the sequence number are used up?"
        case .check: "How are the check characters worked out?"
        }
    }
}

extension SerialList.SetAside {
    /// After a number, in a word or two.
    public var words: String {
        switch self {
        case .placeholder: "as placeholder"
        case .unusable: "as unusable"
        case .repeated: "as repeated"
        }
    }
}

extension LearntGroup.Finding {
    /// What it means that there is no format; nil where there is one.
    public var sentence: String? {
        switch self {
        case .formats: nil
        case .random:
            "These numbers do not count up: they look drawn at random. A format that scrambles its numbers cannot be "
                + "learnt, as the key is not in them. Go on with a new format, and register these units as they are."
        case .none:
            "No format fits nine of ten of these: they have no order that a format could print, or they are several "
                + "models in one list. Try the list of one model, or of one plant."
        }
    }
}

extension FormatProposal.Confidence {
    /// How sure it is, in a few words.
    public var sentence: String {
        switch self {
        case .high: "high: it reads nearly all of them, and nothing else comes near"
        case .fair: "fair: the next reading is far less likely, but not excluded"
        case .low: "low: other readings fit about as well, or nothing in it could fail"
        }
    }
}

extension SerialFormat.Piece {
    /// What it prints, in a word or two.
    public var meaning: String {
        switch self {
        case .literal: "fixed"
        case .plant: "plant"
        case .line: "line"
        case .year: "year"
        case .week: "week"
        case .month: "month"
        case .day: "day"
        case .dayOfYear: "day of the year"
        case .sequence: "sequence number"
        case .scrambled: "scrambled number"
        case .check: "check"
        }
    }
}

extension LearntFormats.Exception {
    /// Why it is none of the serial numbers learnt, in a sentence for people.
    public var sentence: String {
        error?.sentence ?? "Too few serial numbers have \(text.utf8.count) characters."
    }
}
