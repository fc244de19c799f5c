import { PDFContext, PDFDict, PDFObjectParser, PDFRef } from 'pdf-lib'
import type { PDFObject } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import {
  areNumbersExtended,
  isStructureExtended,
} from '../../../../../src/core/agreement/pdf/structure-check.ts'

const context = PDFContext.create()
const dict = (text: string): PDFDict => {
  const parsed = PDFObjectParser.forBytes(Buffer.from(text), context).parseObject()
  if (parsed instanceof PDFDict) return parsed
  throw new Error(text)
}
const view = {
  look: (value: PDFObject | undefined) => (value instanceof PDFRef ? context.lookup(value) : value),
}
/** The document had nine objects. */
const sides = {
  before: view,
  after: view,
  isNew: (ref: PDFObject) => ref instanceof PDFRef && ref.objectNumber > 9,
}

describe('the root of a structure', () => {
  const was = dict('<< /Type /StructTreeRoot /K [2 0 R 3 0 R] /ParentTree 4 0 R /RoleMap 5 0 R >>')
  const becomes = (text: string) => isStructureExtended(was, dict(text), sides)

  it('may get more elements behind its own', () => {
    expect(
      becomes(
        '<< /Type /StructTreeRoot /K [2 0 R 3 0 R 10 0 R] /ParentTree 4 0 R /RoleMap 5 0 R /ParentTreeNextKey 7 >>',
      ),
    ).toBe(true)
  })
  it.each([
    ['loses one', '[2 0 R 10 0 R]'],
    ['shows them in another order', '[3 0 R 2 0 R 10 0 R]'],
    ['puts one before them', '[10 0 R 2 0 R 3 0 R]'],
    ['takes one of the document’s own in again', '[2 0 R 3 0 R 7 0 R]'],
  ])('is another when it %s', (_, kids) => {
    expect(becomes(`<< /Type /StructTreeRoot /K ${kids} /ParentTree 4 0 R /RoleMap 5 0 R >>`)).toBe(false)
  })
  it.each([
    ['another tree of numbers', '/ParentTree 10 0 R /RoleMap 5 0 R'],
    ['no tree of numbers', '/RoleMap 5 0 R'],
    ['other meanings of its tags', '/ParentTree 4 0 R /RoleMap 10 0 R'],
  ])('is another with %s', (_, rest) => {
    expect(becomes(`<< /Type /StructTreeRoot /K [2 0 R 3 0 R 10 0 R] ${rest} >>`)).toBe(false)
  })
})

describe('the tree of numbers', () => {
  const list = dict('<< /Nums [0 2 0 R 1 3 0 R] >>')
  it('may get higher numbers', () => {
    expect(areNumbersExtended(list, dict('<< /Nums [0 2 0 R 1 3 0 R 2 [10 0 R]] >>'), sides)).toBe(true)
  })
  it.each([
    ['gives a number to another', '[0 2 0 R 1 10 0 R]'],
    ['says a number twice', '[0 2 0 R 1 3 0 R 1 [10 0 R]]'],
    ['forgets one', '[0 2 0 R]'],
  ])('is another when it %s', (_, nums) => {
    expect(areNumbersExtended(list, dict(`<< /Nums ${nums} >>`), sides)).toBe(false)
  })
  it('may get a new leaf, and none of the document’s own', () => {
    const leaves = dict('<< /Kids [6 0 R] >>')
    expect(areNumbersExtended(leaves, dict('<< /Kids [6 0 R 11 0 R] >>'), sides)).toBe(true)
    expect(areNumbersExtended(leaves, dict('<< /Kids [6 0 R 7 0 R] >>'), sides)).toBe(false)
  })
})
