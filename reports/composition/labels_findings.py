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
        "The point is contested: contrary authority is on file, or the standing of the authority itself is in dispute, as set "
        "out below.",
        "El punto es controvertido: hay fuentes contrarias, o se discute la vigencia de la propia fuente, como se expone más "
        "abajo.",
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
    "finding.authority": ("Authority and its standing", "Fuentes y su vigencia"),
    "finding.elements": ("Elements", "Elementos"),
    "finding.scope": ("Where and to whom the rule applies", "Dónde y a quién se aplica la regla"),
    "finding.defeaters": ("What would take it away or contest it", "Lo que lo desvirtuaría o pondría en duda"),
    "finding.rests": ("Rests on what nobody has said", "Se apoya en lo que nadie ha dicho"),
    "finding.unknown": ("What is not known", "Lo que se desconoce"),
    "finding.contrary": ("Contrary authority", "Fuentes contrarias"),
    "finding.ruled-out": ("What the attorney ruled out", "Lo que el abogado o abogada descartó"),
    "finding.decision": ("Decision", "Decisión"),
    "finding.no-elements": ("The result carries no elements.", "El resultado no lleva elementos."),
    "finding.no-contrary": (
        "No contrary authority that held on that day is on file.",
        "No consta ninguna fuente contraria que rigiera ese día.",
    ),
    "finding.no-unknown": ("No open question is on file.", "No hay ninguna pregunta abierta en el registro."),
    "finding.contrary-said": (
        "The record of {authorities} notes against it: {said}.",
        "El registro de {authorities} anota en contra: {said}.",
    ),
    "finding.no-unknown-else": (
        "Nothing beyond what is set out under the heading before.",
        "Nada más que lo expuesto en el apartado anterior.",
    ),
    "finding.no-authority": ("No authority stands behind this result.", "Ninguna fuente respalda este resultado."),
    "finding.no-rests": (
        "Nothing: no fact was taken as given.",
        "En nada: ningún hecho se dio por sentado.",
    ),
    "finding.rests-lead": (
        "Nobody has spoken of these points. The result counts each as stated until somebody does; an answer may change it.",
        "Nadie ha hablado de estos puntos. El resultado cuenta cada uno como se indica hasta que alguien lo haga; una "
        "respuesta puede cambiarlo.",
    ),
    "finding.rests-value": ("Taken as given: {fact}.", "Se da por sentado: {fact}."),
    "finding.rests-idle": (
        "Not counted: nothing recorded raises it.",
        "No se cuenta: nada de lo registrado lo plantea.",
    ),
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
        "No other result is indicated, possible or not indicated.",
        "Ningún otro resultado está indicado, es posible o está no indicado.",
    ),
    "others.lead.one": (
        "{n} other result is indicated, possible or not indicated and not confirmed. It is named here for completeness and "
        "supports nothing. Rules that do not apply, or that nothing recorded raises, are not listed.",
        "Hay {n} resultado más, indicado, posible o no indicado, que no está confirmado. Se nombra aquí para no omitirlo y no "
        "respalda nada. No figuran las reglas que no se aplican o que nada de lo registrado plantea.",
    ),
    "others.lead.many": (
        "{n} other results are indicated, possible or not indicated and not confirmed. They are named here for completeness "
        "and support nothing. Rules that do not apply, or that nothing recorded raises, are not listed.",
        "Hay {n} resultados más, indicados, posibles o no indicados, que no están confirmados. Se nombran aquí para no "
        "omitirlos y no respaldan nada. No figuran las reglas que no se aplican o que nada de lo registrado plantea.",
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
    "defeater.contests": ("applies; makes it contested", "se aplica; lo hace controvertido"),
    "defeater.idle": ("not known, not raised", "se desconoce, no planteado"),
    "fact.see-rests": (
        "See “Rests on what nobody has said”.",
        "Véase «Se apoya en lo que nadie ha dicho».",
    ),
    "fact.see-unknown": ("See “What is not known”.", "Véase «Lo que se desconoce»."),
    "fact.idle": ("Nothing recorded raises it.", "Nada de lo registrado lo plantea."),
    "told.reaches": ("The authority reaches this place", "La fuente alcanza este lugar"),
    "told.reaches-not": ("The authority does not reach this place", "La fuente no alcanza este lugar"),
    "told.exception": ("{exception}: nothing recorded raises it", "{exception}: nada de lo registrado lo plantea"),
    "told.exception-unnamed": (
        "Its exceptions: nothing recorded raises one",
        "Sus excepciones: nada de lo registrado plantea ninguna",
    ),
    "told.none-listed": ("Nothing of the kind is listed", "No figura nada de ese tipo"),
    "told.empty": ("none listed", "ninguno en la lista"),
    "told.result": ("Result under {code}: {found}", "Resultado según {code}: {found}"),
    "register.in_force": (
        "Register of 287(g) agreements: in force on that day",
        "Registro de acuerdos 287(g): vigente ese día",
    ),
    "register.not_in_force": (
        "Register of 287(g) agreements: none in force on that day",
        "Registro de acuerdos 287(g): ninguno vigente ese día",
    ),
    "register.unclear": (
        "Register of 287(g) agreements: unclear for that day",
        "Registro de acuerdos 287(g): incierto para ese día",
    ),
    "fact.no-source": ("source not stated", "fuente sin indicar"),
    "fact.more": ("and {n} more", "y {n} más"),
    "fact.none-recorded": ("no fact is recorded", "no hay ningún hecho registrado"),
    "fact.presumed": (
        "{fact}: {value}, while nobody says otherwise ({citation})",
        "{fact}: {value}, mientras nadie diga otra cosa ({citation})",
    ),
    "authority.decided": ("decided {day}", "decidido el {day}"),
    "authority.on-day": ("on the day: {status}", "ese día: {status}"),
    "authority.today": ("when frozen: {status}", "al fijarse: {status}"),
    "authority.both-days": ("{status} on the day and when frozen", "{status} ese día y al fijarse"),
    "authority.binds": ("binds here", "vincula aquí"),
    "authority.persuades": ("persuades only", "solo persuade"),
    "authority.read-by": ("read by {attorney}, {day}", "leído por {attorney}, {day}"),
    "authority.read-by-nobody": (
        "read by no attorney of this instance",
        "no leída por ningún abogado o abogada de esta instancia",
    ),
    "authority.memory": (
        "unverified: from memory, nobody has read the text",
        "sin verificar: de memoria, nadie ha leído el texto",
    ),
    "authority.account": ("known from an account of it", "conocida por una reseña"),
    "authority.text": ("text consulted in research", "texto consultado en la investigación"),
    "authority.decided-after": ("decided {day}, after the incident", "decidido el {day}, después del incidente"),
    "authority.contrary-to": ("on file as contrary to {authorities}", "consta como contraria a {authorities}"),
    "authority.against-it": ("Stands against it: {authorities}", "En su contra: {authorities}"),
    "authority.missing-citation": (
        "an authority whose record is not in the law release",
        "una fuente cuyo registro no está en la versión del derecho",
    ),
    "readings.total": ("Authorities cited here: {n}.", "Fuentes citadas aquí: {n}."),
    "readings.read": (
        "Read by a named attorney of this instance: {n}.",
        "Leídas por un abogado o abogada con nombre de esta instancia: {n}.",
    ),
    "readings.none": ("none", "ninguna"),
    "readings.rest": ("The others: {ways}.", "Las demás: {ways}."),
    "readings.text": ("text consulted in research, {n}", "texto consultado en la investigación, {n}"),
    "readings.account": ("known from an account, {n}", "conocidas por una reseña, {n}"),
    "readings.memory": (
        "unverified, from memory, text read by nobody, {n}",
        "sin verificar, de memoria, texto que nadie ha leído, {n}",
    ),
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
    "law.enjoined": ("enjoined", "suspendida por orden judicial"),
    "law.stayed": ("stayed", "en suspenso"),
    "law.superseded": ("superseded", "reemplazada"),
    "law.repealed": ("repealed", "derogada"),
    "law.vacated": ("vacated", "anulada"),
    "law.contested": ("contested", "controvertida"),
    "law.expired": ("expired", "vencida"),
    "law.reversed": ("reversed", "revocada"),
    "law.not_in_force": ("not in force", "no vigente"),
    "law.none": ("not yet law, or its days are not known", "aún no era derecho, o se desconocen sus días"),
    "law.unknown": ("not known", "se desconoce"),
}
