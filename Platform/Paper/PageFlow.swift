/// Places slices from top to bottom and begins a new page when one is full.
struct PageFlow {
    struct Placed {
        let slice: Slice
        let y: Double
    }

    let height: Double
    private(set) var pages: [[Placed]] = [[]]
    private var y = 0.0

    init(_ slices: [Slice], height: Double) {
        self.height = height
        for slice in slices { place(slice) }
    }

    private var isAtTop: Bool { pages[pages.count - 1].isEmpty }
    private var left: Double { height - y }

    private mutating func place(_ slice: Slice) {
        switch slice {
        case .pageBreak:
            if !isAtTop { newPage() }
        case .gap(let gap):
            if !isAtTop { y += gap }
        case .group(let slices):
            if slice.height > left, slice.height <= height, !isAtTop { newPage() }
            for part in slices { place(part) }
        case .row(let row):
            place(row)
        case .line, .rule, .barcode, .qrCode:
            if slice.height > left, !isAtTop { newPage() }
            put(slice)
        }
    }

    private mutating func place(_ row: Slice.Row) {
        var row = row
        let headHeight = Slice.height(of: row.head)
        while row.height > left {
            if row.height + headHeight <= height, !isAtTop {
                newPage(under: row.head)
            } else if let parts = row.split(at: left) {
                put(.row(parts.upper))
                row = parts.lower
                newPage(under: row.head)
            } else if y <= headHeight {
                break
            } else {
                newPage(under: row.head)
            }
        }
        put(.row(row))
    }

    private mutating func put(_ slice: Slice) {
        pages[pages.count - 1].append(Placed(slice: slice, y: y))
        y += slice.height
    }

    private mutating func newPage(under head: [Slice] = []) {
        pages.append([])
        y = 0
        for slice in head { put(slice) }
    }
}
