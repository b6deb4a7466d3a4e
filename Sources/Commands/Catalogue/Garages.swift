import Alerting
import GarageNetwork
import LineProtocol
import Matching

extension Command {
    static let garage = Command(
        "GARAGE", "Shows one garage.",
        access: .roles([.manager, .garage]), requires: [Keys.garage],
        errors: [.noSuch, .notReady],
        example: "GARAGE garage=G017"
    ) { call throws(RequestError) in
        let network = try call.currentNetwork()
        return .now(.listing([call.row(try call.knownGarage(), in: network)]))
    }

    static let garages = Command(
        "GARAGES", "Lists the garages, by id.",
        access: .roles([.manager, .garage]),
        takes: [GarageKeys.territory, Keys.limit, Keys.after], errors: [.notReady],
        example: "GARAGES limit=20"
    ) { call throws(RequestError) in
        let own = call.session.caller?.garage
        let territory = try call.optional(GarageKeys.territory)?.text
        let after = try call.optional(Keys.after)
        let limit = try call.optional(Keys.limit)?.value ?? RowLimit.range.upperBound
        let network = try call.currentNetwork()
        let listed = network.garages.lazy.filter { garage in
            (own == nil || garage.number == own)
                && (territory.map { garage.postcode.hasPrefix($0) } ?? true)
                && (after.map { garage.id > $0 } ?? true)
        }
        let page = listed.prefix(limit + 1)
        return .now(
            Reply.page(page.map { (id: $0.id, row: call.row($0, in: network)) }, limit: limit))
    }

    static let garageAdd = Command(
        "GARAGE-ADD", "Adds a garage to the network.",
        access: .roles([.manager]), effect: .writes,
        requires: [Keys.garage, GarageKeys.name],
        takes: [Keys.at, Keys.place, Keys.postcode] + GarageKeys.properties,
        errors: [.noSuch, .conflict, .storeDown],
        example: "GARAGE-ADD garage=G901 name=\"Garage fictif\" place=Lens"
    ) { call throws(RequestError) in
        let environment = call.environment
        let position = try call.requiredWhereabouts()
        var garage = Garage(
            number: 0, id: try call.required(Keys.garage),
            name: try call.required(GarageKeys.name).text, position: position,
            target: call.settings.targetBand, monthlyCap: call.settings.monthlyCap)
        try call.apply(to: &garage)
        try call.nameTown(of: &garage)
        let new = garage
        return .later { () async throws(RequestError) -> Reply in
            let added = try await ledger { () async throws(LedgerError) in
                try await environment.registry.add(new)
            }
            guard let added else {
                throw RequestError(.conflict, "garage: this id is taken; GARAGE-SET changes it")
            }
            return .listing([call.row(added, in: environment.network.snapshot)])
        }
    }

    static let garageSet = Command(
        "GARAGE-SET", "Changes what is known of a garage.",
        access: .roles([.manager, .garage]), effect: .writes,
        requires: [Keys.garage],
        takes: [GarageKeys.newName, Keys.at, Keys.place, Keys.postcode] + GarageKeys.properties
            + [GarageKeys.lessons],
        errors: [.noSuch, .conflict, .denied, .notReady, .storeDown],
        example: "GARAGE-SET garage=G017 cap=12 band=5-10"
    ) { call throws(RequestError) in
        var garage = try call.knownGarage()
        try call.refuseWhatOnlyManagersChange()
        if let name = try call.optional(GarageKeys.newName) { garage.name = name.text }
        if let position = try call.whereabouts() { garage.position = position }
        try call.apply(to: &garage)
        if try call.optional(GarageKeys.lessons) != nil { garage.lessons = [] }
        return call.updating(garage)
    }

