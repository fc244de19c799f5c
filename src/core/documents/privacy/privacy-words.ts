/** What the documents on people's data call things, in German. */
import type { EventType } from '../../../shared/domain/events.ts'
import type { RedactedKind, RedactionReason } from '../../../shared/domain/privacy/redaction.ts'
import type { RetentionKind } from '../../../shared/domain/privacy/retention.ts'

/** Stands where the controller has to write something. */
export const toFillIn = (what: string): string => `[BITTE ERGÄNZEN: ${what}]`

export const KIND_NAMES: Record<RetentionKind, string> = {
  contacts: 'E-Mail-Adressen und Telefonnummern',
  inks: 'Striche der Unterschriften (neben der gesiegelten Datei)',
  devices: 'Geräte (Namen, Kopplungen)',
  arrivals: 'Ankünfte am Einlass',
  guests: 'Gästeliste',
  signing: 'Zeichnungsprotokoll',
  agreement: 'Vereinbarung und Beitritte',
  journal: 'Journal aller Vorgänge',
}

export const KIND_CONTENTS: Record<RetentionKind, string> = {
  contacts: 'Anschrift für elektronische Post, Rufnummer',
  inks: 'Umriss der gezeichneten Linien, ohne Druck und Zeitverlauf',
  devices: 'Bezeichnung des Geräts, Aufgabe, Prüfwert seines Schlüssels',
  arrivals: 'Uhrzeit, Schalter, Zahl der Begleitpersonen, Rücknahmen mit Grund',
  guests: 'Name, Anrede, Titel, Funktion, Organisation, Platz, Antwort auf die Einladung, Bemerkungen',
  signing: 'Name, Funktion, Vertretung, Zeit, Gerät, Zustimmung, Ablehnung mit Grund',
  agreement: 'die gesiegelte Datei mit Namen, Funktionen und Unterschriften',
  journal: 'jeder Vorgang mit Zeit und Gerät, als Hash-Kette',
}

export const REDACTED_NAMES: Record<RedactedKind, string> = {
  person: 'Alle Daten einer Person',
  contacts: KIND_NAMES.contacts,
  inks: KIND_NAMES.inks,
  devices: 'Geräte, die nicht mehr gekoppelt sind',
  arrivals: KIND_NAMES.arrivals,
  guests: KIND_NAMES.guests,
}

export const REASONS: Record<RedactionReason, string> = {
  requested: 'auf Verlangen der Person (Art. 17 Abs. 1 DSGVO)',
  'period-over': 'Aufbewahrungsfrist abgelaufen (Art. 5 Abs. 1 Buchst. e DSGVO)',
  'not-needed': 'nicht mehr erforderlich (Art. 17 Abs. 1 Buchst. a DSGVO)',
}

/** "1 Monat", "6 Monate", "10 Jahre" after the evening. */
export function periodText(months: number | null): string {
  if (months === null) return 'keine Frist festgelegt'
  if (months === 0) return 'mit dem Abend'
  if (months % 12 === 0) return months === 12 ? '1 Jahr' : `${months / 12} Jahre`
  return months === 1 ? '1 Monat' : `${months} Monate`
}

/** The kinds of facts in which a person may stand. */
export const FACT_NAMES: Partial<Record<EventType, string>> = {
  'ceremony-described': 'Im Ablauf der Veranstaltung genannt',
  'speaker-added': 'Auf die Redeliste gesetzt',
  'ink-hidden': 'Unterschrift auf der Leinwand verborgen',
  'ink-shown': 'Unterschrift auf der Leinwand gezeigt',
  'partner-added': 'In einer Bemerkung genannt',
  'partner-changed': 'In einer Bemerkung genannt',
  'attendee-added': 'In die Gästeliste aufgenommen',
  'attendee-changed': 'Angaben geändert',
  'attendee-removed': 'Von der Gästeliste genommen',
  'invitation-answered': 'Antwort auf die Einladung vermerkt',
  'guest-moved-up': 'Von der Warteliste nachgerückt',
  'answer-withdrawn': 'Antwort zurückgenommen',
  'attendee-checked-in': 'Am Einlass erfasst',
  'check-in-undone': 'Einlass zurückgenommen',
  'companions-joined': 'Begleitpersonen gezählt',
  'attendee-substituted': 'Vertretung vermerkt',
  'door-conflict-arose': 'Widerspruch zweier Schalter',
  'door-conflict-settled': 'Widerspruch zweier Schalter geklärt',
  'partner-called': 'Zur Unterschrift aufgerufen',
  'call-cancelled': 'Aufruf beendet',
  'signature-given': 'Unterschrift gegeben',
  'signature-declined': 'Unterschrift abgelehnt',
  'signature-withdrawn': 'Unterschrift zurückgenommen',
  'signature-left-to-paper': 'Auf Papier verwiesen',
  'paper-printed': 'Namensschild oder Tischkarte gedruckt',
  'paper-discarded': 'Namensschild oder Tischkarte verworfen',
  'ticket-reissued': 'Einlasscode erneuert',
}

export const factName = (type: EventType): string => FACT_NAMES[type] ?? 'In einem Vermerk genannt'
