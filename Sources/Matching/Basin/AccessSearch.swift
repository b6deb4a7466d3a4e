package import GarageNetwork
import Geometry

/// Finds the garages that a request could go to: open that day and within the reach.
///
/// Loads and caps play no part: this is geography and calendar alone.
package struct AccessSearch: Sendable {
    private let garages: [Garage]
    private let grid: Grid

    /// A search among garages that left, are closed and pause as `Garage.isOpen(on:)` says.
    package init(among garages: [Garage]) {
        self.garages = garages
        grid = Grid(garages.map(\.position))
    }

    /// Gives each garage's position in the list and its great-circle distance, in no order.
    ///
    /// - Complexity: O(garages in reach).
    package func forEach(of request: Simulation.Request, _ body: (Int32, _ km: Double) -> Void) {
        grid.forEach(within: .kilometres(request.radiusKm), of: request.position) { id, metres in
            if garages[Int(id)].isOpen(on: request.day) { body(Int32(id), metres / 1000) }
        }
    }
}
