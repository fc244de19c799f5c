/** The consent texts shown before the pad, by the name under which the journal records them. */

export type Language = 'de' | 'en'

/** How a guest reads: a language, or the same in easy words (Leichte Sprache; BCP 47 knows the variant as "simple"). */
export type Speech = Language | 'de-simple' | 'en-simple'

export const isEasy = (speech: Speech): boolean => speech.endsWith('-simple')

export const languageIn = (speech: Speech): Language => (speech.startsWith('en') ? 'en' : 'de')

/** The same language, in easy words or not. */
export const inEasyWords = (language: Language, isWanted: boolean): Speech =>
  isWanted ? `${language}-simple` : language

/** The text in force; older ones stay below so that a recorded name can always be read again. */
export const CURRENT_CONSENT = 'consent-2'
/** The same for those who join a sealed agreement. */
export const CURRENT_ACCESSION_CONSENT = 'accession-2'

/** What is added to the name of a text for its version in easy words. */
const EASY = '-easy'

/** The name of the text to show, and under which the journal keeps it: it tells the wording, too. */
export const consentFor = ({
  isAccession,
  isEasy = false,
}: {
  isAccession: boolean
  isEasy?: boolean
}): string => `${isAccession ? CURRENT_ACCESSION_CONSENT : CURRENT_CONSENT}${isEasy ? EASY : ''}`

/** Whether a recorded text was one in easy words. */
export const isEasyConsent = (name: string): boolean => name.endsWith(EASY)

