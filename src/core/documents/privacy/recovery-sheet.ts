/** The sheet with the recovery key, to be printed once and kept away from the computer. */
import type { FontFaces } from '../../fonts.ts'
import { longTime } from '../typesetting/german-dates.ts'
import { lineHeight, mm } from '../typesetting/sheet.ts'
import { Typesetter } from '../typesetting/typesetter.ts'

export type RecoverySheet = {
  /** Groups with hyphens between them. */
  recoveryKey: string
  /** Of the ceremony; may be empty. */
  title: string
  /** Name of the computer. */
  host: string
  madeAt: Date
  timeZone: string
}

const WHAT_FOR = [
  'Dieser Schlüssel öffnet die verschlüsselten Daten der Veranstaltung, wenn die Passphrase vergessen ist, wenn dieser Rechner ausfällt oder wenn auf einem anderen Rechner von der Sicherung weitergemacht wird. Er nimmt auch eine vergessene PIN der Leitung zurück.',
  'Wer ihn hat und an die Daten oder an eine Sicherung kommt, kann alles lesen. Bewahren Sie das Blatt deshalb getrennt vom Rechner und vom USB-Stick auf, zum Beispiel in einem verschlossenen Schrank.',
  'Ohne Passphrase und ohne dieses Blatt kann niemand die Daten wieder lesen, auch der Hersteller nicht.',
]
const HOW_TO_TYPE =
  'Groß- und Kleinschreibung zählen nicht, Bindestriche und Leerzeichen auch nicht. Die Null und der Buchstabe O gelten gleich, ebenso die Eins, I und L.'

const GROUPS_IN_A_ROW = 4
const KEY_SIZE = 26

/** One A4 page. */
export async function makeRecoverySheet(sheet: RecoverySheet, fonts: FontFaces): Promise<Uint8Array> {
  const { title, host, madeAt, timeZone, recoveryKey } = sheet
  const page = new Typesetter({ fonts, title: 'Wiederherstellungsschlüssel', madeAt, footer: () => ({}) })
  page.heading(1, 'Wiederherstellungsschlüssel', { size: 24, spaceAfter: mm(4) })
  page.keyValues(
    [
      ['Veranstaltung', title],
      ['Rechner', host],
      ['Angezeigt am', longTime(madeAt.toISOString(), timeZone)],
    ],
    { size: 11, labelWidth: mm(34) },
  )
  drawKey(page, recoveryKey.split('-'))
  page.paragraph(HOW_TO_TYPE, { size: 10, shade: 0.3, spaceAfter: mm(8) })
  page.heading(2, 'Wozu dieses Blatt dient')
  for (const text of WHAT_FOR) page.paragraph(text, { size: 11, spaceAfter: mm(2.5) })
  return page.finish()
}

/** Each group with its number, by which the program names a mistyped one. */
function drawKey(page: Typesetter, groups: string[]): void {
  const width = page.width / GROUPS_IN_A_ROW
  const height = lineHeight(KEY_SIZE) + mm(9)
  page.y += mm(9)
  page.leaf('P', () => {
    for (const [index, group] of groups.entries()) {
      const x = page.left + (index % GROUPS_IN_A_ROW) * width
      const y = page.y + Math.floor(index / GROUPS_IN_A_ROW) * height
      const centred = { align: 'center', width } as const
      page.shade(0.35, () =>
        page.drawLines(page.linesOf([{ text: `${index + 1}`, style: 'plain' }], width, 9), x, y, 9, centred),
      )
      const lines = page.linesOf([{ text: group, style: 'bold' }], width, KEY_SIZE)
      page.drawLines(lines, x, y + mm(4), KEY_SIZE, centred)
    }
  })
  page.y += Math.ceil(groups.length / GROUPS_IN_A_ROW) * height + mm(5)
}
