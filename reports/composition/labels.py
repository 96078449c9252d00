"""What the composer says itself: headings, captions and standing sentences, in English and in Spanish."""

LABELS: dict[str, tuple[str, str]] = {
    "and": ("and", "y"),
    "date": ("{day} {month} {year}", "{day} de {month} de {year}"),
    "yes": ("yes", "sí"),
    "no": ("no", "no"),
    "unknown": ("not known", "se desconoce"),
    "about": ("about {time}", "hacia las {time}"),
    "foot": ("Content SHA-256 {digest}", "SHA-256 del contenido {digest}"),
    "page": ("Page {page} of {pages}", "Página {page} de {pages}"),
    "paragraph": ("paragraph {first}", "párrafo {first}"),
    "paragraphs": ("paragraphs {first} to {last}", "párrafos {first} a {last}"),
    "nothing-recorded": ("Nothing is recorded here.", "No hay nada registrado aquí."),
    "continued": ("continued", "continuación"),
    # cover
    "case-report": ("Case report", "Informe del caso"),
    "for-attorney": ("For an attorney to decide", "Para decisión de un abogado o abogada"),
    "cover.case": ("Case", "Caso"),
    "cover.for": ("For", "Para"),
    "cover.for-counsel": ("Counsel on the case", "Los abogados del caso"),
    "cover.lead": ("Lead attorney", "Responsable"),
    "cover.number": ("Report", "Informe"),
    "cover.number-value": ("No. {number} of this case", "N.º {number} de este caso"),
    "cover.incidents": ("Incidents", "Incidentes"),
    "cover.frozen": ("Frozen on", "Fijado el"),
    "cover.law": ("Law as of", "Derecho al"),
    "cover.release": ("Law release", "Versión del derecho"),
    "cover.digest": ("Content digest", "Huella"),
    "cover.findings": ("Findings", "Hallazgos"),
    "cover.findings-value.one": ("{n} confirmed", "{n} confirmado"),
    "cover.findings-value.many": ("{n} confirmed", "{n} confirmados"),
    "cover.what-title": ("What this is", "Qué es esto"),
    "cover.what": (
        "A record of what people reported, set beside the law that was in force at that place. Where this report says that "
        "recorded facts meet the elements of a rule, it says so on the condition that the facts are confirmed, and leaves "
        "the conclusion to an attorney.",
        "Un registro de lo que las personas relataron, junto al derecho que estaba vigente en ese lugar. Cuando este informe "
        "dice que los hechos registrados reúnen los elementos de una regla, lo dice a condición de que los hechos se "
        "confirmen, y deja la conclusión a un abogado o abogada.",
    ),
    "cover.unverified-title": ("What nobody has verified", "Lo que nadie ha verificado"),
    "cover.unverified": (
        "The record does not say that an account was given under oath or tested by anybody outside this network. Digests show "
        "whether something was changed since it was recorded; they do not show that it is true.",
        "El registro no dice que algún relato se diera bajo juramento ni que alguien fuera de esta red lo pusiera a prueba. "
        "Las huellas muestran si algo cambió desde que se registró; no muestran que sea verdad.",
    ),
    "contents": ("Contents", "Índice"),
    # sections
    "summary": ("Summary", "Resumen"),
    "chronology": ("Chronology", "Cronología"),
    "who-came": ("Who came, and what local officers did", "Quién vino y qué hicieron los agentes locales"),
    "papers": ("Papers and consent", "Papeles y consentimiento"),
    "people": ("What happened to people", "Qué les ocurrió a las personas"),
    "findings": ("Confirmed findings", "Hallazgos confirmados"),
    "others": ("Results that are not confirmed", "Resultados no confirmados"),
    "evidence": ("Evidence", "Pruebas"),
    "method": ("Method and limits", "Método y límites"),
    "verify": ("How to verify this report", "Cómo verificar este informe"),
    # summary
    "summary.when": ("When", "Cuándo"),
    "summary.where": ("Where", "Dónde"),
    "summary.who": ("Who came", "Quién vino"),
    "summary.papers": ("Papers", "Papeles"),
    "summary.entry": ("Entry", "Entrada"),
    "summary.people": ("People", "Personas"),
    "summary.none-listed": ("none listed", "ninguno en la lista"),
    "summary.not-recorded": ("not recorded", "sin registrar"),
    "summary.no-papers": ("none listed; it is not known whether others exist", "ninguno; se desconoce si existen otros"),
    "summary.no-papers-complete": ("none was presented or claimed", "no se presentó ni se invocó ninguno"),
    "summary.arrested.one": ("{n} person arrested", "{n} persona arrestada"),
    "summary.arrested.many": ("{n} people arrested", "{n} personas arrestadas"),
    "summary.listed.one": ("{n} person listed", "{n} persona en la lista"),
    "summary.listed.many": ("{n} people listed", "{n} personas en la lista"),
    "summary.more-incidents": ("and {n} more, in section 2", "y {n} más, en la sección 2"),
    "summary.more-findings": ("and {n} more, in section 6", "y {n} más, en la sección 6"),
    "summary.found": (
        "An attorney confirmed the findings below. Each says that the recorded facts, if confirmed, meet the elements of "
        "the rule named; none says that anybody broke the law.",
        "Un abogado o abogada confirmó los hallazgos siguientes. Cada uno dice que los hechos registrados, si se confirman, "
        "reúnen los elementos de la regla nombrada; ninguno dice que alguien haya infringido la ley.",
    ),
    "summary.found-mixed": (
        "An attorney confirmed the findings below. Each stands with its present status on the recorded facts, if these are "
        "confirmed; none says that anybody broke the law.",
        "Un abogado o abogada confirmó los hallazgos siguientes. Cada uno figura con su estado actual según los hechos "
        "registrados, si se confirman; ninguno dice que alguien haya infringido la ley.",
    ),
    "summary.no-findings": (
        "No finding is confirmed on the day on which this content was frozen. The facts are set out in sections 2 to 5.",
        "Ningún hallazgo está confirmado el día en que se fijó este contenido. Los hechos figuran en las secciones 2 a 5.",
    ),
    "summary.unknown": ("What is not known and would settle most", "Lo que se desconoce y más aclararía"),
    "summary.nothing-open": (
        "No open question stands on the confirmed findings.",
        "No queda ninguna pregunta abierta sobre los hallazgos confirmados.",
    ),
    "column.finding": ("Finding", "Hallazgo"),
    "column.support": ("Support", "Respaldo"),
    "column.where": ("Where set out", "Dónde se expone"),
    # incidents
    "incident": ("Incident {n}", "Incidente {n}"),
    "incident.title": ("Incident {n}: {day}, {place}", "Incidente {n}: {day}, {place}"),
    "no-place": ("place not recorded", "lugar sin registrar"),
    # chronology
    "event.began": ("The incident began", "Comenzó el incidente"),
    "event.ended": ("The incident ended", "Terminó el incidente"),
    "event.account": ("Account of {source} was given", "Se recogió el relato de {source}"),
    "event.source": ("{source} was taken down", "Se recogió: {source}"),
    "event.evidence": ("{key}: {kind} captured", "{key}: se captó {kind}"),
    "event.last-seen": ("{key} was last seen", "{key} fue vista por última vez"),
    "event.recorded": ("Recorded as revision {n}", "Se registró como revisión {n}"),
    "chronology.lead": (
        "Times are local, with their offset from UTC, as they were recorded.",
        "Las horas son locales, con su diferencia respecto de UTC, tal como se registraron.",
    ),
    "chronology.account": ("The account as given", "El relato tal como se dio"),
    "chronology.language": (
        "Given in the language “{language}” and printed as given, without translation.",
        "Dado en el idioma «{language}» e impreso tal como se dio, sin traducción.",
    ),
    "chronology.words": ("Words spoken", "Palabras pronunciadas"),
    "chronology.no-account": ("No free account is recorded.", "No hay ningún relato libre registrado."),
    "column.by": ("By", "Quién"),
    "column.words": ("Words", "Palabras"),
    "column.source": ("Source", "Fuente"),
    # who came
    "column.agency": ("Agency", "Agencia"),
    "column.level": ("Level and component", "Nivel y componente"),
    "column.seen": ("What was seen", "Lo que se vio"),
    "who.officers.one": ("{n} officer", "{n} agente"),
    "who.officers.many": ("{n} officers", "{n} agentes"),
    "who.unnamed": ("agency not named", "agencia sin nombrar"),
    "who.complete": ("No other agency was there, as recorded.", "No había ninguna otra agencia, según lo registrado."),
    "who.incomplete": (
        "Whether other agencies were there is not known.",
        "Se desconoce si había otras agencias.",
    ),
    "who.local": ("State and local officers", "Agentes estatales y locales"),
    "who.no-local": (
        "No state or local agency is recorded. That nobody recorded one does not say that none was there.",
        "No hay ninguna agencia estatal o local registrada. Que nadie la registrara no significa que no estuviera.",
    ),
    "who.did": ("{agency}: {actions}.", "{agency}: {actions}."),
    "who.did-nothing": (
        "{agency}: no act of its officers is recorded.",
        "{agency}: no hay ningún acto de sus agentes registrado.",
    ),
    "who.actions-open": (
        "An act that is not listed is not known; it is not taken as not done.",
        "Un acto que no está en la lista se desconoce; no se da por no hecho.",
    ),
    "who.actions-closed": ("The list of acts is recorded as complete.", "La lista de actos está registrada como completa."),
    "who.basis": ("Basis given, or shown by papers: {basis}.", "Fundamento que dieron o que muestran los papeles: {basis}."),
    "who.officers-title": ("Officers told apart", "Agentes que se distinguieron"),
    "column.officer": ("Officer", "Agente"),
    "column.description": ("Description", "Descripción"),
    "who.badge": ("badge {badge}", "placa {badge}"),
    "who.vehicles-title": ("Vehicles", "Vehículos"),
    "column.vehicle": ("Vehicle", "Vehículo"),
    "column.markings": ("Markings and plate", "Distintivos y placa"),
    # papers, people
    "column.fact": ("Fact", "Hecho"),
    "column.recorded": ("Recorded", "Registrado"),
    "papers.sources": (
        "Under “source” stand the keys of the sources and of the evidence, which section 9 and section 8 explain. A dash means "
        "that the record names no source for that fact alone. Where a record has one source only, that source is printed.",
        "En «fuente» figuran las claves de las fuentes y de las pruebas, que explican las secciones 9 y 8. Un guion significa "
        "que el registro no nombra una fuente para ese hecho en particular. Si un registro tiene una sola fuente, se imprime "
        "esa fuente.",
    ),
    "papers.listed": ("Papers", "Papeles"),
    "papers.none": ("No paper is listed.", "No hay ningún papel en la lista."),
    "papers.complete": (
        "It is recorded that no other paper was presented or claimed. That says nothing of papers "
        "that exist and were not shown.",
        "Consta que no se presentó ni se invocó ningún otro papel. Eso nada dice de papeles que existan y no se mostraran.",
    ),
    "papers.open": (
        "Whether other papers were presented or claimed is not known.",
        "Se desconoce si se presentaron o se invocaron otros papeles.",
    ),
    "papers.door": ("At the door and inside", "En la puerta y adentro"),
    "papers.not-said": ("Nobody has said", "Nadie ha dicho"),
    "papers.paper": ("{key}: {kind}", "{key}: {kind}"),
    "differs": ("accounts differ: {values}", "los relatos difieren: {values}"),
    "people.person": ("{key}", "{key}"),
    "people.names-apart": (
        "People stand here under keys. Identities entered for them are kept apart and none is printed. What people said or "
        "wrote in their own words, and the names of files, stand as given.",
        "Las personas figuran aquí con claves. Las identidades que se ingresaron se guardan aparte y ninguna se imprime. Lo "
        "que las personas dijeron o escribieron con sus palabras, y los nombres de los archivos, figuran tal como se dieron.",
    ),
    "custody.entry": ("custody {n}", "custodia {n}"),
    "people.custody": ("Local custody, entry {n}", "Custodia local, registro {n}"),
    "people.harm": ("Harm", "Daños"),
    "people.present": ("Who was present, by number", "Quién estaba presente, por número"),
    # evidence
    "evidence.lead": (
        "Each file is kept as it was received. Its digest is the SHA-256 of those bytes; originals are available on request.",
        "Cada archivo se conserva tal como se recibió. Su huella es el SHA-256 de esos bytes; los originales están "
        "disponibles a solicitud.",
    ),
    "evidence.none": ("No evidence file is attached.", "No hay ningún archivo de prueba adjunto."),
    "column.key": ("Key", "Clave"),
    "column.kind": ("What it is", "Qué es"),
    "column.captured": ("Captured", "Captado"),
    "column.digest": ("SHA-256 and file", "SHA-256 y archivo"),
    "evidence.not-stated": ("not stated", "sin indicar"),
    # verify
    "verify.content": (
        "The content of this report was frozen before it was set. Its digest is the SHA-256 of the content as JSON with sorted "
        "keys, no spaces, and every character outside ASCII escaped: {digest}.",
        "El contenido de este informe se fijó antes de componerlo. Su huella es el SHA-256 del contenido como JSON con claves "
        "ordenadas, sin espacios y con todo carácter ajeno a ASCII escapado: {digest}.",
    ),
    "verify.twice": (
        "The same content gives this file byte for byte. The SHA-256 of the file itself stands beside it where it was "
        "downloaded; compute it with sha256sum, shasum\u00a0-a\u00a0256 or Get-FileHash and compare.",
        "El mismo contenido da este archivo byte por byte. El SHA-256 del propio archivo figura donde se descargó; calcúlelo "
        "con sha256sum, shasum\u00a0-a\u00a0256 o Get-FileHash y compárelo.",
    ),
    "verify.dates": (
        "The dates in the file's own properties are the same in every report, so that the same content gives the same bytes; "
        "the day of the content is the one on the cover.",
        "Las fechas en las propiedades del archivo son las mismas en todos los informes, para que el mismo contenido dé los "
        "mismos bytes; el día del contenido es el de la portada.",
    ),
    "verify.revisions": (
        "Each incident stands here at one revision. The digest is the SHA-256 of the document in canonical form (RFC 8785); "
        "the leaf root covers every single fact with a salt of its own, so that one fact can be shown and proved alone.",
        "Cada incidente figura aquí en una revisión. La huella es el SHA-256 del documento en forma canónica (RFC 8785); la "
        "raíz de hojas cubre cada hecho con una sal propia, de modo que un hecho puede mostrarse y probarse por sí solo.",
    ),
    "verify.ledger": (
        "The custody ledger stood at entry {number} when the content was frozen. Each entry carries the digest of the one "
        "before it; the digest of that entry was {head}.",
        "El libro de custodia estaba en el asiento {number} cuando se fijó el contenido. Cada asiento lleva la huella del "
        "anterior; la huella de ese asiento era {head}.",
    ),
    "verify.no-ledger": (
        "The custody ledger had no entry when the content was frozen.",
        "El libro de custodia no tenía ningún asiento cuando se fijó el contenido.",
    ),
    "verify.evidence": (
        "An evidence file is the one listed in section {section} where the SHA-256 of its bytes is the digest printed there.",
        "Un archivo de prueba es el que figura en la sección {section} si el SHA-256 de sus bytes es la huella allí impresa.",
    ),
    "column.incident": ("Incident", "Incidente"),
    "column.revision": ("Revision", "Revisión"),
    "column.digests": ("Digest of the document, and leaf root", "Huella del documento y raíz de hojas"),
    "verify.id": ("id", "id"),
    "verify.document": ("document", "documento"),
    "verify.leaves": ("leaf root", "raíz de hojas"),
    "verify.evaluation": ("evaluation", "evaluación"),
    # method
    "method.record": (
        "An incident is recorded as one document. A change appends a revision and never writes over an earlier one. This "
        "report rests on the revisions listed in section {section}.",
        "Un incidente se registra como un documento. Un cambio agrega una revisión y nunca escribe sobre una anterior. Este "
        "informe se apoya en las revisiones que figuran en la sección {section}.",
    ),
    "method.three": (
        "Every question has three answers: yes, no and not known. Not known is never read as no. An element is met only "
        "where recorded facts, or what the law takes as given, make it so, not met only where they rule it out, and otherwise "
        "not known.",
        "Cada pregunta tiene tres respuestas: sí, no y se desconoce. Lo desconocido nunca se lee como no. Un elemento se "
        "cumple solo si lo establecen los hechos registrados, o lo que el derecho da por sentado; no se cumple solo si lo "
        "descartan, y si no, se desconoce.",
    ),
    "method.accounts": (
        "Where accounts differ on a fact, the fact counts as not known until an attorney settles it with a reason.",
        "Cuando los relatos difieren sobre un hecho, el hecho cuenta como desconocido hasta que un abogado o abogada lo "
        "resuelva con una razón.",
    ),
    "method.law": (
        "The law was read from release {release}. Statutes, regulations, ordinances, policies, orders and agreements are read "
        "as in force on the day of the incident; decided cases and the Constitution as known on {as_of}.",
        "El derecho se leyó de la versión {release}. Las leyes, reglamentos, ordenanzas, políticas, órdenes y acuerdos se leen "
        "según estaban vigentes el día del incidente; los casos decididos y la Constitución, según se conocían al {as_of}.",
    ),
    "method.drawn-county": (
        "the county was not recorded; by its coordinates the place lies in {county} (boundaries of {year}).",
        "no se registró el condado; según sus coordenadas el lugar está en {county} (límites de {year}).",
    ),
    "method.drawn-near": (
        "the county was not recorded, and the coordinates lie too near a county line to tell: {county}.",
        "no se registró el condado, y las coordenadas están demasiado cerca de un límite de condado: {county}.",
    ),
    "method.drawn-nowhere": (
        "the county was not recorded, and the coordinates lie in no county of the state.",
        "no se registró el condado, y las coordenadas no están en ningún condado del estado.",
    ),
    "method.absent-local": (
        "no local law is on file for {name}. That is not “no law”: nobody has entered any.",
        "no hay norma local archivada para {name}. Eso no significa que «no hay norma»: nadie la ha ingresado.",
    ),
    "method.absent-unplaced": (
        "no city or county is recorded, so it is not known which local law on file in {name} reaches the place.",
        "no hay ciudad ni condado registrados, así que no se sabe qué norma local archivada en {name} alcanza el lugar.",
    ),
    "method.absent-state": (
        "no state law is on file for {name}. That is not “no law”: nobody has entered any.",
        "no hay norma estatal archivada para {name}. Eso no significa que «no hay norma»: nadie la ha ingresado.",
    ),
    "method.absent-circuit": (
        "no federal circuit is on file for {name}.",
        "no hay circuito federal archivado para {name}.",
    ),
    "method.machine": (
        "The results were computed by fixed rules from the recorded facts; no language model wrote or weighed anything. A "
        "finding is here because an attorney confirmed it; who did, and whether the rule was adopted, stands with each. A "
        "result that nobody confirmed is not part of the findings.",
        "Los resultados se calcularon con reglas fijas a partir de los hechos registrados; ningún modelo de lenguaje escribió "
        "ni valoró nada. Un hallazgo figura aquí porque un abogado o abogada lo confirmó; quién lo hizo, y si la regla fue "
        "adoptada, consta en cada uno. Un resultado que nadie confirmó no forma parte de los hallazgos.",
    ),
    "method.presumed": (
        "A few facts are taken as given while nobody has said otherwise, each with the authority for it. Each finding lists "
        "them under “Rests on what nobody has said”. An exception that is not known and that nothing recorded raises is not "
        "counted, and is asked about.",
        "Algunos hechos se dan por sentados mientras nadie diga otra cosa, cada uno con la fuente que lo permite. Cada "
        "hallazgo los enumera en «Se apoya en lo que nadie ha dicho». Una excepción que se desconoce y que nada de lo "
        "registrado plantea no se cuenta, y se pregunta por ella.",
    ),
    "method.glyphs": (
        "Characters that the typefaces of this file lack, and marks that would hide or reorder text, are printed by their "
        "code, as in [U+4E2D]. The record keeps the text as it was given.",
        "Los caracteres que faltan en las letras de este archivo, y las marcas que ocultarían o reordenarían el texto, se "
        "imprimen con su código, como [U+4E2D]. El registro conserva el texto tal como se dio.",
    ),
    "method.asked-title": ("What was asked, in this order", "Qué se preguntó, en este orden"),
    "method.asked-none": (
        "The order of the questions was not recorded for {incident}.",
        "No se registró el orden de las preguntas para el {incident}.",
    ),
    "method.asked-attorney": ("asked by an attorney", "preguntado por un abogado o abogada"),
    "column.order": ("Order", "Orden"),
    "column.question": ("Question, as it was worded", "Pregunta, tal como se formuló"),
    "column.answer": ("Answer", "Respuesta"),
    "outcome.answered": ("answered", "respondida"),
    "outcome.dont_know": ("“don't know”", "«no sé»"),
    "outcome.skipped": ("skipped", "omitida"),
    "method.revisions-title": ("Revisions", "Revisiones"),
    "column.recorded-at": ("Recorded", "Registrada"),
    "method.sources-title": ("Sources", "Fuentes"),
}
