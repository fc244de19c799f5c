/** What the program says of the form of the contract, in one place: on paper, at the seal, at the closing. */
import type { Language } from './consent.ts'
import type { ContractForm } from './domain/evening/ceremony.ts'

export type FormTexts = {
  /** Stands small on every page of the sealed file, and so is German in both languages. */
  marginNote: string
  /** Beside the button that seals. */
  sealHint: string
  /** What follows the sentence on simple electronic signatures in the protocol. */
  protocolNote: string
  originals: { title: string; lead: string; steps: readonly string[] }
}

/** § 57 VwVfG and § 56 SGB X want wet ink for a public-law contract; who is unsure is told the same, as a precaution. */
const SCREEN_COPY = 'Dokumentationsfassung – einfache elektronische Signatur; ersetzt nicht die Schriftform'
const ON_PAPER = ' Wo Schriftform verlangt ist, gilt das eigenhändig unterschriebene Papieroriginal.'

const WET_INK_STEPS = [
  'Originale drucken, eines für jeden Partner.',
  'Jedes Original von allen Partnern eigenhändig mit Tinte unterschreiben lassen.',
  'Jedes vollständig unterschriebene Original hier abhaken.',
]
const WET_INK_STEPS_EN = [
  'Print the originals, one for each partner.',
  'Have every partner sign each original by hand, in ink.',
  'Tick each original here once everyone has signed it.',
]

const ACCESSION_STEPS = [
  'Originale der Beitrittserklärung drucken: eines für die einladende Stelle und eines für jeden beitretenden Partner.',
  'Jedes Original von allen beitretenden Partnern eigenhändig mit Tinte unterschreiben lassen.',
  'Jedes vollständig unterschriebene Original hier abhaken.',
]
const ACCESSION_STEPS_EN = [
  'Print originals of the declaration: one for the host and one for each joining partner.',
  'Have every joining partner sign each original by hand, in ink.',
  'Tick each original here once everyone has signed it.',
]

export const FORM_TEXTS: Readonly<Record<Language, Readonly<Record<ContractForm, FormTexts>>>> = {
  de: {
    binding: {
      marginNote: SCREEN_COPY,
      sealHint:
        'Die gezeichneten Unterschriften sind einfache elektronische Signaturen; sie ersetzen nicht die Schriftform. ' +
        'Bindend wird der Vertrag durch die Papieroriginale.',
      protocolNote: ON_PAPER,
      originals: {
        title: 'Papieroriginale',
        lead: 'Der Vertrag braucht die Schriftform: Erst die eigenhändig unterschriebenen Originale sind der Vertrag.',
        steps: WET_INK_STEPS,
      },
    },
    unsure: {
      marginNote: SCREEN_COPY,
      sealHint:
        'Die gezeichneten Unterschriften sind einfache elektronische Signaturen; sie ersetzen nicht die Schriftform. ' +
        'Unterschreiben Sie vorsorglich auch die Papieroriginale.',
      protocolNote: ON_PAPER,
      originals: {
        title: 'Papieroriginale',
        lead: 'Solange nicht geklärt ist, ob der Vertrag die Schriftform braucht, lassen Sie vorsorglich auch auf Papier unterschreiben.',
        steps: WET_INK_STEPS,
      },
    },
    declaration: {
      marginNote: 'Gezeichnet als einfache elektronische Signatur',
      sealHint:
        'Die gezeichneten Unterschriften sind einfache elektronische Signaturen; für eine Absichtserklärung schreibt das Gesetz keine Form vor.',
      protocolNote: ' Für eine Absichtserklärung schreibt das Gesetz keine Form vor.',
      originals: {
        title: 'Papieroriginale (wenn gewünscht)',
        lead: 'Eine Absichtserklärung braucht kein Papier. Wer ein eigenhändig unterschriebenes Stück möchte, kann es hier festhalten.',
        steps: ['Originale drucken.', 'Mit Tinte unterschreiben lassen und hier abhaken.'],
      },
    },
  },
  en: {
    binding: {
      marginNote: SCREEN_COPY,
      sealHint:
        'The drawn signatures are simple electronic signatures; they do not replace the written form. ' +
        'The contract becomes binding through the paper originals.',
      protocolNote: ON_PAPER,
      originals: {
        title: 'Paper originals',
        lead: 'The contract needs the written form: only the originals signed by hand are the contract.',
        steps: WET_INK_STEPS_EN,
      },
    },
    unsure: {
      marginNote: SCREEN_COPY,
      sealHint:
        'The drawn signatures are simple electronic signatures; they do not replace the written form. ' +
        'Sign the paper originals as well, to be on the safe side.',
      protocolNote: ON_PAPER,
      originals: {
        title: 'Paper originals',
        lead: 'Until it is settled whether the contract needs the written form, have it signed on paper as well.',
        steps: WET_INK_STEPS_EN,
      },
    },
    declaration: {
      marginNote: 'Gezeichnet als einfache elektronische Signatur',
      sealHint:
        'The drawn signatures are simple electronic signatures; the law prescribes no form for a declaration of intent.',
      protocolNote: ' Für eine Absichtserklärung schreibt das Gesetz keine Form vor.',
      originals: {
        title: 'Paper originals (if wanted)',
        lead: 'A declaration of intent needs no paper. Whoever wants a copy signed by hand can keep track of it here.',
        steps: ['Print the originals.', 'Have them signed in ink and tick them here.'],
      },
    },
  },
}

