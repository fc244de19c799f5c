/** The structure of a tagged document (ISO 32000-2 § 14.7): adding to its end, so that what is drawn can be read out, too. */
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef } from 'pdf-lib'
import type { PDFContext, PDFDocument, PDFObject } from 'pdf-lib'

/** What a document's structure grows by. */
export type Structure = {
  ref: PDFRef
  /** Puts an element behind all others, at the highest level. */
  append(element: PDFRef): void
  /** Keeps which elements a stream's marked contents belong to, by their numbers; gives the stream's own number. */
  keep(elements: PDFObject): number
  /** Writes down what was added; gives the objects of the document it changed. */
  finish(): PDFRef[]
}

const name = (key: string) => PDFName.of(key)

/** Undefined where the document is not tagged, or its structure is not one that could be added to with certainty. */
export function structureOf(doc: PDFDocument): Structure | undefined {
  const { context, catalog } = doc
  const ref = catalog.get(name('StructTreeRoot'))
  const root = context.lookup(ref)
  if (!(ref instanceof PDFRef && root instanceof PDFDict)) return undefined
  const treeEntry = root.get(name('ParentTree'))
  const tree = context.lookup(treeEntry)
  const first = tree instanceof PDFDict ? firstFreeKey(context, root, tree) : undefined
  if (!(tree instanceof PDFDict) || first === undefined) return undefined
  const elements: PDFRef[] = []
  const kept: PDFObject[] = []
  return {
    ref,
    append: (element) => void elements.push(element),
    keep: (belonging) => first + kept.push(belonging) - 1,
    finish() {
      if (elements.length === 0) return []
      root.set(name('K'), context.obj([...kidsOf(context, root), ...elements]))
      growTree(context, tree, first, kept)
      root.set(name('ParentTreeNextKey'), context.obj(first + kept.length))
      return treeEntry instanceof PDFRef ? [ref, treeEntry] : [ref]
    },
  }
}

function kidsOf(context: PDFContext, root: PDFDict): PDFObject[] {
  const entry = root.get(name('K'))
  const found = context.lookup(entry)
  if (found instanceof PDFArray) return found.asArray()
  return entry ? [entry] : []
}

/** Above every key the tree has, whatever the root says of it. */
function firstFreeKey(context: PDFContext, root: PDFDict, tree: PDFDict): number | undefined {
  const next = numberIn(context, root.get(name('ParentTreeNextKey'))) ?? 0
  const highest = highestKey(context, tree)
  return highest === undefined ? undefined : Math.max(next, highest + 1)
}

/** -1 for an empty tree; undefined for one that makes no sense. */
function highestKey(context: PDFContext, tree: PDFDict): number | undefined {
  const kids = context.lookup(tree.get(name('Kids')))
  const nums = context.lookup(tree.get(name('Nums')))
  if (kids instanceof PDFArray && kids.size() > 0) {
    const last = context.lookup(kids.get(kids.size() - 1))
    const limits = last instanceof PDFDict ? context.lookup(last.get(name('Limits'))) : undefined
    return limits instanceof PDFArray && !nums ? numberIn(context, limits.get(1)) : undefined
  }
  if (!(nums instanceof PDFArray)) return undefined
  return nums.size() === 0 ? -1 : numberIn(context, nums.get(nums.size() - 2))
}

function numberIn(context: PDFContext, value: PDFObject | undefined): number | undefined {
  const found = context.lookup(value)
  return found instanceof PDFNumber ? found.asNumber() : undefined
}

/** A number tree (ISO 32000-2 § 7.9.7) gets a leaf where it has leaves, and more entries where it is one. */
function growTree(context: PDFContext, tree: PDFDict, first: number, values: readonly PDFObject[]): void {
  const entries = values.flatMap((value, index) => [context.obj(first + index), value])
  const kids = context.lookup(tree.get(name('Kids')))
  if (kids instanceof PDFArray && kids.size() > 0) {
    const leaf = context.obj({ Limits: [first, first + values.length - 1], Nums: entries })
    tree.set(name('Kids'), context.obj([...kids.asArray(), context.register(leaf)]))
    return
  }
  const nums = context.lookup(tree.get(name('Nums')))
  const old = nums instanceof PDFArray ? nums.asArray() : []
  tree.set(name('Nums'), context.obj([...old, ...entries]))
}
