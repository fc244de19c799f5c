/** Why a place was proposed for a signature, in one plain sentence each. */
import type { FieldReason } from './fields.ts'

export const FIELD_REASONS: Record<FieldReason, { de: string; en: string }> = {
  'form-field': {
    de: 'Die Datei hat hier ein leeres Unterschriftsfeld.',
    en: 'The file has an empty signature field here.',
  },
  'anchor-in-text': {
    de: 'Im Text steht hier ein Platzhalter für die Unterschrift.',
    en: 'The text has a placeholder for the signature here.',
  },
  'line-name-below': {
    de: 'Hier ist eine Linie gedruckt, und der Name steht darunter.',
    en: 'A line is printed here, and the name stands below it.',
  },
  'line-name-above': {
    de: 'Hier ist eine Linie gedruckt, und der Name steht darüber.',
    en: 'A line is printed here, and the name stands above it.',
  },
  'line-name-beside': {
    de: 'Hier ist eine Linie gedruckt, und der Name steht daneben.',
    en: 'A line is printed here, and the name stands beside it.',
  },
}
