import Base

/// How an agency is named on paper (NĐ 30/2020/NĐ-CP, Phụ lục I): always in Vietnamese.
package struct AgencyWords {
    package let agency: Agency

    package init(_ agency: Agency) { self.agency = agency }

    /// `Ủy ban nhân dân xã Hướng Hiệp`; a branch is named as it is.
    package var committee: String { isCommittee ? "Ủy ban nhân dân \(named)" : agency.name }
    /// `Trung tâm Phục vụ hành chính công xã Hướng Hiệp`
    package var centre: String { isCommittee ? "Trung tâm Phục vụ hành chính công \(named)" : agency.name }
    /// `ỦY BAN NHÂN DÂN` over `XÃ HƯỚNG HIỆP`: the head of a paper.
    package var head: String { (isCommittee ? "Ủy ban nhân dân\n\(named)" : agency.name).uppercased() }

    /// The name without its kind: where a paper is dated.
    package var place: String {
        switch agency.kind {
        case .commune, .ward: agency.name.split(separator: " ").dropFirst().joined(separator: " ")
        case .specialZone, .province: agency.name.split(separator: " ").dropFirst(2).joined(separator: " ")
        case .branch: ""
        }
    }

    /// `Hướng Hiệp, ngày 21 tháng 11 năm 2026`
    package func placeAndDate(_ date: LocalDate) -> String {
        [place, Self.day(date)].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// Days under 10 and months 1 and 2 with a leading zero.
    package static func day(_ date: LocalDate) -> String {
        "ngày \(twoDigits(date.day)) tháng \(date.month < 3 ? "0" : "")\(date.month) năm \(date.year)"
    }

    private var named: String { agency.name.prefix(1).lowercased() + agency.name.dropFirst() }

    private var isCommittee: Bool {
        switch agency.kind {
        case .province, .commune, .ward, .specialZone: true
        case .branch: false
        }
    }
}
