package import Geometry

/// One place of the gazetteer: a town or village, with where its people are.
package struct PlaceRow: Equatable, Sendable {
    package var name: String
    /// Postal codes, the main one first; empty when the source has none.
    package var postcodes: [String]
    /// `62`, `2A`, `971`; empty when unknown.
    package var department: String
    package var position: Coordinate
    package var population: Int

    package init(
        name: String, postcodes: [String], department: String, position: Coordinate,
        population: Int
    ) {
        self.name = name
        self.postcodes = postcodes
        self.department = department
        self.position = position
        self.population = population
    }
}
