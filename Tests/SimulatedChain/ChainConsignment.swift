import Nameplate
import Registry
import SupplyChain

/// What one shop is sent in a round, from the plant on.
final class ChainConsignment {
    let shop: Int
    let warehouse: Int
    let pallet: ChainGood
    let cases: [ChainGood]
    /// In order of their numbers.
    var loose: [ChainGood]
    var singles: [ChainGood]
    /// Packed in the warehouse.
    var mixed: ChainGood?

    /// The pallet goes on to the shop as it is.
    var isWhole = false
    /// The warehouse's first scans of it come in days later; it was scanned again as it was put away.
    var isGateLate = false
    /// All of the warehouse's scans of it come in days later, when it has gone on.
    var isWarehouseLate = false
    /// The shop's scans come in days later.
    var isShopLate = false
    /// A list is sent twice.
    var isTwice = false

    /// From the warehouse to the shop.
    let shipment: ChainShipment
    /// What the shop scans.
    var list = ChainList()
    /// When it has scanned the last.
    var time: Int64
    /// What comes to the shop as it should, and is not spoken for by any fault.
    var pool: [ChainGood] = []
    /// What does not come.
    var lost: Set<String> = []
    var comingPieces: Int64
    var damaged: Set<String> = []
    /// Of which only a second scan tells.
    var damagedAgain: Set<String> = []
    /// Of which another shop scans a copy.
    var copied: [String: ChainConsignment] = [:]
    var scannedAgain: [ChainGood] = []

    init(
        to shop: Int, pallet: ChainGood, cases: [ChainGood], loose: [ChainGood], singles: [ChainGood], pieces: Int64,
        by shipment: ChainShipment, from time: Int64
    ) {
        (self.shop, warehouse, self.shipment, self.time) = (shop, shop % ChainPlan.warehouses, shipment, time)
        (self.pallet, self.cases, self.loose, self.singles) = (pallet, cases, loose, singles)
        comingPieces = pieces
        pallet.within = cases
    }

    var place: String { ChainPlan.shop(shop) }
}
