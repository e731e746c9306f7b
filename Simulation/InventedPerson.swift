import Base
import Dossiers
import Identity

/// Somebody who does not exist, of a real place. The same seed and number give the same person.
///
/// Phone numbers begin with 0900 and personal ids end with the number: nobody's, and no two have the same.
struct InventedPerson: Sendable, Equatable {
    /// Where the people of a season live.
    struct Place: Sendable {
        let villages: [String]
        /// "xã Hướng Hiệp, tỉnh Quảng Trị"
        let name: String
        /// First three digits of personal ids: where births were registered.
        let birthPlaceCode: String
    }

    let party: Party

    /// Somebody who has an account already.
    init(_ profile: CitizenProfile) {
        party = Party(name: profile.name, personalID: profile.personalID?.digits ?? "",
            phone: profile.phone?.digits ?? "", address: profile.address, birthDate: profile.birthDate)
    }

    init(number: Int, seed: UInt64, of place: Place) {
        var random = SeededRandom(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(number) &* 0xD1B5_4A32_D192_ED03)
        func pick(_ list: [String]) -> String { list[Int(random.next() % UInt64(list.count))] }
        let isWoman = random.next() % 2 == 0
        let name = "\(pick(Self.families)) \(pick(isWoman ? Self.womensMiddles : Self.mensMiddles)) \(pick(Self.given))"
        let year = 1950 + Int(random.next() % 56)
        let century = (year < 2000 ? 0 : 2) + (isWoman ? 1 : 0)
        let birth = LocalDate(year: year, month: 1 + Int(random.next() % 12), day: 1 + Int(random.next() % 28))
        let tail = Self.digits(number % 900_000 + 100_000, 6)
        party = Party(name: name, personalID: "\(place.birthPlaceCode)\(century)\(Self.digits(year % 100, 2))\(tail)",
            phone: "0900\(tail)", address: "\(pick(place.villages)), \(place.name)", birthDate: birth)
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    private static let families = [
        "Hồ", "Nguyễn", "Trần", "Lê", "Hồ", "Phan", "Võ", "Hồ", "Đinh", "Hoàng", "Phạm", "Bùi", "Đặng", "Lương",
    ]
    private static let mensMiddles = ["Văn", "Đức", "Minh", "Xuân", "Ngọc", "Quang", "Hữu", "Đình"]
    private static let womensMiddles = ["Thị", "Thị Thu", "Thị Kim", "Ngọc", "Thị Thanh", "Thị Mỹ"]
    private static let given = [
        "An", "Bình", "Cường", "Duyên", "Đông", "Giang", "Hạnh", "Hiếu", "Khăm", "Lan", "Mẫn", "Nga", "Ơn", "Phương",
        "Quý", "Sơn", "Thảo", "Ươm", "Vinh", "Xương", "Yến", "Huệ", "Kiên", "Loan", "Oanh", "Tâm", "Tuyết", "Uyên",
    ]
}
