import Base
import Deadlines

/// The words of the catalogue file for our own enums, both ways.
enum ProcedureWords {
    static let channels: [(word: String, channel: Channel)] = [
        ("Trực tiếp", .counter), ("Trực tuyến", .online), ("Dịch vụ bưu chính", .post),
    ]

    static func channel(_ word: String) -> Channel? { channels.first { $0.word == word }?.channel }

    static func word(_ channel: Channel) -> String {
        switch channel {
        case .counter: "Trực tiếp"
        case .online: "Trực tuyến"
        case .post: "Dịch vụ bưu chính"
        }
    }

    /// `truc_tuyen` is published until the province has decided between "toàn trình" and "một phần".
    static let levels: [String: OnlineLevel] = [
        "toan_trinh": .full, "truc_tuyen": .partial, "mot_phan": .partial, "truc_tiep": .counterOnly,
    ]

    static func word(_ level: OnlineLevel) -> String {
        switch level {
        case .full: "toan_trinh"
        case .partial: "truc_tuyen"
        case .counterOnly: "truc_tiep"
        }
    }

    static let units = ["working_day", "day", "hour", "month", "same_day"]

    /// - Precondition: `unit` is one of `units`.
    static func term(_ value: Int, _ unit: String) -> Term {
        switch unit {
        case "working_day": .workingDays(value)
        case "day": .calendarDays(value)
        case "hour": .workingHours(value)
        case "month": .months(value)
        default: .sameDay
        }
    }

    static func word(_ term: Term) -> (value: Int, unit: String) {
        switch term {
        case .sameDay: (1, "same_day")
        case .workingHours(let hours): (hours, "hour")
        case .workingDays(let days): (days, "working_day")
        case .calendarDays(let days): (days, "day")
        case .months(let months): (months, "month")
        }
    }
}

/// Đối tượng thực hiện, as the national records write it: words between commas.
enum AudienceWords {
    private static let known: [String: Audience] = [
        "công dân việt nam": .citizen, "cá nhân": .citizen, "hộ gia đình": .citizen, "đảng viên": .citizen,
        "người việt nam định cư ở nước ngoài": .overseasVietnamese, "người nước ngoài": .foreigner,
        "doanh nghiệp": .business, "doanh nghiệp việt nam": .business, "hộ kinh doanh": .business,
        "doanh nghiệp có vốn đầu tư nước ngoài": .business, "hợp tác xã": .cooperative,
        "tổ chức": .organisation, "tổ chức đảng": .organisation, "tổ chức nước ngoài": .organisation,
        "tập thể": .organisation, "nhóm người": .organisation, "cơ sở tín ngưỡng": .organisation,
        "cán bộ": .official, "công chức": .official, "viên chức": .official,
    ]

    static func audiences(in text: String) -> (known: Set<Audience>, unknown: [String]) {
        var found: Set<Audience> = []
        var unknown: [String] = []
        for word in withoutBrackets(text).split(separator: ",").map({ VietnameseText.tidied(String($0)) }) {
            if let audience = known[word.lowercased()] {
                found.insert(audience)
            } else if !word.isEmpty {
                unknown.append(word)
            }
        }
        return (found, unknown)
    }

    /// "Tổ chức (không bao gồm doanh nghiệp, HTX)": what stands in brackets narrows the word, it names nobody.
    private static func withoutBrackets(_ text: String) -> String {
        var depth = 0
        var out = ""
        for character in text {
            if character == "(" { depth += 1 }
            if depth == 0 { out.append(character) }
            if character == ")" { depth = max(0, depth - 1) }
        }
        return out
    }
}
