/// The makes of cars that are or were sold in France, as a closed list.
///
/// The make of a person's car is kept in clear, so that nothing else may be written there.
package enum KnownMakes {
    /// Whether it is a make, or a short name people use for one.
    package static func contains(_ brand: Brand) -> Bool { folded.contains(brand.folded) }

    /// For a test and for help; in order.
    package static var all: [String] { folded.sorted() }

    private static let folded = Set(
        (passengerCars + formerMakes + vansAndMicrocars + shortNames).map(\.folded))

    private static let passengerCars = [
        "Abarth", "Aiways", "Alfa Romeo", "Alpine", "Aston Martin", "Audi", "Bentley", "BMW",
        "Bugatti", "BYD", "Cadillac", "Caterham", "Chevrolet", "Chrysler", "Citroën", "Corvette",
        "Cupra", "Dacia", "Daihatsu", "Dodge", "DS", "Ferrari", "Fiat", "Fisker", "Ford", "GMC",
        "Genesis", "Great Wall", "Honda", "Hongqi", "Hummer", "Hyundai", "Ineos", "Infiniti",
        "Isuzu", "Jaecoo", "Jaguar", "Jeep", "KGM", "Kia", "Lada", "Lamborghini", "Lancia",
        "Land Rover", "Leapmotor", "Lexus", "Lincoln", "Lotus", "Lucid", "Lynk & Co", "Mahindra",
        "Maserati", "Maybach", "Mazda", "McLaren", "Mercedes", "Mercedes-Benz", "MG", "Mini",
        "Mitsubishi", "Morgan", "NIO", "Nissan", "Omoda", "Opel", "Peugeot", "Polestar",
        "Porsche", "RAM", "Renault", "Rolls-Royce", "Seat", "Seres", "Skoda", "Smart",
        "SsangYong", "Subaru", "Suzuki", "Tata", "Tesla", "Toyota", "VinFast", "Volkswagen",
        "Volvo", "Voyah", "Xpeng", "Zeekr",
    ]

    private static let formerMakes = [
        "Aro", "Austin", "Autobianchi", "Bertone", "Daewoo", "Datsun", "Innocenti", "Matra",
        "Panhard", "Pontiac", "Proton", "Rover", "Saab", "Santana", "Simca", "Talbot",
        "Triumph", "Vauxhall", "Zastava", "FSO", "Trabant", "Wartburg", "Lada Vaz",
    ]

    private static let vansAndMicrocars = [
        "Aixam", "Bellier", "Chatenet", "Casalini", "DFSK", "Dangel", "Estrima", "Goupil",
        "Grecav", "Iveco", "JDM", "Ligier", "MAN", "Maxus", "Mega", "Microcar", "Piaggio",
        "Renault Trucks", "Tazzari", "Fuso", "LDV",
    ]

    private static let shortNames = [
        "Alfa", "Landrover", "Land-Rover", "Mercedes Benz", "Merco", "Rolls", "VW", "Citroen",
        "Other", "Autre",
        "Simca Talbot", "Skoda Auto", "Range Rover", "Mini Cooper",
    ]
}
