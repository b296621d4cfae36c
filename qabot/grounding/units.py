"""Units of numbers: money, time, lengths, weights, by any usual word."""

from __future__ import annotations

MINUTES = {"minute": 1.0, "hour": 60.0, "day": 1440.0, "week": 10080.0, "year": 525600.0}
MINUTES |= {"month": 43800.0, "decade": 5256000.0, "century": 52560000.0, "millennium": 525600000.0}
UNITS = {
    "$": "$", "dollar": "$", "dollars": "$", "usd": "$", "us$": "$", "€": "€", "euro": "€", "euros": "€",
    "eur": "€", "£": "£", "pound": "£", "pounds": "£", "gbp": "£", "¥": "¥", "yen": "¥", "yuan": "yuan",
    "%": "%", "percent": "%", "pct": "%", "percentage": "%", "a.m": "am", "p.m": "pm", "am": "am", "pm": "pm",
    "km": "km", "kilometre": "km", "kilometres": "km", "kilometer": "km", "kilometers": "km",
    "mile": "mile", "miles": "mile", "metre": "metre", "metres": "metre", "meter": "metre", "meters": "metre",
    "kg": "kg", "kilogram": "kg", "kilograms": "kg", "tonne": "tonne", "tonnes": "tonne", "ton": "tonne",
    "tons": "tonne", "degree": "degree", "degrees": "degree", "°c": "degree", "°": "degree",
}  # fmt: skip
_COINS = (
    "franc francs,krone kroner krona kronor crown crowns koruna,rupee rupees,rouble roubles ruble rubles,peso pesos,"
    "lira lire liras,zloty zlotys,forint forints,dirham dirhams,dinar dinars,riyal riyals,"
    "shekel shekels,baht,ringgit,rupiah,naira,shilling shillings,reais,rand,"
    "renminbi,hryvnia hryvnias,cedi cedis,drachma drachmas,mark marks,guilder guilders,taka,dong"
)
UNITS |= {word: coin.split()[0] for coin in _COINS.split(",") for word in coin.split()}
UNITS |= {"chf": "franc", "sek": "krone", "nok": "krone", "dkk": "krone", "rmb": "yuan"}
UNITS["renminbi"] = "yuan"
UNITS |= {"jpy": "\u00a5", "cny": "yuan", "inr": "rupee"}
CODES = ("USD", "EUR", "GBP", "JPY", "CHF", "SEK", "NOK", "DKK", "CNY", "RMB", "INR")
"""Before a number, what it is of; behind one, as any unit."""
_SIZES = (
    "hectare hectares,acre acres,litre litres liter liters,gallon gallons,barrel barrels,"
    "megawatt megawatts mw,gigawatt gigawatts gw,kilowatt kilowatts kw,foot feet ft,inch inches,"
    "cm centimetre centimetres centimeter centimeters,mm millimetre millimetres,gram grams"
)
UNITS |= {word: size.split()[0] for size in _SIZES.split(",") for word in size.split()}
UNITS |= {word + s: word for word in MINUTES for s in ("", "s")} | {
    "centuries": "century",
    "millennia": "millennium",
}
UNITS |= {"mins": "minute", "hr": "hour", "hrs": "hour"}
MINUTES["second"] = 1 / 60
UNITS |= {"seconds": "second", "secs": "second", "sec": "second", "\u2033": "second"}
# No "second" alone: "two second homes".
METRIC = {"km": (1, 1e3), "metre": (1, 1.0), "cm": (1, 1e-2), "mm": (1, 1e-3)}
METRIC |= {"tonne": (2, 1e3), "kg": (2, 1.0), "gram": (2, 1e-3)}
METRIC |= {"gigawatt": (3, 1e3), "megawatt": (3, 1.0), "kilowatt": (3, 1e-3)}
"""What is measured, and in how many of the usual unit."""
MONEY = {"$", "€", "£", "¥", "yuan", *(coin.split()[0] for coin in _COINS.split(","))}
