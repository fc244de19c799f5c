/**
 * Sets the text of an agreement as a printed contract: A4, page numbers, signature lines in two columns.
 *
 * The source is plain text with a little mark-up, one block per paragraph, blocks apart by an empty line:
 *
 *     # Kooperationsvereinbarung            the title, once, centred
 *     ## § 1 Ziele                          a section heading; stays with what follows
 *     ### Beirat                            a smaller heading
 *     > zwischen                            a centred paragraph (parties on the first page)
 *     Ein Absatz mit **fett** und *kursiv*. a paragraph; its lines flow together, `\` at a line's end keeps the break
 *     (1) Die Partner …                     a numbered clause; numbers stay as written: (1), 1., a)
 *     - ein Punkt                           a list item
 *       - ein Unterpunkt                    one level deeper per two blanks of indent; a) is always one level deep
 *     ---                                   a new page
 *     ::: Unterschrift Landkreis Tübingen | Joachim Walter | Landrat
 *                                           a signature block: a line to write on, below it the organisation and
 *                                           up to three further lines (name, function, …), each after a `|`;
 *                                           blocks that follow each other (empty lines between allowed) stand in two
 *                                           columns, filled row by row
 */
import type { FontFaces } from '../../fonts.ts'
import { parseAgreement } from './agreement-markup.ts'
import type { Block, Span } from './agreement-markup.ts'
import { mm } from '../typesetting/sheet.ts'
import { drawSignatureRows, ROOM_FOR_A_ROW } from './signature-rows.ts'
import { Typesetter } from '../typesetting/typesetter.ts'

export type AgreementStyle = {
  fonts: FontFaces
  /** Creation date written into the file: the same source and date give the same bytes. */
  madeAt: Date
  /** Small text at the left of each page's foot; without it the agreement's title. */
  footer?: string
}

const BODY = 10
const HANG = 24
const INDENT = 18

/** One PDF (bytes). Deterministic; never cuts text, so long names only make a block taller. */
export async function typesetAgreement(source: string, style: AgreementStyle): Promise<Uint8Array> {
  const blocks = parseAgreement(source)
  const title = titleOf(blocks)
  const sheet = new Typesetter({
    fonts: style.fonts,
    title,
    madeAt: style.madeAt,
    footer: (page, pages) => ({ left: style.footer ?? title, right: `Seite ${page} von ${pages}` }),
  })
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'clause') drawBlock(sheet, block, blocks[index + 1])
    else if (blocks[index - 1]?.kind !== 'clause') sheet.list(() => drawClauses(sheet, blocks.slice(index)))
  }
  return sheet.finish()
}

function titleOf(blocks: readonly Block[]): string {
  const title = blocks.find((block) => block.kind === 'title')
  return title ? plain(title.spans) : 'Vereinbarung'
}

const plain = (spans: readonly Span[]): string => spans.map(({ text }) => text.replaceAll('\n', ' ')).join('')

/** The clauses that begin here: one list, up to what is none. */
function drawClauses(sheet: Typesetter, blocks: readonly Block[]): void {
  for (const block of blocks) {
    if (block.kind !== 'clause') return
    sheet.item(block.marker, block.spans, {
      size: BODY,
      hang: HANG,
      indent: block.depth * INDENT,
      spaceAfter: BODY * 0.45,
    })
  }
}

function drawBlock(
  sheet: Typesetter,
  block: Exclude<Block, { kind: 'clause' }>,
  next: Block | undefined,
): void {
  const keep = next?.kind === 'signatures' ? ROOM_FOR_A_ROW : BODY * 5
  switch (block.kind) {
    case 'title':
      sheet.y += mm(8)
      sheet.heading(1, block.spans.map(({ text }) => text).join(''), {
        align: 'center',
        size: 19,
        spaceAfter: mm(7),
      })
      return
    case 'heading':
      sheet.heading(block.level, plain(block.spans), { keep })
      return
    case 'paragraph':
      if (next?.kind === 'signatures') sheet.ensure(keep)
      sheet.paragraph(block.spans, {
        size: BODY,
        align: block.centred ? 'center' : 'left',
        spaceAfter: BODY * 0.6,
      })
      return
    case 'page-break':
      sheet.newPage()
      return
    case 'signatures':
      drawSignatureRows(sheet, block.blocks)
  }
}
