import { assert, asyncProperty, jsonValue } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonInSlices } from '../../../../src/core/journal/json-in-slices.ts'

async function textOf(value: unknown): Promise<{ text: string; slices: number }> {
  const slices: Buffer[] = []
  for await (const slice of jsonInSlices(value)) slices.push(slice)
  return { text: Buffer.concat(slices).toString('utf8'), slices: slices.length }
}

describe('JSON made in slices', () => {
  it.each([
    ['nothing', null],
    ['an empty table', {}],
    ['an empty list', { guests: [], tables: { empty: {} } }],
    ['a member that is left out', { first: undefined, second: { third: undefined, fourth: 4 } }],
    ['a gap in a list', { seats: [undefined, 'A1'] }],
    ['keys that are numbers', { '10': 'ten', '9': { '2': 2, '1': 1 } }],
    ['letters beyond ASCII', { name: 'Žydrūnė "Müller" 🖋' }],
  ])('is what JSON.stringify makes of %s', async (_name, value) => {
    expect((await textOf(value)).text).toBe(JSON.stringify(value))
  })

  it('is what JSON.stringify makes of any plain value', async () => {
    await assert(
      asyncProperty(jsonValue(), async (value) => {
        expect((await textOf(value)).text).toBe(JSON.stringify(value))
      }),
    )
  })

  it('gives others their turn while it writes out 10,000 guests', async () => {
    const guest = (index: number) => ({ id: `g${index}`, lastName: 'Österreicher', note: 'x'.repeat(100) })
    const guests = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`g${at}`, guest(at)]))
    const state = { guests, lastImport: { changed: guests } }
    let turns = 0
    const counting = setInterval(() => (turns += 1))
    const { text, slices } = await textOf(state)
    clearInterval(counting)
    expect(text).toBe(JSON.stringify(state))
    expect(slices).toBeGreaterThan(5)
    expect(turns).toBeGreaterThan(0)
  })
})
