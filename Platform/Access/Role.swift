/// What somebody of an agency is there for. What a role may do is data, given by the features; who has one, and from
/// which day to which, is Identity's.
package enum Role: String, Sendable, CaseIterable {
    /// Giám đốc Trung tâm Phục vụ hành chính công
    case centreDirector = "centre-director"
    /// Phó Giám đốc Trung tâm
    case centreDeputy = "centre-deputy"
    /// Công chức tiếp nhận và trả kết quả (Bộ phận Một cửa)
    case reception
    /// Thu phí, lệ phí
    case cashier
    /// Số hóa hồ sơ, giấy tờ
    case digitiser
    /// Lãnh đạo phòng chuyên môn
    case officeHead = "office-head"
    /// Công chức, chuyên viên thụ lý
    case specialist
    /// Văn thư: numbers and stamps what was signed
    case recordsClerk = "records-clerk"
    /// Công chức đầu mối kiểm soát thủ tục hành chính
    case procedureController = "procedure-controller"
    /// Tổng hợp, báo cáo
    case reporter
    /// Thanh tra, kiểm tra (chỉ đọc)
    case inspector
    /// Chủ tịch, Phó Chủ tịch UBND: signs
    case leader
    /// Quản trị hệ thống của xã
    case administrator
    /// Theo dõi cấp tỉnh (chỉ đọc)
    case provinceMonitor = "province-monitor"
    /// Lãnh đạo tỉnh (chỉ đọc)
    case provinceLeader = "province-leader"
    /// Quản trị hệ thống của tỉnh: looks after accounts of the province and of its communes
    case provinceAdministrator = "province-administrator"
}
