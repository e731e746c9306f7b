import Base
import Identity

/// The seasons that `motcua simulate` can play, with the counts as they were published (handbook 14). What was not
/// published (which fields, which hours, which papers) is a plausible spread, and said to be one.
package enum PublishedSeasons {
    package static let names = ["huong-hiep-2025", "xuan-hoa-2025", "huong-linh-2022", "gia-lai-week", "province-year"]

    /// First and last day of each.
    private static let days = [
        "huong-hiep-2025": ("2025-07-01", "2025-12-09"), "xuan-hoa-2025": ("2025-07-01", "2025-11-12"),
        "huong-linh-2022": ("2021-12-15", "2022-11-03"), "gia-lai-week": ("2025-07-01", "2025-07-07"),
        "province-year": ("2025-07-01", "2026-06-30"),
    ]

    /// When a season was; nil for a name that is not in `names`.
    package static func period(of name: String) -> (first: LocalDate, last: LocalDate)? {
        guard let days = days[name], let first = LocalDate(iso8601: days.0), let last = LocalDate(iso8601: days.1)
        else { return nil }
        return (first, last)
    }

    /// The season that the demonstration shows.
    package static let huongHiep = "huong-hiep-2025"

    /// Nil for a name that is not in `names`.
    package static func season(_ name: String) throws(Problem) -> SeasonProfile? {
        switch name {
        case huongHiep: huongHiep2025
        case "xuan-hoa-2025": xuanHoa2025
        case "huong-linh-2022": huongLinh2022
        case "gia-lai-week": try ProvinceSeasons.giaLaiWeek()
        case "province-year": try ProvinceSeasons.provinceYear()
        default: nil
        }
    }

    /// Xã Hướng Hiệp, tỉnh Quảng Trị.
    package static let huongHiepCommune = SeasonAgency(code: DemoPeople.communeCode, name: DemoPeople.communeName,
        province: "tỉnh Quảng Trị", identifier: "H50.50.05", isRemote: true, birthPlaceCode: "045")

    /// 2,517 received, 2,339 of them online and 178 at the counter; 2,515 settled early or on time; 2,515 digitised.
    /// The two others: settled late, since every share was published of all 2,517; and two handed in on paper.
    private static let huongHiep2025: SeasonProfile = {
        var office = OfficeSeason(agency: huongHiepCommune, received: 2517, online: 2339, onlineFields: usualOnline,
            counterFields: usualCounter)
        office.late = 2
        office.undigitised = 2
        return season(huongHiep, [office], source: "UBND xã Hướng Hiệp, tỉnh Quảng Trị, 1/7-9/12/2025")
    }()

    /// 3,366 received; 3,341 settled early or on time, 24 open in time, 1 settled late. No channels were published.
    private static let xuanHoa2025: SeasonProfile = {
        let commune = SeasonAgency(code: "15520", name: "Xã Xuân Hoà", province: "tỉnh Thanh Hóa",
            identifier: "H56.101", isRemote: false, birthPlaceCode: "038")
        var office = OfficeSeason(agency: commune, received: 3366, online: 2962, onlineFields: usualOnline,
            counterFields: usualCounter)
        office.late = 1
        office.openInTime = 24
        return season("xuan-hoa-2025", [office], source: "UBND xã Xuân Hòa, tỉnh Thanh Hóa, 1/7-12/11/2025")
    }()

    /// 1,545 received, 94 online; certification 1,264, civil status 276, land 1, social protection 4; all early. The
    /// commune is a part of xã Hướng Phùng since 1 July 2025, where it is played.
    private static let huongLinh2022: SeasonProfile = {
        let commune = SeasonAgency(code: DemoPeople.otherCommuneCode, name: "Xã Hướng Phùng",
            province: "tỉnh Quảng Trị", identifier: "H50.50.41", isRemote: true, birthPlaceCode: "045")
        var office = OfficeSeason(agency: commune, received: 1545, online: 94,
            onlineFields: [.init("Chứng thực", 14), .init("Hộ tịch", 80)],
            counterFields: [
                .init("Chứng thực", 1250), .init("Hộ tịch", 196), .init("Đất đai", 1), .init("Bảo trợ xã hội", 4),
            ])
        office.isAllEarly = true
        return season("huong-linh-2022", [office], source: "UBND xã Hướng Linh, tỉnh Quảng Trị, 15/12/2021-3/11/2022")
    }()

    /// Fields of a commune by what its Centre does most (handbook 6: what counters show first). A spread, not a count.
    static let usualOnline: [OfficeSeason.FieldWeight] = [
        .init("Hộ tịch", 560), .init("Chứng thực", 90), .init("Bảo trợ xã hội", 120),
        .init("Thành lập và hoạt động doanh nghiệp (hộ kinh doanh)", 70), .init("Đất đai", 60), .init("Trẻ em", 25),
        .init("Người có công", 25), .init("Hoạt động xây dựng", 15), .init("Nuôi con nuôi", 5),
        .init("Tín ngưỡng, tôn giáo", 5), .init("Lâm nghiệp", 10), .init("Văn hóa cơ sở", 5), .init("Môi trường", 5),
        .init("Đường bộ", 5),
    ]

    static let usualCounter: [OfficeSeason.FieldWeight] = [
        .init("Chứng thực", 620), .init("Hộ tịch", 180), .init("Đất đai", 70), .init("Bảo trợ xã hội", 60),
        .init("Giảm nghèo", 40), .init("Người có công", 20), .init("Tiếp công dân, khiếu nại, tố cáo", 10),
    ]

    static func season(
        _ name: String, _ offices: [OfficeSeason], source: String
    ) -> SeasonProfile {
        guard let period = period(of: name) else { preconditionFailure("\(name) has no dates") }
        return SeasonProfile(name: name, first: period.first, last: period.last, offices: offices, source: source)
    }
}
