/** Marks what a drawing says, so that a screen reader finds it (ISO 32000-2 § 14.6, 14.8); where nothing is tagged, it marks nothing. */
import { PDFHexString, PDFString } from 'pdf-lib'
import type { PDFDocument, PDFRef } from 'pdf-lib'
import { transform, viewMatrix } from '../../../shared/geometry.ts'
import type { PageBoxes, Rect } from '../../../shared/geometry.ts'
import type { Structure } from './structure.ts'

/** The parts of one drawing, in reading order. */
export type Tagging = {
  paragraph(operators: readonly string[]): string[]
  /** `alt` says what is to be seen at `place` (displayed points). */
  figure(operators: readonly string[], alt: string, place: Rect): string[]
  /** The number of the drawing in the document's structure; undefined where nothing was marked. */
  number(): number | undefined
  /** Takes the parts up into the structure, as they stand in `form` on `page`. */
  close(page: PDFRef, form: PDFRef): void
}

export const UNTAGGED: Tagging = {
  paragraph: (operators) => [...operators],
  figure: (operators) => [...operators],
  number: () => undefined,
  close: () => {},
}

/** All of it is German, whatever the language of the document. */
const LANGUAGE = 'de-DE'

type Part = { kind: 'P' | 'Figure'; alt?: string; box?: number[] }

export function taggingFor(doc: PDFDocument, structure: Structure, boxes: PageBoxes): Tagging {
  const { context } = doc
  const parts: Part[] = []
  const elements = context.obj([])
  let key: number | undefined
  const mark = (part: Part, operators: readonly string[]) => {
    if (operators.length === 0) return []
    parts.push(part)
    return [`/${part.kind} <</MCID ${parts.length - 1}>> BDC`, ...operators, 'EMC']
  }
  return {
    paragraph: (operators) => mark({ kind: 'P' }, operators),
    figure: (operators, alt, place) =>
      mark({ kind: 'Figure', alt, box: inPageSpace(boxes, place) }, operators),
    number() {
      if (parts.length > 0) key ??= structure.keep(elements)
      return key
    },
    close(page, form) {
      if (parts.length === 0) return
      const section = context.nextRef()
      const refs = parts.map((part, index) => {
        const content = { Type: 'MCR', Pg: page, Stm: form, MCID: index }
        return context.register(context.obj({ ...elementOf(part), P: section, Pg: page, K: content }))
      })
      for (const ref of refs) elements.push(ref)
      const Lang = PDFString.of(LANGUAGE)
      context.assign(
        section,
        context.obj({ Type: 'StructElem', S: 'Sect', P: structure.ref, Lang, Pg: page, K: refs }),
      )
      structure.append(section)
    },
  }
}

const elementOf = ({ kind, alt, box }: Part) => ({
  Type: 'StructElem',
  S: kind,
  ...(alt === undefined ? {} : { Alt: PDFHexString.fromText(alt) }),
  ...(box === undefined ? {} : { A: { O: 'Layout', BBox: box } }),
})

/** Two corners of what the viewer sees, as they lie on the page as it was made. */
function inPageSpace(boxes: PageBoxes, { x, y, width, height }: Rect): number[] {
  const back = viewMatrix(boxes)
  const [a, b] = [transform(back, { x, y }), transform(back, { x: x + width, y: y + height })]
  return [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.max(a.x, b.x), Math.max(a.y, b.y)].map(hundredths)
}

const hundredths = (value: number) => Number(value.toFixed(2))