export const CONSENT_TEXTS: Record<string, Record<Language, string>> = {
  'consent-2': {
    de:
      'Ich habe die Vereinbarung gelesen oder konnte sie lesen. Ich unterschreibe für die genannte Organisation und bin dazu befugt. ' +
      'Meine Unterschrift wird als Zeichnung in das Dokument übernommen und während des Zeichnens gegebenenfalls auf der Leinwand gezeigt. ' +
      'Gebe ich stattdessen meinen Namen mit der Tastatur ein, wird er gedruckt übernommen und so bezeichnet. ' +
      'Das ist eine einfache elektronische Signatur; sie ersetzt nicht die Schriftform. ' +
      'Gespeichert wird nur der Umriss der Linien oder Buchstaben, nicht Druck oder Geschwindigkeit.',
    en:
      'I have read the agreement or had the opportunity to read it. I sign for the organisation named and am authorised to do so. ' +
      'My signature is placed in the document as a drawing and may be shown on the projector while I draw. ' +
      'If I type my name instead, it is placed in print and marked as typed. ' +
      'This is a simple electronic signature; it does not replace the written form required by law. ' +
      'Only the outline of the lines or letters is stored, neither pressure nor speed.',
  },
  'accession-2': {
    de:
      'Ich habe die Vereinbarung und die Beitrittserklärung gelesen oder konnte sie lesen. ' +
      'Ich erkläre den Beitritt für die genannte Organisation und bin dazu befugt. ' +
      'Meine Unterschrift wird als Zeichnung in die Beitrittserklärung übernommen und während des Zeichnens gegebenenfalls auf der Leinwand gezeigt. ' +
      'Gebe ich stattdessen meinen Namen mit der Tastatur ein, wird er gedruckt übernommen und so bezeichnet. ' +
      'Das ist eine einfache elektronische Signatur; sie ersetzt nicht die Schriftform. ' +
      'Gespeichert wird nur der Umriss der Linien oder Buchstaben, nicht Druck oder Geschwindigkeit.',
    en:
      'I have read the agreement and the declaration of accession or had the opportunity to read them. ' +
      'I declare the accession for the organisation named and am authorised to do so. ' +
      'My signature is placed in the declaration as a drawing and may be shown on the projector while I draw. ' +
      'If I type my name instead, it is placed in print and marked as typed. ' +
      'This is a simple electronic signature; it does not replace the written form required by law. ' +
      'Only the outline of the lines or letters is stored, neither pressure nor speed.',
  },
  'consent-2-easy': {
    de:
      'Ich konnte die Vereinbarung lesen. Ich unterschreibe für die Organisation, die oben steht. Ich darf für sie unterschreiben. ' +
      'Meine Unterschrift kommt in die Vereinbarung. Vielleicht sehen die Menschen im Saal meine Unterschrift. ' +
      'Das geht auch: Ich schreibe meinen Namen mit der Tastatur. Dann steht das dabei. ' +
      'Das ist eine einfache elektronische Signatur. Das heißt: Ich unterschreibe an einem Bildschirm. ' +
      'Manche Verträge brauchen eine Unterschrift auf Papier. Die Unterschrift am Bildschirm reicht dann nicht. ' +
      'Wir speichern nur, wie meine Schrift aussieht. Wir speichern nicht, wie schnell ich schreibe. Wir speichern nicht, wie fest ich drücke.',
    en:
      'I was able to read the agreement. I sign for the organisation named above. I am allowed to sign for it. ' +
      'My signature goes into the agreement. The people in the hall may see my signature. ' +
      'I can also type my name. Then it says so. ' +
      'This is a simple electronic signature. That means: I sign on a screen. ' +
      'Some contracts need a signature on paper. Then the signature on the screen is not enough. ' +
      'We only keep what my writing looks like. We do not keep how fast I write. We do not keep how hard I press.',
  },
  'accession-2-easy': {
    de:
      'Ich konnte die Vereinbarung lesen. Ich konnte auch die Beitritts-Erklärung lesen. ' +
      'Beitritt heißt: Die Organisation, die oben steht, macht bei der Vereinbarung mit. Ich erkläre das für die Organisation. Ich darf das erklären. ' +
      'Meine Unterschrift kommt in die Beitritts-Erklärung. Vielleicht sehen die Menschen im Saal meine Unterschrift. ' +
      'Das geht auch: Ich schreibe meinen Namen mit der Tastatur. Dann steht das dabei. ' +
      'Das ist eine einfache elektronische Signatur. Das heißt: Ich unterschreibe an einem Bildschirm. ' +
      'Manche Verträge brauchen eine Unterschrift auf Papier. Die Unterschrift am Bildschirm reicht dann nicht. ' +
      'Wir speichern nur, wie meine Schrift aussieht. Wir speichern nicht, wie schnell ich schreibe. Wir speichern nicht, wie fest ich drücke.',
    en:
      'I was able to read the agreement. I was also able to read the declaration of accession. ' +
      'Accession means: the organisation named above joins the agreement. I declare this for the organisation. I am allowed to declare it. ' +
      'My signature goes into the declaration. The people in the hall may see my signature. ' +
      'I can also type my name. Then it says so. ' +
      'This is a simple electronic signature. That means: I sign on a screen. ' +
      'Some contracts need a signature on paper. Then the signature on the screen is not enough. ' +
      'We only keep what my writing looks like. We do not keep how fast I write. We do not keep how hard I press.',
  },
  'consent-1': {
    de:
      'Ich habe die Vereinbarung gelesen oder konnte sie lesen. Ich unterschreibe für die genannte Organisation und bin dazu befugt. ' +
      'Meine Unterschrift wird als Zeichnung in das Dokument übernommen und während des Zeichnens gegebenenfalls auf der Leinwand gezeigt. ' +
      'Das ist eine einfache elektronische Signatur; sie ersetzt nicht die Schriftform. ' +
      'Gespeichert wird nur der Umriss der Linien, nicht Druck oder Geschwindigkeit.',
    en:
      'I have read the agreement or had the opportunity to read it. I sign for the organisation named and am authorised to do so. ' +
      'My signature is placed in the document as a drawing and may be shown on the projector while I draw. ' +
      'This is a simple electronic signature; it does not replace the written form required by law. ' +
      'Only the outline of the lines is stored, neither pressure nor speed.',
  },
  'accession-1': {
    de:
      'Ich habe die Vereinbarung und die Beitrittserklärung gelesen oder konnte sie lesen. ' +
      'Ich erkläre den Beitritt für die genannte Organisation und bin dazu befugt. ' +
      'Meine Unterschrift wird als Zeichnung in die Beitrittserklärung übernommen und während des Zeichnens gegebenenfalls auf der Leinwand gezeigt. ' +
      'Das ist eine einfache elektronische Signatur; sie ersetzt nicht die Schriftform. ' +
      'Gespeichert wird nur der Umriss der Linien, nicht Druck oder Geschwindigkeit.',
    en:
      'I have read the agreement and the declaration of accession or had the opportunity to read them. ' +
      'I declare the accession for the organisation named and am authorised to do so. ' +
      'My signature is placed in the declaration as a drawing and may be shown on the projector while I draw. ' +
      'This is a simple electronic signature; it does not replace the written form required by law. ' +
      'Only the outline of the lines is stored, neither pressure nor speed.',
  },
}
