import Access
import Base
import Dossiers
import Identity

/// One `HoSo` in the field names of the national portal's payload (handbook 1.7), read loosely: codes in every shape
/// that was ever valid, dates as the systems write them.
struct ExternalRecord {
    /// The fields that are read; the payload's others are left alone.
    static let fields = [
        "MaHoSo", "MaTTHC", "TrichYeuHoSo", "ChuHoSo", "TrangThaiHoSo", "DonViXuLy", "NoiNopHoSo", "NgayNopHoSo",
        "NgayTiepNhan", "NgayHenTra", "NgayKetThucXuLy", "NgayTra", "NgayTuChoi", "NgayCapNhat",
    ]
    static let textMax = 500

    private let line: Int
    private let value: (String) -> String?
    private(set) var faults: [ExternalFault] = []

    /// - Parameter value: of a field as text; nil when it was not sent.
    init(line: Int, value: @escaping (String) -> String?) {
        self.line = line
        self.value = { name in value(name).map(VietnameseText.tidied).flatMap { $0.isEmpty ? nil : $0 } }
    }

    /// Nil when there are faults.
    /// - Parameters:
    ///   - agencies: those that this installation serves.
    ///   - own: whose dossiers the importer may bring; nil for any of `agencies`.
    mutating func dossier(source: String, among agencies: [Agency], own: AgencyID?) -> ExternalDossier? {
        let code = code()
        let status = status()
        let (unit, place) = (text("DonViXuLy"), text("NoiNopHoSo"))
        let resolving = find(unit, agencies) ?? agencies.first { $0.identifier == code?.identifier && code != nil }
        let receiving = find(place, agencies)
        let near = [resolving?.id, receiving?.id].compactMap { $0 }
        if near.isEmpty { fault("DonViXuLy", "unit", unit) }
        if let own, !near.isEmpty, !near.contains(own) { fault("DonViXuLy", "other-agency", unit) }
        let (submitted, accepted) = (moment("NgayNopHoSo"), moment("NgayTiepNhan"))
        let (due, resolved, refused) = (moment("NgayHenTra"), moment("NgayKetThucXuLy"), moment("NgayTuChoi"))
        let (returned, told) = (moment("NgayTra"), moment("NgayCapNhat"))
        let (subject, owner, procedure) = (text("TrichYeuHoSo"), text("ChuHoSo"), text("MaTTHC"))
        if let accepted, let end = resolved ?? returned, end < accepted { fault("NgayKetThucXuLy", "before", "") }
        if status?.isOpen == false, resolved == nil, returned == nil, refused == nil {
            fault("NgayKetThucXuLy", "missing-end", "")
        }
        guard faults.isEmpty, let code, let status else { return nil }
        return ExternalDossier(
            source: source, code: code, status: status, procedureCode: String(procedure.prefix(8)), subject: subject,
            ownerName: owner, agency: resolving?.id, unit: resolving?.name ?? unit, receivingAgency: receiving?.id,
            submittedAt: submitted, acceptedAt: accepted, dueAt: due,
            finishedAt: status.isOpen ? nil : resolved ?? refused ?? returned, returnedAt: returned, toldAt: told)
    }

    private mutating func fault(_ field: String, _ code: String, _ value: String) {
        faults.append(ExternalFault(line, field, code, value))
    }

    private mutating func code() -> DossierCode? {
        guard let typed = value("MaHoSo") else {
            fault("MaHoSo", "missing", "")
            return nil
        }
        guard let code = DossierCode(typed) else {
            fault("MaHoSo", "code", typed)
            return nil
        }
        return code
    }

    private mutating func status() -> ExternalStatus? {
        guard let typed = value("TrangThaiHoSo") else {
            fault("TrangThaiHoSo", "missing", "")
            return nil
        }
        guard let status = Int(typed).flatMap(ExternalStatus.init(rawValue:)) else {
            fault("TrangThaiHoSo", "status", typed)
            return nil
        }
        return status
    }

    private mutating func text(_ field: String) -> String {
        let text = value(field) ?? ""
        if text.count > Self.textMax { fault(field, "long", text) }
        return text
    }

    /// An agency by its identifier or by its name.
    private func find(_ unit: String, _ agencies: [Agency]) -> Agency? {
        guard !unit.isEmpty else { return nil }
        let folded = VietnameseText.folded(unit)
        return agencies.first { $0.identifier == unit.uppercased() }
            ?? agencies.first { agency in
                let name = VietnameseText.folded(agency.name)
                return folded == name || folded == "ubnd \(name)" || folded == "uy ban nhan dan \(name)"
            }
    }

    private mutating func moment(_ field: String) -> Instant? {
        guard let typed = value(field) else { return nil }
        guard let moment = ExternalMoment.read(typed) else {
            fault(field, "date", typed)
            return nil
        }
        return moment
    }
}

/// Dates as the systems write them: ISO 8601, `20261123090000`, `23/11/2026 09:00:00`, without a time too. In the time
/// of Việt Nam where none is named.
enum ExternalMoment {
    static func read(_ typed: String) -> Instant? {
        if let instant = Instant(iso8601: typed) { return instant }
        if let date = LocalDate(iso8601: typed) { return Instant(date) }
        let digits = typed.filter(\.isNumber)
        if typed.count == digits.count { return compact(digits) }
        let halves = typed.split(whereSeparator: { $0 == " " || $0 == "T" })
        let parts = (halves.first ?? "").split(separator: "/").map { Int($0) }
        guard halves.count <= 2, parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2],
            let date = LocalDate(year: year, month: month, day: day)
        else { return nil }
        guard halves.count == 2 else { return Instant(date) }
        return time(halves[1].split(separator: ":").map { Int($0) }).map { Instant(date, $0) }
    }

    /// `20261123` or `20261123090000`
    private static func compact(_ digits: String) -> Instant? {
        let numbers = digits.utf8.map { Int($0) - 48 }
        guard numbers.count == 8 || numbers.count == 14 else { return nil }
        func number(_ range: Range<Int>) -> Int { numbers[range].reduce(0) { $0 * 10 + $1 } }
        guard let date = LocalDate(year: number(0..<4), month: number(4..<6), day: number(6..<8)) else { return nil }
        guard numbers.count == 14 else { return Instant(date) }
        return time([number(8..<10), number(10..<12), number(12..<14)]).map { Instant(date, $0) }
    }

    private static func time(_ parts: [Int?]) -> LocalTime? {
        let numbers = parts.compactMap { $0 }
        guard (2...3).contains(parts.count), numbers.count == parts.count, (0..<24).contains(numbers[0]),
            numbers.dropFirst().allSatisfy({ (0..<60).contains($0) })
        else { return nil }
        return LocalTime(secondOfDay: numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0))
    }
}
