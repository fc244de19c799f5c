/** What a guest is written after answering the invitation: a confirmation, a place on the waiting list, or regret. */
import type { Registration } from '../../../shared/domain/door/registration.ts'
import { weekdayAndTime } from '../typesetting/german-dates.ts'
import { greetingOf } from './invitation.ts'
import type { InvitedGuest, Invitations } from './invitation.ts'

export type Confirmation = {
  ceremony: Invitations['ceremony'] & { agenda: readonly string[] }
  guest: Pick<InvitedGuest, 'salutation' | 'title' | 'firstName' | 'lastName' | 'seat'>
  answer: Registration['answer']
  /** The guest and all companions. */
  persons: number
}

/** One letter in two forms. `qr` is where the HTML finds the picture of the code. */
export type ConfirmationText = { subject: string; text: string; html: string }
export type QrPlace = { cid: string }

type Part =
  | { kind: 'paragraph'; text: string }
  | { kind: 'details'; rows: [label: string, value: string][] }
  | { kind: 'code' }

/** Text and HTML say the same; only who has accepted gets the code. */
export function confirmationText(confirmation: Confirmation, qr: QrPlace): ConfirmationText {
  const parts = LETTERS[confirmation.answer](confirmation)
  const { ceremony, guest } = confirmation
  const whole: Part[] = [
    paragraph(`${greetingOf(guest)},`),
    ...parts,
    paragraph(`Mit freundlichen Grüßen\n${ceremony.host}`),
  ]
  return {
    subject: `${SUBJECTS[confirmation.answer]}: ${ceremony.title}`,
    text: whole.map(plain).join('\n\n'),
    html: page(
      ceremony.title,
      whole.map((part) => marked(part, qr)),
    ),
  }
}

const SUBJECTS: Record<Registration['answer'], string> = {
  accepted: 'Ihre Anmeldung',
  waiting: 'Ihr Platz auf der Warteliste',
  declined: 'Ihre Absage',
}

const LETTERS: Record<Registration['answer'], (confirmation: Confirmation) => Part[]> = {
  accepted: ({ ceremony, guest, persons }) => [
    paragraph(`vielen Dank für Ihre Anmeldung. Wir freuen uns auf Sie und haben ${placesFor(persons)}.`),
    {
      kind: 'details',
      rows: [...detailsOf(ceremony), ['Ihr Platz', guest.seat], ['Programm', ceremony.agenda.join(' · ')]],
    },
    { kind: 'code' },
    paragraph('Den Termin für Ihren Kalender finden Sie im Anhang.'),
    paragraph('Wenn Sie doch nicht kommen können, geben Sie uns bitte kurz Bescheid.'),
  ],
  waiting: ({ ceremony, persons }) => [
    paragraph(
      `vielen Dank für Ihre Anmeldung${persons > 1 ? ` für ${persons} Personen` : ''}. Zurzeit sind leider alle Plätze vergeben. ` +
        'Sie stehen auf der Warteliste; sobald ein Platz frei wird, melden wir uns bei Ihnen.',
    ),
    { kind: 'details', rows: detailsOf(ceremony) },
    paragraph('Wenn Sie nicht mehr warten möchten, genügt eine kurze Nachricht.'),
  ],
  declined: ({ ceremony }) => [
    paragraph(
      'vielen Dank für Ihre Nachricht. Wir bedauern sehr, dass Sie nicht dabei sein können, und haben Ihre Absage notiert.',
    ),
    { kind: 'details', rows: detailsOf(ceremony) },
    paragraph('Sollte sich noch etwas ändern, freuen wir uns über eine kurze Nachricht.'),
  ],
}

const paragraph = (text: string): Part => ({ kind: 'paragraph', text })

function placesFor(persons: number): string {
  if (persons === 1) return 'einen Platz für Sie vorgemerkt'
  return `${persons} Plätze vorgemerkt: für Sie und ${persons === 2 ? 'eine Begleitperson' : `${persons - 1} Begleitpersonen`}`
}

const detailsOf = (ceremony: Confirmation['ceremony']): [string, string][] => [
  ['Anlass', ceremony.title],
  ['Wann', weekdayAndTime(ceremony.date, ceremony.time)],
  ['Wo', [ceremony.room, ceremony.address].filter(Boolean).join(', ')],
]

const filled = (rows: [string, string][]) => rows.filter(([, value]) => value !== '')

const SHOW_CODE = 'Bitte zeigen Sie den Code am Einlass, auf dem Telefon oder ausgedruckt.'

function plain(part: Part): string {
  switch (part.kind) {
    case 'paragraph':
      return part.text
    case 'details':
      return filled(part.rows)
        .map(([label, value]) => `${label}: ${value}`)
        .join('\n')
    case 'code':
      return `${SHOW_CODE} Er liegt dieser Nachricht als Bild bei.`
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function marked(part: Part, qr: QrPlace): string {
  switch (part.kind) {
    case 'paragraph':
      return `<p>${escaped(part.text).replaceAll('\n', '<br>')}</p>`
    case 'details':
      return `<table role="presentation" cellpadding="0" cellspacing="0">${filled(part.rows).map(row).join('')}</table>`
    case 'code':
      return `<p>${SHOW_CODE}</p><p><img src="cid:${qr.cid}" width="180" height="180" alt="QR-Code für den Einlass"></p>`
  }
}

const row = ([label, value]: [string, string]): string =>
  `<tr><td valign="top" style="padding:2px 16px 2px 0;color:#5a6172">${escaped(label)}</td><td valign="top" style="padding:2px 0"><b>${escaped(value)}</b></td></tr>`

/** Tables and inline styles: Outlook lays out mail with Word. */
const page = (title: string, parts: string[]): string =>
  `<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>` +
  `<body style="font-family:Calibri,Arial,sans-serif;font-size:12pt;line-height:1.4">\n${parts.join('\n')}\n</body></html>\n`
