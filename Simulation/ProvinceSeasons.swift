import Base
import Identity

/// Seasons of a whole province: one office for each commune, each with its own people and numbers.
enum ProvinceSeasons {
    /// The first week of the Centres in Gia Lai, 1-7 July 2025: 11,000 dossiers, 6,000 of them at the 135 communes. Ia
    /// Hrung received 200 of them, 82 % online and all digitised, and was the eighth of 135 by that count.
    static func giaLaiWeek() throws(Problem) -> SeasonProfile {
        let communes = try communes(of: "52", "tỉnh Gia Lai", identifier: "H21", birthPlaceCode: "064")
        var counts = largest.reduce(into: [:]) { $0[$1.code] = $1.received }
        let others = communes.filter { counts[$0.code] == nil }
        let rest = 6000 - counts.values.reduce(0, +)
        for (commune, count) in zip(others, Shares.cut(rest, by: others.map(weight))) { counts[commune.code] = count }
        var offices = communes.map { commune -> OfficeSeason in
            let received = counts[commune.code] ?? 0
            guard commune.code != iaHrung else {
                return OfficeSeason(agency: commune, received: received, online: received * 82 / 100,
                    onlineFields: PublishedSeasons.usualOnline, counterFields: PublishedSeasons.usualCounter)
            }
            return office(commune, received: received, onlinePercent: 60, openPercent: 15)
        }
        offices += zip(departments, Shares.cut(5000, by: departments.map(\.weight))).map { department, count in
            var office = OfficeSeason(agency: department.agency, received: count, online: count * 3 / 4,
                onlineFields: department.fields, counterFields: department.fields)
            office.openInTime = count / 2
            return office
        }
        return PublishedSeasons.season("gia-lai-week", offices, source: "UBND tỉnh Gia Lai, 1-7/7/2025")
    }

    /// A year of tỉnh Quảng Trị as Hướng Hiệp's half-year would have it: some 390,000 dossiers at 78 communes. Meant to
    /// be scaled; nobody has published it.
    static func provinceYear() throws(Problem) -> SeasonProfile {
        let communes = try communes(
            of: DemoPeople.provinceCode, "tỉnh Quảng Trị", identifier: "H50", birthPlaceCode: "045")
        let counts = Shares.cut(390_000, by: communes.map(weight))
        let offices = zip(communes, counts).map { commune, count in
            var office = office(commune, received: count, onlinePercent: 85, openPercent: 2)
            office.late = count / 300
            office.withdrawn = count / 500
            office.refused = count / 200
            return office
        }
        return PublishedSeasons.season("province-year", offices, source: "invented")
    }

    private static func office(
        _ agency: SeasonAgency, received: Int, onlinePercent: Int, openPercent: Int
    ) -> OfficeSeason {
        var office = OfficeSeason(agency: agency, received: received, online: received * onlinePercent / 100,
            onlineFields: PublishedSeasons.usualOnline, counterFields: PublishedSeasons.usualCounter)
        office.openInTime = received * openPercent / 100
        office.undigitised = received / 50
        return office
    }

    /// All communes of a province. The demonstration's own two keep the identifiers and sign-ins that they have there.
    private static func communes(
        of province: String, _ name: String, identifier: String, birthPlaceCode: String
    ) throws(Problem) -> [SeasonAgency] {
        let entries = try AgencyList.embedded().entries.filter { $0.parentCode == province }
        return entries.sorted { $0.statisticsCode < $1.statisticsCode }.enumerated().map { place, entry in
            let own = DemoPeople.identifiers[entry.statisticsCode]
            return SeasonAgency(code: entry.statisticsCode, name: entry.name, province: name,
                identifier: own ?? "\(identifier).\(101 + place)", isRemote: own != nil, birthPlaceCode: birthPlaceCode,
                loginPrefix: own == nil ? "x\(entry.statisticsCode)-" : "")
        }
    }

    /// Communes differ: between one and two and a half times as many.
    private static func weight(_ agency: SeasonAgency) -> Int {
        20 + Int(agency.code.utf8.reduce(UInt64(7)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 } >> 33 % 31)
    }

    private static let iaHrung = "23767"

    /// The eight with the most, so that Ia Hrung's 200 are the eighth; Thống Nhất, fifth by dossiers resolved, is one.
    private static let largest: [(code: String, received: Int)] = [
        ("23575", 320), ("23563", 300), ("23602", 280), ("23586", 260), ("23584", 245), ("23617", 230), ("21583", 215),
        (iaHrung, 200),
    ]

    /// Provincial bodies at the counters of the provincial Centre. The catalogue holds the communes' procedures: each
    /// body has those of its fields.
    private static let departments: [(agency: SeasonAgency, weight: Int, fields: [OfficeSeason.FieldWeight])] = [
        (department(1, "Sở Tư pháp"), 26, [.init("Hộ tịch", 8), .init("Nuôi con nuôi", 1)]),
        (department(2, "Sở Nông nghiệp và Môi trường"), 24, [
            .init("Đất đai", 8), .init("Lâm nghiệp", 1), .init("Thủy lợi", 1),
        ]),
        (department(3, "Sở Xây dựng"), 18, [.init("Hoạt động xây dựng", 3), .init("Đường bộ", 2)]),
        (department(4, "Sở Tài chính"), 14, [.init("Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)", 1)]),
        (department(5, "Sở Y tế"), 10, [.init("Bảo trợ xã hội", 4), .init("Trẻ em", 1)]),
        (department(6, "Sở Nội vụ"), 8, [.init("Người có công", 3), .init("Tín ngưỡng, tôn giáo", 1)]),
    ]

    private static func department(_ number: Int, _ name: String) -> SeasonAgency {
        SeasonAgency(code: "5290\(number)", name: name, province: "tỉnh Gia Lai", identifier: "H21.0\(number)",
            isRemote: false, birthPlaceCode: "064", loginPrefix: "so\(number)-", parentCode: "52")
    }
}