    static let pause = Command(
        "PAUSE", "Sends nobody to a garage for a while.",
        access: .roles([.manager, .garage]), effect: .writes,
        requires: [Keys.garage, GarageKeys.pauseReason], takes: [GarageKeys.until],
        errors: [.noSuch, .conflict, .notReady, .storeDown],
        example: "PAUSE garage=G017 until=2026-12-06 reason=\"full workshop\""
    ) { call throws(RequestError) in
        var garage = try call.knownGarage()
        let reason = try call.required(GarageKeys.pauseReason).text
        try garage.refuseWhereItLeft()
        garage.status = .paused(until: try call.pauseEnd(), reason: reason)
        return call.updating(garage)
    }

    static let resume = Command(
        "RESUME", "Ends a pause.",
        access: .roles([.manager, .garage]), effect: .writes, requires: [Keys.garage],
        errors: [.noSuch, .conflict, .notReady, .storeDown], example: "RESUME garage=G017"
    ) { call throws(RequestError) in
        var garage = try call.knownGarage()
        try garage.refuseWhereItLeft()
        garage.status = .active
        return call.updating(garage)
    }
}

extension Garage {
    /// A pause ends by itself, so one that began after a garage left would bring it back.
    fileprivate func refuseWhereItLeft() throws(RequestError) {
        guard status != .left else {
            throw RequestError(
                .conflict, "this garage has left the network; GARAGE-SET status=active")
        }
    }
}

enum GarageKeys {
    static let territory = Key<Line>("territory", "The beginning of its postal code, as 62.")
    static let name = Key<Line>("name", "Its name, as people know it.")
    static let newName = Key<Line>("name", "Its new name.")
    static let town = Key<Line>("town", "Its town.")
    static let phone = Key<PhoneNumber>("phone", "Its telephone number.")
    static let band = Key<TargetBand>("band", "How many people a full month should bring.")
    static let cap = Key<MonthlyCap>("cap", "Never more referrals than this in a month.")
    static let work = Key<WorkTaken>("work", "The kinds of work it takes.")
    static let brands = Key<WordList>("brands", "Makers it takes for light work; * is any.")
    static let heavyBrands = Key<WordList>(
        "heavy_brands", "Makers it takes for heavy work; * is any.")
    static let ageYearsMax = Key<AgeYears>("age_years_max", "The oldest car it takes.")
    static let odometerKmMax = Key<OdometerKm>("odometer_km_max", "The furthest driven it takes.")
    static let fiscalPowerMax = Key<FiscalPower>("fiscal_cv_max", "The most powerful it takes.")
    static let checked = Key<Day>("checked", "When somebody last confirmed all this.")
    static let closed = Key<ShutDays>("closed", "More days it is shut, or none to forget them.")
    static let status = Key<StatusWord>("status", "Whether it is in the network.")
    static let lessons = Key<ForgetWord>(
        "lessons", "Forgets what its refusals taught; LESSONS lists that.")
    static let until = Key<Day>("until", "The last day of the pause.", default: "until RESUME")
    static let pauseReason = Key<Line>("reason", "Why, for the people who plan around it.")

    static let properties: [any KeyDeclaration] = [
        town, phone, band, cap, work, brands, heavyBrands, ageYearsMax, odometerKmMax,
        fiscalPowerMax, checked, closed, status,
    ]
    /// What a garage may not change of itself: its share of the network, and where it is, which a
    /// postal code says too.
    static let managersOnly: Set<String> = [
        band.name, status.name, lessons.name, "at", "place", "postcode", "name",
    ]
}

extension Call {
    /// A garage as its row, with what a network knows of its month.
    fileprivate func row(_ garage: Garage, in network: NetworkSnapshot) -> Reply.Row {
        let index = network.index(ofNumber: garage.number)
        return garage.row(
            today: network.today, staleAfterDays: settings.thresholds.staleAfterDays,
            committed: index.map { network.load(at: $0, in: network.month).committed } ?? 0)
    }

    /// The last day of a pause, which is not over already; nil until somebody ends it.
    fileprivate func pauseEnd() throws(RequestError) -> Day? {
        guard let until = try optional(GarageKeys.until) else { return nil }
        let today = try currentNetwork().today
        guard until >= today else {
            throw RequestError(
                .range, "until: \(until) is over; give \(today) or a later day, or leave it out")
        }
        return until
    }

