"""What the composer says about findings and authorities, in English and in Spanish."""

FINDING_LABELS: dict[str, tuple[str, str]] = {
    "finding.neutral.indicated": (
        "The recorded facts of {incident}, if confirmed, meet the elements of “{title}” ({code}), for an attorney to decide.",
        "Los hechos registrados del {incident}, si se confirman, reúnen los elementos de «{title}» ({code}), para decisión de "
        "un abogado o abogada.",
    ),
    "finding.neutral.possible": (
        "The recorded facts of {incident} point to “{title}” ({code}); facts that would settle it are not known. It is for an "
        "attorney to decide.",
        "Los hechos registrados del {incident} apuntan a «{title}» ({code}); se desconocen hechos que lo aclararían. La "
        "decisión corresponde a un abogado o abogada.",
    ),
    "finding.neutral.other": (
        "For {incident} and “{title}” ({code}) the result on the recorded facts is: {status}.",
        "Para el {incident} y «{title}» ({code}) el resultado según los hechos registrados es: {status}.",
    ),
    "finding.subject": ("It concerns {subject}.", "Se refiere a {subject}."),
    "finding.actors": ("Done by {actors}, as recorded.", "Hecho por {actors}, según lo registrado."),
    "finding.actors-open": (
        "Done by one or more of {actors}; which of them is not known.",
        "Hecho por una o más de estas agencias: {actors}; se desconoce cuál.",
    ),
    "status.indicated": ("indicated", "indicado"),
    "status.possible": ("possible", "posible"),
    "status.not_indicated": ("not indicated", "no indicado"),
    "status.not_raised": ("not raised", "no planteado"),
    "status.not_applicable": ("not applicable", "no aplicable"),
    "support.binding": ("binding authority", "fuente vinculante"),
    "support.persuasive": ("persuasive authority", "fuente persuasiva"),
    "support.contested": ("contested", "controvertido"),
    "support.none": ("none stated", "sin indicar"),
    "support-sentence.binding": (
        "At least one authority below binds there.",
        "Al menos una de las fuentes siguientes vincula allí.",
    ),
    "support-sentence.persuasive": (
        "The authorities below persuade there and do not bind.",
        "Las fuentes siguientes persuaden allí y no vinculan.",
    ),
    "support-sentence.contested": (
        "Authority stands on both sides; the contrary authority is set out below.",
        "Hay fuentes en ambos sentidos; la fuente contraria se expone más abajo.",
    ),
    "established.yes": (
        "A binding case against such conduct had been decided before the day of the incident.",
        "Antes del día del incidente se había decidido un caso vinculante contra tal conducta.",
    ),
    "established.no": (
        "No binding case against such conduct is known to have been decided before the day of the incident.",
        "No se conoce ningún caso vinculante contra tal conducta decidido antes del día del incidente.",
    ),
    "established.unknown": (
        "Whether a binding case against such conduct had been decided before that day is not known.",
        "Se desconoce si antes de ese día se había decidido un caso vinculante contra tal conducta.",
    ),
    "finding.authority": ("Authority in force that day", "Fuentes vigentes ese día"),
    "finding.elements": ("Elements", "Elementos"),
    "finding.scope": ("Where and to whom the rule applies", "Dónde y a quién se aplica la regla"),
    "finding.defeaters": ("What would take it away", "Lo que lo desvirtuaría"),
    "finding.rests": ("Rests on what nobody has said", "Se apoya en lo que nadie ha dicho"),
    "finding.unknown": ("What is not known", "Lo que se desconoce"),
    "finding.contrary": ("Contrary authority", "Fuentes contrarias"),
    "finding.ruled-out": ("What the attorney ruled out", "Lo que el abogado o abogada descartó"),
    "finding.decision": ("Decision", "Decisión"),
    "finding.no-elements": ("The result carries no elements.", "El resultado no lleva elementos."),
    "finding.no-contrary": ("No contrary authority is on file.", "No hay ninguna fuente contraria en el registro."),
    "finding.no-unknown": ("No open question is on file.", "No hay ninguna pregunta abierta en el registro."),
    "finding.no-authority": ("No authority stands behind this result.", "Ninguna fuente respalda este resultado."),
    "finding.no-rests": (
        "Nothing: no fact was taken as given.",
        "En nada: ningún hecho se dio por sentado.",
    ),
    "finding.rests-on": ("Nobody has said: {fact}.", "Nadie ha dicho: {fact}."),
    "finding.rests-value": ("Taken as given: {fact}.", "Se da por sentado: {fact}."),
    "finding.conflict": (
        "Accounts differ on: {fact}. It counts as not known.",
        "Los relatos difieren sobre: {fact}. Cuenta como desconocido.",
    ),
    "finding.ruled-out-row": ("Ruled out: {note}", "Descartado: {note}"),
    "finding.reason": ("Reason: {reason}", "Razón: {reason}"),
    "finding.confirmed": (
        "Confirmed by {attorney} on {day}, at rule digest {digest}.",
        "Confirmado por {attorney} el {day}, con la regla en la huella {digest}.",
    ),
    "finding.adopted": (
        "The rule {code} was adopted by {attorney} on {day} at digest {digest}.",
        "La regla {code} fue adoptada por {attorney} el {day} con la huella {digest}.",
    ),
    "finding.not-adopted": (
        "No adoption of the rule {code} is recorded.",
        "No consta ninguna adopción de la regla {code}.",
    ),
    "finding.changed": (
        "The result has changed since this decision. What is printed here is the present result; the decision was made on an "
        "earlier one.",
        "El resultado cambió después de esta decisión. Lo impreso aquí es el resultado actual; la decisión se tomó sobre uno "
        "anterior.",
    ),
    "findings.none": (
        "No finding is confirmed on the day on which this content was frozen.",
        "Ningún hallazgo está confirmado el día en que se fijó este contenido.",
    ),
    "others.none": (
        "There are no other results.",
        "No hay otros resultados.",
    ),
    "others.lead.one": (
        "{n} other result was computed and not confirmed. It is named here so that nothing is left out, and supports nothing.",
        "Se calculó {n} resultado más que no está confirmado. Se nombra aquí para no omitir nada y no respalda nada.",
    ),
    "others.lead.many": (
        "{n} other results were computed and not confirmed. They are named here so that nothing is left out, and "
        "support nothing.",
        "Se calcularon {n} resultados más que no están confirmados. Se nombran aquí para no omitir nada y no respaldan nada.",
    ),
    "column.status": ("On the recorded facts", "Según los hechos registrados"),
    "column.element": ("Element", "Elemento"),
    "column.value": ("On the facts", "Según los hechos"),
    "column.facts": ("Facts and their sources", "Hechos y sus fuentes"),
    "column.authority": ("Authority and what it says", "Fuente y lo que dice"),
    "column.force": ("Days and force here", "Días y valor aquí"),
    "column.condition": ("Condition", "Condición"),
    "element.true": ("met", "cumplido"),
    "element.false": ("not met", "no cumplido"),
    "element.none": ("not known", "se desconoce"),
    "defeater.true": ("applies", "se aplica"),
    "defeater.false": ("does not apply", "no se aplica"),
    "defeater.none": ("not known", "se desconoce"),
    "fact.no-source": ("source not stated", "fuente sin indicar"),
    "fact.none-recorded": ("no fact is recorded", "no hay ningún hecho registrado"),
    "fact.presumed": (
        "{fact}: {value}, while nobody says otherwise ({citation})",
        "{fact}: {value}, mientras nadie diga otra cosa ({citation})",
    ),
    "authority.decided": ("decided {day}", "decidido el {day}"),
    "authority.on-day": ("on the day: {status}", "ese día: {status}"),
    "authority.today": ("when frozen: {status}", "al fijarse: {status}"),
    "authority.binds": ("binds here", "vincula aquí"),
    "authority.persuades": ("persuades only", "solo persuade"),
    "authority.read-by": ("read by {attorney}, {day}", "leído por {attorney}, {day}"),
    "authority.read-by-nobody": (
        "unverified: read by no named attorney",
        "sin verificar: no lo leyó ningún abogado o abogada con nombre",
    ),
    "authority.memory": ("text not consulted", "texto sin consultar"),
    "authority.account": ("known from an account of it", "conocido por una reseña"),
    "authority.text": ("text consulted", "texto consultado"),
    "authority.missing": (
        "The record of this authority is not in the law release.",
        "El registro de esta fuente no está en la versión del derecho.",
    ),
    "role.supports": ("supports", "respalda"),
    "role.defeats": ("would take it away", "lo desvirtuaría"),
    "role.contrary": ("contrary", "contraria"),
    "role.displaced": ("displaced", "desplazada"),
    "role.context": ("context", "contexto"),
    "law.in_force": ("in force", "vigente"),
    "law.enjoined": ("enjoined", "suspendido por orden judicial"),
    "law.stayed": ("stayed", "en suspenso"),
    "law.superseded": ("superseded", "reemplazado"),
    "law.repealed": ("repealed", "derogado"),
    "law.vacated": ("vacated", "anulado"),
    "law.contested": ("contested", "controvertido"),
    "law.not_in_force": ("not in force", "no vigente"),
    "law.none": ("not yet law, or its days are not known", "aún no era derecho, o se desconocen sus días"),
    "law.unknown": ("not known", "se desconoce"),
}