/** Joining a contract needs the form of the contract. What is not here is said as for the agreement itself. */
const ACCESSION_TEXTS: Readonly<
  Record<Language, Readonly<Record<ContractForm, Pick<FormTexts, 'sealHint' | 'originals'>>>>
> = {
  de: {
    binding: {
      sealHint:
        'Die gezeichneten Unterschriften sind einfache elektronische Signaturen; sie ersetzen nicht die Schriftform. ' +
        'Bindend wird der Beitritt durch die Papieroriginale der Beitrittserklärung.',
      originals: {
        title: 'Papieroriginale der Beitrittserklärung',
        lead: 'Auch der Beitritt braucht die Schriftform: Erst die eigenhändig unterschriebene Erklärung ist der Beitritt.',
        steps: ACCESSION_STEPS,
      },
    },
    unsure: {
      sealHint:
        'Die gezeichneten Unterschriften sind einfache elektronische Signaturen; sie ersetzen nicht die Schriftform. ' +
        'Lassen Sie vorsorglich auch die Papieroriginale der Beitrittserklärung unterschreiben.',
      originals: {
        title: 'Papieroriginale der Beitrittserklärung',
        lead: 'Solange nicht geklärt ist, ob der Vertrag und damit auch der Beitritt die Schriftform braucht, lassen Sie vorsorglich auch auf Papier unterschreiben.',
        steps: ACCESSION_STEPS,
      },
    },
    declaration: {
      sealHint:
        'Die gezeichneten Unterschriften sind einfache elektronische Signaturen; für den Beitritt zu einer Absichtserklärung schreibt das Gesetz keine Form vor.',
      originals: {
        title: 'Papieroriginale der Beitrittserklärung (wenn gewünscht)',
        lead: 'Der Beitritt zu einer Absichtserklärung braucht kein Papier. Wer ein eigenhändig unterschriebenes Stück möchte, kann es hier festhalten.',
        steps: FORM_TEXTS.de.declaration.originals.steps,
      },
    },
  },
  en: {
    binding: {
      sealHint:
        'The drawn signatures are simple electronic signatures; they do not replace the written form. ' +
        'The accession becomes binding through the paper originals of the declaration.',
      originals: {
        title: 'Paper originals of the declaration',
        lead: 'The accession needs the written form, too: only the declaration signed by hand is the accession.',
        steps: ACCESSION_STEPS_EN,
      },
    },
    unsure: {
      sealHint:
        'The drawn signatures are simple electronic signatures; they do not replace the written form. ' +
        'Have the paper originals of the declaration signed as well, to be on the safe side.',
      originals: {
        title: 'Paper originals of the declaration',
        lead: 'Until it is settled whether the contract, and so the accession, needs the written form, have it signed on paper as well.',
        steps: ACCESSION_STEPS_EN,
      },
    },
    declaration: {
      sealHint:
        'The drawn signatures are simple electronic signatures; the law prescribes no form for joining a declaration of intent.',
      originals: {
        title: 'Paper originals of the declaration (if wanted)',
        lead: 'Joining a declaration of intent needs no paper. Whoever wants a copy signed by hand can keep track of it here.',
        steps: FORM_TEXTS.en.declaration.originals.steps,
      },
    },
  },
}

/** Nobody has said yet what is signed: then it is treated as binding. */
export const formTexts = (form: ContractForm | undefined, language: Language): FormTexts =>
  FORM_TEXTS[language][form ?? 'unsure']

/** The same of an accession to the contract. */
export const accessionTexts = (form: ContractForm | undefined, language: Language): FormTexts => ({
  ...formTexts(form, language),
  ...ACCESSION_TEXTS[language][form ?? 'unsure'],
})