    /// The garage of the request, if the caller may see it.
    func knownGarage() throws(RequestError) -> Garage {
        let id = try required(Keys.garage)
        let garage = try currentNetwork().garage(id: id)
        guard let garage, session.caller?.garage.map({ $0 == garage.number }) ?? true else {
            throw RequestError(.noSuch, "garage: no such garage; GARAGES lists them")
        }
        return garage
    }

    fileprivate func refuseWhatOnlyManagersChange() throws(RequestError) {
        guard session.caller?.role == .garage else { return }
        for argument in request.arguments where GarageKeys.managersOnly.contains(argument.name) {
            throw RequestError(.denied, "\(argument.name): only a manager changes it")
        }
    }

    /// A garage that was placed by the gazetteer is in the town that was found.
    fileprivate func nameTown(of garage: inout Garage) throws(RequestError) {
        guard garage.town.isEmpty, try optional(Keys.at) == nil, let found = try place() else {
            return
        }
        garage.town = found.name
        if garage.postcode.isEmpty { garage.postcode = found.postcodes.first ?? "" }
    }

    fileprivate func updating(_ garage: Garage) -> Execution {
        let environment = environment
        return .later { () async throws(RequestError) -> Reply in
            let updated = try await ledger { () async throws(LedgerError) in
                try await environment.registry.update(garage)
            }
            guard let updated else {
                throw RequestError(.conflict, "somebody else changed this garage; look and repeat")
            }
            return .listing([row(updated, in: environment.network.snapshot)])
        }
    }

    /// Takes over every property that the request names.
    func apply(to garage: inout Garage) throws(RequestError) {
        if let town = try optional(GarageKeys.town) { garage.town = town.text }
        if let postcode = try optional(Keys.postcode) { garage.postcode = postcode.text }
        if let phone = try optional(GarageKeys.phone) { garage.phone = phone.text }
        if let band = try optional(GarageKeys.band) { garage.target = band }
        if let cap = try optional(GarageKeys.cap) { garage.monthlyCap = cap.value }
        if let checked = try optional(GarageKeys.checked) { garage.checkedOn = checked }
        switch try optional(GarageKeys.closed) {
        case nil: break
        case .some(.none): garage.closures = []
        case .period(let period): garage.closures.append(period)
        }
        if let status = try optional(GarageKeys.status) { garage.status = status.status }
        try applyAcceptedWork(to: &garage.takes)
    }

    private func applyAcceptedWork(to takes: inout AcceptedWork) throws(RequestError) {
        if let work = try optional(GarageKeys.work) {
            takes.light = work != .heavy
            takes.heavy = work != .light
        }
        if let brands = try optional(GarageKeys.brands) {
            takes.lightBrands = try brandSet(brands, GarageKeys.brands.name)
        }
        if let brands = try optional(GarageKeys.heavyBrands) {
            takes.heavyBrands = try brandSet(brands, GarageKeys.heavyBrands.name)
        }
        if let age = try optional(GarageKeys.ageYearsMax) { takes.ageYearsMax = age.value }
        if let km = try optional(GarageKeys.odometerKmMax) { takes.odometerKmMax = km.value }
        if let power = try optional(GarageKeys.fiscalPowerMax) {
            takes.fiscalPowerMax = power.value
        }
    }

    private func brandSet(
        _ list: WordList, _ key: String
    ) throws(RequestError) -> Set<Brand> {
        if list.words == ["*"] { return [] }
        guard !list.words.contains("*") else {
            throw RequestError(.syntax, "\(key): * is any maker, and stands alone")
        }
        var brands: Set<Brand> = []
        for word in list.words {
            guard let brand = Brand(word) else {
                throw RequestError(.syntax, "\(key): a word of the list is not a brand")
            }
            brands.insert(brand)
        }
        return brands
    }
}
