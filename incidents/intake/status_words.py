"""Words that tell somebody's immigration status, in English and Spanish, as pieces of one regular expression.

A word that also describes what officers did ("illegal", "without papers") counts only where it is said of somebody: what they
asked, or what they lacked, is a fact of the incident and belongs in the record.
"""

SOMEBODY = (
    r"(?:he|she|they|i|we|who|people|persons?|man|men|wom[ae]n|workers?|family|famil(?:y|ies)|fathers?|mothers?|dad|mom|"
    r"husbands?|wi(?:fe|ves)|brothers?|sisters?|sons?|daughters?|cousins?|uncles?|aunts?|neighbou?rs?|tenants?|friends?|"
    r"someone|somebody|everyone|everybody|nobody|most|all|both|some)"
)
IS = r"(?:'s|'re|'m|’s|’re|’m| is| are| am| was| were|(?: has| have|'ve|’ve)? been)"
HAS = r"(?:(?: does| do| did)(?:n['’]t| not) have|(?: has| have|'ve got)(?:n['’]t)?)"
ENGLISH = (
    r"undocumented",
    r"unauthori[sz]ed (?:immigrant|migrant|alien|worker)s?",
    r"illegals",
    r"an illegal(?! \w+ (?:stop|search|entry|act))",
    r"illegal (?:alien|immigrant|migrant|worker|resident)s?",
    rf"{SOMEBODY}{IS} (?:here |all )?illegal(?:ly)?(?! to\b)",
    r"(?:here|country|states|border) illegally",
    r"(?:came|crossed|living|lives?|works?|working|worked) (?:\w+ ){0,3}illegally",
    r"overstay(?:ed|ing|s)?",
    r"expired visas?",
    r"visas? (?:has |had |have )?(?:expired|ran out|run out)",
    rf"{SOMEBODY}{HAS}(?: no| any)? (?:papers|status|legal status)",
    rf"{SOMEBODY}(?:{IS})? without (?:papers|status|legal status)",
    rf"{SOMEBODY} with(?:out| no) (?:papers|status|legal status)",
    r"(?:living|lives?|works?|working|here|years) without (?:papers|status)",
    r"out of status",
    r"green ?cards?",
    r"permanent residen(?:ts?|ce|cy)",
    r"legal (?:permanent )?residents?",
    r"LPRs?",
    r"asylum",
    r"asylees?",
    r"refugees?",
    r"DACA",
    r"dreamers?",
    r"TPS",
    r"temporary protected status",
    r"humanitarian parole",
    r"parolees?",
    r"(?:tourist|student|work|visitor|[UT]|H-?[12][AB]|J-?1|F-?1|B-?[12]) visas?",
    r"visa holders?",
    r"work permits?",
    r"employment authori[sz]ation",
    r"(?:removal|deportation) (?:order|proceeding|case)s?",
    r"orders? of (?:removal|deportation)",
    r"(?:previously|already|once|twice|been) deported",
    r"deported (?:once |twice )?before",
    r"deported in (?:19|20)\d\d",
    r"immigration (?:status|case|hearing|history)",
    r"(?:legal|migration|migratory) status",
    r"non-?citizens?",
    r"not (?:a|an|US|U\.S\.) (?:\S+ )?citizens?",
    r"naturali[sz]ed",
    r"VAWA",
)
ALGUIEN = (
    r"(?:él|ella|ellos|ellas|yo|quien(?:es)?|gente|personas?|hombres?|mujer(?:es)?|señora?e?s?|muchach[oa]s?|jóven(?:es)?|joven|"
    r"familia|papá|mamá|padres?|madres?|espos[oa]s?|herman[oa]s?|hij[oa]s?|prim[oa]s?|tí[oa]s?|vecin[oa]s?|inquilin[oa]s?|"
    r"amig[oa]s?|trabajador(?:es|as?)?|todos|nadie|alguien|varios|migrantes?|inmigrantes?)"
)
ES = r"(?: no)? (?:es|son|era|eran|soy|somos|está|están|estaba|estaban|estoy|estamos)"
SPANISH = (
    r"indocumentad[oa]s?",
    r"(?:los|las|un|una|unos|unas|de) ilegal(?:es)?",
    r"(?:in)?migrantes? ilegal(?:es)?",
    rf"{ALGUIEN}{ES} ilegal(?:es|mente)?",
    r"(?:está|están|estaba|estaban|vive|viven|aquí|país) (?:de )?(?:forma |manera )?ilegal(?:es|mente)?",
    r"(?:vino|vinieron|cruzó|cruzaron) (?:de )?(?:forma |manera )?ilegal(?:mente)?",
    rf"{ALGUIEN}(?: que)?(?:{ES})? sin papeles",
    r"(?:vive|viven|vivía|vivían|está|están|estaba|es|son|aquí|trabaja|trabajan|años) sin (?:papeles|documentos|estatus)",
    rf"{ALGUIEN} sin (?:documentos|estatus)",
    r"no (?:tiene|tengo|tenemos|tenía) (?:\w+ )?(?:papeles|estatus)",
    r"sin estatus",
    r"visas? vencidas?",
    r"(?:venció|vencido|expiró|caducó) (?:la|su|mi) visa",
    r"visas? (?:expirad|caducad)as?",
    r"tarjetas? verdes?",
    r"la mica",
    r"residentes? (?:permanentes?|legal(?:es)?)",
    r"residencia (?:permanente|legal)",
    r"(?:tiene|tienen|tenía|pidió|espera) (?:la |su )?residencia",
    r"asilad[oa]s?",
    r"asilo",
    r"refugiad[oa]s?",
    r"soñador(?:es|as?)?",
    r"permisos? de trabajo",
    r"visas? (?:[UT]|de (?:turista|trabajo|estudiante))",
    r"(?:órden(?:es)?|orden(?:es)?) (?:final )?de (?:deportación|expulsión|remoción)",
    r"(?:proceso|caso) de (?:deportación|inmigración|remoción)",
    r"caso migratorio",
    r"deportad[oa]s? (?:antes|una vez|dos veces|en (?:19|20)\d\d)",
    r"(?:habían|fue|fueron) deportado?a?s? antes",
    r"ya (?:lo|la|los|las) (?:habían deportado|deportaron)",
    r"(?:estatus|situación|estado|condición) (?:migratori[oa]|legal)",
    r"protección temporal",
    r"no (?:es|son|soy) ciudadan[oa]s?",
    r"naturalizad[oa]s?",
)
