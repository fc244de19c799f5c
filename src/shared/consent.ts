/** The consent texts shown before the pad, by the name under which the journal records them. */

export type Language = 'de' | 'en'

/** The text in force; older ones stay below so that a recorded name can always be read again. */
export const CURRENT_CONSENT = 'consent-2'
/** The same for those who join a sealed agreement. */
export const CURRENT_ACCESSION_CONSENT = 'accession-2'

/** The name of the text to show. */
export const consentFor = ({ isAccession }: { isAccession: boolean }): string =>
  isAccession ? CURRENT_ACCESSION_CONSENT : CURRENT_CONSENT

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
