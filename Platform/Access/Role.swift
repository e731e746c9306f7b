/// The roles of handbook 13 that the first house needs. What a role may do is data, given by the features.
package enum Role: String, Sendable, CaseIterable {
    /// Giám đốc Trung tâm Phục vụ hành chính công
    case centreDirector = "centre-director"
    /// Phó Giám đốc Trung tâm
    case centreDeputy = "centre-deputy"
    /// Công chức tiếp nhận và trả kết quả (Bộ phận Một cửa)
    case reception
    /// Lãnh đạo phòng chuyên môn
    case officeHead = "office-head"
    /// Công chức, chuyên viên thụ lý
    case specialist
    /// Chủ tịch, Phó Chủ tịch UBND: signs
    case leader
    /// Quản trị hệ thống của xã
    case administrator
    /// Theo dõi cấp tỉnh (chỉ đọc)
    case provinceMonitor = "province-monitor"
}
