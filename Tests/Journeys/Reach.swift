import Access
import Dossiers
import Web

/// Who may reach which record: THE table of expected verdicts for doors that name one (T-11).
///
/// A new door with a `:name` in its path gets a line in `shelves`; a new field that carries an id gets one in `fields`.
/// Without it the tests fail, for nobody has said whose the record is.
enum Reach {
    /// What the names in a path stand for.
    enum Shelf: Sendable {
        /// A dossier, for the officials of the commune that resolves it.
        case dossierOfCommune
        /// A dossier, for the account that filed it.
        case dossierOfFiler
        case draft
        case official
        /// A program that is told what happens at a commune.
        case receiver
        /// A message that was sent for a commune.
        case notice
        /// The published catalogue: the same for everybody.
        case procedure
        /// One list for the whole installation, looked after by every administrator of it.
        case synonym, job
        /// A form of the law; the caller's own agency's layout of it.
        case layout
    }

    /// The longest beginning that fits a route's path counts.
    static let shelves: [(beginning: String, shelf: Shelf)] = [
        ("/ho-so/:id", .dossierOfCommune),
        ("/ho-so-cua-toi/:id", .dossierOfFiler),
        ("/nop-ho-so/da-nop/:id", .dossierOfFiler),
        ("/nop-ho-so/:code", .procedure),
        ("/nop-ho-so/nhap/:id", .draft), ("/nop-ho-so/luu/:id", .draft), ("/nop-ho-so/tep/:id", .draft),
        ("/nop-ho-so/bo-tep/:id", .draft), ("/nop-ho-so/xoa/:id", .draft), ("/nop-ho-so/ban-moi/:id", .draft),
        ("/quay/:code", .procedure),
        ("/quan-tri/quy-trinh/:code", .procedure),
        ("/thu-tuc/:code", .procedure),
        ("/quan-tri/nguoi-dung/:account", .official),
        ("/quan-tri/tu-dong-nghia/:id", .synonym),
        ("/quan-tri/cong-viec/:id", .job),
        ("/quan-tri/webhook/:id", .receiver),
        ("/quan-tri/thong-bao/:id", .notice),
        ("/bang-giam-doc/goi/:id", .dossierOfCommune),
        ("/quan-tri/bieu-mau/:form", .layout),
    ]

    static func shelf(of route: Route) -> Shelf? {
        shelves.filter { route.path.hasPrefix($0.beginning) }.max { $0.beginning.count < $1.beginning.count }?.shelf
    }

    /// The verdict: whether somebody who may use the door finds this owner's record behind it.
    static func reaches(_ persona: Persona, _ shelf: Shelf, of owner: Owner) -> Bool {
        switch shelf {
        case .dossierOfCommune: persona.commune == owner.commune
        case .official, .receiver, .notice: persona.commune == owner
        case .dossierOfFiler, .draft: persona.account == owner
        case .procedure, .synonym, .job, .layout: true
        }
    }

    /// The owners whose records stand on a shelf.
    static func owners(of shelf: Shelf) -> [Owner] {
        switch shelf {
        case .dossierOfCommune: Owner.allCases
        case .official, .receiver, .notice: [.home, .other]
        case .dossierOfFiler, .draft: [.citizen, .otherCitizen]
        case .procedure, .synonym, .job, .layout: [.home]
        }
    }

    /// Fields of forms that carry the id of something: what it names.
    enum Field: Sendable {
        case office, official
        /// A dossier that the commune resolves.
        case dossier
        /// A commune that serves citizens: public, every one may be chosen.
        case servedCommune
        /// An agency of the installation that a dossier may be handed to: known to every office.
        case agency

        /// Known to everybody who sees the form.
        var isPublic: Bool {
            switch self {
            case .office, .official, .dossier: false
            case .servedCommune, .agency: true
            }
        }
    }

    static let fields: [String: Field] = [
        "/ho-so/:id/tiep-nhan office": .office,
        "/ho-so/:id/chuyen office": .office,
        "/ho-so/:id/phan-cong assignee": .official,
        "/ban-lam-viec/hang-loat dossier": .dossier,
        "/ban-lam-viec/hang-loat office": .office,
        "/ban-lam-viec/hang-loat assignee": .official,
        "/quay/:code office": .office,
        "/quan-tri/nguoi-dung/them office": .office,
        "/vang-mat deputy": .official,
        "/quan-tri/vang-mat absent": .official,
        "/quan-tri/vang-mat deputy": .official,
        "/ho-so/:id/lien-thong agency": .agency,
        "/nop-ho-so/:code agency": .servedCommune,
        "/quay/:code agency": .servedCommune,
        "/quay/:code return-agency": .servedCommune,
    ]
}

extension Persona {
    /// The commune that the person works for.
    var commune: Owner? {
        switch self {
        case .anonymous, .citizen, .otherCitizen, .provinceMonitor: nil
        case .centreDirector, .centreDeputy, .reception, .officeHead, .specialist, .leader, .administrator: .home
        case .otherDirector, .otherReception, .otherOfficeHead, .otherSpecialist, .otherLeader, .otherAdministrator:
            .other
        }
    }

    /// The citizen whose records are the person's own.
    var account: Owner? {
        switch self {
        case .citizen: .citizen
        case .otherCitizen: .otherCitizen
        case .anonymous, .provinceMonitor, .centreDirector, .centreDeputy, .reception, .officeHead, .specialist,
            .leader, .administrator, .otherDirector, .otherReception, .otherOfficeHead, .otherSpecialist, .otherLeader,
            .otherAdministrator:
            nil
        }
    }
}

extension Owner {
    /// The commune that resolves what this owner filed.
    var commune: Owner {
        switch self {
        case .home, .citizen: .home
        case .other, .otherCitizen: .other
        }
    }
}
