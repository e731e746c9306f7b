import Access
import Base
import Catalogue
import Web

/// The dossiers behind one number of the figures: what the number counts, for which days, and of which part.
///
/// It stands in the address of `/tim-ho-so`, so that a number can be a link to its dossiers.
package struct DossierFilter: Sendable, Equatable {
    /// What a number counts, in the terms of report II.06.
    package enum Measure: String, Sendable, CaseIterable {
        /// Tiếp nhận trong kỳ
        case received = "tiep-nhan"
        /// Of these, at the counter and by post
        case direct = "truc-tiep-buu-chinh"
        /// Từ kỳ trước chuyển sang
        case carriedOver = "ky-truoc"
        /// Tổng tiếp nhận: in the period and carried over
        case all = "tong-tiep-nhan"
        /// Tiếp nhận trong kỳ, đã số hóa
        case digitised = "so-hoa"
        case settled = "da-giai-quyet"
        case early = "truoc-han"
        case onTime = "dung-han"
        /// Trước và đúng hạn
        case inTime = "truoc-va-dung-han"
        case late = "qua-han"
        /// Đã giải quyết, phải yêu cầu bổ sung từ hai lần
        case askedAgain = "bo-sung-nhieu-lan"
        /// Đã giải quyết, trễ theo bộ chỉ số QĐ 766: late, or asked again
        case lateByIndex = "tre-theo-chi-so"
        /// Đã giải quyết, có kết quả
        case published = "co-ket-qua"
        case electronic = "ket-qua-dien-tu"
        /// Đang giải quyết at the end of the period
        case open = "dang-giai-quyet"
        case openInTime = "trong-han"
        case openLate = "dang-qua-han"
    }

    package var measure: Measure
    package let first: LocalDate
    package let last: LocalDate
    package var field: String?
    package var channel: Channel?
    package var office: OfficeID?

    package init(
        _ measure: Measure, from first: LocalDate, through last: LocalDate, field: String? = nil,
        channel: Channel? = nil, office: OfficeID? = nil
    ) {
        self.measure = measure
        self.first = first
        self.last = last
        self.field = field
        self.channel = channel
        self.office = office
    }

    /// Reads an address; nil when it asks for no such list.
    package init?(_ query: FormValues) {
        guard let measure = Measure(rawValue: query["loc"]), let first = LocalDate(iso8601: query["tu"]),
            let last = LocalDate(iso8601: query["den"]), first <= last
        else { return nil }
        self.init(measure, from: first, through: last, field: query["linh-vuc"].isEmpty ? nil : query["linh-vuc"],
            channel: Channel(rawValue: query["kenh"]), office: OfficeID(query["phong"]))
    }

    /// The address of the list.
    package var address: String {
        var query = [("loc", measure.rawValue), ("tu", first.iso8601), ("den", last.iso8601)]
        if let field { query.append(("linh-vuc", field)) }
        if let channel { query.append(("kenh", channel.rawValue)) }
        if let office { query.append(("phong", office.description)) }
        return "/tim-ho-so?" + query.map { "\($0)=\(PercentCoding.encoded($1))" }.joined(separator: "&")
    }
}
