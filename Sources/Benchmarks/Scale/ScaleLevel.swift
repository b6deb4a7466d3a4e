extension Level {
    /// A million garages: not measured yet.
    static let scale = Level(name: "scale", title: "Scale: a million garages") { bench in
        bench.note("Nothing is measured here yet.")
    }
}
