import GarageNetwork
import Geometry
import LineProtocol

/// A person's file as BENEFICIARY-SHOW and BENEFICIARY-SET write it.
struct PersonRow {
    let file: PersonFile
    let prescriber: String?

    /// Where they start from and how they travel, to a kilometre or so: for whoever needs no more.
    var coarse: Reply.Row { situation(at: file.person.position.coarse) + standing }

    /// The same, exactly.
    var exact: Reply.Row { situation(at: file.person.position) + standing }

    /// Who they are.
    var identity: Reply.Row {
        let identity = file.identity
        return [
            Field("name", text(identity.familyName)),
            Field("first_name", text(identity.givenName)),
            Field("birth_date", text(identity.birthDate?.description)),
            Field("phone", text(identity.phone)), Field("email", text(identity.email)),
            Field("contact", text(identity.contact?.rawValue)),
            Field("address", text(identity.address)), Field("need", text(identity.need)),
        ]
    }

    private func situation(at position: Coordinate) -> Reply.Row {
        let person = file.person
        return [
            Field("beneficiary", .text(person.id.text)), Field("prescriber", text(prescriber)),
            Field("lat", .decimal(position.latitude, places: 5)),
            Field("lon", .decimal(position.longitude, places: 5)),
            Field("mode", text(person.mode?.rawValue)),
            Field("max_km", person.kmMax.map { .decimal($0, places: 1) } ?? .missing),
            Field("max_minutes", person.minutesMax.map { .decimal($0, places: 0) } ?? .missing),
        ] + person.vehicle.fields + [
            Field("car", text(person.mobility.car?.rawValue)),
            Field("far", text(person.mobility.farText)),
            Field(
                "low_mobility_until", text(person.mobility.lowMobilityUntil?.description)),
        ]
    }

    /// What they were told and asked for.
    private var standing: Reply.Row {
        [
            Field("notice", text(file.notice)),
            Field("notice_on", text(file.noticeOn?.description)),
            Field("halted", text(file.person.halt?.rawValue)),
            Field("objected_on", text(file.objectedOn?.description)),
            Field("frozen_on", text(file.frozenOn?.description)),
            Field("last_contact_on", text("\(file.lastContactOn)")),
        ]
    }

    private func text(_ value: String?) -> Field.Value {
        guard let value, !value.isEmpty else { return .missing }
        return .text(value)
    }
}

extension Vehicle {
    /// What is known of a car.
    var fields: Reply.Row {
        [
            Field("brand", brand.map { .text($0.folded) } ?? .missing),
            Field("year", year.map { .whole(Int64($0)) } ?? .missing),
            Field("odometer_km", odometerKm.map { .whole(Int64($0)) } ?? .missing),
            Field("fiscal_cv", fiscalPower.map { .whole(Int64($0)) } ?? .missing),
            Field("drives", drives.map { .truth($0) } ?? .missing),
        ]
    }
}

extension ExpectedPerson {
    /// What a garage sees of the person it expects; the voucher is the referral's code.
    func fields(voucher code: ReferralCode) -> Reply.Row {
        [
            Field("name", familyName.isEmpty ? .missing : .text(familyName)),
            Field("first_name", givenName.isEmpty ? .missing : .text(givenName)),
            Field("phone", phone.map { .text($0) } ?? .missing),
        ] + vehicle.fields + [
            Field("need", need.map { .text($0) } ?? .missing),
            Field("voucher", .text(code.text)),
        ]
    }
}
