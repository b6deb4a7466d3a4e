import GarageNetwork
import Geometry

/// A country small enough to know by heart: real places, their populations rounded.
enum SmallFrance {
    static let tsv = """
        name\tpostcodes\tdepartment\tlat\tlon\tpopulation
        Lens\t62300\t62\t50.43302\t2.82791\t38000
        Éleu-dit-Leauwette\t62300\t62\t50.4219\t2.8106\t3000
        Noyelles-sous-Lens\t62221\t62\t50.4301\t2.8711\t6700
        Arras\t62000\t62\t50.29301\t2.78186\t47000
        Lille\t59000|59160|59260|59777|59800\t59\t50.63297\t3.05858\t228000
        Lomme\t\t59\t50.64358\t2.98715\t30000
        Paris\t75001|75002|75010\t75\t48.85341\t2.3488\t2138000
        Paris 1er Arrondissement\t75001\t75\t48.8592\t2.3417\t15000
        Paris 10e Arrondissement\t75010\t75\t48.8709\t2.3561\t84000
        Sainte-Marie-aux-Mines\t68160\t68\t48.2471\t7.1835\t5200
        Sainte-Marie\t97438\t974\t-20.8969\t55.5492\t34000
        Sainte-Marie\t97230\t972\t14.7864\t-60.9904\t16000
        Saint-Étienne\t42000|42100|42230\t42\t45.43389\t4.39\t176000
        Saint-Denis\t97400|97417|97490\t974\t-20.88231\t55.4504\t154000
        Saint-Denis\t93200|93210\t93\t48.93564\t2.35387\t96000
        Saint-Denis-en-Val\t45560\t45\t47.8738\t1.9672\t7500
        Saint-Louis\t97421|97450\t974\t-21.2858\t55.4108\t53000
        Saint-Louis\t68300\t68\t47.5876\t7.5628\t22000
        La Possession\t97419\t974\t-20.9303\t55.3362\t33000
        Le Port\t97420\t974\t-20.9374\t55.2923\t33000
        Saint-Paul\t97411|97460\t974\t-21.0096\t55.2707\t105000
        Le Saint\t56110\t56\t48.1031\t-3.5686\t550
        Le Mans\t72000|72100\t72\t48.0021\t0.2023\t145000
        Mansigné\t72510\t72\t47.7467\t0.1331\t1600
        Marseille\t13001|13002\t13\t43.29695\t5.38107\t877000
        Mars\t07320\t07\t45.0233\t4.3267\t280
        Ajaccio\t20000|20090\t2A\t41.92723\t8.73462\t68000
        Bastia\t20200|20600\t2B\t42.70278\t9.45\t44000
        L'Haÿ-les-Roses\t94240\t94\t48.78\t2.3358\t31000
        Œuilly\t51480\t51\t49.0722\t3.8064\t620
        Maripasoula\t97370\t973\t3.6427\t-54.0283\t9000
        Grand-Santi\t97340\t973\t4.2500\t-54.3833\t8000
        Papaichton\t97316\t973\t3.8000\t-54.1500\t6000
        Saül\t97314\t973\t3.6208\t-53.2069\t150

        """

    static func gazetteer() throws -> Gazetteer { Gazetteer(try PlaceRow.parse(tsv: tsv)) }
}

extension PlaceRow {
    /// `Lens 62`, as the tests write a place down.
    var short: String { "\(name) \(department)" }
}

/// A coordinate that a test writes down as two numbers.
func at(_ latitude: Double, _ longitude: Double) throws -> Coordinate {
    try Coordinate(latitude: latitude, longitude: longitude)
}
