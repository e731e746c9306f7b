import Access
import Base
import Storage

/// A body of the State in the tree province - commune (cơ quan, đơn vị).
package struct Agency: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        case province
        /// Xã
        case commune
        /// Phường
        case ward
        /// Đặc khu
        case specialZone = "special-zone"
        /// A provincial body with people at communes' counters, for instance a branch of the land office.
        case branch
    }

    package let id: AgencyID
    /// The statistics code of QĐ 19/2025/QĐ-TTg (2 digits for a province, 5 for a commune). Not the identifier.
    package let statisticsCode: String
    package let kind: Kind
    /// With its kind: "Xã Hướng Hiệp".
    package let name: String
    /// Nil for a province.
    package let parent: AgencyID?
    /// The electronic identifier (mã định danh điện tử, QĐ 20/2020/QĐ-TTg) that opens dossier codes, for instance
    /// `H50.50.05`; nil until the administrator has set it. Never derived from the statistics code.
    package let identifier: String?
    /// Mountainous, border, island or specially difficult: some procedures have longer terms there.
    package let isRemote: Bool
}

/// A part of an agency (phòng, trung tâm).
package struct Office: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        /// Trung tâm Phục vụ hành chính công
        case centre
        /// Văn phòng HĐND và UBND
        case secretariat
        /// Phòng Kinh tế
        case economy
        /// Phòng Văn hóa - Xã hội
        case culture
        /// Chi nhánh Văn phòng Đăng ký đất đai, at the commune's counter
        case landBranch = "land-branch"
        /// Lãnh đạo UBND
        case leaders
    }

    package let id: OfficeID
    package let agency: AgencyID
    package let kind: Kind
    package let name: String
}

/// Somebody who works at an agency, as lists and choices show them.
package struct StaffMember: Sendable, Equatable {
    package let account: AccountID
    package let name: String
    package let title: String
    /// Those in force on the day that was asked for.
    package let roles: Set<Role>
    package let agency: AgencyID
    package let office: OfficeID?
}
