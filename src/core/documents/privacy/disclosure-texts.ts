/** The sentences of a disclosure that do not hang on the single datum: purposes, recipients, rights. */
import { hasSignedSealed } from '../../../shared/domain/privacy/erasable.ts'
import type { Attendee } from '../../../shared/domain/registry/registry.ts'
import type { State } from '../../../shared/domain/state.ts'
import type { Disclosure } from './disclosure.ts'
import { toFillIn } from './privacy-words.ts'

type Texts = Pick<Disclosure, 'purposes' | 'recipients' | 'notes' | 'rights'>

export function disclosureTexts(state: State, guest: Attendee): Texts {
  const isSigner = guest.maySign || hasSignedSealed(state, guest.id)
  return {
    purposes: [
      'Einladung, Einlass und Platz bei der Veranstaltung; Sicherheit im Saal durch die Zahl der Anwesenden.',
      ...(isSigner ? ['Unterzeichnung der Vereinbarung und ihr Nachweis.'] : []),
      `Rechtsgrundlage: ${toFillIn('z. B. Art. 6 Abs. 1 Buchst. e DSGVO mit der Aufgabennorm')}`,
    ],
    recipients: [
      'Die Leitung der Veranstaltung und, während des Abends, die gekoppelten Geräte am Empfang (Name, Organisation, Funktion, Platz, Kontakt).',
      ...(isSigner
        ? [
            'Das Tablet, an dem unterschrieben wird, und die Leinwand im Saal (Name, Funktion, Organisation, je nach Einstellung die Unterschrift).',
            'Alle Partner der Vereinbarung: Name, Funktion und Unterschrift stehen in der gesiegelten Datei und im Zeichnungsprotokoll.',
          ]
        : []),
      `Weitere Empfänger: ${toFillIn('z. B. wer Listen oder das Archiv erhalten hat')}`,
      'Eine Übermittlung in ein Drittland oder an eine internationale Organisation findet durch das Programm nicht statt; es arbeitet ohne Internet.',
    ],
    notes: [
      'Gespeichert wird von einer gezeichneten Unterschrift nur der Umriss der Linien, weder Druck noch Geschwindigkeit.',
      'Es gibt keine automatisierte Entscheidung und kein Profiling (Art. 22 DSGVO).',
      'Diese Auskunft nennt, was in diesem Programm gespeichert ist. Bereits gedruckte Listen und ausgegebene Dateien liegen außerhalb seiner Reichweite.',
      ...(hasSignedSealed(state, guest.id)
        ? [
            'Ihr Name und Ihre Unterschrift in der gesiegelten Vereinbarung und in ihrem Protokoll können nicht gelöscht werden, solange die Vereinbarung aufbewahrt werden muss (Art. 17 Abs. 3 Buchst. b und e DSGVO).',
          ]
        : []),
    ],
    rights: RIGHTS,
  }
}

export const RIGHTS: readonly string[] = [
  'Auskunft und eine Kopie der Daten (Art. 15 DSGVO).',
  'Berichtigung unrichtiger und Vervollständigung unvollständiger Daten (Art. 16 DSGVO).',
  'Löschung (Art. 17 DSGVO) und Einschränkung der Verarbeitung (Art. 18 DSGVO).',
  'Widerspruch gegen eine Verarbeitung im öffentlichen oder berechtigten Interesse (Art. 21 DSGVO).',
  'Eine Einwilligung kann, wo sie die Grundlage ist, jederzeit widerrufen werden; was bis dahin geschah, bleibt rechtmäßig (Art. 7 Abs. 3 DSGVO).',
  `Beschwerde bei der Aufsichtsbehörde (Art. 77 DSGVO): ${toFillIn('Name und Anschrift')}`,
]
