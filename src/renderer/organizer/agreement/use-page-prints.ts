/** Reads what is printed on the pages that are needed, each once per document. */
import { shallowRef, watch } from 'vue'
import type { PDFDocumentProxy } from '../../components/pdf-document.ts'
import { readPrint } from '../../components/pdf-document.ts'
import { printOf } from './page-print.ts'
import type { PagePrint } from './page-print.ts'

const BLANK: PagePrint = { texts: [], lines: [] }

export function usePagePrints(pdf: () => PDFDocumentProxy | null, wanted: () => readonly number[]) {
  const prints = shallowRef<ReadonlyMap<number, PagePrint>>(new Map())
  const begun = new Set<number>()

  async function read(document: PDFDocumentProxy, index: number): Promise<void> {
    begun.add(index)
    const { runs, operators, view } = await readPrint(document, index)
    if (pdf() !== document) return
    prints.value = new Map([...prints.value, [index, printOf(runs, operators, view)]])
  }

  watch(pdf, () => {
    begun.clear()
    prints.value = new Map()
  })
  watch(
    () => [pdf(), ...wanted()] as const,
    ([document, ...pages]) => {
      if (!document) return
      // A page that cannot be read has nothing to snap to and nothing to warn of.
      for (const index of pages) if (!begun.has(index)) void read(document, index).catch(() => {})
    },
    { immediate: true },
  )
  return (index: number): PagePrint => prints.value.get(index) ?? BLANK
}
